"""Table cells know their row, so that a row can be one line; a table that only lays out a page has no rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from cleaner.article import Line
from cleaner.tree import Tree, around

LINES = 4
"""A cell with more lines than this is a place on a page, not a value."""
PARAGRAPH = 200
"""Characters of a line that is a paragraph; a cell has none beside other lines."""
CELLS, ROW, TABLE = frozenset(("td", "th")), frozenset(("tr",)), frozenset(("table",))


def with_rows(lines: Sequence[Line], tree: Tree) -> tuple[Line, ...]:
    """The lines, each table cell with its table as `group`, and as `level` the number of its row on the page, from 1.

    That is 0 where the table is a layout: its cells hold columns of a page, whose lines are lines of their own.
    """
    cells = {index: around(tree, tree.node[index], CELLS) for index, line in enumerate(lines) if line.role == "cell"}
    laid_out = {around(tree, cell, TABLE) for cell in columns(lines, cells) | holders(tree, cells.values())}
    rows: dict[int, int] = {}
    numbered = list(lines)
    for index, cell in cells.items():
        table = around(tree, cell, TABLE)
        if table not in laid_out:
            row = rows.setdefault(around(tree, cell, ROW), len(rows) + 1)
            numbered[index] = msgspec.structs.replace(lines[index], level=row, group=table)
    return tuple(numbered)


def columns(lines: Sequence[Line], cells: dict[int, int]) -> set[int]:
    """The cells with many lines, or with several of which one is a paragraph."""
    count = Counter(cells.values())
    long = {cell for index, cell in cells.items() if len(lines[index].text) >= PARAGRAPH}
    return {cell for cell, number in count.items() if number > LINES or (number > 1 and cell in long)}


def holders(tree: Tree, cells: Iterable[int]) -> set[int]:
    """The cells with a table in them that has one of `cells`."""
    tables = {around(tree, cell, TABLE) for cell in cells}
    found = {around(tree, tree.parent[table], CELLS) for table in tables if tree.parent[table] >= 0}
    return {cell for cell in found if tree.tag[cell] in CELLS}
