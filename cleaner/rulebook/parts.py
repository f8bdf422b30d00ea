"""Phrases glued to something else: patterns for a part of a line, found at its start, at its end or between sentences.

They see the line as it is, not through `shape.plain`: what they find is cut out of it, so its place counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import re2

from cleaner.rulebook.patterns import compile_one, expand, options

CLOSED = r"[.!?…:。！？؟।۔॥\"”’»)\]][\"”’»)\]]*"  # what stands before a new sentence
FRAMES = {
    "start": r"^\s*({}\s+)\S",
    "end": rf"(?:{CLOSED})\s*({{}}\s*)$",
    "inside": rf"(?:^|{CLOSED}\s*)({{}}(?:\s+|$))",
}
PARTS = tuple(FRAMES)


def framed(pattern: str, part: str) -> str:
    """The pattern with what must stand around it; its first group is what goes. RE2 has no look-around."""
    return FRAMES[part].format(f"(?:{expand(pattern)})")


class Parts:
    """Patterns for parts of lines; one automaton says which of them can be found at all."""

    def __init__(self, patterns: Sequence[tuple[str, str]]) -> None:
        """Raises PatternError for the first pattern that RE2 refuses."""
        self._patterns = [compile_one(framed(pattern, part)) for pattern, part in patterns]
        self._set = re2.Set.SearchSet(options())
        for pattern, part in patterns:
            self._set.Add(f"(?m){framed(pattern, part)}")  # `anywhere` asks about many lines at once
        if patterns:
            self._set.Compile()

    def anywhere(self, text: str) -> bool:
        """Whether a pattern may be found in any line of the text; in most texts none is."""
        return bool(self._patterns) and self._set.Match(text) is not None

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """The position of each pattern found and the range [start, end) that goes, each where it stands first."""
        if not self._patterns:
            return
        found = self._set.Match(text)
        for position in sorted(found) if found else ():
            for match in self._patterns[position].finditer(text):
                start, end = match.span(1)
                # What goes on in a lower-case letter is the same sentence: "Advertisement revenue fell."
                if not text[end : end + 1].islower():
                    yield position, start, end
