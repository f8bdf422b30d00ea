"""Text that is wrapped at a width: its lines are put together to paragraphs for the judges, and taken apart again.

A line was broken there because the next word did not fit. Where that explains nearly every break within a block of
lines, the text is wrapped: then the paragraph is judged, and what is said of it, or of a part of it, is said of the
lines that it came from. The output keeps its breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import msgspec

from cleaner.article import JudgedLine, Line
from cleaner.page import Part, Wrapping
from cleaner.shape import ends_sentence

WIDEST, NARROWEST = 132, 40  # characters of the width that a text may be wrapped at
BREAKS, SHARE = 6, 0.9  # breaks within blocks from which a wrapped text is recognised, and how many must fit
WITHIN = 0.6  # of the breaks stand within a sentence; lines that are sentences are not wrapped


def wrapping(lines: Sequence[Line]) -> Wrapping | None:
    """The paragraphs of the text, if it is wrapped; else None."""
    width = max((len(line.text.rstrip()) for line in lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return None
    breaks = [(one, two) for one, two in pairwise(lines) if two.number == one.number + 1]
    full = sum(_full(before, after, width) for before, after in breaks)
    within = sum(not ends_sentence(before.text) for before, _ in breaks)
    if len(breaks) < BREAKS or full < SHARE * len(breaks) or within < WITHIN * len(breaks):
        return None
    paragraphs = list(_paragraphs(lines, width))
    texts = (" ".join(lines[part.line].text for part in parts) for parts in paragraphs)
    joined = (
        msgspec.structs.replace(lines[parts[0].line], text=text) for parts, text in zip(paragraphs, texts, strict=True)
    )
    return Wrapping(lines=tuple(lines), paragraphs=tuple(joined), parts=tuple(paragraphs))


def _full(before: Line, after: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted."""
    return len(before.text.rstrip()) + 1 + len(after.text.split(maxsplit=1)[0]) > width


def _paragraphs(lines: Sequence[Line], width: int) -> Iterator[tuple[Part, ...]]:
    """Runs of lines without an empty line or an early break between them."""
    parts: list[Part] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before is not None and (line.number != before.number + 1 or not _full(before, line, width)):
            yield tuple(parts)
            parts = []
        offset = parts[-1].offset + len(lines[parts[-1].line].text) + 1 if parts else 0
        parts.append(Part(index, offset))
    if parts:
        yield tuple(parts)


def unwrapped(judged: Sequence[JudgedLine], wrapped: Wrapping) -> tuple[JudgedLine, ...]:
    """The verdicts on paragraphs and their pieces as verdicts on the lines that they were made of, and theirs."""
    found: list[JudgedLine] = []
    groups = groupby(judged, key=lambda piece: piece.number)
    for (_, group), parts in zip(groups, wrapped.parts, strict=True):
        pieces = list(group)
        found += [piece for part in parts for piece in _of_line(wrapped.lines[part.line], part.offset, pieces)]
    return tuple(found)


def _of_line(line: Line, offset: int, pieces: Sequence[JudgedLine]) -> Iterator[JudgedLine]:
    """What was said of the characters that this line has in its paragraph."""
    for piece in pieces:
        start = max(0, piece.line.start - offset)
        end = min(len(line.text), piece.line.start + len(piece.text) - offset)
        if start < end:
            text = line.text[start:end]
            yield JudgedLine(msgspec.structs.replace(line, text=text, start=start), piece.verdict)
