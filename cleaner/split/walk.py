"""The walk itself: every node of the tree once, in order, with its own stack instead of recursion."""

from __future__ import annotations

from array import array
from collections.abc import Container
from functools import lru_cache

from selectolax.lexbor import LexborNode

from cleaner.split.head import Head
from cleaner.split.lines import BOLD, HIDDEN, LINK, LIST, PRE, Element, Lines, Open
from cleaner.split.tags import ASIDE, BLOCK, BREAK, FLOWING, HEAD, LISTS, NO_DISPLAY, NO_TEXT, UNSEEN
from cleaner.split.tags import BOLD as BOLD_TAGS
from cleaner.tree import MAX_DEPTH, Tree

MARKS = ("id", "role", "itemprop")
NOTHING, BROKEN, HEADED, FLOW, CUSTOM, BLOCKY = range(6)
"""How the walk treats an element: skips it, breaks the line, reads what it claims, or goes into it."""
KIND = dict.fromkeys(BLOCK, BLOCKY) | dict.fromkeys(HEAD, HEADED) | dict.fromkeys(BREAK, BROKEN)
KIND |= dict.fromkeys(NO_TEXT, NOTHING) | dict.fromkeys("a b em font i label small span strong u".split(), FLOW)
STATE = {"a": LINK, "pre": PRE} | dict.fromkeys(BOLD_TAGS, BOLD) | dict.fromkeys(UNSEEN, HIDDEN)


class Walk:
    """The state of one walk: open elements on a stack, finished lines and nodes in flat arrays."""

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
        lines, finished, last, tags = self.lines, self.lines.lines, self.last, self.tags
        marked, unwrapped = self.marked, self.unwrapped
        stack: list[Element] = []
        outer: list[Open] = []
        line = Open()
        context = 0
        node: LexborNode | None = root
        while True:
            while node is not None:
                tag = node.tag or ""
                if tag == "-text":
                    text = node.text_content or ""
                    if context & PRE and "\n" in text:
                        self.verbatim(text, line, stack, context)
                    elif not text.isspace():
                        line.add(text, stack, context)
                    elif line.parts:
                        line.parts.append(" ")
                    node = node.next
                    continue
                kind = KIND.get(tag)
                if kind is None:
                    kind = kind_of(tag)
                bare = unwrapped and kind >= FLOW and node.mem_id in unwrapped
                if bare:
                    tag, kind = "span", FLOW
                if kind < FLOW:
                    if kind == BROKEN and line.parts:
                        lines.close(line, stack, context)
                    elif kind == HEADED:
                        self.head.take(tag, node)
                    node = node.next
                    continue
                child = node.first_child if tag != "template" else fragment(node)
                if child is None:
                    if kind == BLOCKY and line.parts:
                        lines.close(line, stack, context)
                    node = node.next
                    continue
                block = kind == BLOCKY or (kind == CUSTOM and stack[-1][2] not in FLOWING)
                if block and line.parts:
                    lines.close(line, stack, context)
                context |= STATE.get(tag, 0)
                marks, aside = "", False
                if not bare and (attributes := node.attributes):
                    marks = attributes.get("class") or ""
                    for name in MARKS:
                        if value := attributes.get(name):
                            marks = f"{marks} {value}" if marks else value
                    aside = marks != "" and is_aside(marks)
                    if aside or is_hidden(attributes):
                        context |= HIDDEN
                    if tag == "html":
                        self.head.language = attributes.get("lang") or attributes.get("xml:lang")
                if tag in LISTS:
                    context += LIST
                number = stack[-1][1] if stack else -1
                if len(stack) < MAX_DEPTH:
                    self.parent.append(number)
                    number = len(tags)
                    tags.append(tag)
                    self.marks.append(marks)
                    self.first.append(len(finished))
                    last.append(0)
                    if marked and node.mem_id in marked:
                        self.hits.append((node.mem_id, number))
                stack.append((node, number, tag, block, context, aside))
                if aside:
                    outer.append(line)
                    line = Open()
                node = child
            if not stack:
                return
            source, number, tag, block, context, aside = stack[-1]
            if (block or aside) and line.parts:
                lines.close(line, stack, context)
            if aside:
                line = outer.pop()
            stack.pop()
            context = stack[-1][4] if stack else 0
            last[number] = len(finished) + (1 if line.size else 0)
            if line.low > len(stack):
                line.low = len(stack)
            node = source.next

    def verbatim(self, text: str, line: Open, stack: list[Element], context: int) -> None:
        """Add preformatted text, whose line breaks break the line."""
        for number, part in enumerate(text.split("\n")):
            if number and line.parts:
                self.lines.close(line, stack, context)
            line.add(part.expandtabs(4), stack, context)

    def tree(self) -> Tree:
        """The finished tree."""
        lines = self.lines
        return Tree(
            parent=self.parent, tag=self.tags, marks=self.marks, first=self.first, last=self.last,
            node=lines.node, block=lines.block, links=lines.links, bold=lines.bold,
        )  # fmt: skip


def kind_of(tag: str) -> int:
    """How the walk treats an element that is none of the known ones, or a node that is none (comments, say)."""
    if not tag or tag[0] in "-!":
        return NOTHING
    return CUSTOM if "-" in tag else FLOW


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
