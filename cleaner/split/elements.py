"""Which elements of a page a selector names: what CSS or XPath finds, narrowed by text, ancestor and place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.rulebook.selectors import Query

Hit = LexborNode | str
"""An element, or a text that an XPath gives."""


class Elements:
    """One page, looked up by many selectors."""

    def __init__(self, parser: LexborHTMLParser) -> None:
        self._parser = parser
        self._mirror: Mirror | None = None
        self._ancestors: dict[str, dict[int, LexborNode]] = {}

    def named(self, query: Query) -> list[Hit]:
        """What the query finds, in the order of the page; of a list in CSS an element may be there more than once."""
        hits: list[Hit] = [*(self._by_xpath(query.xpath) if query.xpath is not None else self._parser.css(query.css))]
        if query.said is not None:
            hits = [hit for hit in hits if query.said(hit if isinstance(hit, str) else hit.text())]
        if query.closest and hits:
            hits = self._closest(query.closest, hits)
        return _at(query.nth, hits) if query.nth else hits

    def _by_xpath(self, xpath: Any) -> list[Hit]:
        self._mirror = self._mirror or Mirror(self._parser)
        return self._mirror.find(xpath)

    def _closest(self, selector: str, hits: Sequence[Hit]) -> list[Hit]:
        """For each element its nearest ancestor that matches, where there is one; each of these once."""
        if selector not in self._ancestors:
            self._ancestors[selector] = {node.mem_id: node for node in self._parser.css(selector)}
        ancestors = self._ancestors[selector]
        reached = {_above(hit, ancestors) for hit in hits if not isinstance(hit, str)}
        return [node for address, node in ancestors.items() if address in reached]


def _above(node: LexborNode, ancestors: dict[int, LexborNode]) -> int | None:
    parent = node.parent
    while parent is not None and parent.mem_id not in ancestors:
        parent = parent.parent
    return parent.mem_id if parent is not None else None


def _at(nth: int, hits: list[Hit]) -> list[Hit]:
    """The one at a place among different elements, or none."""
    different = list({hit if isinstance(hit, str) else hit.mem_id: hit for hit in hits}.values())
    at = nth - 1 if nth > 0 else len(different) + nth
    return different[at : at + 1] if at >= 0 else []


class Mirror:
    """A copy of the page's tree for lxml, and which element of it stands for which of the page's."""

    def __init__(self, parser: LexborHTMLParser) -> None:
        from cleaner.split.mirror import mirrored

        self._root, self._nodes = mirrored(parser)

    def find(self, xpath: Any) -> list[Hit]:
        """The page's elements, and texts, that an expression finds."""
        found = xpath(self._root)
        if not isinstance(found, list):
            return [found] if isinstance(found, str) else []
        return list(self._originals(found))

    def _originals(self, found: list[Any]) -> Iterator[Hit]:
        for one in found:
            if isinstance(one, str):
                yield one
            elif one in self._nodes:
                yield self._nodes[one]
