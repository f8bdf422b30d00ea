"""The walk itself: every node of the tree once, in order, with its own stack instead of recursion."""

from __future__ import annotations

from array import array

from selectolax.lexbor import LexborNode

from cleaner.article import Line
from cleaner.split.head import Head
from cleaner.split.tags import (
    ASIDE,
    BLANK,
    BLOCK,
    BOLD,
    BREAK,
    FLOWING,
    HEAD,
    LISTS,
    NO_DISPLAY,
    NO_TEXT,
    ROLE,
    SPACE,
    UNSEEN,
)
from cleaner.tree import MAX_DEPTH, Tree

STATES = BOLD | {"a", "pre"}
"""Tags that change something for the text inside."""
MARKS = ("id", "role", "itemprop")


Element = tuple[LexborNode, int, str, bool, bool, bool]
"""An open element: itself, its node in the tree, its tag, is it a block, does it hide its text, is it an
aside."""


class Open:
    """A line that is being collected: its pieces and the innermost element so far that holds all of them."""

    __slots__ = ("bold", "depth", "links", "low", "node", "parts", "size")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = self.links = self.bold = self.low = self.node = self.depth = 0


class Walk:
    """The state of one walk: open elements on a stack, finished lines and nodes in flat arrays."""

    def __init__(self) -> None:
        self.head = Head()
        self.lines: list[Line] = []
        self.h1: list[tuple[int, str]] = []
        self.parent, self.first, self.last = array("i"), array("i"), array("i")
        self.tags: list[str] = []
        self.marks: list[str] = []
        self.node, self.block, self.links, self.bold = array("i"), array("i"), array("i"), array("i")
        self.stack: list[Element] = []
        self.open = Open()
        self.outer: list[Open] = []
        self.in_link = self.in_bold = self.in_hidden = self.in_pre = 0

    def run(self, root: LexborNode) -> None:
        """Visit every node below and with `root`, children before the next sibling."""
        node: LexborNode | None = root
        while True:
            while node is not None:
                tag = node.tag
                if tag == "-text":
                    self.text(node.text_content or "")
                elif tag and tag[0] not in "-!" and (child := self.enter(node, tag)) is not None:
                    node = child
                    continue
                node = node.next
            if not self.stack:
                return
            node = self.leave()

    def enter(self, source: LexborNode, tag: str) -> LexborNode | None:
        """Open an element; its first child if the walk goes into it."""
        if tag in NO_TEXT:
            return None
        if tag in BREAK:
            self.flush()
            return None
        if tag in HEAD:
            self.head.take(tag, source)
            return None
        child = source.first_child if tag != "template" else fragment(source)
        if child is None:
            if tag in BLOCK:
                self.flush()
            return None
        block = tag in BLOCK or ("-" in tag and self.stack[-1][2] not in FLOWING)
        if block and self.open.parts:
            self.flush()
        attributes = source.attributes
        marks, hides, aside = "", tag in UNSEEN, False
        if attributes:
            marks = attributes.get("class") or ""
            for name in MARKS:
                if name in attributes and (value := attributes[name]):
                    marks = f"{marks} {value}" if marks else value
            aside = bool(marks) and not ASIDE.isdisjoint(marks.split())
            hides = aside or hides or is_hidden(attributes)
            if tag == "html":
                self.head.language = attributes.get("lang") or attributes.get("xml:lang")
        self.stack.append((source, self.add_node(tag, marks), tag, block, hides, aside))
        if hides or tag in STATES:
            self.change(tag, hides, aside, 1)
        return child

    def change(self, tag: str, hides: bool, aside: bool, step: int) -> None:
        """Note what an element changes for the text inside it: at its start (`step` 1), at its end (-1)."""
        if hides:
            self.in_hidden += step
        if aside and step > 0:
            self.outer.append(self.open)
            self.open = Open()
        elif aside:
            self.open = self.outer.pop()
        if tag == "a":
            self.in_link += step
        elif tag in BOLD:
            self.in_bold += step
        elif tag == "pre":
            self.in_pre += step

    def add_node(self, tag: str, marks: str) -> int:
        """A new node of the tree, or the open one where the page is nested too deeply."""
        stack, tags = self.stack, self.tags
        parent = stack[-1][1] if stack else -1
        if len(stack) >= MAX_DEPTH:
            return parent
        self.parent.append(parent)
        tags.append(tag)
        self.marks.append(marks)
        self.first.append(len(self.lines))
        self.last.append(0)
        return len(tags) - 1

    def leave(self) -> LexborNode | None:
        """Close the innermost element; the node that follows it."""
        stack = self.stack
        source, node, tag, block, hides, aside = stack[-1]
        if (block or aside) and self.open.parts:
            self.flush()
        if hides or tag in STATES:
            self.change(tag, hides, aside, -1)
        stack.pop()
        line = self.open
        self.last[node] = len(self.lines) + (1 if line.size else 0)
        if line.low > len(stack):
            line.low = len(stack)
        following: LexborNode | None = source.next
        return following

    def text(self, text: str) -> None:
        """Add one piece of text to the open line."""
        if self.in_pre and "\n" in text:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self.flush()
                self.piece(part.expandtabs(4))
        elif text.isspace():
            if self.open.parts:
                self.open.parts.append(" ")
        else:
            self.piece(text)

    def piece(self, text: str) -> None:
        """Add text without line breaks, and widen the line's element to one that holds the new text too."""
        line, depth = self.open, len(self.stack)
        if not line.size:
            line.low = line.depth = depth
            line.node = self.stack[-1][1]
        elif line.low < line.depth:
            line.depth = line.low
            line.node = self.stack[line.low - 1][1]
        size = len(text)
        line.parts.append(text)
        line.size += size
        if self.in_link:
            line.links += size
        if self.in_bold:
            line.bold += size

    def flush(self) -> None:
        """Close the open line; blank ones leave no trace."""
        line = self.open
        if not line.parts:
            return
        joined = "".join(line.parts)
        text = joined.rstrip(BLANK) if self.in_pre else collapsed(joined)
        if text.strip(BLANK):
            self.add_line(text, line)
        line.parts.clear()
        line.size = line.links = line.bold = 0

    def add_line(self, text: str, line: Open) -> None:
        """Record a finished line with its structure."""
        blocks = [element for element in self.stack[-12:] if element[3]] or self.stack[:1]
        role, level = self.role()
        if role == "heading" and level == 1:
            self.h1.append((len(self.lines), text))
        path = "/".join([element[2] for element in blocks[-3:]])
        density = min(1.0, line.links / line.size)
        self.lines.append(Line(len(self.lines) + 1, text, role, level, path, round(density, 3), self.in_hidden > 0))
        self.node.append(line.node)
        self.block.append(blocks[-1][1])
        self.links.append(line.links)
        self.bold.append(line.bold)

    def role(self) -> tuple[str, int]:
        """The open line's role and its level, from the innermost elements that give one."""
        for element in self.stack[:-7:-1]:
            role = ROLE.get(element[2])
            if role == "heading":
                return role, int(element[2][1])
            if role == "item":
                return role, sum(e[2] in LISTS for e in self.stack)
            if role:
                return role, 0
        return "text", 0

    def tree(self) -> Tree:
        """The finished tree."""
        return Tree(
            parent=self.parent, tag=self.tags, marks=self.marks, first=self.first, last=self.last,
            node=self.node, block=self.block, links=self.links, bold=self.bold,
        )  # fmt: skip


def collapsed(text: str) -> str:
    """Text with its white space as a browser shows it."""
    if text.isascii():
        return " ".join(text.split())
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\xa0" in text:
        text = SPACE.sub(" ", text)
    return text.strip(BLANK)


def fragment(template: LexborNode) -> LexborNode | None:
    """The first node of a template's content, which stands beside the tree."""
    found = template.template_fragments()
    return found[0].first_child if found else None


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Does the markup say that a browser does not show this element?"""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and NO_DISPLAY.search(style or "") is not None
