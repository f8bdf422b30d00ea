"""Bounds on what the HTML parser is given, so that no page costs unbounded time or memory.

Found by measurement on Lexbor: nesting costs quadratic time (50,000 levels: 11 s), a formatting element that is never
closed is rebuilt in every later block (5,000 of them make 12 million nodes out of 69 kB), and unique attributes of one
tag are compared with each other (200,000 take minutes).

Nearly every page is harmless, so the first looks only count; nothing is copied before a bound is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_CHARS = 10_000_000
MAX_TAGS = 300_000
MAX_TAG_CHARS = 20_000
MAX_ATTRIBUTES = 2_000
MAX_NESTED = 1_000
MAX_FORMATTING = 50
FEW_TAGS = 2_500
"""So few tags do no harm, however they nest."""

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)[^<>]*+>?")
NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)")
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
FORMATS = re.compile(
    r"</?(?:[abisuABISU][\s>]|(?=[bcefnstBCEFNST])(?i:big|code|em|font|nobr|small|strike|strong|tt)[\s>])"
)
UNNESTED = frozenset("area base br col embed hr img input link meta param source track wbr p li option dt dd".split())
"""Elements without content, or closed by the next one of their kind."""


def bounded(html: str) -> str:
    """`html` itself if it is harmless, else a copy that is cut, or without the tags that go beyond the bounds."""
    if len(html) > MAX_CHARS:
        html = html[:MAX_CHARS]
    tags = html.count("<")
    if tags >= MAX_TAGS:
        html = "<".join(html.split("<", MAX_TAGS)[:MAX_TAGS])
    html = short_tags(html)
    return flattened(html) if tags >= FEW_TAGS and may_nest(html, tags) else html


def short_tags(html: str) -> str:
    """The page without the attributes of tags that have more of them than any author writes."""
    parts: list[str] = []
    done = 0
    for start, end in long_pieces(html):
        piece = html[start:end]
        short = shortened(piece)
        if short is not piece:
            parts += (html[done:start], short)
            done = end
    return "".join((*parts, html[done:])) if parts else html


def long_pieces(html: str) -> Iterator[tuple[int, int]]:
    """Start and end of the long stretches without a `<`, found by leaps of the length that is allowed."""
    start = 0
    while len(html) - start > MAX_TAG_CHARS:
        last = html.rfind("<", start, start + MAX_TAG_CHARS + 1)
        if last < 0:
            last = html.find("<", start + MAX_TAG_CHARS)
            last = last if last >= 0 else len(html)
            yield start, last
        start = last + 1


def shortened(piece: str) -> str:
    """What stands between two `<`: itself, or without its attributes if there are too many."""
    tag, bracket, text = piece.partition(">")
    if len(tag) <= MAX_TAG_CHARS or not tag[0].isalpha() or len(tag.split(None, MAX_ATTRIBUTES)) <= MAX_ATTRIBUTES:
        return piece
    return tag.split(None, 1)[0] + bracket + text


def may_nest(html: str, tags: int) -> bool:
    """Are there too many open elements, or formatting elements left open? Of fewer tags only the latter are counted."""
    if tags < 10 * MAX_NESTED:
        found = FORMATS.findall(html)
        return len(found) - 2 * "".join(found).count("</") > MAX_FORMATTING
    depth = formats = 0
    for end, name in NAME.findall(html):
        name = name.lower()
        if name in FORMATTING:
            formats = max(0, formats - 1) if end else formats + 1
        elif name not in UNNESTED:
            depth = max(0, depth - 1) if end else depth + 1
        if depth > MAX_NESTED or formats > MAX_FORMATTING:
            return True
    return False


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
