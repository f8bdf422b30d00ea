"""What a corpus shows of each site's lines: counts that merge, so that shards and clusters can count apart."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cleaner.learn.sketch import Sample, counted, merged

EXAMPLES = 6  # texts that are kept of one template
ARTICLES = 24  # different articles that are told apart; more are as good as many
ELEMENTS = 4
PARAGRAPHS = 8  # of a site's articles, as examples of what must stay


class Sight(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One template at one site: in how many documents it stands, and where.

    `before`, `within` and `after` count documents by the place to the article's first and last paragraph (a line may
    stand in several places); `away` adds up its distance to them, in lines; `ends` counts documents in which little
    prose comes after it; `prose`, `heading` and `linked` those in which it reads like a paragraph, is a heading, is
    mostly link. `texts` are examples of its lines, where it has holes. `titles` and `openings` tell different
    articles from one that was published twice. `elements` counts the nearest elements around it whose class or id says
    what they are.
    """

    documents: int = 1
    before: int = 0
    within: int = 0
    after: int = 0
    away: int = 0
    ends: int = 0
    prose: int = 0
    heading: int = 0
    linked: int = 0
    texts: Sample = {}
    titles: Sample = {}
    openings: Sample = {}
    elements: dict[str, int] = {}

    def __add__(self, other: Sight) -> Sight:
        return Sight(
            documents=self.documents + other.documents,
            before=self.before + other.before,
            within=self.within + other.within,
            after=self.after + other.after,
            away=self.away + other.away,
            ends=self.ends + other.ends,
            prose=self.prose + other.prose,
            heading=self.heading + other.heading,
            linked=self.linked + other.linked,
            texts=merged(self.texts, other.texts, EXAMPLES),
            titles=merged(self.titles, other.titles, ARTICLES),
            openings=merged(self.openings, other.openings, ARTICLES),
            elements=counted(self.elements, other.elements, ELEMENTS),
        )


class Box(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One kind of element at one site: in how many documents it holds lines, their `words`, and those words weighed by
    the line model's chance, in thousandths, that they are the article's (`sure`)."""

    documents: int = 1
    words: int = 0
    sure: int = 0

    def __add__(self, other: Box) -> Box:
        return Box(
            documents=self.documents + other.documents, words=self.words + other.words, sure=self.sure + other.sure
        )


class Site(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What a site's documents have in common: their number, and paragraphs of its articles."""

    documents: int = 0
    paragraphs: Sample = {}

    def __add__(self, other: Site) -> Site:
        return Site(
            documents=self.documents + other.documents,
            paragraphs=merged(self.paragraphs, other.paragraphs, PARAGRAPHS),
        )


class Counts:
    """Sites, and of each its templates and boxes; `a + b` is what one count of the documents of both would be."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.lines: dict[str, dict[str, Sight]] = {}
        self.boxes: dict[str, dict[str, Box]] = {}

    def add(self, host: str, site: Site, lines: dict[str, Sight], boxes: dict[str, Box]) -> None:
        """Add what one document, or another count of the site, shows."""
        self.sites[host] = self.sites[host] + site if host in self.sites else site
        known = self.lines.setdefault(host, {})
        for template, sight in lines.items():
            known[template] = known[template] + sight if template in known else sight
        held = self.boxes.setdefault(host, {})
        for selector, box in boxes.items():
            held[selector] = held[selector] + box if selector in held else box

    def __add__(self, other: Counts) -> Counts:
        return sum_of((self, other))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        """How many templates it holds, those of all sites together: what it takes in memory."""
        return sum(map(len, self.lines.values()))


def sum_of(parts: Iterable[Counts]) -> Counts:
    """All parts as one count."""
    total = Counts()
    for part in parts:
        for host, site in part.sites.items():
            total.add(host, site, part.lines[host], part.boxes[host])
    return total
