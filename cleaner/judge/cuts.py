"""Lines of which only a part goes: where the cuts are, and the pieces that they leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from cleaner.article import JudgedLine, Line, Verdict


class Cut(NamedTuple):
    """What goes of a line: its characters [start, end), and why."""

    start: int
    end: int
    verdict: Verdict


def remaining(length: int, cuts: Sequence[Cut]) -> list[tuple[int, int]]:
    """The ranges of a line of `length` characters that no cut took, in order."""
    left, at = [], 0
    for cut in sorted(cuts):
        if cut.start > at:
            left.append((at, cut.start))
        at = max(at, cut.end)
    return left + [(at, length)] * (at < length)


def within(ranges: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of `ranges` that are [start, end) when the ranges are read as one text."""
    offset = 0
    for begin, stop in ranges:
        low, high = max(start - offset, 0), min(end - offset, stop - begin)
        if low < high:
            yield begin + low, begin + high
        offset += stop - begin


def pieces(line: Line, verdict: Verdict, cuts: Sequence[Cut]) -> list[JudgedLine]:
    """The line as judged: as a whole, or its pieces in order, which joined are the line."""
    if not cuts:
        return [JudgedLine(line, verdict)]
    parts = [*cuts, *(Cut(start, end, verdict) for start, end in remaining(len(line.text), cuts))]
    return [
        JudgedLine(msgspec.structs.replace(line, text=line.text[start:end], start=start), said)
        for start, end, said in sorted(parts, key=lambda part: part.start)
    ]
