"""Pieces of text to lines: what the walk collects between two breaks, and where the finished line hangs."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from cleaner.article import Line
from cleaner.split.bounds import MAX_LINES
from cleaner.split.tags import BLANK, HIDDEN, LIST, PRE, SPACE, Role

ROLE_REACH = 6
"""So many elements, the innermost ones, are asked for a line's role."""
TEXT: Role = ("text", 0)


Element = tuple[LexborNode, int, bool, bool, int, str, int, str, Role, int]
"""An open element and what it stands in: the element itself, then of its parent the node in the tree, is it a block, is
it an aside, what it makes of its text, its tag; the node and the path of the innermost block, the innermost role, and
on which floor of the stack that stands."""
OpenLine = tuple[list[str], int, int, int, int, int, int]
"""A line that an aside interrupts: its pieces; its characters in all, in links and in bold; the floors of the innermost
element that holds all of it, from now on and so far, and that element's node so far."""


class Lines:
    """Finished lines, and in flat lists what the tree keeps of each."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.h1: list[tuple[int, str]] = []
        self.cut = False
        self.node: list[int] = []
        self.block: list[int] = []
        self.links: list[int] = []
        self.bold: list[int] = []

    def close(
        self,
        parts: list[str],
        holder: int,
        size: int,
        links: int,
        bold: int,
        context: int,
        around: int,
        path: str,
        role: Role,
        reach: int,
    ) -> int:
        """Close an open line that has parts, and empty these; blank ones leave no trace. The number of lines so far.

        `reach` is how many elements away the one that gives the role is.
        """
        joined = parts[0] if len(parts) == 1 else "".join(parts)
        parts.clear()
        text = joined.rstrip(BLANK) if context & PRE else collapsed(joined)
        number = len(self.lines)
        if not text or number >= MAX_LINES:
            self.cut = self.cut or bool(text)
            return number
        what, level = role if reach < ROLE_REACH else TEXT
        if what == "item":
            level = context // LIST
        elif level == 1:
            self.h1.append((number, text))
        density = round(min(1.0, links / size), 3) if links else 0.0
        self.lines.append(Line(number + 1, text, what, level, path, density, context & HIDDEN > 0))
        self.node.append(holder)
        self.block.append(around)
        self.links.append(links)
        self.bold.append(bold)
        return number + 1


def collapsed(text: str) -> str:
    """Text with its white space as a browser shows it."""
    if text.isascii():
        return " ".join(text.split())
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\xa0" in text:
        text = SPACE.sub(" ", text)
    return text.strip(BLANK)
