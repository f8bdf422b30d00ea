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

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from cleaner.article import Label
from cleaner.fold import letters
from cleaner.rulebook.folders import site_files
from cleaner.rulebook.patterns import PatternError, compile_one
from cleaner.rulebook.read import RuleError, line_of, read
from cleaner.shape import plain

Test = Callable[[str], object]  # of a line that has gone through `shape.plain`; what is true matches


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
        self._rules: list[tuple[SiteRule, Test]] = []
        for path in site_files(folders, host):
            rules = read(path, SiteFile)
            if rules.site != path.stem:
                raise RuleError(path, line_of(path, "site:"), f"`site: {rules.site}` in a file named {path.name}")
            self._add(path, rules)

    def __bool__(self) -> bool:
        return bool(self._rules)

    def match(self, text: str) -> SiteRule | None:
        """The rule that decides a line, None where no rule speaks of it."""
        line = plain(text)
        return next((rule for rule, matches in self._rules if matches(line)), None)

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
        self._rules.append((rule, _test(path, kind, value)))


def mistakes(path: Path) -> list[str]:
    """Where a site file breaks its own tests, one sentence a line; it is laid alone over nothing."""
    folder, tests = path.parent.parent, read(path, SiteFile).tests
    rules = SiteRules([folder], path.stem)
    gone = {line: rules.match(line) for line in tests.gone.splitlines() if line.strip()}
    stay = {line: rules.match(line) for line in tests.stay.splitlines() if line.strip()}
    found = [] if gone else [f"{path}: `tests` names no line in `gone`"]
    found += [f"{path}: no rule drops {line!r}" for line, rule in gone.items() if rule is None or rule.keep]
    return found + [
        f"{path}: {rule.name} must not drop {line!r}" for line, rule in stay.items() if rule and not rule.keep
    ]


def _nth(keep: bool, position: int) -> str:
    return f"entry {position} of `{'keep' if keep else 'drop'}`"


def _test(path: Path, kind: str, value: str) -> Test:
    if kind == "exact":
        return plain(value).__eq__
    if kind == "prefix":
        start = plain(value).casefold()
        return lambda line: line.casefold().startswith(start)
    try:
        pattern = compile_one(letters(value))
    except PatternError as error:
        raise RuleError(path, line_of(path, value), str(error)) from error
    return lambda line: pattern.fullmatch(line)
