"""The page's element tree as flat arrays, and what its head says about the article.

Arrays, because every question that the judges ask of a container ("how many words, how many of them in links,
below this element?") is then one difference of prefix sums.
"""

from __future__ import annotations

from array import array
from collections.abc import Set

import msgspec

MAX_DEPTH = 120
"""Elements nested deeper than this are counted to their ancestor at this depth."""


class Tree(msgspec.Struct, frozen=True):
    """Elements in document order (node 0 is the root) and, for each line, where it hangs.

    Per node: `parent` (node, -1 for the root), `tag`, `marks` (its class, id, role and itemprop, as written, joined by
    spaces), `kind` (a number that nodes of the same tag and marks share, counted up from 0), `first` and `last` (its
    lines are `lines[first:last]`, counted from 0).
    Per line: `node` (the innermost element that holds all of it), `block` (the innermost element that a browser shows
    as a block), `links` (characters inside links), `bold` (characters in bold type).
    """

    parent: array[int]
    tag: list[str]
    marks: list[str]
    kind: array[int]
    first: array[int]
    last: array[int]
    node: array[int]
    block: array[int]
    links: array[int]
    bold: array[int]


class Meta(msgspec.Struct, frozen=True):
    """What the page's own markup claims: headlines, language, address, and the body in JSON-LD where there
    is one.

    `h1` pairs each first-level heading with its line's index (from 0).
    """

    og_title: str = ""
    doc_title: str = ""
    ld_headline: str = ""
    ld_body: str = ""
    h1: tuple[tuple[int, str], ...] = ()
    language: str | None = None
    canonical: str | None = None
    site_name: str = ""
    description: str = ""
    published: str = ""


def lines_within(tree: Tree, node: int) -> list[int]:
    """The lines (from 0) that stand wholly inside an element; one that only begins or ends there does not."""
    first, last = tree.first[node], tree.last[node]
    return [index for index in range(first, last) if _holds(tree, node, tree.node[index])]


def around(tree: Tree, node: int, tags: Set[str]) -> int:
    """The nearest node of such a tag that is or holds a node, or the root (0) where there is none."""
    while node > 0 and tree.tag[node] not in tags:
        node = tree.parent[node]
    return node


def _holds(tree: Tree, outer: int, inner: int) -> bool:
    while inner > outer:  # a parent's number is less than its children's
        inner = tree.parent[inner]
    return inner == outer
