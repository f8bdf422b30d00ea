"""Many line rules as one table: which of them match a line, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cleaner.fold import letters
from cleaner.rulebook.patterns import PatternError, PatternSet
from cleaner.rulebook.schema import MATCHERS, LineRule
from cleaner.rulebook.templates import TITLE, to_pattern, with_title_masked
from cleaner.shape import even, plain

Test = Callable[[str, str], bool]  # the literal and the line, both in one case


def matcher(entry: LineRule) -> tuple[str, str]:
    """Which of `MATCHERS` an entry gives, and its value; raises PatternError where that is not exactly one."""
    return the_one(entry, MATCHERS)


def the_one(entry: object, names: Sequence[str]) -> tuple[str, str]:
    """The one of these fields that is given, and its value; raises PatternError where that is not exactly one."""
    given = [(name, value) for name in names if (value := getattr(entry, name)) is not None]
    if len(given) != 1:
        raise PatternError(f"give exactly one of {', '.join(f'`{name}`' for name in names)}")
    name, value = given[0]
    if not value.strip():
        raise PatternError(f"`{name}` is empty")
    return name, value


LITERAL: dict[str, Test] = {
    "prefix": lambda literal, line: line.startswith(literal),
    "suffix": lambda literal, line: line.endswith(literal),
    "contains": lambda literal, line: literal in line,
}


class LineTable:
    """Line rules in their order; exact ones cost one look-up, patterns one pass over the line for all together."""

    def __init__(self, entries: Sequence[LineRule]) -> None:
        """Raises PatternError for the first entry that cannot be used."""
        self._exact: dict[str, list[int]] = {}
        self._literals: list[tuple[int, Test, str]] = []
        patterns: list[tuple[int, str]] = []
        for position, entry in enumerate(entries):
            kind, value = matcher(entry)
            if kind == "exact":
                self._exact.setdefault(plain(value), []).append(position)
            elif kind in LITERAL:
                literal = plain(value) if kind == "prefix" else even(letters(value))
                self._literals.append((position, LITERAL[kind], literal.casefold()))
            else:
                patterns.append((position, letters(to_pattern(value) if kind == "template" else value)))
        self._patterns = _Patterns([one for one in patterns if TITLE not in one[1]])
        self._titled = _Patterns([one for one in patterns if TITLE in one[1]])

    def matches(self, line: str, title: str | None = None) -> list[int]:
        """The positions of the entries that match, ascending; `line` and `title` have gone through `shape.plain`."""
        found = [*self._exact.get(line, ()), *self._literally(line), *self._patterns.matches(line)]
        if self._titled:
            masked = with_title_masked(line, title)
            found += self._titled.matches(masked) if masked != line else ()
        return sorted(found)

    def _literally(self, line: str) -> Iterator[int]:
        if self._literals:
            folded = line.casefold()
            yield from (position for position, test, literal in self._literals if test(literal, folded))


class _Patterns:
    """Patterns with the positions of the entries that they come from."""

    def __init__(self, patterns: Sequence[tuple[int, str]]) -> None:
        self._positions = [position for position, _ in patterns]
        self._set = PatternSet(pattern for _, pattern in patterns)

    def __bool__(self) -> bool:
        return bool(self._positions)

    def matches(self, line: str) -> list[int]:
        return [self._positions[found] for found in self._set.matches(line)] if self._positions else []
