"""The walk itself: every node of the tree once, in order, with its own stack instead of recursion."""

from __future__ import annotations

from array import array
from collections.abc import Container

from selectolax.lexbor import LexborNode

from cleaner.split.columns import CELLS, Sections
from cleaner.split.head import Head
from cleaner.split.lines import NOWHERE, UNTOLD, Element, Home, Lines, OpenLine, Part, flowing
from cleaner.split.marks import BY_NUMBER, SHOWN, TELLING, Kinds, Trails, fragment, is_hidden, marks_of, meaning_of
from cleaner.split.ordinals import ordinal
from cleaner.split.tags import (
    BLOCKY,
    BOLD,
    BROKEN,
    CUSTOM,
    FLOW,
    HEADED,
    HIDDEN,
    LINK,
    LIST,
    MEANING,
    PRE,
    TEXT_NODE,
    Role,
)
from cleaner.tree import MAX_DEPTH, Tree

BREAKING = (BROKEN, BLOCKY)
HEADLINE: Role = ("heading", 1)
LONG = 200
"""Characters from which a break is one in a headline too: some pages put all their text into one."""
RUNS_ON, BREAKS, ASIDE = range(3)
"""What the end of an element does to the line that is open there: nothing, closes it, gives way to the one outside."""


class Walk:
    """The state of one walk: open elements on a stack, finished lines and nodes in flat lists."""

    def __init__(self, noted: bool = False, unwrapped: Container[int] = ()) -> None:
        """With `noted` the nodes' `addresses` are; `unwrapped` are elements by theirs, to read as if not there."""
        self.noted, self.unwrapped = noted, unwrapped
        self.addresses: list[int] = []
        self.head = Head()
        self.lines = Lines()
        self.parent: list[int] = []
        self.first: list[int] = []
        self.last: list[int] = []
        self.tags: list[str] = []
        self.marks: list[str] = []
        self.kind: list[int] = []

    def run(self, root: LexborNode) -> None:
        """Visit every node below and with `root`, children before the next sibling.

        One long loop over local names, because it runs some thousand times a page: calls would double its time. The
        names in the first block are the innermost open element; those in the second the open line, its characters in
        all, in links and in bold, and the innermost element so far that holds all of it.
        """
        close, known, trails = self.lines.close, Kinds(), Trails()
        parent, first, last, tags, all_marks, kinds = (
            self.parent, self.first, self.last, self.tags, self.marks, self.kind
        )  # fmt: skip
        noted, unwrapped, by_number = self.noted, self.unwrapped, BY_NUMBER
        number, ends, context = -1, RUNS_ON, 0
        home: Home = NOWHERE
        part: Part = UNTOLD
        parts: list[str] = []
        size = links = bold = holder = 0
        numbers: dict[int, int] = {}
        sections = Sections()
        stack: list[Element] = []
        outer: list[OpenLine] = []
        done, depth = 0, 1
        node: LexborNode | None = root
        while True:
            while node is not None:
                meaning = by_number.get(node.tag_id) or meaning_of(node)
                if meaning is TEXT_NODE:
                    text = node.text_content or ""
                    below: list[str] | None = None
                    if context & PRE and ("\n" in text or "\t" in text):
                        below = text.expandtabs(4).split("\n")[::-1]
                        text = below.pop()
                    elif text.isspace():
                        if parts:
                            parts.append(" ")
                        node = node.next
                        continue
                    while True:
                        if not size:
                            holder = number
                        while holder != number and last[holder]:  # it has ended
                            holder = parent[holder]
                        parts.append(text)
                        length = len(text)
                        size += length
                        if context & LINK:
                            links += length
                        if context & BOLD:
                            bold += length
                        if not below:
                            break
                        done = close(parts, holder, size, links, bold, context, home, part, depth)
                        size = links = bold = 0
                        text = below.pop()
                    node = node.next
                    continue
                tag, kind, state, gives = meaning
                bare = unwrapped and kind >= FLOW and node.mem_id in unwrapped
                if bare:
                    tag, kind, state, gives = MEANING["span"]
                child = None if kind < FLOW else node.first_child or (fragment(node) if tag == "template" else None)
                if child is None:
                    if parts and tag == "br" and part[0] == HEADLINE and size < LONG and parts[-1] != " ":
                        parts.append(" ")
                    elif parts and kind in BREAKING:
                        done = close(parts, holder, size, links, bold, context, home, part, depth)
                        size = links = bold = 0
                    elif kind == HEADED:
                        self.head.take(tag, node)
                    node = node.next
                    continue
                block = kind == BLOCKY or (kind == CUSTOM and not flowing(stack, unwrapped))
                if block and parts:
                    done = close(parts, holder, size, links, bold, context, home, part, depth)
                    size = links = bold = 0
                stack.append((node, number, ends, context, home, part))
                before = context
                if state < LIST:
                    context |= state
                else:
                    context += LIST
                    part = *part[:3], len(last)
                marks = ""
                if not bare and (attributes := node.attributes):
                    marks = attributes.get("class") or ""
                    if not TELLING.isdisjoint(attributes):
                        marks = marks_of(attributes)
                        if tag == "html":
                            self.head.language = attributes.get("lang") or attributes.get("xml:lang")
                        if is_hidden(attributes):
                            context |= HIDDEN
                        elif SHOWN.get(tag) in attributes:
                            context = before
                if gives is not None and depth <= MAX_DEPTH:
                    if tag in CELLS:
                        gives = gives[0], sections.column(node, number)
                    elif tag == "li" and tags[number] == "ol":
                        numbers[number] = ordinal(node, numbers.get(number))
                        gives = gives[0], numbers[number]
                alike, aside = known[tag, marks]
                if aside:
                    context |= HIDDEN
                elif context & HIDDEN and not block and not before & HIDDEN:
                    aside = True
                if depth <= MAX_DEPTH:
                    parent.append(number)
                    number = len(last)
                    first.append(done)
                    last.append(0)
                    if noted:
                        self.addresses.append(node.mem_id)
                    tags.append(tag)
                    all_marks.append(marks)
                    kinds.append(alike)
                if block:
                    home = number, trails[home[1], tag]
                depth += 1
                if gives is not None:
                    part = gives, depth, number if depth <= MAX_DEPTH else 0, part[3]
                ends = BREAKS if block else RUNS_ON
                if aside:
                    ends = ASIDE
                    outer.append((parts, size, links, bold, holder))
                    parts, size, links, bold = [], 0, 0, 0
                node = child
            if not stack:
                return
            if ends:
                if parts:
                    done = close(parts, holder, size, links, bold, context, home, part, depth)
                    size = links = bold = 0
                if ends == ASIDE:
                    parts, size, links, bold, holder = outer.pop()
            last[number] = done + 1 if size else done
            depth -= 1
            node, number, ends, context, home, part = stack.pop()
            node = node.next

    def tree(self) -> Tree:
        """The finished tree."""
        lines = self.lines
        return Tree(
            parent=array("i", self.parent), tag=self.tags, marks=self.marks, kind=array("i", self.kind),
            first=array("i", self.first), last=array("i", self.last), node=array("i", lines.node),
            block=array("i", lines.block), links=array("i", lines.links), bold=array("i", lines.bold),
        )  # fmt: skip
