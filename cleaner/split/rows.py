"""Table cells know their row, so that a row can be written as one line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cleaner.article import Line
from cleaner.tree import Tree


def with_rows(lines: Sequence[Line], tree: Tree) -> tuple[Line, ...]:
    """The lines, the `level` of each table cell being the number of its row on the page, from 1."""
    rows: dict[int, int] = {}
    numbered = list(lines)
    for index, line in enumerate(lines):
        if line.role == "cell":
            node = row_of(tree, tree.node[index])
            numbered[index] = msgspec.structs.replace(line, level=rows.setdefault(node, len(rows) + 1))
    return tuple(numbered)


def row_of(tree: Tree, node: int) -> int:
    """The `tr` around a node, or the outermost node where there is none."""
    while tree.parent[node] >= 0 and tree.tag[node] != "tr":
        node = tree.parent[node]
    return node
