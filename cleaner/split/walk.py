"""The walk itself: every node of the tree once, in order, with its own stack instead of recursion."""

from __future__ import annotations

from array import array
from collections.abc import Container
from functools import lru_cache

from selectolax.lexbor import LexborNode

from cleaner.split.head import Head
from cleaner.split.lines import TEXT, Element, Lines, Open
from cleaner.split.tags import (
    ASIDE,
    BLOCKY,
    BROKEN,
    CUSTOM,
    FLOW,
    FLOWING,
    HEADED,
    HIDDEN,
    LIST,
    NO_DISPLAY,
    PATH_PARTS,
    PRE,
    meaning,
)  # fmt: skip
from cleaner.tree import MAX_DEPTH, Tree

MARKS = ("id", "role", "itemprop")
TELLING = frozenset((*MARKS, "hidden", "aria-hidden", "style", "open", "lang", "xml:lang"))
"""Attributes that are read, beside `class`."""


class Walk:
    """The state of one walk: open elements on a stack, finished lines and nodes in flat lists."""

    def __init__(self, marked: Container[int] = (), unwrapped: Container[int] = ()) -> None:
        """`marked` and `unwrapped` are elements by their addresses: to note in `hits`, and to read as if not there."""
        self.marked, self.unwrapped = marked, unwrapped
        self.hits: list[tuple[int, int]] = []
        self.head = Head()
        self.lines = Lines()
        self.parent, self.first, self.last = array("i"), array("i"), array("i")
        self.tags: list[str] = []
        self.marks: list[str] = []

    def run(self, root: LexborNode) -> None:
        """Visit every node below and with `root`, children before the next sibling.

        One long loop over local names, because it runs some thousand times a page: calls would double its time.
        """
        lines, parent, first, last, tags, all_marks = (
            self.lines, self.parent, self.first, self.last, self.tags, self.marks
        )  # fmt: skip
        marked, unwrapped = self.marked, self.unwrapped
        stack: list[Element] = [(root, -1, False, False, 0, "", 0, "", TEXT, 0)]
        outer: list[Open] = []
        line = Open()
        context = done = 0
        depth = 1
        node: LexborNode | None = root
        while True:
            while node is not None:
                tag = node.tag or ""
                if tag == "-text":
                    text = node.text_content or ""
                    if context & PRE and "\n" in text:
                        done = self.verbatim(text, line, stack)
                    elif not text.isspace():
                        line.add(text, stack, depth, context)
                    elif line.parts:
                        line.parts.append(" ")
                    node = node.next
                    continue
                kind, state, gives = meaning(tag)
                bare = unwrapped and kind >= FLOW and node.mem_id in unwrapped
                if bare:
                    tag = "span"
                    kind, state, gives = meaning(tag)
                if kind < FLOW:
                    if kind == BROKEN and line.parts:
                        done = lines.close(line, stack)
                    elif kind == HEADED:
                        self.head.take(tag, node)
                    node = node.next
                    continue
                child = node.first_child if tag != "template" else fragment(node)
                if child is None:
                    if kind == BLOCKY and line.parts:
                        done = lines.close(line, stack)
                    node = node.next
                    continue
                _, number, _, _, _, outside, around, path, role, floor = stack[-1]
                block = kind == BLOCKY or (kind == CUSTOM and outside not in FLOWING)
                if block and line.parts:
                    done = lines.close(line, stack)
                context = context | state if state < LIST else context + LIST
                marks, aside = "", False
                if not bare and (attributes := node.attributes):
                    marks = attributes.get("class") or ""
                    if not TELLING.isdisjoint(attributes):
                        marks = self.named(tag, marks, attributes)
                        if is_hidden(attributes):
                            context |= HIDDEN
                        elif tag == "dialog" and "open" in attributes:
                            context = stack[-1][4]
                    if marks and is_aside(marks):
                        context |= HIDDEN
                        aside = True
                if context & HIDDEN and not block and not stack[-1][4] & HIDDEN:
                    aside = True
                if depth <= MAX_DEPTH:
                    parent.append(number)
                    number = len(last)
                    first.append(done)
                    last.append(0)
                    if marked and node.mem_id in marked:
                        self.hits.append((node.mem_id, number))
                    tags.append(tag)
                    all_marks.append(marks)
                if block:
                    around, path = number, trail(path, tag)
                depth += 1
                if gives is not None:
                    role, floor = gives, depth
                stack.append((node, number, block, aside, context, tag, around, path, role, floor))
                if aside:
                    outer.append(line)
                    line = Open()
                node = child
            top = stack[-1]
            number, aside = top[1], top[3]
            if number < 0:
                return
            if (top[2] or aside) and line.parts:
                done = lines.close(line, stack)
            if aside:
                line = outer.pop()
            del stack[-1]
            depth -= 1
            context = stack[-1][4]
            last[number] = done + 1 if line.size else done
            if line.low > depth:
                line.low = depth
            node = top[0].next

    def verbatim(self, text: str, line: Open, stack: list[Element]) -> int:
        """Add preformatted text, whose line breaks break the line; the number of lines so far."""
        for number, part in enumerate(text.split("\n")):
            if number and line.parts:
                self.lines.close(line, stack)
            line.add(part.expandtabs(4), stack, len(stack), stack[-1][4])
        return len(self.lines.lines)

    def named(self, tag: str, marks: str, attributes: dict[str, str | None]) -> str:
        """An element's class and what else names it; on the way, the page's language."""
        for name in MARKS:
            if value := attributes.get(name):
                marks = f"{marks} {value}" if marks else value
        if tag == "html":
            self.head.language = attributes.get("lang") or attributes.get("xml:lang")
        return marks

    def tree(self) -> Tree:
        """The finished tree."""
        lines = self.lines
        return Tree(
            parent=self.parent, tag=self.tags, marks=self.marks, first=self.first, last=self.last,
            node=lines.node, block=lines.block, links=lines.links, bold=lines.bold,
        )  # fmt: skip


@lru_cache(maxsize=20_000)
def trail(path: str, tag: str) -> str:
    """The path of a block: its tag after those of the blocks around it."""
    return "/".join([*path.split("/")[1 - PATH_PARTS :], tag]) if path else tag


def fragment(template: LexborNode) -> LexborNode | None:
    """The first node of a template's content, which stands beside the tree."""
    found = template.template_fragments()
    return found[0].first_child if found else None


@lru_cache(maxsize=20_000)
def is_aside(marks: str) -> bool:
    """Do an element's marks say that its text stands aside, for screen readers or under the pointer?"""
    return not ASIDE.isdisjoint(marks.split())


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Does the markup say that a browser does not show this element?"""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and NO_DISPLAY.search(style or "") is not None
