"""Pieces of text to lines: what the walk collects between two breaks, and where the finished line hangs."""

from __future__ import annotations

from array import array

from selectolax.lexbor import LexborNode

from cleaner.article import Line
from cleaner.split.bounds import MAX_LINES
from cleaner.split.tags import BLANK, BOLD, HIDDEN, LINK, LIST, PRE, SPACE, Role

ROLE_REACH = 6
"""So many elements, the innermost ones, are asked for a line's role."""
TEXT: Role = ("text", 0)


Element = tuple[LexborNode, int, bool, bool, int, str, int, str, Role, int]
"""An open element: itself, its node in the tree, is it a block, is it an aside, what it makes of its text, its tag; the
node and the path of the innermost block, the innermost role, and on which floor of the stack that stands."""


class Open:
    """A line that is being collected: its pieces and the innermost element so far that holds all of them."""

    __slots__ = ("bold", "depth", "links", "low", "node", "parts", "size")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = self.links = self.bold = self.low = self.node = self.depth = 0

    def add(self, text: str, stack: list[Element], depth: int, context: int) -> None:
        """Add text without line breaks, and widen the line's element to one that holds the new text too."""
        if not self.size:
            self.low = self.depth = depth
            self.node = stack[-1][1]
        elif self.low < self.depth:
            self.depth = self.low
            self.node = stack[self.low - 1][1]
        size = len(text)
        self.parts.append(text)
        self.size += size
        if context & LINK:
            self.links += size
        if context & BOLD:
            self.bold += size


class Lines:
    """Finished lines, and in flat arrays what the tree keeps of each."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.h1: list[tuple[int, str]] = []
        self.cut = False
        self.node, self.block, self.links, self.bold = array("i"), array("i"), array("i"), array("i")

    def close(self, line: Open, stack: list[Element]) -> int:
        """Close an open line that has parts; blank ones leave no trace. The number of lines so far."""
        parts = line.parts
        joined = parts[0] if len(parts) == 1 else "".join(parts)
        text = joined.rstrip(BLANK) if stack[-1][4] & PRE else collapsed(joined)
        if text and len(self.lines) < MAX_LINES:
            self.add(text, line, stack)
        elif text:
            self.cut = True
        parts.clear()
        line.size = line.links = line.bold = 0
        return len(self.lines)

    def add(self, text: str, line: Open, stack: list[Element]) -> None:
        """Record a finished line with its structure."""
        _, _, _, _, context, _, around, path, (role, level), floor = stack[-1]
        number = len(self.lines)
        if len(stack) - floor >= ROLE_REACH:
            role, level = TEXT
        elif role == "item":
            level = context // LIST
        elif level == 1:
            self.h1.append((number, text))
        density = round(min(1.0, line.links / line.size), 3) if line.links else 0.0
        self.lines.append(Line(number + 1, text, role, level, path, density, context & HIDDEN > 0))
        self.node.append(line.node)
        self.block.append(around)
        self.links.append(line.links)
        self.bold.append(line.bold)


def collapsed(text: str) -> str:
    """Text with its white space as a browser shows it."""
    if text.isascii():
        return " ".join(text.split())
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\xa0" in text:
        text = SPACE.sub(" ", text)
    return text.strip(BLANK)
