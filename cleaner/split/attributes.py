"""Bounds on the attributes of one tag, which the parser compares with each other.

A tag does not end at a `>` inside a quoted value, and only what stands before tells whether a quote opens or closes.
So where a page has enough attributes with values to do harm, each of its tags is looked at from its beginning, whatever
that stands in. The others are only measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MAX_TAG_CHARS = 20_000
MAX_ATTRIBUTES = 2_000
FEW_VALUES = 20_000
"""So few attributes with values do no harm in one tag either."""
MAX_LOOKS = 20_000_000
"""Characters of tags that are looked at in all, as tags may seem to stand in each other's values."""

SPACE = r" \t\n\r\f"
TAG_NAME = re.compile(rf"<[a-zA-Z][^{SPACE}/>]*+")
VALUE = rf"""[{SPACE}]*+=[{SPACE}]*+(?:"[^"]*+"|'[^']*+'|[^{SPACE}>"']?[^{SPACE}>]*+)"""
ATTRIBUTE = re.compile(rf"[{SPACE}/]*+=?[^{SPACE}/>=]++(?:{VALUE})?+")
ATTRIBUTES = re.compile(rf"(?:{ATTRIBUTE.pattern})*+")
SOME = re.compile(rf"(?:{ATTRIBUTE.pattern}){{0,{MAX_ATTRIBUTES + 1}}}+")
TOO_MANY = re.compile(rf"(?:{ATTRIBUTE.pattern}){{{MAX_ATTRIBUTES + 1}}}+")
ODD = re.compile(
    rf"""<(?=[a-zA-Z])(?![^>"'=]{{1,100}}+"""
    rf"""(?:(?<![{SPACE}/])=(?:"[^">]{{0,300}}+"|[^{SPACE}>"']*+)[^>"'=]{{0,100}}+){{0,30}}+>)"""
)
"""Where a tag begins that does not surely end at its first `>`, which is short."""


def short_tags(html: str, values: int) -> str:
    """The page without the attributes of tags that have more of them than any author writes.

    `values` is how many attributes of the page may have one.
    """
    parts: list[str] = []
    done = 0
    for start, end in long_pieces(html):
        piece = html[start:end]
        short = shortened(piece)
        if short is not piece:
            parts += (html[done:start], short)
            done = end
    html = "".join((*parts, html[done:])) if parts else html
    return narrow_tags(html) if values >= FEW_VALUES else html


def may_be_long(data: bytes) -> bool:
    """Whether there may be a long stretch without a `>`, told from UTF-8, in which none is shorter."""
    start = 0
    while len(data) - start > MAX_TAG_CHARS:
        start = data.rfind(b">", start, start + MAX_TAG_CHARS + 1) + 1
        if not start:
            return True
    return False


def long_pieces(html: str) -> Iterator[tuple[int, int]]:
    """Start and end of the long stretches without a `>`, found by leaps of the length that is allowed."""
    start = 0
    while len(html) - start > MAX_TAG_CHARS:
        last = html.rfind(">", start, start + MAX_TAG_CHARS + 1)
        if last < 0:
            last = html.find(">", start + MAX_TAG_CHARS)
            last = last if last >= 0 else len(html)
            yield start, last
        start = last + 1


def shortened(piece: str) -> str:
    """What stands before a `>`: itself, or with its tag bare if that has too many attributes."""
    tag = TAG_NAME.search(piece)
    if tag is None or len(piece) - tag.start() <= MAX_TAG_CHARS:
        return piece
    attributes = islice(ATTRIBUTE.finditer(piece, tag.end()), MAX_ATTRIBUTES + 1)
    return piece[: tag.end()] if sum(1 for _ in attributes) > MAX_ATTRIBUTES else piece


def narrow_tags(html: str) -> str:
    """The page with its tags bare that have too many attributes, even if quoted values hold a `>`.

    Cut where the looks that it takes are used up: no author's tags stand in each other's values so often.
    """
    parts: list[str] = []
    done, looks = 0, MAX_LOOKS
    for odd in ODD.finditer(html):
        tag = TAG_NAME.match(html, odd.start()) if odd.start() >= done else None
        if tag is None:
            continue
        looks -= _end(SOME, html, tag.end()) - tag.start()
        if looks < 0:
            return "".join((*parts, html[done : tag.start()]))
        if TOO_MANY.match(html, tag.end()):
            parts.append(html[done : tag.end()])
            done = _end(ATTRIBUTES, html, tag.end())
    return "".join((*parts, html[done:])) if parts else html


def _end(attributes: re.Pattern[str], html: str, start: int) -> int:
    found = attributes.match(html, start)
    return found.end() if found else start
