"""What a site's selectors find on a page: elements by CSS or XPath, and the title, author and date that they hold.

The tree is only looked at, never changed. Elements are known by their address in memory while the tree lives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from selectolax.lexbor import LexborNode

from cleaner.rulebook.needs import Present
from cleaner.rulebook.rule import SiteRule
from cleaner.rulebook.schema import Selector
from cleaner.rulebook.sites import SiteRules
from cleaner.split.elements import Elements, Hit
from cleaner.split.lines import collapsed
from cleaner.tree import Tree, lines_within

MARKING = frozenset(("html.keep", "html.drop", "html.body", "html.title", "html.prose"))
CLAIMS = ("html.title", "html.author", "html.date")


class Selection(msgspec.Struct):
    """What was found: per element the orders of the rules that name it, and what is claimed.

    `claims` has a text under `html.title`, `html.author` and `html.date`; `titled` is the order of the rule that gave
    the title, where an element's own text is, and `doubtful` says that this rule was imported; `dropped` are the
    elements that a rule drops, each with its order.
    """

    marked: dict[int, list[int]] = {}
    claims: dict[str, str] = {}
    titled: int = -1
    doubtful: bool = False
    dropped: dict[int, tuple[int, LexborNode]] = {}


def unwrapped(elements: Elements, rules: SiteRules) -> set[int]:
    """The elements to read as if they were not there; raises RuleError for any selector that cannot be used."""
    asked = [query for rule, _, query in rules.selectors if rule.kind == "html.unwrap"]
    return {hit.mem_id for query in asked for hit in elements.named(query) if isinstance(hit, LexborNode)}


def select(elements: Elements, rules: SiteRules, marks: list[str] | None) -> Selection:
    """Look for everything else that the rules name.

    What needs classes that the `marks` of all elements have not is not there; where they are not known, all is tried.
    """
    found, present = Selection(), Present(marks)
    for rule, entry, query in rules.selectors:
        claimed = rule.kind in found.claims  # the first that finds something counts
        if not claimed and rule.kind != "html.unwrap" and (rule.kind in CLAIMS or present.has(query.needs)):
            _take(found, rule, entry, elements.named(query))
    return found


def inline(found: Selection, hits: Sequence[tuple[int, int]], tree: Tree) -> Iterator[tuple[int, int, str]]:
    """The dropped elements that are but a part of one line: the rule's order, the line's index, the element's text."""
    for element, node in hits:
        first, last = tree.first[node], tree.last[node]
        if element in found.dropped and last - first == 1 and not lines_within(tree, node):
            order, dropped = found.dropped[element]
            if text := collapsed(dropped.text()):
                yield order, first, text


def _take(found: Selection, rule: SiteRule, entry: Selector, hits: Sequence[Hit]) -> None:
    if rule.kind in CLAIMS:
        text = next(filter(None, (_text(hit, entry) for hit in hits)), "")
        if not text:
            return
        found.claims[rule.kind] = text
        found.doubtful |= rule.kind == "html.title" and bool(rule.source)
        if rule.kind == "html.title" and not (entry.attr or entry.after or entry.before):
            found.titled = rule.order
    for node in hits:
        if not isinstance(node, LexborNode):
            continue
        if rule.kind in MARKING:
            found.marked.setdefault(node.mem_id, []).append(rule.order)
        if rule.kind == "html.drop":
            found.dropped.setdefault(node.mem_id, (rule.order, node))


def _text(hit: Hit, entry: Selector) -> str:
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
