"""A text as it stands in a file: its charset, its physical lines, and where a character is."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

import msgspec

from cleaner.check.findings import Region
from cleaner.decode import BOMS, decode
from cleaner.repair import LINE_BREAK


class Encoded(msgspec.Struct, frozen=True):
    """Decoded bytes, and what is needed to write them again; stray bytes are lone surrogates in UTF-8."""

    text: str
    mark: bytes
    codec: str

    def encode(self, text: str) -> bytes:
        """Another text in the same charset; raises UnicodeEncodeError where it has no place for a character."""
        return self.mark + text.encode(self.codec, "surrogateescape" if self.codec == "utf-8" else "strict")

    def is_exact(self, data: bytes) -> bool:
        """Whether the bytes it was read from come out again, so that a part of them can be changed."""
        try:
            return self.encode(self.text) == data
        except UnicodeError:
            return False


def read(data: bytes) -> Encoded:
    """The text in some bytes, with the charset that `cleaner.decode` found them in."""
    text, repairs = decode(data)
    mark, codec = next(((mark, name) for mark, name in BOMS if data.startswith(mark)), (b"", "utf-8"))
    guessed = next((repair.after for repair in repairs if repair.what == "charset guessed"), codec)
    return Encoded(text, mark, guessed)


class Physical:
    """The physical lines of a text as cleaner counts them; `start`, `end` (without line break) and `stop` (with it)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end, self.start = [], [0]
        for found in LINE_BREAK.finditer(text):
            self.end.append(found.start())
            self.start.append(found.end())
        self.end.append(len(text))
        self.stop = [*self.start[1:], len(text)]

    def line(self, number: int) -> str:
        """The line of a number, from 1, without its line break."""
        return self.text[self.start[number - 1] : self.end[number - 1]]

    @cached_property
    def present(self) -> list[int]:
        """The numbers of the lines that are not blank."""
        return [number for number in range(1, len(self.end) + 1) if self.line(number).strip()]

    def number(self, offset: int) -> int:
        """The number of the line that a character stands in."""
        return bisect_right(self.start, offset)

    def region(self, start: int, end: int) -> Region:
        """Lines and columns as editors count them: form feeds, which break lines here, break none there."""
        return Region(*self._place(start), *self._place(end))

    def _place(self, offset: int) -> tuple[int, int]:
        row = bisect_right(self._rows, offset) - 1
        return row + 1, offset - self._rows[row] + 1

    @cached_property
    def _rows(self) -> list[int]:
        starts = zip(self.end, self.start[1:], strict=False)
        return [0, *(start for end, start in starts if self.text[start - 1] in "\r\n" or self.text[end] in "\r\n")]
