"""Columns of table cells, as a browser lays them out: cells may span several columns, and several rows."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from cleaner.split.ordinals import integer
from cleaner.split.tags import UNNUMBERED

CELLS = ("td", "th")
WIDEST = 1000
"""Columns that a cell may span, as in HTML, and that a row may have; cells beyond are in none."""
TALLEST = 100
"""Rows that a cell may span; HTML has more, but every row below has to look at it."""


class Section:
    """The rows of a table, or of its head or body, laid out in their order."""

    def __init__(self) -> None:
        self._row, self._count = 0, 0  # the last row so far, by its address, and which one that is
        self._columns: dict[int, int] = {}  # its cells, by theirs
        self._taken: dict[int, tuple[int, int]] = {}  # by a tall cell's first column: the next, and its last row

    def columns(self, row: LexborNode) -> dict[int, int]:
        """The columns of a row's cells, by their addresses."""
        rows = []
        one: LexborNode | None = row
        while one is not None and one.mem_id != self._row:
            rows.append(one)
            one = one.prev
        self._row = row.mem_id
        for one in reversed(rows):
            if one.tag == "tr":
                self._lay_out(one)
        return self._columns

    def _lay_out(self, row: LexborNode) -> None:
        """Give every cell of the next row its column, whether anything stands in it or not."""
        taken, none = self._taken, (0, 0)
        self._count, self._columns = self._count + 1, {}
        column, cell = 1, row.first_child
        while cell is not None:
            if cell.tag in CELLS:
                while taken.get(column, none)[1] >= self._count:
                    column = taken[column][0]
                self._columns[cell.mem_id] = column if column <= WIDEST else UNNUMBERED
                wide, tall = spans(cell)
                if tall > 1 and column <= WIDEST:
                    taken[column] = column + wide, self._count + tall - 1
                column += wide
            cell = cell.next


def spans(cell: LexborNode) -> tuple[int, int]:
    """How many columns and rows a cell takes; `rowspan=0` are all that follow."""
    attributes = cell.attributes
    if "colspan" not in attributes and "rowspan" not in attributes:
        return 1, 1
    wide, tall = integer(attributes.get("colspan")), integer(attributes.get("rowspan"))
    return min(max(1, wide or 1), WIDEST), TALLEST if tall == 0 else min(max(1, tall or 1), TALLEST)


class Sections:
    """The sections of a page's tables."""

    def __init__(self) -> None:
        self._sections: dict[int, Section] = {}  # by their addresses
        self._number = -1
        self._columns: dict[int, int] = {}

    def column(self, cell: LexborNode, number: int) -> int:
        """The column of a cell, from 1; `number` is that of its row in the tree. Rows are asked for in their order."""
        row = cell.parent
        if number != self._number and row is not None:
            section = self._sections.setdefault((row.parent or row).mem_id, Section())
            self._number, self._columns = number, section.columns(row)
        return self._columns.get(cell.mem_id, UNNUMBERED)
