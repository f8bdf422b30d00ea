"""HTML to lines: one walk over a Lexbor tree, without recursion and without changing the tree."""

from __future__ import annotations

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleaner.page import Page
from cleaner.split.bounds import bounded
from cleaner.split.title import pick_title
from cleaner.split.walk import Walk

AS_WRITTEN = LexborDocumentOptions.WO_EVENTS.value
"""No copies of chosen `option`s into `selectedcontent`: each option would cost a look at all before it."""


def split_html(html: str) -> Page:
    """The page's lines in reading order, its tree, and the headline that its markup agrees on.

    A line is the text between two block boundaries or `br`s, joined as a browser shows it. Everything that has text
    becomes a line, hidden or not (hidden ones are marked); only code and drawings are not text.
    Bounded in time and memory: see `cleaner.split.bounds`.
    """
    walk = Walk()
    harmless = bounded(html)
    root = LexborHTMLParser(harmless, options=AS_WRITTEN).root
    if root is not None:
        walk.run(root)
    meta = walk.head.meta(tuple(walk.lines.h1))
    lines = tuple(walk.lines.lines)
    title, line = pick_title(meta, lines)
    return Page(
        lines=lines,
        title=title or None,
        language=meta.language,
        tree=walk.tree(),
        meta=meta,
        title_line=line,
        cut=harmless != html,
    )
