"""Pages as other sites and other years have them: without class names, sectioning elements, or claims in the head.

The line model is trained on such copies of its pages too, so that it rests on none of these alone, and is measured on
them.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Collection

import msgspec
from selectolax.lexbor import LexborHTMLParser

from bench.prepare import Prepared
from cleaner.page import Page
from cleaner.split.marks import MARKS, Kinds
from cleaner.split.title import pick_title
from cleaner.tree import Meta, Tree

NAMES, ELEMENTS, CLAIMS = "names", "elements", "claims"
COPIES = ((NAMES,), (NAMES, ELEMENTS), (CLAIMS,), (NAMES, ELEMENTS, CLAIMS))
"""What the copies lack that the model is trained on, one a page."""
MEASURED = {"without names": (NAMES,), "without names, elements, claims": (NAMES, ELEMENTS, CLAIMS)}
"""The copies of all pages on which the model is measured, by what they are called."""
SECTIONS = frozenset("article aside footer header main nav section".split())
SECTION = re.compile(rf"<(/?)(?:{'|'.join(sorted(SECTIONS))})(?=[\s>])")


def copy_for(item: Prepared) -> Prepared:
    """The copy of a page for training; which one depends on nothing but the page's name."""
    return without(item, COPIES[zlib.crc32(item.sample.id.encode()) % len(COPIES)])


def without(item: Prepared, lacking: Collection[str]) -> Prepared:
    """A page with the same lines that lacks class and id names, sectioning elements or what its head claims."""
    page = item.page
    if page.tree is not None and (NAMES in lacking or ELEMENTS in lacking):
        page = msgspec.structs.replace(page, tree=plain_tree(page.tree, lacking))
    return msgspec.structs.replace(item, page=unclaimed(page) if CLAIMS in lacking else page)


def plain_tree(tree: Tree, lacking: Collection[str]) -> Tree:
    """The tree without names, and with `div`s for sectioning elements."""
    tags = ["div" if tag in SECTIONS else tag for tag in tree.tag] if ELEMENTS in lacking else tree.tag
    marks = [""] * len(tags) if NAMES in lacking else tree.marks
    kinds = Kinds()
    kind = array("i", [kinds[element][0] for element in zip(tags, marks, strict=True)])
    return msgspec.structs.replace(tree, tag=tags, marks=marks, kind=kind)


def unclaimed(page: Page) -> Page:
    """The page without metadata and JSON-LD; its headline is what its first-level headings say."""
    meta = Meta(h1=page.meta.h1 if page.meta else ())
    title, line = pick_title(meta, page.lines)
    return msgspec.structs.replace(page, meta=meta, title=title or None, title_line=line)


def html_without(html: str, lacking: Collection[str]) -> str:
    """The same of a page's markup, for extractors that take that."""
    tree = LexborHTMLParser(html)
    for node in tree.css("*") if NAMES in lacking else ():
        for name in (name for name in ("class", *MARKS) if name in node.attributes):
            del node.attrs[name]
    for node in tree.css("head > *") if CLAIMS in lacking else ():
        node.decompose()
    return SECTION.sub(r"<\1div", tree.html or "") if ELEMENTS in lacking else tree.html or ""
