"""One rule of a site as the judges see it: its name, its place in the order, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from cleaner.article import Label
from cleaner.rulebook.load import Layer
from cleaner.rulebook.match import the_one
from cleaner.rulebook.patterns import PatternError
from cleaner.rulebook.read import RuleError, line_at
from cleaner.rulebook.schema import MATCHERS, SELECTORS, TEXTS, TRIMMERS, Entry, LineRule, Rules, Selector, Where

KINDS = ("keep", "html.keep", "drop", "html.drop", "after", "before", "html.body")
"""The lists whose entries decide lines, in order; `html.body` decides the lines outside."""
OTHER_KINDS = ("trim", "html.title", "html.author", "html.date", "html.prose", "html.unwrap")


class SiteRule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule as the judge sees it.

    `name` is "<owner>/<kind>/<position from 1>", `kind` the list that it stands in, `order` its place among the host's
    rules, from 0; `entry` is the rule as its file says it, `what` the same for a person; `source` where it was imported
    from, empty for a rule by hand.
    """

    name: str
    kind: str
    order: int
    label: Label
    what: str
    entry: Entry
    since: date | None
    until: date | None
    path: Path
    source: str = ""

    @property
    def position(self) -> int:
        """Its place in its list, from 1."""
        return int(self.name.rpartition("/")[2])

    @property
    def where(self) -> Where:
        """The part of the page that it speaks of."""
        return self.entry.where if isinstance(self.entry, LineRule) else "anywhere"

    @property
    def keep(self) -> bool:
        """Whether it keeps what it matches."""
        return self.kind in ("keep", "html.keep")

    def applies(self, day: date | None) -> bool:
        """Whether it speaks of a document of this date; where the date is not known, every rule does."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def numbered(layers: Sequence[Layer]) -> list[SiteRule]:
    """The rules of some files in their order; raises RuleError for an entry that does not say what it matches."""
    rules: list[SiteRule] = []
    for layer in layers:
        for kind in (*KINDS, *OTHER_KINDS):
            rules += _listed(layer, kind, len(rules))
    return rules


def _listed(layer: Layer, kind: str, order: int) -> Iterator[SiteRule]:
    for position, entry in enumerate(entries(layer.rules, kind)):
        try:
            how, value = the_one(entry, matchers_of(entry))
        except PatternError as error:
            raise mistake(layer.path, kind, position, error) from error
        yield SiteRule(
            name=f"{layer.owner}/{kind}/{position + 1}",
            kind=kind,
            order=order + position,
            label=Label.BODY if kind in ("keep", "html.keep") else entry.label,
            what=f"{how} “{value}”{_narrowed(entry)}",
            entry=entry,
            since=max(filter(None, (layer.rules.since, entry.since)), default=None),
            until=min(filter(None, (layer.rules.until, entry.until)), default=None),
            path=layer.path,
            source=layer.rules.source,
        )


def _narrowed(entry: Entry) -> str:
    """What a selector's entry says beside its selector."""
    if not isinstance(entry, Selector):
        return ""
    given = [f"{name} “{value}”" for name in (*TEXTS, "closest") if (value := getattr(entry, name)) is not None]
    return "".join(f", {one}" for one in (*given, *([f"nth {entry.nth}"] if entry.nth is not None else [])))


def entries(rules: Rules, kind: str) -> list[Entry]:
    """The entries of one list; a plain string is a CSS selector."""
    found = getattr(rules.html, kind.removeprefix("html.")) if kind.startswith("html.") else getattr(rules, kind)
    return [Selector(css=entry) if isinstance(entry, str) else entry for entry in found]


def matchers_of(entry: Entry) -> tuple[str, ...]:
    """The keys of which an entry gives exactly one."""
    if isinstance(entry, LineRule):
        return MATCHERS
    return SELECTORS if isinstance(entry, Selector) else TRIMMERS


def mistake(path: Path, kind: str, position: int, error: PatternError) -> RuleError:
    """What is wrong with one entry (counted from 0), with its line."""
    line = line_at(path, *kind.split("."), position)
    return RuleError(path, line, f"entry {position + 1} of `{kind}`: {error}")


def what_of(rule: SiteRule) -> tuple[object, ...]:
    """What a rule does, whatever file it stands in: two rules of which this is equal say the same."""
    return rule.kind, rule.what, rule.label, rule.since, rule.until
