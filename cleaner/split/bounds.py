"""Bounds on what the HTML parser is given, so that no page costs unbounded time or memory.

Found by measurement on Lexbor: nesting costs quadratic time (50,000 levels: 11 s), a formatting element that
is
never closed is rebuilt in every later block (5,000 of them make 12 million nodes out of 69 kB), and unique
attributes of one tag are compared with each other (200,000 take minutes).
"""

from __future__ import annotations

import re

MAX_CHARS = 10_000_000
MAX_TAGS = 300_000
MAX_TAG_CHARS = 20_000
MAX_ATTRIBUTES = 2_000
MAX_NESTED = 1_000
MAX_FORMATTING = 100
MAX_OPTIONS = 20_000

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)[^<>]*+>?")
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
OPENED = re.compile(r"<(?:[abisu]|big|code|em|font|nobr|small|strike|strong|tt)[\s>]", re.I)
CLOSED = re.compile(r"</(?:[abisu]|big|code|em|font|nobr|small|strike|strong|tt)[\s>]", re.I)
UNNESTED = frozenset("area base br col embed hr img input link meta param source track wbr p li option dt dd".split())
"""Elements without content, or closed by the next one of their kind."""


def bounded(html: str) -> str:
    """`html` itself if it is harmless, else a copy that is cut, or without the tags that go beyond the
    bounds."""
    if len(html) > MAX_CHARS:
        html = html[:MAX_CHARS]
    pieces = html.split("<", MAX_TAGS)
    if len(pieces) > MAX_TAGS:
        html = "<".join(pieces[:MAX_TAGS])
    if max(map(len, pieces)) > MAX_TAG_CHARS:
        html = "<".join([piece if len(piece) <= MAX_TAG_CHARS else shortened(piece) for piece in pieces[:MAX_TAGS]])
    if len(pieces) > MAX_OPTIONS and html.count("<option") > MAX_OPTIONS:
        html = html.replace("<option", "<br")
    return flattened(html) if len(pieces) > 25 * MAX_FORMATTING and may_nest(html, len(pieces)) else html


def shortened(piece: str) -> str:
    """What stands between two `<`: without its attributes, if there are more than any author writes."""
    tag, bracket, text = piece.partition(">")
    if len(tag) <= MAX_TAG_CHARS or not tag[0].isalpha() or len(tag.split(None, MAX_ATTRIBUTES)) <= MAX_ATTRIBUTES:
        return piece
    return tag.split(None, 1)[0] + bracket + text


def may_nest(html: str, opened: int) -> bool:
    """A quick look, wrong only towards yes: are there enough tags to nest, or formatting elements left
    open?"""
    if opened > 10 * MAX_NESTED:
        return True
    return len(OPENED.findall(html)) - len(CLOSED.findall(html)) > MAX_FORMATTING


def flattened(html: str) -> str:
    """The page without the tags that would nest beyond the bounds; one pass that counts what is open."""
    depth = formats = 0

    def visit(found: re.Match[str]) -> str:
        nonlocal depth, formats
        name = found[2].lower()
        if name in UNNESTED:
            return found[0]
        step = -1 if found[1] else 1
        if name in FORMATTING:
            formats = max(0, formats + step)
            return " " if formats > MAX_FORMATTING else found[0]
        depth = max(0, depth + step)
        return " " if depth > MAX_NESTED else found[0]

    return TAG.sub(visit, html)
