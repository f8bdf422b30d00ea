"""What a site's selectors find on a page: elements by CSS or XPath, and the title, author and date that they hold.

The tree is only looked at, never changed. Elements are known by their address in memory while the tree lives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.rulebook.rule import SiteRule
from cleaner.rulebook.schema import Selector
from cleaner.rulebook.sites import SiteRules
from cleaner.split.lines import collapsed
from cleaner.tree import Tree, lines_within

MARKING = frozenset(("html.keep", "html.drop", "html.body", "html.title"))
CLAIMS = ("html.title", "html.author", "html.date")


class Selection(msgspec.Struct):
    """What was found: per element the orders of the rules that name it, elements without tags, and what is claimed.

    `claims` has a text under `html.title`, `html.author` and `html.date`; `titled` is the order of the rule that gave
    the title, where an element's own text is; `dropped` are the elements that a rule drops, each with its order.
    """

    marked: dict[int, list[int]] = {}
    unwrapped: set[int] = set()
    claims: dict[str, str] = {}
    titled: int = -1
    dropped: dict[int, tuple[int, LexborNode]] = {}


def select(parser: LexborHTMLParser, rules: SiteRules) -> Selection:
    """Look for everything that the rules name; raises RuleError for a selector that cannot be used."""
    found = Selection()
    mirror: Mirror | None = None
    for rule, entry, compiled in rules.selectors:
        if rule.kind in found.claims:  # the first that finds something counts
            continue
        if isinstance(compiled, str):
            hits: list[Any] = parser.css(compiled)
        else:
            mirror = mirror or Mirror(parser)
            hits = mirror.find(compiled)
        _take(found, rule, entry, hits)
    return found


def inline(found: Selection, hits: Sequence[tuple[int, int]], tree: Tree) -> Iterator[tuple[int, int, str]]:
    """The dropped elements that are but a part of one line: the rule's order, the line's index, the element's text."""
    for element, node in hits:
        first, last = tree.first[node], tree.last[node]
        if element in found.dropped and last - first == 1 and not lines_within(tree, node):
            order, dropped = found.dropped[element]
            if text := collapsed(dropped.text()):
                yield order, first, text


def _take(found: Selection, rule: SiteRule, entry: Selector, hits: list[Any]) -> None:
    if rule.kind in CLAIMS:
        text = next(filter(None, (_text(hit, entry) for hit in hits)), "")
        if not text:
            return
        found.claims[rule.kind] = text
        if rule.kind == "html.title" and not (entry.attr or entry.after or entry.before):
            found.titled = rule.order
    for node in hits:
        if not isinstance(node, LexborNode):
            continue
        if rule.kind == "html.unwrap":
            found.unwrapped.add(node.mem_id)
        elif rule.kind in MARKING:
            found.marked.setdefault(node.mem_id, []).append(rule.order)
        if rule.kind == "html.drop":
            found.dropped.setdefault(node.mem_id, (rule.order, node))


def _text(hit: LexborNode | str, entry: Selector) -> str:
    """What an element or a text says: of an element the attribute that the rule names, of either the part."""
    if isinstance(hit, str):
        text = hit
    else:
        text = (hit.attributes.get(entry.attr) or "") if entry.attr else hit.text(separator=" ")
    text = collapsed(text)
    if entry.after:
        text = text.partition(entry.after)[2]
    if entry.before:
        front, found, _ = text.partition(entry.before)
        text = front if found else ""
    return text.strip()


class Mirror:
    """A copy of the page's tree for lxml, and which element of it stands for which of the page's."""

    def __init__(self, parser: LexborHTMLParser) -> None:
        from cleaner.split.mirror import mirrored

        self._root, self._nodes = mirrored(parser)

    def find(self, xpath: Any) -> list[Any]:
        """The page's elements, and texts, that an expression finds."""
        found = xpath(self._root)
        if not isinstance(found, list):
            return [found] if isinstance(found, str) else []
        return list(self._originals(found))

    def _originals(self, found: list[Any]) -> Iterator[Any]:
        for one in found:
            if isinstance(one, str):
                yield one
            elif one in self._nodes:
                yield self._nodes[one]
