"""HTML to lines: one walk over a Lexbor tree, without recursion and without changing the tree."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleaner.page import Found, Page
from cleaner.rulebook.sites import SiteRules
from cleaner.split.bounds import bounded
from cleaner.split.claims import as_claimed
from cleaner.split.elements import Elements
from cleaner.split.select import Selection, inline, select, unwrapped
from cleaner.split.title import pick_title
from cleaner.split.walk import Walk
from cleaner.tree import Tree, lines_within

AS_WRITTEN = LexborDocumentOptions.WO_EVENTS.value
"""No copies of chosen `option`s into `selectedcontent`: each option would cost a look at all before it."""


def split_html(html: str, rules: SiteRules | None = None) -> Page:
    """The page's lines in reading order, its tree, and the headline that its markup agrees on.

    A line is the text between two block boundaries or `br`s, joined as a browser shows it. Everything that has text
    becomes a line, hidden or not (hidden ones are marked); only code and drawings are not text. What the site's `rules`
    name is looked up in the parsed page; raises RuleError for a selector that cannot be used.
    Bounded in time and memory: see `cleaner.split.bounds`.
    """
    data, less = bounded(html)
    parser = LexborHTMLParser(data, options=AS_WRITTEN)
    ruled = rules if rules and rules.selectors else None
    looked_up = Elements(parser)
    bare = unwrapped(looked_up, ruled) if ruled else set()
    walk = Walk(ruled is not None, bare)
    if parser.root is not None:
        walk.run(parser.root)
    found = select(looked_up, ruled, None if bare else walk.marks) if ruled else Selection()
    meta = walk.head.meta(tuple(walk.lines.h1))
    if rules and rules.skip_json_ld:
        meta = msgspec.structs.replace(meta, ld_headline="", ld_body="")
    lines = tuple(walk.lines.lines)
    title, line = pick_title(meta, lines)
    tree = walk.tree()
    hits = [(element, node) for node, element in enumerate(walk.addresses) if element in found.marked]
    elements = tuple((order, node) for element, node in hits for order in found.marked[element])
    page = Page(
        lines=lines,
        title=title or None,
        language=meta.language,
        tree=tree,
        meta=meta,
        title_line=line,
        cut=less or walk.lines.cut,
        found=Found(elements, tuple(inline(found, hits, tree)), _prose(elements, tree, rules)),
    )
    return as_claimed(page, found) if found.claims else page


def _prose(elements: Sequence[tuple[int, int]], tree: Tree, rules: SiteRules | None) -> frozenset[int]:
    """The lines in the elements that hold the article's paragraphs, as the rules say."""
    nodes = [node for order, node in elements if rules and rules.rules[order].kind == "html.prose"]
    return frozenset(line for node in nodes for line in lines_within(tree, node))
