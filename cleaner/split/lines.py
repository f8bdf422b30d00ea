"""Pieces of text to lines: what the walk collects between two breaks, and where the finished line hangs."""

from __future__ import annotations

from array import array

from selectolax.lexbor import LexborNode

from cleaner.article import Line
from cleaner.split.tags import BLANK, ROLE, SPACE

LINK, BOLD, PRE, HIDDEN, LIST = 1, 2, 4, 8, 16
"""What the open elements make of the text inside, added up: bits, and above them the number of open lists."""
ROLE_REACH, PATH_REACH, PATH_PARTS = 6, 12, 3

Element = tuple[LexborNode, int, str, bool, int, bool]
"""An open element: itself, its node in the tree, its tag, is it a block, what it makes of its text, is it an aside."""


class Open:
    """A line that is being collected: its pieces and the innermost element so far that holds all of them."""

    __slots__ = ("bold", "depth", "links", "low", "node", "parts", "size")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = self.links = self.bold = self.low = self.node = self.depth = 0

    def add(self, text: str, stack: list[Element], context: int) -> None:
        """Add text without line breaks, and widen the line's element to one that holds the new text too."""
        if not self.size:
            self.low = self.depth = len(stack)
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
        self.node, self.block, self.links, self.bold = array("i"), array("i"), array("i"), array("i")

    def close(self, line: Open, stack: list[Element], context: int) -> None:
        """Close an open line that has parts; blank ones leave no trace."""
        joined = "".join(line.parts)
        text = joined.rstrip(BLANK) if context & PRE else collapsed(joined)
        if text:
            self.add(text, line, stack, context)
        line.parts.clear()
        line.size = line.links = line.bold = 0

    def add(self, text: str, line: Open, stack: list[Element], context: int) -> None:
        """Record a finished line with its structure."""
        path, block = place(stack)
        role, level = role_of(stack, context)
        number = len(self.lines)
        if role == "heading" and level == 1:
            self.h1.append((number, text))
        density = round(min(1.0, line.links / line.size), 3) if line.links else 0.0
        self.lines.append(Line(number + 1, text, role, level, path, density, context & HIDDEN > 0))
        self.node.append(line.node)
        self.block.append(block)
        self.links.append(line.links)
        self.bold.append(line.bold)


def place(stack: list[Element]) -> tuple[str, int]:
    """The path of the innermost blocks, and the node of the innermost one."""
    tags: list[str] = []
    block = -1
    for element in stack[: -PATH_REACH - 1 : -1]:
        if element[3]:
            if not tags:
                block = element[1]
            tags.append(element[2])
            if len(tags) == PATH_PARTS:
                break
    if not tags:
        return stack[0][2], stack[0][1]
    return "/".join(tags[::-1]), block


def role_of(stack: list[Element], context: int) -> tuple[str, int]:
    """The open line's role and its level, from the innermost elements that give one."""
    for element in stack[: -ROLE_REACH - 1 : -1]:
        role = ROLE.get(element[2])
        if role is None:
            continue
        if role == "heading":
            return role, int(element[2][1])
        return role, context // LIST if role == "item" else 0
    return "text", 0


def collapsed(text: str) -> str:
    """Text with its white space as a browser shows it."""
    if text.isascii():
        return " ".join(text.split())
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\xa0" in text:
        text = SPACE.sub(" ", text)
    return text.strip(BLANK)
