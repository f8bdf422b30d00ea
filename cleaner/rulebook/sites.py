"""The rules that apply to one host, in the order in which they decide.

The host's own files come before its parents', those before groups; a user's file before the shipped one. Within a
file: `KINDS`, in that order, and in each kind the first entry before the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from cleaner.rulebook.load import Files, Layer
from cleaner.rulebook.match import LineTable
from cleaner.rulebook.patterns import PatternError
from cleaner.rulebook.rule import SiteRule, mistake, numbered
from cleaner.rulebook.schema import LineRule, Replacement, Selector, TrimRule
from cleaner.rulebook.selectors import Query, query
from cleaner.rulebook.trim import Trim
from cleaner.shape import plain

LINES, CUTS = ("keep", "drop"), ("after", "before")


class SiteRules:
    """The rules of some files, ready to be asked."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        """Raises RuleError for the first entry that cannot be used; selectors are proved when a page needs them."""
        self.layers = tuple(layers)
        self.rules = numbered(layers)
        self._lines, self._line_rules = _table(self.of(*LINES))
        self._markers, self.cuts = _table(self.of(*CUTS))
        self.trims = [(rule, _trim(rule)) for rule in self.of("trim")]

    def __bool__(self) -> bool:
        return bool(self.rules or self.replace or self.skip_json_ld)

    def of(self, *kinds: str) -> list[SiteRule]:
        """The rules of these kinds, in order."""
        return [rule for rule in self.rules if rule.kind in kinds]

    @cached_property
    def selectors(self) -> list[tuple[SiteRule, Selector, Query]]:
        """The rules that name elements, each as it is looked up; raises RuleError for one that cannot be used."""
        return [(rule, one, _proved(rule, one)) for rule in self.rules if isinstance(one := rule.entry, Selector)]

    @cached_property
    def dated(self) -> bool:
        """Whether a document's date matters."""
        return any(rule.since or rule.until for rule in self.rules)

    @property
    def replace(self) -> list[tuple[str, Replacement]]:
        """The replacements in a page's markup, in order, with the names of their owners."""
        return [(layer.owner, one) for layer in self.layers for one in layer.rules.html.replace]

    @cached_property
    def placed(self) -> bool:
        """Whether it matters where on a page a line stands."""
        return any(rule.where != "anywhere" for rule in self.rules)

    @property
    def skip_json_ld(self) -> bool:
        """Whether what JSON-LD claims is not to be believed."""
        return any(layer.rules.html.skip_json_ld for layer in self.layers)

    def match(self, text: str, title: str | None = None, day: date | None = None) -> SiteRule | None:
        """The `keep` or `drop` that decides a line, wherever it stands; None where no rule speaks of it."""
        return next(iter(self.matches(text, title, day)), None)

    def matches(self, text: str, title: str | None = None, day: date | None = None) -> list[SiteRule]:
        """All `keep` and `drop` rules that speak of a line, the first that decides first."""
        found = self._lines.matches(plain(text), title and plain(title))
        return [rule for at in found if (rule := self._line_rules[at]).applies(day)]

    def markers(self, text: str, title: str | None = None, day: date | None = None) -> list[SiteRule]:
        """The `after` and `before` rules that a line is a marker of."""
        found = self._markers.matches(plain(text), title and plain(title)) if self.cuts else []
        return [rule for at in found if (rule := self.cuts[at]).applies(day)]


def load(folders: Sequence[Path], host: str) -> SiteRules:
    """What some folders, the shipped one first, say of a host; raises RuleError for the first file that is broken."""
    return SiteRules(Files(folders).layers(host))


def _trim(rule: SiteRule) -> Trim:
    assert isinstance(rule.entry, TrimRule)
    try:
        return Trim(rule.entry)
    except PatternError as error:
        raise mistake(rule.path, rule.kind, rule.position - 1, error) from error


def _proved(rule: SiteRule, entry: Selector) -> Query:
    try:
        return query(entry)
    except PatternError as error:
        raise mistake(rule.path, rule.kind, rule.position - 1, error) from error


def _table(rules: list[SiteRule]) -> tuple[LineTable, list[SiteRule]]:
    lines = [rule.entry for rule in rules if isinstance(rule.entry, LineRule)]
    try:
        return LineTable(lines), rules
    except PatternError:
        for rule, line in zip(rules, lines, strict=True):
            _prove(rule, line)
        raise


def _prove(rule: SiteRule, entry: LineRule) -> None:
    try:
        LineTable([entry])
    except PatternError as error:
        raise mistake(rule.path, rule.kind, rule.position - 1, error) from error
