"""Parts of lines that a site's rules cut off: noise at a line's start or end, and dropped elements within a line."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.article import Verdict
from cleaner.judge.view import View
from cleaner.rulebook.rule import SiteRule
from cleaner.rulebook.sites import SiteRules

MOST = 10  # parts that are trimmed from one line


def trim(view: View, rules: SiteRules, indexes: Sequence[int]) -> dict[int, SiteRule]:
    """Cut these lines; the `trim` rules of which nothing is left of the line."""
    decided: dict[int, SiteRule] = {}
    for order, index, text in view.page.found.inline if view.page.tree else ():
        if index in indexes:
            _cut_out(view, rules.rules[order], index, text)
    for index in indexes if rules.trims else ():
        rule = _trimmed(view, rules, index)
        if rule is not None:
            decided[index] = rule
    return decided


def _trimmed(view: View, rules: SiteRules, index: int) -> SiteRule | None:
    """Cut one line until no rule finds anything more; the rule that would leave nothing of it."""
    for _ in range(MOST):
        text = view.lines[index].text
        found = next(((rule, span) for rule, one in rules.trims if _may(view, rule) and (span := one.find(text))), None)
        if found is None:
            return None
        rule, (start, end) = found
        if not (text[:start] + text[end:]).strip():
            return rule
        view.cut(index, start, end, _verdict(view, rule))
    return None


def _cut_out(view: View, rule: SiteRule, index: int, text: str) -> None:
    """Cut an element out of its line, where its text says which part that is."""
    line = view.lines[index].text
    if line.count(text) == 1 and line.strip() != text and _may(view, rule):
        start = line.index(text)
        end = start + len(text)
        if not line[:start].strip() or line[start - 1].isspace():
            end += len(line[end:]) - len(line[end:].lstrip())
        view.cut(index, start, end, _verdict(view, rule))


def _may(view: View, rule: SiteRule) -> bool:
    return rule.label not in view.spare and rule.applies(view.page.day)


def _verdict(view: View, rule: SiteRule) -> Verdict:
    reason = f"the rules of {view.page.site} cut it off: {rule.what}"
    return Verdict(False, rule.label, reason, f"site:{rule.name}")
