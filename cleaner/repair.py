"""Broken characters: which lines have any, and what was mended in them (`cleaner/mend.py` says what is, and how)."""

from __future__ import annotations

import re

from cleaner.article import Repair

LINE_BREAK = re.compile("\r\n?|[\n\x0b\x0c\u2028\u2029]")
ODD_BREAKS = "\r\x0b\x0c\u2028\u2029"
SUSPECT = (
    "\x00-\x08\x0e-\x1f\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
)
# No step changes a line that is printable (SUSPECT and line breaks are not) and has none of what ftfy's heuristic
# cannot do without: a telling letter, or two characters beyond ASCII in a row. Most lines of most European languages
# have none.
TELLING = "ŒœÂÃØÙ"
PAIR_BEYOND_ASCII = re.compile("[^\x00-\x7f][^\x00-\x7f]")
UNSOUND = re.compile(f"[{SUSPECT}\x0a-\x0d\u2028\u2029{TELLING}]")
ROUNDS = 8  # a repair can uncover another; in practice two rounds settle a line


def split_lines(text: str) -> tuple[list[str], tuple[Repair, ...]]:
    """The physical lines of a text, and a repair when it had other line breaks than newlines."""
    if not any(map(text.__contains__, ODD_BREAKS)):
        return text.split("\n"), ()
    odd = min(filter(text.__contains__, ODD_BREAKS), key=text.index)
    return LINE_BREAK.split(text), (Repair(0, "line breaks", repr(odd)[1:-1], "\\n"),)


def repair_lines(lines: list[str]) -> tuple[list[str], tuple[Repair, ...]]:
    """The lines with their characters mended; line numbers in the repairs count from 1."""
    odd = [index for index, line in enumerate(lines) if not (line.isascii() and line.isprintable())]
    if not odd or _sound(" ".join([lines[index] for index in odd])):
        return lines, ()
    repairs: list[Repair] = []
    mended = lines.copy()
    for index in odd:
        if not _sound(lines[index]):
            mended[index] = _repair(index + 1, lines[index], repairs)
    return mended, tuple(repairs)


def _sound(line: str) -> bool:
    if not line.isprintable():
        return not UNSOUND.search(line) and not PAIR_BEYOND_ASCII.search(line)
    return line.isascii() or not (any(map(line.__contains__, TELLING)) or PAIR_BEYOND_ASCII.search(line))


def _repair(number: int, line: str, repairs: list[Repair]) -> str:
    from cleaner.mend import STEPS, mojibake  # most text needs none of its patterns

    if line.isprintable() and mojibake(line) == line:
        return line  # so most lines of languages that ASCII is not enough for
    for _ in range(ROUNDS):
        start = line
        for what, step in STEPS.items():
            before, line = line, step(line)
            if line != before:
                repairs.append(Repair(number, what, _printable(before), line))
        if line == start:
            break
    return line


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
