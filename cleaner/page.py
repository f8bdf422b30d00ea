"""What `split` hands to the judges: the lines of one document and what is known about it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from cleaner.article import Line
from cleaner.tree import Meta, Tree

NONE: Mapping[int, int] = MappingProxyType({})


class Found(msgspec.Struct, frozen=True):
    """What the selectors of a site's rules found on an HTML page, by the order of the rule among the site's.

    `elements` pairs orders with the nodes of the tree; `inline` has the elements that are but a part of a line, as
    order, the line's index from 0 and the element's text; `prose` has the lines, by index, of elements that hold the
    article's paragraphs; `author` and `date` are texts as they stand on the page.
    """

    elements: tuple[tuple[int, int], ...] = ()
    inline: tuple[tuple[int, int, str], ...] = ()
    prose: frozenset[int] = frozenset()
    author: str | None = None
    date: str | None = None


class Part(NamedTuple):
    """Where a line of a wrapped text stands in its paragraph: the line's index, and its first character there."""

    line: int
    offset: int


class Wrapping(msgspec.Struct, frozen=True, kw_only=True):
    """A text wrapped at a width: its lines, its paragraphs as lines, and the parts that each of these is made of."""

    lines: tuple[Line, ...]
    paragraphs: tuple[Line, ...]
    parts: tuple[tuple[Part, ...], ...]

    @property
    def ends(self) -> dict[int, int]:
        """The number of each paragraph's last line by that of its first."""
        return {self.lines[parts[0].line].number: self.lines[parts[-1].line].number for parts in self.parts}


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one document, in order, with what was known before anyone judged.

    `title` is a headline known from outside the text (a record's field, `og:title`), `language` an ISO 639-1
    code, `site` a host name in lower case without `www.`. HTML pages also carry their element `tree`, the claims of
    their `meta` data, in `title_line` the index (from 0) of the line that shows the title, their `html`, for a second
    opinion, and whether they were `cut` to the bounds of what is parsed. `found` is what the site's rules found, `day`
    the document's date, where it is known and a rule asks for it. Of a text that is `wrapped` at a width the lines are
    its paragraphs, until they are taken apart.
    """

    lines: tuple[Line, ...]
    title: str | None = None
    language: str | None = None
    site: str | None = None
    tree: Tree | None = None
    meta: Meta | None = None
    title_line: int | None = None
    html: str = ""
    cut: bool = False
    found: Found = Found()
    day: datetime.date | None = None
    wrapped: Wrapping | None = None


def gaps(numbers: Iterable[int], stays: Iterable[bool], ends: Mapping[int, int] = NONE) -> Iterator[int]:
    """The empty lines before each line that stays: as many as in the widest gap since the one before; 0 for the first.

    So a text of which nothing goes keeps its spacing, and removed lines leave no holes. `ends` are the last lines, by
    the first, of what was put together of several.
    """
    last = gap = 0
    first = True
    for number, stay in zip(numbers, stays, strict=True):
        gap = max(gap, number - last - 1)
        last = ends.get(number, number)
        if stay:
            yield 0 if first else gap
            first, gap = False, 0
