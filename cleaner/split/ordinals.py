"""Numbers of ordered lists, as a browser shows them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

INTEGER = re.compile(r"\s*([+-]?[0-9]{1,8})(?![0-9])")  # CommonMark has no more than nine digits


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
