"""Bounds on what the HTML parser is given, so that no page costs unbounded time or memory.

Found by measurement on Lexbor: nesting costs quadratic time (50,000 levels: 11 s), a formatting element that is never
closed is rebuilt in every later block (5,000 of them make 12 million nodes out of 69 kB), and unique attributes of one
tag are compared with each other (200,000 take minutes). An end tag closes only what its own name has opened: by others
nothing is less deep.

Nearly every page is harmless, so the first looks only count; nothing is copied before a bound is broken.
"""

from __future__ import annotations

import re

import numpy as np

from cleaner.split.attributes import FEW_VALUES, may_be_long, short_tags
from cleaner.split.formatting import FORMATTING, MAX_FORMATTING, left_open

MAX_CHARS = 10_000_000
MAX_TAGS = 300_000
MAX_NESTED = 1_000
MAX_LINES = 50_000
FEW_TAGS = 2_500
"""So few tags do no harm, however they nest."""

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)[^<>]*+>?")
NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)")
UNNESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li option dt dd "
    "tr td th tbody thead tfoot".split()
)
"""Elements without content, or closed by the next one of their kind."""


def bounded(html: str) -> tuple[bytes, bool]:
    """What the parser is given, in UTF-8, and whether that is less than the page: without what is beyond the bounds.

    Characters that UTF-8 does not have are left out.
    """
    whole = html[:MAX_CHARS]
    data = whole.encode("utf-8", "ignore")
    signs = np.frombuffer(data, np.uint8)
    tags = int(np.count_nonzero(signs == ord("<")))
    harmless = whole
    if tags >= MAX_TAGS:
        harmless = "<".join(whole.split("<", MAX_TAGS)[:MAX_TAGS])
    values = int(np.count_nonzero(signs == ord("=")))
    if values >= FEW_VALUES or may_be_long(data):
        harmless = short_tags(harmless, values)
    if harmless is not whole:
        data = harmless.encode("utf-8", "ignore")
    if tags >= FEW_TAGS and may_nest(harmless, data, tags):
        harmless = flattened(harmless)
        data = harmless.encode("utf-8", "ignore")
    return data, harmless is not whole or len(whole) < len(html)


def may_nest(html: str, data: bytes, tags: int) -> bool:
    """Are there too many open elements, or formatting elements left open? Of fewer tags only the latter are counted.

    `data` is the page in UTF-8.
    """
    if tags < 10 * MAX_NESTED:
        return left_open(html, data)
    count = Open()
    return any(not count.fits(end, name.lower()) for end, name in NAME.findall(html))


def flattened(html: str) -> str:
    """The page without the tags that would nest beyond the bounds; one pass that counts what is open."""
    count = Open()
    return TAG.sub(lambda found: found[0] if count.fits(found[1], found[2].lower()) else " ", html)


class Open:
    """How many elements are open, by name and together, as the tags go by."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.depth = self.formats = 0

    def fits(self, end: str, name: str) -> bool:
        """Count a start tag or (`end` is not empty) an end tag; whether it stays within the bounds."""
        if name in UNNESTED:
            return True
        number = self.names.get(name, 0)
        if end and not number:
            return True
        step = -1 if end else 1
        self.names[name] = number + step
        if name in FORMATTING:
            self.formats += step
            return self.formats <= MAX_FORMATTING
        self.depth += step
        return self.depth <= MAX_NESTED
