"""First judge: what the site's own rules say. `keep` comes before `drop`, so that a site can rescue a line."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.article import Label, Verdict
from cleaner.judge.belief import leave_doubtful
from cleaner.judge.core import Edges
from cleaner.judge.regions import regions
from cleaner.judge.trims import trim
from cleaner.judge.view import View
from cleaner.rulebook.rule import SiteRule
from cleaner.rulebook.sites import SiteRules


def by_site(view: View, rules: SiteRules) -> dict[int, Verdict]:
    """What the rules of the page's own site say, those aside that its model has reason to doubt."""
    leave_doubtful(view, rules)
    return by_rules(view, rules)


def by_rules(view: View, rules: SiteRules) -> dict[int, Verdict]:
    """Verdicts for the open lines that a rule speaks of; of several rules the first in order decides."""
    decided: dict[int, tuple[SiteRule, str]] = {}
    open_lines = set(view.open())
    edges = _edges(view, rules)
    for index, rule, where in (*_lines(view, rules, edges), *regions(view, rules, edges)):
        if index in open_lines and (index not in decided or rule.order < decided[index][0].order):
            decided[index] = rule, where
    verdicts = {index: _verdict(view, index, rule, where) for index, (rule, where) in decided.items()}
    before = view.number_of_cuts()
    trimmed = trim(view, rules, sorted(open_lines - decided.keys()))
    verdicts |= {index: _verdict(view, index, rule, "it") for index, rule in trimmed.items()}
    if view.number_of_cuts() == before:
        return verdicts
    left = _lines(view, rules, edges)  # what is left of a line may be what another rule speaks of
    return verdicts | {index: _verdict(view, index, rule, it) for index, rule, it in left if index not in verdicts}


def headline(view: View) -> str | None:
    """The headline as templates ask for it."""
    return view.lines[view.title].text if view.title is not None else view.page.title


def _lines(view: View, rules: SiteRules, edges: Edges) -> Iterator[tuple[int, SiteRule, str]]:
    title = headline(view)
    for index in view.open():
        found = rules.matches(view.lines[index].text, title, view.page.day)
        rule = next((rule for rule in found if edges.holds(rule.where, index)), None)
        if rule is not None:
            yield index, rule, "it"


def _edges(view: View, rules: SiteRules) -> Edges:
    """Where the page's lines stand to its article; those that a rule speaks of are no part of it."""
    if not rules.placed:
        return Edges()
    title, day, left = headline(view), view.page.day, view.alive()
    texts = {index: view.lines[index].text for index in left}
    spoken = {index for index in left if (found := rules.matches(texts[index], title, day)) and not found[0].keep}
    return Edges(view.lines, left, spoken | {index for index in left if rules.markers(texts[index], title, day)})


def _verdict(view: View, index: int, rule: SiteRule, where: str) -> Verdict:
    does = "keep" if rule.keep else "drop"
    reason = f"the rules of {view.page.site} {does} {where}: {rule.what}"
    return Verdict(rule.keep, _label(view, index, rule), reason, f"site:{rule.name}")


def _label(view: View, index: int, rule: SiteRule) -> Label:
    if not rule.keep:
        return rule.label
    if index == view.title:
        return Label.TITLE
    return Label.HEADING if view.lines[index].role == "heading" else Label.BODY
