"""Whole stretches of a page that a site's rules speak of: below or above a marker, inside or outside an element."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.judge.core import Edges
from cleaner.judge.view import View
from cleaner.rulebook.rule import SiteRule
from cleaner.rulebook.schema import CutRule
from cleaner.rulebook.sites import SiteRules
from cleaner.tree import lines_within

MARKER = "it"
Claim = tuple[int, SiteRule, str]
"""A line's index, the rule that speaks of it, and what of the page the rule drops or keeps, for its reason."""


def regions(view: View, rules: SiteRules, edges: Edges) -> Iterator[Claim]:
    """What rules say of stretches; the headline is never dropped with one, unless it is a marker itself."""
    for index, rule, where in (*_cut(view, rules, edges), *_elements(view, rules), *_outside(view, rules)):
        if rule.keep or index != view.title or where == MARKER:
            yield index, rule, where


def _cut(view: View, rules: SiteRules, edges: Edges) -> Iterator[Claim]:
    """What stands below or above markers, and the markers, all of them: then a second cleaning finds none."""
    for order, places in _markers(view, rules, edges).items():
        rule = rules.rules[order]
        entry = rule.entry
        assert isinstance(entry, CutRule)
        below = rule.kind == "after"
        at = places[0] if (entry.at or ("last" if below else "first")) == "first" else places[-1]
        where = f"what stands {'below' if below else 'above'} line {view.lines[at].number}"
        for index in range(at + 1, len(view.lines)) if below else range(at):
            yield index, rule, where
        if entry.marker == "drop":
            yield from ((index, rule, MARKER) for index in places)


def _markers(view: View, rules: SiteRules, edges: Edges) -> dict[int, list[int]]:
    """The orders of `after` and `before` rules, each with the lines that it matches, in the page as it came in."""
    found: dict[int, list[int]] = {}
    if rules.cuts:
        title = view.page.lines[view.title].text if view.title is not None else view.page.title
        for index, line in enumerate(view.page.lines):
            for rule in rules.markers(line.text, title, view.page.day):
                if edges.holds(rule.where, index):
                    found.setdefault(rule.order, []).append(index)
    return found


def _elements(view: View, rules: SiteRules) -> Iterator[Claim]:
    if view.page.tree is None:
        return
    for order, node in view.page.found.elements:
        rule = rules.rules[order]
        if rule.kind in ("html.keep", "html.drop") and rule.applies(view.page.day):
            yield from ((index, rule, "the element that it stands in") for index in lines_within(view.page.tree, node))


def _outside(view: View, rules: SiteRules) -> Iterator[Claim]:
    """The lines outside the elements of the first `html.body` that holds any line."""
    inside: dict[int, set[int]] = {}
    for order, node in view.page.found.elements if view.page.tree else ():
        rule = rules.rules[order]
        if view.page.tree and rule.kind == "html.body" and rule.applies(view.page.day):
            inside.setdefault(order, set()).update(lines_within(view.page.tree, node))
    body = next((order for order in sorted(inside) if inside[order]), None)
    if body is not None:
        for index in range(len(view.lines)):
            if index not in inside[body]:
                yield index, rules.rules[body], "what stands outside the body"
