"""What rules learned without labels are worth: each page is cleaned by rules learned on the other pages of its site.

    python -m bench.learn DATA [SET ...] [--more SET,…] [--pages 3] [--predictions OOF] [--write]
    python -m bench.learn --made-up [--write]

DATA is a folder with sets as JSONL (`bench/data.py`); of the sets named, pages of sites with enough pages are scored,
and those of `--more` are only learned from. Every page goes through four doors: scraped text as the set has it, the
visible lines of the HTML, what trafilatura makes of it, and the HTML. With `--predictions`, the line model's chances
are those of a cross-validation (`bench.train --predictions`).

With `--made-up` the sites are those of `bench/synthetic.py`: rules are learned on 5, 20 and 50 pages of each, and
others are scored.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from bench.data import find, host, rows
from bench.metrics import aeb
from bench.synthetic import Site
from bench.tables import publish, table
from cleaner import Article, Cleaner, Document
from cleaner.judge.html import model
from cleaner.learn.count import count
from cleaner.learn.counts import Counts, sum_of
from cleaner.learn.propose import propose
from cleaner.page import Page
from cleaner.rulebook.schema import SiteFile
from cleaner.split.html import split_html

SETS = ("fundus-pages-dev", "wcxb-dev-article")
SHOWN = ("crudest form", "cleaner", "cleaner, learned")  # ways with made-up sites
MADE_UP, NEW, LEARNED_FROM = 8, 4, (5, 20, 50)  # sites, new pages of each, pages to learn from
DOORS = ("text", "visible lines", "trafilatura", "html")
COLUMNS = ("f1", "precision", "recall", "exact")


Group = list[tuple[dict[str, Any], bool]]
"""The pages of a site, and whether they are scored."""


class Item(msgspec.Struct, frozen=True):
    """One page at one door: what goes in, the true body (empty: only to learn from), and its counts."""

    document: Document
    body: str
    counts: Counts


def flattened(html: str) -> str:
    """The visible lines of a page."""
    return "\n".join(line.text for line in split_html(html).lines if not line.hidden)


def extracted(html: str) -> str:
    """What trafilatura makes of a page."""
    from bench.peers import trafilatura

    return trafilatura(html, "")


def item(row: dict[str, Any], door: str, *, scored: bool) -> Item:
    """A page as one door sees it."""
    sources: dict[str, Callable[[], str]] = {
        "text": lambda: row.get("text") or flattened(row["html"]),
        "visible lines": lambda: flattened(row["html"]),
        "trafilatura": lambda: extracted(row["html"]),
        "html": lambda: row["html"],
    }
    kind = "html" if door == "html" else "text"
    document = Document(source=sources[door](), kind=kind, url=row["url"], title=row.get("title"), id=row["id"])
    return Item(document, row.get("body") or "" if scored else "", count([document]))


def crude(text: str, others: Sequence[Item]) -> str:
    """The crudest form: a line, digits masked, that stands on at least two of the site's other pages goes."""
    standing = Counter(line for other in others for line in {masked(line) for line in lines_of(other)})
    return "\n".join(line for line in text.splitlines() if standing[masked(line)] < 2)


def lines_of(one: Item) -> list[str]:
    """The lines of a text."""
    return str(one.document.source).splitlines()


def masked(line: str) -> str:
    """A line with its digits masked."""
    return re.sub(r"\d+", "0", " ".join(line.split()))


def by_site_rules(article: Article) -> str:
    """What is left where only site rules drop."""
    left = (line for line in article.lines if line.verdict.keep or not line.verdict.judge.startswith("site:"))
    return "\n".join(line.text for line in left)


def ways(one: Item, others: Sequence[Item], plain: Cleaner) -> dict[str, str]:
    """The body of a page by each way of going about it."""
    counts = sum_of(other.counts for other in others)
    learned: dict[str, SiteFile] = propose(counts)
    with_rules = Cleaner(learned=learned).clean(one.document)
    found = {"cleaner": plain.clean(one.document).body, "cleaner, learned": with_rules.body}
    if one.document.kind == "html":
        return found
    text = str(one.document.source)
    alone = {"as it is": text, "crudest form": crude(text, others), "learned rules alone": by_site_rules(with_rules)}
    return alone | found


def measure(trials: Iterable[tuple[Item, Sequence[Item]]], door: str) -> list[list[object]]:
    """A row a way, over pages that each come with the pages to learn from."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    plain = Cleaner()
    for one, others in trials:
        for way, found in ways(one, others, plain).items():
            pairs[way].append((one.body, found))
    return [[door, way, len(found), *(aeb(found)[column] for column in COLUMNS)] for way, found in pairs.items()]


def left_out(group: Sequence[Item]) -> Iterator[tuple[Item, Sequence[Item]]]:
    """Each page of a site that has a body, with the others."""
    yield from ((one, [other for other in group if other is not one]) for one in group if one.body)


def made_up(pages: int, door: str) -> Iterator[tuple[Item, Sequence[Item]]]:
    """New pages of made-up sites, each with so many pages of its site to learn from."""
    for number in range(MADE_UP):
        made = Site(number)
        others = [item(made.page(at), door, scored=False) for at in range(pages)]
        yield from ((item(made.page(1000 + at), door, scored=True), others) for at in range(NEW))


def sites(folder: Path, sets: Sequence[str], more: Sequence[str], least: int) -> list[Group]:
    """The pages of each site with at least so many, and whether they are scored."""
    groups: dict[str, Group] = defaultdict(list)
    for name in (*sets, *more):
        for row in rows(find(folder, name)):
            if row.get("url"):
                groups[host(row["url"])].append((row, name in sets))
    return [group for group in groups.values() if len(group) >= least and any(s and r.get("body") for r, s in group)]


def use_predictions(path: Path, folder: Path, sets: Sequence[str], threshold: float) -> None:
    """Put the chances of a cross-validation in the place of the line model's."""
    shipped = model.default_model()
    with np.load(path) as stored:
        chances = {row["html"]: stored[f"{name}\t{row['id']}"] for name in sets for row in rows(find(folder, name))
                   if f"{name}\t{row['id']}" in stored.files}  # fmt: skip

    class Predicted(model.LineModel):
        def chances(self, page: Page) -> Any:
            known = chances.get(page.html)
            return known.copy() if known is not None and len(known) == len(page.lines) else super().chances(page)

    honest = Predicted(shipped.forest, shipped.vocabulary, threshold)
    model.default_model = lambda: honest  # type: ignore[assignment]


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--more", default="")
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--doors", default=",".join(DOORS))
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--threshold", type=float, default=0.54)
    parser.add_argument("--made-up", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    name, found = ("made-up", with_made_up()) if given.made_up else ("learn", with_data(given))
    publish(name, table(("door", "way", "pages", *COLUMNS), found), write=given.write)


def with_made_up() -> list[list[object]]:
    """The rows for made-up sites."""
    doors = [(door, pages) for door in ("text", "html") for pages in LEARNED_FROM]
    rows = [row for door, pages in doors for row in measure(made_up(pages, door), f"{door}, learned on {pages} pages")]
    return [row for row in rows if row[1] in SHOWN]


def with_data(given: argparse.Namespace) -> list[list[object]]:
    """The rows for sets of real pages."""
    if given.data is None:
        raise SystemExit("name the folder with the sets, or --made-up")
    if given.predictions:
        use_predictions(given.predictions, given.data, given.sets, given.threshold)
    groups = sites(given.data, given.sets, given.more.split(",") if given.more else [], given.pages)
    found = []
    for door in given.doors.split(","):
        seen = ([item(row, door, scored=scored) for row, scored in group] for group in groups)
        found += measure((trial for group in seen for trial in left_out(group)), door)
    return found


if __name__ == "__main__":
    main()
