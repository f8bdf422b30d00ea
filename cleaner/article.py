"""The values that flow through cleaner: frozen, slotted, picklable, without logic of their own.

A `Document` comes in; its text is split into `Line`s; each line gets one `Verdict`; an `Article` goes out.
Lines are counted from 1. Blank lines separate lines and are not lines themselves, so a gap between two
line numbers is the number of blank lines that stood there.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Label(StrEnum):
    """What a line is. The first three are kept by default; every other label names a kind of boilerplate."""

    BODY = "body"
    TITLE = "title"
    HEADING = "heading"
    NAVIGATION = "navigation"
    SHARE = "share"
    SUBSCRIBE = "subscribe"
    PAYWALL = "paywall"
    RELATED = "related"
    COMMENTS = "comments"
    ADVERT = "advert"
    COPYRIGHT = "copyright"
    COOKIES = "cookies"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    TAGS = "tags"
    AUTHOR_BIO = "author_bio"
    PUBLISHER = "publisher"
    CREDITS = "credits"
    PLAYER = "player"
    TEASER = "teaser"
    DUPLICATE = "duplicate"
    OTHER = "other"


MEANING: dict[Label, str] = {
    Label.BODY: "main content of the article",
    Label.TITLE: "the article's headline, kept once",
    Label.HEADING: "a heading inside the article",
    Label.NAVIGATION: "menu, section name, breadcrumb, skip or back-to-top link",
    Label.SHARE: "share and follow buttons, their counters",
    Label.SUBSCRIBE: "newsletter, app and notification prompts and their forms",
    Label.PAYWALL: "log in, register or pay to read on",
    Label.RELATED: "pointer to other articles: “Also read”, “Related articles”",
    Label.COMMENTS: "reader comments, their form and their counter",
    Label.ADVERT: "advertisement and its marker",
    Label.COPYRIGHT: "copyright and licence notice",
    Label.COOKIES: "cookie and privacy notice",
    Label.BYLINE: "who wrote it",
    Label.DATELINE: "when it was published or updated, reading time",
    Label.CAPTION: "caption, alternative text or credit of a picture",
    Label.TAGS: "keywords and topics",
    Label.AUTHOR_BIO: "about the author",
    Label.PUBLISHER: "about the publisher, contact, press-release boilerplate",
    Label.CREDITS: "reporting and editing credits, correction slug",
    Label.PLAYER: "controls of a media player, gallery or widget",
    Label.TEASER: "headline or summary of another article",
    Label.DUPLICATE: "a line that stands twice",
    Label.OTHER: "boilerplate of no other kind",
}


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What came in.

    `source` is bytes of any encoding or a string. `kind` is "auto", "text" or "html"; `encoding` is a charset
    that somebody declared (an HTTP header, a record's field); `title` a headline known from elsewhere;
    `site` a host name that overrides the one in `url`; `language` an ISO 639-1 code; `date` the day of publication,
    ISO 8601, for rules that hold since or until one.
    """

    source: str | bytes
    kind: str = "auto"
    id: str | None = None
    url: str | None = None
    site: str | None = None
    title: str | None = None
    language: str | None = None
    date: str | None = None
    encoding: str | None = None


class Line(msgspec.Struct, frozen=True, gc=False):
    """One repaired line or a piece of one, with its place and, where the source had any, its structure.

    `number` counts from 1; `start` is where in the line a piece of it begins, in characters from 0.
    `role` is "text", "heading", "item", "quote", "pre" or "cell"; `level` the level of a heading (1 to 6), the depth of
    a list item or the number of a table row (0 in a table that only lays out a page); `ordinal` the number of an item
    in an ordered list, as a browser shows it, or, from 1, the column of a cell, the line within a preformatted block;
    `path` the element path ("article/p"), empty for plain text; `link_density` the share of its characters inside
    links, 0 to 1 (Kohlschütter et al. 2010). `item` is a number that the lines of one list item
    or heading share, `group` one that those of one list or table do (0 where there is none).
    """

    number: int
    text: str
    role: str = "text"
    level: int = 0
    path: str = ""
    link_density: float = 0.0
    hidden: bool = False
    start: int = 0
    ordinal: int | None = None
    item: int = 0
    group: int = 0


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """What one judge said of one line.

    `judge` names the judge and its rule ("phrases:en/also-read"), `reason` is a sentence for a person, `score` the
    judge's confidence in this verdict, 0 to 1 (1 where a rule decided).
    """

    keep: bool
    label: Label
    reason: str
    judge: str
    score: float = 1.0


class Repair(msgspec.Struct, frozen=True, gc=False):
    """One change of characters: `line` (0: the whole document), `what` was wrong, the line `before` and `after`."""

    line: int
    what: str
    before: str
    after: str


class JudgedLine(msgspec.Struct, frozen=True, gc=False):
    """A line with its verdict; a line of which only a part went is several of these, with one number."""

    line: Line
    verdict: Verdict

    @property
    def number(self) -> int:
        """The line's number in the input, from 1."""
        return self.line.number

    @property
    def text(self) -> str:
        """The line's repaired text."""
        return self.line.text

    @property
    def label(self) -> Label:
        """What the line is."""
        return self.verdict.label

    @property
    def reason(self) -> str:
        """Why it stayed or went, as a sentence."""
        return self.verdict.reason


class Metadata(msgspec.Struct, frozen=True):
    """What a page says of itself beside its text, where it was asked for.

    Each field is None where the page does not tell; `date` is ISO 8601 (YYYY-MM-DD).
    """

    author: str | None = None
    date: str | None = None
    site_name: str | None = None
    language: str | None = None
    canonical: str | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """What goes out: the title, the body without it, and every line of the input with its verdict.

    `text` is the title and the body (what the filter prints); `language` is None unless the document or its bearer
    names it.
    """

    title: str | None
    body: str
    text: str
    lines: tuple[JudgedLine, ...]
    repairs: tuple[Repair, ...] = ()
    id: str | None = None
    url: str | None = None
    site: str | None = None
    language: str | None = None
    metadata: Metadata | None = None

    @property
    def removed(self) -> tuple[JudgedLine, ...]:
        """The lines and pieces of lines that went, in order."""
        return tuple(judged for judged in self.lines if not judged.verdict.keep)

    @property
    def kept(self) -> tuple[JudgedLine, ...]:
        """The lines and pieces of lines that stayed, in order."""
        return tuple(judged for judged in self.lines if judged.verdict.keep)

    def explain(self) -> str:
        """One tab-separated row a line: number, keep or drop, label, judge, reason, text (with a header row)."""
        from cleaner.render import explain_tsv

        return explain_tsv(self)
