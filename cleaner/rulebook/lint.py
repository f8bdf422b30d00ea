"""What is wrong with a rule file although it can be read: rules that never decide, or that decide too much."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from cleaner.rulebook.examples import Roots
from cleaner.rulebook.finding import Finding
from cleaner.rulebook.folders import HOST
from cleaner.rulebook.match import LITERAL, LineTable, matcher
from cleaner.rulebook.phrases import check_pack
from cleaner.rulebook.read import RuleError, line_at
from cleaner.rulebook.rule import SiteRule, what_of
from cleaner.rulebook.schema import LineRule, Selector
from cleaner.rulebook.sites import SiteRules
from cleaner.rulebook.templates import has_holes
from cleaner.shape import even, plain

HONEST = (
    "The river rose on Tuesday.",
    "“We waited,” Ana Moreno said: two days, 3 May to 5 May 2024?",
    "水位が上がった。",
)
"""Lines that have nothing in common; a rule that matches them all matches any line."""
SHORT = 3  # characters; a shorter prefix, suffix or part stands in honest lines too
DECIDING = {"keep", "drop"}
CLAIMING = ("html.title", "html.author", "html.date")


def lint(path: Path, roots: Roots | None = None) -> list[Finding]:
    """What is wrong with one file of a rules folder, in the order of its lines; a file that cannot be used is one
    finding."""
    if path.suffix != ".yaml" or (path.parent.name == "sites" and not HOST.fullmatch(path.stem)):
        return [Finding(path, 1, "is not looked for under this name: rules stand in <host>.yaml, in lower case")]
    try:
        if path.parent.name == "phrases":
            check_pack(path)
            return []
        rules = (roots or Roots()).rules_at(path)
        rules.selectors  # noqa: B018  a selector that Lexbor or lxml refuses raises here
    except RuleError as error:
        return [Finding.of(error)]
    return sorted({Finding(path, _line(rule), text) for rule, text in _of_rules(rules)} | set(_of_file(path, rules)))


def _of_file(path: Path, rules: SiteRules) -> Iterator[Finding]:
    own, tests = rules.layers[0].rules, rules.layers[0].rules.tests
    says = any(rule.path == path for rule in rules.rules) or own.html.replace or own.html.skip_json_ld
    if not says and not own.extends:
        yield Finding(path, 1, "says nothing: give it a rule, or `extends`")
    elif says and not (tests.gone or tests.stay or tests.text or tests.html or tests.urls):
        yield Finding(path, 1, "carries no `tests`: name lines that go and near misses that stay")


def _of_rules(rules: SiteRules) -> Iterator[tuple[SiteRule, str]]:
    own = rules.layers[0].path
    for check in CHECKS:
        for rule in rules.rules:
            if rule.path == own and (message := check(rules, rule)):
                yield rule, f"entry {rule.position} of `{rule.kind}`: {message}"


def _shadowed(rules: SiteRules, rule: SiteRule) -> str:
    """A rule that never decides, as an earlier one of the same file always does."""
    how, value = matcher(rule.entry) if isinstance(rule.entry, LineRule) else ("", "")
    if how == "exact" and rule.kind in DECIDING:
        before = rules.matches(value)
    else:
        before = [earlier for earlier in rules.rules[: rule.order] if _covers(earlier, rule, how, value)]
    for earlier in before:
        always = (earlier.since, earlier.until) in ((None, None), (rule.since, rule.until))
        if always and earlier.path == rule.path and earlier.order < rule.order:
            return f"never decides: {earlier.name} ({earlier.what}) is before it"
    return ""


def _covers(earlier: SiteRule, rule: SiteRule, how: str, value: str) -> bool:
    """Whether what a rule matches is plainly matched by an earlier one: the same, or a part of it."""
    both = {earlier.kind, rule.kind}
    if earlier.what in (rule.what, _wider(rule)):
        return len(both) == 1 or both in ({"keep", "drop"}, {"html.keep", "html.drop"})
    if not isinstance(earlier.entry, LineRule) or not both <= DECIDING or how not in LITERAL:
        return False
    wider, part = matcher(earlier.entry)
    return wider in (how, "contains") and LITERAL[wider](even(part).casefold(), even(value).casefold())


def _wider(rule: SiteRule) -> str | None:
    """What the rule's selector is without what narrows it; an ancestor is another element, and no part of that."""
    entry = rule.entry
    return f"css “{entry.css}”" if isinstance(entry, Selector) and entry.css and entry.closest is None else None


def _in_group(rules: SiteRules, rule: SiteRule) -> str:
    """A rule that a group, which the file extends, has too."""
    twin = next((one for one in rules.rules if one.path != rule.path and what_of(one) == what_of(rule)), None)
    return f"{twin.name} says the same, and applies as well; leave it out" if twin else ""


def _too_wide(rules: SiteRules, rule: SiteRule) -> str:
    if not isinstance(rule.entry, LineRule):
        return ""
    how, value = matcher(rule.entry)
    if how in LITERAL and len(even(value)) < SHORT:
        return f"`{how}` of {len(even(value))} characters matches honest lines too"
    table = LineTable([rule.entry])
    return "matches any line" if all(table.matches(plain(line)) for line in HONEST) else ""


def _no_holes(rules: SiteRules, rule: SiteRule) -> str:
    template = rule.entry.template if isinstance(rule.entry, LineRule) else None
    return "a template without holes: write `exact`" if template is not None and not has_holes(template) else ""


def _never(rules: SiteRules, rule: SiteRule) -> str:
    ends_first = rule.since and rule.until and rule.until < rule.since
    return f"never applies: it holds until {rule.until}, and since {rule.since}" if ends_first else ""


def _misplaced(rules: SiteRules, rule: SiteRule) -> str:
    given = [
        key for key in ("attr", "after", "before") if isinstance(rule.entry, Selector) and getattr(rule.entry, key)
    ]
    return f"`{given[0]}` is for title, author and date" if given and rule.kind not in CLAIMING else ""


CHECKS: tuple[Callable[[SiteRules, SiteRule], str], ...] = (
    _shadowed,
    _in_group,
    _too_wide,
    _no_holes,
    _never,
    _misplaced,
)


def _line(rule: SiteRule) -> int:
    return line_at(rule.path, *rule.kind.split("."), rule.position - 1)
