"""Pieces of text to lines: what the walk collects between two breaks, and where the finished line hangs."""

from __future__ import annotations

from collections.abc import Container, Sequence

from selectolax.lexbor import LexborNode

from cleaner.article import Line
from cleaner.split.bounds import MAX_LINES
from cleaner.split.tags import BLANK, FLOWING, HIDDEN, LIST, PRE, SPACE, UNNUMBERED, Role

ROLE_REACH = 6
"""So many elements, the innermost ones, are asked for a line's role."""
TEXT: Role = ("text", 0)
NUMBERED = ("item", "cell")

Home = tuple[int, str]
"""The innermost block: its node in the tree, and its path."""
Part = tuple[Role, int, int, int]
"""What the innermost element with a role gives, and how deep that stands; in the tree, that and the innermost list."""
NOWHERE: Home = 0, ""
UNTOLD: Part = TEXT, 0, 0, 0
Element = tuple[LexborNode, int, int, int, Home, Part]
"""An open element and what it stands in: the element itself, then of its parent the node in the tree, what its end does
to a line, what it makes of its text; the innermost block and role."""
OpenLine = tuple[list[str], int, int, int, int]
"""A line that an aside interrupts: its pieces; its characters in all, in links and in bold; the innermost element so
far that holds all of it."""


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
        self._code = self._row = -1  # the last preformatted block, and how many lines it has so far, blank ones too

    def close(
        self,
        parts: list[str],
        holder: int,
        size: int,
        links: int,
        bold: int,
        context: int,
        home: Home,
        part: Part,
        depth: int,
    ) -> int:
        """Close an open line that has parts, and empty these; blank ones leave no trace. The number of lines so far."""
        joined = parts[0] if len(parts) == 1 else "".join(parts)
        parts.clear()
        if context & PRE:
            self._row = self._row + 1 if self._code == home[0] else 1
            self._code = home[0]
            text = joined.rstrip(BLANK)
        else:
            text = collapsed(joined)
        number = len(self.lines)
        if not text or number >= MAX_LINES:
            self.cut = self.cut or bool(text)
            return number
        (what, level), floor, item, group = part
        if depth - floor >= ROLE_REACH:
            what, level = TEXT
        ordinal = None
        if what in NUMBERED:
            ordinal = level if level > UNNUMBERED else None
            level = context // LIST if what == "item" else 0
        elif what == "pre":
            ordinal = self._row
        elif level == 1:
            self.h1.append((number, text))
        density = 0.0 if not links else 1.0 if links >= size else round(links / size, 3)
        block, path = home
        hidden = context & HIDDEN > 0
        self.lines.append(Line(number + 1, text, what, level, path, density, hidden, 0, ordinal, item, group))
        self.node.append(holder)
        self.block.append(block)
        self.links.append(links)
        self.bold.append(bold)
        return number + 1


def collapsed(text: str) -> str:
    """Text with its white space as a browser shows it."""
    if text.isascii():
        even = text.isprintable() and "  " not in text  # as most lines are
        return text.strip() if even else " ".join(text.split())
    if not text.isprintable() or "  " in text:
        text = SPACE.sub(" ", text)
    return text.strip(BLANK)


def flowing(stack: Sequence[Element], unwrapped: Container[int]) -> bool:
    """Does the innermost open element hold running text?"""
    node = stack[-1][0] if stack else None
    return node is not None and node.tag in FLOWING and node.mem_id not in unwrapped
