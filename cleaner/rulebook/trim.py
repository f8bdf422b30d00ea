"""`trim` rules: which part of a line, at its start or its end, goes."""

from __future__ import annotations

from cleaner.rulebook.match import the_one
from cleaner.rulebook.patterns import compile_one
from cleaner.rulebook.schema import TRIMMERS, TrimRule
from cleaner.shape import even, places


class Trim:
    """One entry, compiled."""

    def __init__(self, entry: TrimRule) -> None:
        """Raises PatternError for a pattern that RE2 refuses."""
        self._how, value = the_one(entry, TRIMMERS)
        self._literal = even(value)
        self._pattern = None
        if self._how in ("start", "end"):
            compile_one(value)  # alone, so that a message shows it as it was written
            self._pattern = compile_one(rf"(?:{value})\s*$" if self._how == "end" else f"(?:{value})")

    def find(self, text: str) -> tuple[int, int] | None:
        """The range [start, end) of the text that goes, with the white space beside it; None where nothing does.

        Nothing goes that would cut a word in two.
        """
        line = even(text)
        found = self._in(line)
        if found is None or found[0] == found[1] or _cuts_a_word(line, *found):
            return None
        start, end = found
        if self._how in ("prefix", "start"):
            at = places(text)[end]
            return 0, at + len(text[at:]) - len(text[at:].lstrip())
        return len(text[: places(text)[start]].rstrip()), len(text)

    def _in(self, line: str) -> tuple[int, int] | None:
        if self._pattern is not None:
            match = self._pattern.match(line) if self._how == "start" else self._pattern.search(line)
            return match.span() if match else None
        size = len(self._literal)
        span = (0, size) if self._how == "prefix" else (len(line) - size, len(line))
        same = len(line) >= size and line[slice(*span)].casefold() == self._literal.casefold()
        return span if same else None


def _cuts_a_word(line: str, start: int, end: int) -> bool:
    return any(line[at - 1 : at].isalnum() and line[at : at + 1].isalnum() for at in (start, end) if at)
