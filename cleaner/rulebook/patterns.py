"""The pattern language of rule files: RE2 with named pieces, compiled into one automaton.

Patterns match a whole line, without regard to case, after `shape.plain` has made typographic variants alike
(straight quotes, `-` for every dash, single spaces, no bullet in front). RE2 matches in linear time, so no rule can
hang a job; it has no look-around and no back-references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import re2

from cleaner.fold import letters

MEMORY = 64 << 20  # bytes; RE2's automaton for all patterns together

# Unicode classes and counted repetitions are costly in RE2 (a class is hundreds of byte ranges, a repetition copies
# it): with \p{L} the English pack compiled in 290 ms, with these ranges in 30. So a capital is A-Z or anything
# beyond ASCII, and lengths are bounded by an entry's `longest`.
CAPITAL = r"[A-Z\x{c0}-\x{10ffff}]"
WORD = rf"{CAPITAL}[^\s\d,;:!?()|/]*"
PARTICLE = r"(?:van|von|de|del|der|di|da|dos|la|le|el|al|bin|ter|ten|af|zu|y|e)"
NAME = rf"(?-i:{WORD}(?: (?:{PARTICLE} )*{WORD}){{0,3}})"
TIME = (
    r"(?:(?:[01]?\d|2[0-4])[:.h][0-5]\d(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?(?-i:[A-Z]{2,5}(?:[+-]\d{1,2})?)\)?)?)"
)
MONTH = r"[A-Za-z\x{c0}-\x{10ffff}]+"
DAY = "|".join(
    (
        r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}",
        r"\d{4}[./-]\d{1,2}[./-]\d{1,2}",
        rf"(?:{MONTH}[.,]{{0,2}} )?\d{{1,2}}(?:\.|st|nd|rd|th|º|er)? ?(?:de |d')?{MONTH}[.,]{{0,2}}(?: de)? \d{{4}}",
        rf"{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}",
        r"(?:\d{4}年)?\d{1,2}月\d{1,2}日",
        r"(?:\d{4}년 ?)?\d{1,2}월 ?\d{1,2}일",
    )
)
DAY = f"(?:{DAY})"
PIECES = {
    "n": r"\d[\d.,' ]*[kKmM+]?",
    "name": NAME,
    "names": rf"{NAME}(?:(?:,| and| &| und| et| y| e| i| en| ve|,? [иі]) {NAME}){{0,2}}",
    "time": TIME,
    "day": DAY,
    "date": rf"{DAY}(?:(?:,| -| \||/| at| um| à| a las| às| alle| om| o| в| о)* ?(?:{TIME}))?(?: uhr)?\.?",
    "sep": r"(?: ?[:|/·•>-] ?| )",
    "colon": r" ?[:：|-] ?",
    "any": r".+",
    "word": r"[^\s\d:;!?()|\[\],]+",
    "token": r"[^\s:;!?()|\[\],#]+",
    "words": r"[^\d:;!?()|\[\]]+",
    "text": r"[^:;!?()|\[\]]+",
    "after": r"(?: ?[|/·•-] ?.*| ?,(?:.*(?:[^.!?…]|\d [^\s\d.]{1,4}\.))?)",  # "5 Min." ends no sentence
    "end": r"[ .!:?…>»→↑↓←*|+؟।۔。！：？＞›‹<«◄-]*",
    "address": r"(?:https?://\S+|www\.\S+|\S+@\S+\.[a-z]+)",
}
PIECE = re.compile(r"(?<!\(\?P)<([a-z]+)>")


class PatternError(ValueError):
    """A pattern that RE2 refuses, with what RE2 says and what to do."""


def expand(pattern: str) -> str:
    """The pattern with `<name>`, `<date>`, `<n>` … replaced; raises PatternError for an unknown piece."""

    def piece(match: re.Match[str]) -> str:
        if match[1] not in PIECES:
            raise PatternError(f"unknown piece `<{match[1]}>`; there are {', '.join(f'<{name}>' for name in PIECES)}")
        return f"(?:{PIECES[match[1]]})"  # a group, so that `<colon>?` means what it seems to mean

    return PIECE.sub(piece, pattern)


def compile_one(pattern: str) -> re2._Regexp:
    """One pattern, checked alone so that a message can name it."""
    try:
        return re2.compile(expand(pattern), options())
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        raise PatternError(f"RE2 refuses `{pattern}`: {reason}{_remedy(pattern)}") from error


def _remedy(pattern: str) -> str:
    if re.search(r"\(\?[=!<][^P]?", pattern):
        return " (RE2 has no look-around: name the line's beginning and end instead, or add a near miss to `stay`)"
    return " (RE2 has no back-references)" if re.search(r"\\[1-9]", pattern) else ""


def options() -> re2.Options:
    """How all patterns are compiled."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = MEMORY
    return options


class PatternSet:
    """Many whole-line patterns, matched in one pass over a line that has gone through `shape.plain`."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Raises PatternError for the first pattern that RE2 refuses."""
        self._set = re2.Set.FullMatchSet(options())
        self._size = 0
        for pattern in patterns:
            try:
                self._set.Add(expand(letters(pattern)))
            except re2.error:
                compile_one(pattern)  # says why
                raise
            self._size += 1
        if self._size:
            self._set.Compile()

    def matching(self, lines: Sequence[str], longest: int) -> dict[int, list[int]]:
        """As `matches`, of many lines: by index, those of up to `longest` characters that any pattern matches."""
        match = self._set.Match
        rows = enumerate(lines if self._size else ())
        return {place: sorted(found) for place, line in rows if len(line) <= longest and (found := match(line))}

    def matches(self, line: str) -> list[int]:
        """The positions of the patterns that match the whole line, ascending."""
        found = self._set.Match(line) if self._size else None
        return sorted(found) if found else []
