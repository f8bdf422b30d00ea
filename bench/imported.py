"""What imported rules are worth: pages of their hosts, cleaned with and without them.

    python -m bench.imported DATA RULES [SET ...] [--predictions OOF] [--worst N] [--write]
    python -m bench.imported DATA RULES [SET ...] [--predictions OOF] --stale N [--write]

RULES is a folder that `cleaner rules import-ftr` wrote. Only pages whose host it speaks of are scored. With
`--predictions` the line model's chances are those of a cross-validation (`bench.train --predictions`); where rules
change a page's lines, each takes the chance of the line that says the same.

With `--stale` the rules are what is left of some when a site is built anew and names mean other things: on N pages of a
set, one class of the page as its body and two to drop, each chosen at random among those with text.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
from selectolax.lexbor import LexborHTMLParser

from bench.data import Sample, find, host, load
from bench.metrics import aeb
from bench.tables import publish, table
from cleaner import Cleaner
from cleaner.judge.html import model
from cleaner.page import Page
from cleaner.rulebook.load import Files
from cleaner.rulebook.schema import HtmlRules, SiteFile
from cleaner.split.html import split_html

SETS = ("fundus-pages-dev", "wcxb-dev-article")
COLUMNS = ("f1", "precision", "recall", "exact")
NAME = re.compile(r"[A-Za-z][\w-]*")
TEXT = 40  # characters of the text of an element from which its classes may become stale rules


def samples(folder: Path, name: str, rules: Path) -> list[Sample]:
    """The pages of a set that have a true body and whose hosts have rules."""
    files = Files([rules])
    return [one for one in load(find(folder, name)) if one.body and one.url and files.layers(host(one.url))]


class Predicted(model.LineModel):
    """The line model with chances that are known of one page at a time: `texts` are its lines without any rules."""

    texts: Sequence[str] = ()
    known: Any = None

    def chances(self, page: Page) -> Any:
        """The known chances, by the lines' texts; those of the model itself for lines that only rules make."""
        if self.known is None:
            return super().chances(page)
        texts = [line.text for line in page.lines]
        if texts == list(self.texts):
            return self.known.copy()
        found = super().chances(page)
        for old, new, size in SequenceMatcher(None, self.texts, texts, autojunk=False).get_matching_blocks():
            found[new : new + size] = self.known[old : old + size]
        return found


def predicted(path: Path | None, threshold: float) -> Callable[[str, Sample], None]:
    """Put known chances in the place of the model's; gives a function that turns to a page."""
    shipped = model.default_model()
    if path is None:
        return lambda name, sample: None
    honest = Predicted(shipped.forest, shipped.vocabulary, threshold)
    model.default_model = lambda: honest  # type: ignore[assignment]
    with np.load(path) as stored:
        chances = {key: stored[key] for key in stored.files}

    def turn(name: str, sample: Sample) -> None:
        honest.texts = [line.text for line in split_html(sample.html).lines]
        known = chances.get(f"{name}\t{sample.id}")
        honest.known = known if known is not None and len(known) == len(honest.texts) else None

    return turn


def with_rules(given: argparse.Namespace, turn: Callable[[str, Sample], None]) -> Iterator[list[object]]:
    """Rows for the pages whose hosts the imported rules speak of; of those that lose most, a line each is printed."""
    ways = {"without": Cleaner(), "with imported rules": Cleaner(rules=[given.rules])}
    for name in given.sets:
        pages = samples(given.data, name, given.rules)
        pairs = {way: [(one.body, cleaned(shop, one, turn, name)) for one in pages] for way, shop in ways.items()}
        yield from ([name, way, len(found), *columns(found)] for way, found in pairs.items())
        print("\n".join(lost(pages, *pairs.values())[: given.worst]))


def with_stale(given: argparse.Namespace, turn: Callable[[str, Sample], None]) -> Iterator[list[object]]:
    """Rows for pages with stale rules: without them, believed as if written by hand, and as an import."""
    for name in given.sets:
        chance = random.Random(1)
        pages = [one for one in load(find(given.data, name)) if one.body and one.url]
        pairs: dict[str, list[tuple[str, str]]] = {}
        for one in chance.sample(pages, min(given.stale, len(pages))):
            stale = stale_rules(one.html, chance)
            for way, source in (("without", None), ("stale rules, believed", ""), ("stale rules, imported", "bench")):
                rules = {} if source is None else {host(one.url): SiteFile(source=source, html=stale)}
                found = cleaned(Cleaner(learned=rules), one, turn, name)
                pairs.setdefault(way, []).append((one.body, found))
        yield from ([name, way, len(found), *columns(found)] for way, found in pairs.items())


def stale_rules(page: str, chance: random.Random) -> HtmlRules:
    """A body and two drops by classes that the page has for something else."""
    nodes = LexborHTMLParser(page).css("body [class]")
    written = [node.attributes.get("class") or "" for node in nodes if len(node.text().strip()) > TEXT]
    names = sorted({name for one in written for name in one.split() if NAME.fullmatch(name)})
    body, *drop = (f".{name}" for name in chance.sample(names, 3)) if len(names) > 2 else ("body",)
    return HtmlRules(body=[body], drop=[*drop])


def cleaned(shop: Cleaner, sample: Sample, turn: Callable[[str, Sample], None], name: str) -> str:
    """The body of a page of the set of this name."""
    turn(name, sample)
    return shop.clean(sample.html, url=sample.url, kind="html").body


def columns(pairs: Sequence[tuple[str, str]]) -> Iterator[float]:
    """The figures of some pages."""
    found = aeb(pairs)
    return (found[column] for column in COLUMNS)


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("rules", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--threshold", type=float, default=0.54)
    parser.add_argument("--worst", type=int, default=0, help="pages that lose most by the rules")
    parser.add_argument("--stale", type=int, default=0, metavar="N")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    turn = predicted(given.predictions, given.threshold)
    name, rows = ("stale", with_stale) if given.stale else ("imported", with_rules)
    publish(name, table(("set", "way", "pages", *COLUMNS), list(rows(given, turn))), write=given.write)


def lost(pages: Sequence[Sample], without: Sequence[tuple[str, str]], by_rules: Sequence[tuple[str, str]]) -> list[str]:
    """A line a page that the rules change, the greatest loss first: its F1 without and with, and its address."""
    changed = [
        (aeb([new])["f1"] - aeb([old])["f1"], aeb([old])["f1"], aeb([new])["f1"], page.id, page.url)
        for page, old, new in zip(pages, without, by_rules, strict=True)
        if old != new
    ]
    return [f"{by:+.3f} {old:.3f} {new:.3f} {id_} {url}" for by, old, new, id_, url in sorted(changed)]


if __name__ == "__main__":
    main()
