"""What is the how-manieth: numbers of ordered lists, as a browser shows them, and columns of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from cleaner.split.tags import UNNUMBERED, Role

CELLS = ("td", "th")
INTEGER = re.compile(r"\s*([+-]?[0-9]{1,8})(?![0-9])")  # CommonMark has no more than nine digits
WIDEST = 1000
"""Columns that a cell may span, as in HTML, and that a row may have; cells beyond are in none."""
Place = tuple[int, int]
"""The last child of a list or a row that was placed, by its address, and its number or its last column."""


def place(node: LexborNode, before: Place | None) -> tuple[Role, Place]:
    """The role, with its ordinal, of a cell or an `li` in an `ol`, and its place; `before` is the place before it."""
    if node.tag == "li":
        number = ordinal(node, before[1] if before else None)
        return ("item", number), (node.mem_id, number)
    column = 1 + (before[1] if before else 0) + sum(map(span, skipped(node, before)))
    return ("cell", column if column <= WIDEST else UNNUMBERED), (node.mem_id, column - 1 + span(node))


def skipped(node: LexborNode, before: Place | None) -> Iterator[LexborNode]:
    """The cells between a cell and the one placed before it: those that nothing stands in."""
    other = node.prev
    while other is not None and (before is None or other.mem_id != before[0]):
        if other.tag in CELLS:
            yield other
        other = other.prev


def span(cell: LexborNode) -> int:
    """How many columns a cell takes."""
    return min(max(1, integer(cell.attributes.get("colspan")) or 1), WIDEST)


def ordinal(item: LexborNode, before: int | None) -> int:
    """The number of an `li` in an `ol` (`start`, `value`, `reversed`); `before` is that of the item before it."""
    value = integer(item.attributes.get("value"))
    if value is not None:
        return value
    given = item.parent.attributes if item.parent is not None else {}
    down = "reversed" in given
    if before is not None:
        return before - 1 if down else before + 1
    start = integer(given.get("start"))
    if start is not None:
        return start
    return items(item) if down else 1


def items(first: LexborNode) -> int:
    """How many items there are from the first on."""
    count = 0
    node: LexborNode | None = first
    while node is not None:
        count += node.tag == "li"
        node = node.next
    return count


def integer(attribute: str | None) -> int | None:
    """The number that an attribute begins with, as HTML reads it; None for none, or one that no list has."""
    found = INTEGER.match(attribute or "")
    return int(found[1]) if found else None
