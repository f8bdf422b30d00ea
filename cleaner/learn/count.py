"""One document to what it shows of its site: the map. Nothing of a document is kept but its lines and their places."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cleaner.article import Document
from cleaner.judge.core import LINKED, find_core, prose_words
from cleaner.judge.html.signs import token_label
from cleaner.learn.boxes import boxes_of
from cleaner.learn.counts import EXAMPLES, PARAGRAPHS, Box, Counts, Sight, Site
from cleaner.learn.sketch import Sample, sample_of
from cleaner.learn.template import has_holes, headline, template_of
from cleaner.page import Page
from cleaner.pipeline import host_of, read_page
from cleaner.shape import key

LEVELS = 8  # elements above a line that are asked what they are
LITTLE = 0.15  # of the article's words: less prose than that below a line is little
QUOTED = range(40, 240)  # characters of a paragraph that may stand as an example
OPENING = 200  # characters of an article's first paragraph that tell it


def count(documents: Iterable[Document]) -> Counts:
    """The counts of some documents; those without a host are left out."""
    counts = Counts()
    for document in documents:
        shown = show(document)
        if shown is not None:
            counts.add(*shown)
    return counts


def show(document: Document) -> tuple[str, Site, dict[str, Sight], dict[str, Box]] | None:
    """What one document shows, after its host; None where nobody knows that, so that nothing can be learned.

    The host is that of its `site` or `url`, else of the address that the page gives itself.
    """
    page, _ = read_page(document)
    host = page.site or (host_of(Document(source="", url=page.meta.canonical)) if page.meta else None)
    return (host, *look_at(page), boxes_of(page)) if host is not None else None


class _Look(msgspec.Struct, frozen=True):
    """What is known of a page before its lines are looked at one by one."""

    page: Page
    prose: list[int]
    core: range
    below: list[int]
    title: Sample
    opening: Sample


def look_at(page: Page) -> tuple[Site, dict[str, Sight]]:
    """What one page shows: itself, and each of its templates once."""
    prose = [prose_words(line) for line in page.lines]
    core = find_core(prose)
    title = headline(page.title)
    opening = next((key(page.lines[index].text)[:OPENING] for index in core if prose[index]), "")
    article = sample_of([key(title or "") or opening], 1), sample_of([opening or key(title or "")], 1)
    look = _Look(page, prose, core, _below(prose), *article)
    places: dict[str, list[int]] = {}
    for index, line in enumerate(page.lines):
        places.setdefault(template_of(line.text, title), []).append(index)
    texts = [page.lines[index].text for index in core if prose[index]]
    paragraphs = sample_of((text for text in texts if len(text) in QUOTED), PARAGRAPHS)
    lines = {template: _sight(look, found, has_holes(template)) for template, found in places.items() if template}
    return Site(documents=1, paragraphs=paragraphs), lines


def _sight(look: _Look, found: list[int], masked: bool) -> Sight:
    core, lines = look.core, look.page.lines
    first, last = found[0], found[-1]
    total = look.below[core.start] - look.below[core.stop] if core else 0
    return Sight(
        before=int(first < core.start),
        within=int(any(index in core for index in found)),
        after=int(bool(core) and last >= core.stop),
        away=core.start - first if first < core.start else max(0, last - core.stop),
        ends=int(bool(core) and look.below[first + 1] <= LITTLE * total),
        prose=int(look.prose[first] > 0),
        heading=int(lines[first].role == "heading"),
        linked=int(lines[first].link_density >= LINKED),
        texts=sample_of((lines[index].text.strip() for index in found if masked), EXAMPLES),
        titles=look.title,
        openings=look.opening,
        elements=_element(look.page, first),
    )


def _below(prose: list[int]) -> list[int]:
    """For each line, and for the end, the words of prose from there on."""
    below = [0]
    for words in reversed(prose):
        below.append(below[-1] + words)
    return below[::-1]


def _element(page: Page, index: int) -> dict[str, int]:
    """The nearest element around a line whose class or id says what it is, as `tag.token`."""
    tree = page.tree
    if tree is None:
        return {}
    node = tree.node[index]
    for _ in range(LEVELS):
        if node <= 0:
            break
        found = token_label(tree.marks[node]) if tree.marks[node] else None
        if found is not None:
            return {f"{tree.tag[node]}.{found[1]}": 1}
        node = tree.parent[node]
    return {}
