"""Site rules: what one host's pages carry that is not article, as data with its own tests.

site: ir-ia.com               # this host and its subdomains
keep:                         # always before drop
  - prefix: 'Copyright law'
drop:
  - exact: 'Subscribe to IRIA News'
    label: subscribe
  - regex: 'copyright © \\d{4} .*'
    label: copyright
    note: the footer
tests:
  gone: |
    Subscribe to IRIA News
  stay: |
    IRIA said on Tuesday that the talks go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from cleaner.article import Label
from cleaner.rulebook.folders import site_files
from cleaner.rulebook.patterns import PatternError, compile_one
from cleaner.rulebook.read import RuleError, read
from cleaner.shape import plain


class LineRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line of a site's rules; exactly one of `exact`, `prefix` and `regex` says what it matches."""

    exact: str | None = None
    prefix: str | None = None
    regex: str | None = None
    label: Label = Label.OTHER
    note: str = ""


class RuleTests(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines that the site's rules must drop, and lines that they must not."""

    gone: str = ""
    stay: str = ""


class SiteFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One host's rules as their file says them."""

    site: str
    keep: list[LineRule] = []
    drop: list[LineRule] = []
    tests: RuleTests = RuleTests()
    note: str = ""


class SiteRule(msgspec.Struct, frozen=True):
    """One rule as the judge sees it: `name` is "<site>/<keep or drop>/<position from 1>"."""

    name: str
    keep: bool
    label: Label
    what: str


class SiteRules:
    """The rules that apply to one host, from the most telling file to the least, `keep` before `drop` in each."""

    def __init__(self, folders: Sequence[Path], host: str) -> None:
        """Reads only the files that this host needs; raises RuleError for the first that cannot be used."""
        self._exact: dict[str, SiteRule] = {}
        self._rest: list[tuple[SiteRule, object]] = []
        self._order: dict[str, int] = {}
        for path in site_files(folders, host):
            self._add(path, read(path, SiteFile))

    def __bool__(self) -> bool:
        return bool(self._order)

    def match(self, text: str) -> SiteRule | None:
        """The rule that decides a line, None where no rule speaks of it."""
        line = plain(text)
        found = [self._exact[line]] if line in self._exact else []
        found += [rule for rule, pattern in self._rest if pattern.fullmatch(line)]  # type: ignore[attr-defined]
        return min(found, key=lambda rule: self._order[rule.name], default=None)

    def _add(self, path: Path, rules: SiteFile) -> None:
        for keep, entries in ((True, rules.keep), (False, rules.drop)):
            for position, entry in enumerate(entries, 1):
                self._add_rule(path, rules.site, keep, position, entry)

    def _add_rule(self, path: Path, site: str, keep: bool, position: int, entry: LineRule) -> None:
        given = [(kind, value) for kind in ("exact", "prefix", "regex") if (value := getattr(entry, kind)) is not None]
        if len(given) != 1:
            raise RuleError(path, 1, f"{_nth(keep, position)}: give exactly one of `exact`, `prefix`, `regex`")
        kind, value = given[0]
        label = Label.BODY if keep else entry.label
        rule = SiteRule(f"{site}/{'keep' if keep else 'drop'}/{position}", keep, label, f"{kind} “{value}”")
        self._order[rule.name] = len(self._order)
        if kind == "exact":
            self._exact.setdefault(plain(value), rule)
        else:
            self._rest.append((rule, _compile(path, kind, value)))


def _nth(keep: bool, position: int) -> str:
    return f"entry {position} of `{'keep' if keep else 'drop'}`"


def _compile(path: Path, kind: str, value: str) -> object:
    import re2

    try:
        return compile_one(re2.escape(plain(value)) + ".*" if kind == "prefix" else value)
    except PatternError as error:
        raise RuleError(path, _line_of(path, value), str(error)) from error


def _line_of(path: Path, needle: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if needle in line), 1)
