"""How a text is rid of lines and pieces of lines: the edits that leave the rest as `cleaner` leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from cleaner.article import Article, JudgedLine
from cleaner.check.findings import Edit
from cleaner.check.noise import span
from cleaner.check.texts import Physical

Place = tuple[int, int]  # a piece's line number and start


def removal(article: Article, physical: Physical, gone: Iterable[JudgedLine]) -> dict[Place, Edit]:
    """The edit that removes each of the lines and pieces in `gone`; pieces of a line that goes as a whole share one."""
    going = {place(judged) for judged in gone}
    by_line = {number: list(pieces) for number, pieces in groupby(article.lines, key=lambda judged: judged.number)}
    wholly = {number for number, pieces in by_line.items() if all(place(piece) in going for piece in pieces)}
    lines = _lines(physical, physical.present, wholly)
    edits: dict[Place, Edit] = {}
    for number, pieces in by_line.items():
        for at, piece in enumerate(pieces):
            if number in wholly:
                edits[place(piece)] = lines[number]
            elif place(piece) in going:
                edits[place(piece)] = _piece(
                    physical, piece, _stays(pieces[:at], going), _stays(pieces[at + 1 :], going)
                )
    return edits


def place(judged: JudgedLine) -> Place:
    """What tells a piece from all others of its text."""
    return judged.number, judged.line.start


def _stays(pieces: Sequence[JudgedLine], going: set[Place]) -> bool:
    return any(place(piece) not in going for piece in pieces)


def _piece(physical: Physical, piece: JudgedLine, before: bool, after: bool) -> Edit:
    """Without a piece: no white space at the line's edge where it stood, and some between what stood around it."""
    start, end = span(piece, physical)
    text, line_start, line_end = physical.text, physical.start[piece.number - 1], physical.end[piece.number - 1]
    while not before and end < line_end and text[end].isspace():
        end += 1
    while not after and start > line_start and text[start - 1].isspace():
        start -= 1
    apart = text[start - 1 : start].isspace() or text[end : end + 1].isspace()
    return Edit(start, end, " " if before and after and not apart else "")


def _lines(physical: Physical, present: Sequence[int], gone: set[int]) -> dict[int, Edit]:
    """Line number -> its edit; `present` are the numbers of all lines that are not blank, in order.

    Between two lines that stay, as many blank lines stay as in the widest gap that was between them. A text that ended
    without a line break goes on to.
    """
    edits: dict[int, Edit] = {}
    for goes, run in groupby(range(len(present)), key=lambda index: present[index] in gone):
        if goes:
            edits |= _run(physical, present, list(run))
    return edits


def _run(physical: Physical, present: Sequence[int], run: list[int]) -> dict[int, Edit]:
    """Lines that go one after another: each takes the gap before or after it along, but for the gap that stays."""
    at_start, at_end = run[0] == 0, run[-1] == len(present) - 1
    stays = 0 if at_start else len(run) if at_end else _widest(present, run)
    shifted = at_end and _unended(physical, present[-1])
    edits = {}
    for position, index in enumerate(run):
        number = present[index]
        if position >= stays:
            after = present[index + 1] if index + 1 < len(present) else len(physical.start) + 1
            edits[number] = Edit(physical.start[number - 1], (*physical.start, len(physical.text))[after - 1])
        elif shifted:  # the line before gives its line break instead, so that the text still ends without one
            edits[number] = Edit(physical.end[present[index - 1] - 1], physical.end[number - 1])
        else:
            edits[number] = Edit(physical.stop[present[index - 1] - 1], physical.stop[number - 1])
    return edits


def _unended(physical: Physical, number: int) -> bool:
    return number == len(physical.end)


def _widest(present: Sequence[int], run: list[int]) -> int:
    gaps = [present[index] - present[index - 1] for index in [*run, run[-1] + 1]]
    return gaps.index(max(gaps))
