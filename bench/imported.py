"""What imported rules are worth: pages of their hosts, cleaned with and without them.

    python -m bench.imported DATA RULES [SET ...] [--predictions OOF] [--worst N] [--write]

RULES is a folder that `cleaner rules import-ftr` wrote. Only pages whose host it speaks of are scored. With
`--predictions` the line model's chances are those of a cross-validation (`bench.train --predictions`); where rules
change a page's lines, each takes the chance of the line that says the same.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

from bench.data import Sample, find, host, load
from bench.metrics import aeb
from bench.tables import publish, table
from cleaner import Cleaner
from cleaner.judge import model
from cleaner.page import Page
from cleaner.rulebook.load import Files
from cleaner.split.html import split_html

SETS = ("fundus-pages-dev", "wcxb-dev-article")
COLUMNS = ("f1", "precision", "recall", "exact")


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


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("rules", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--threshold", type=float, default=0.54)
    parser.add_argument("--worst", type=int, default=0, help="pages that lose most by the rules")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    turn = predicted(given.predictions, given.threshold)
    ways = {"without": Cleaner(), "with imported rules": Cleaner(rules=[given.rules])}
    rows: list[list[object]] = []
    for name in given.sets:
        pages, pairs = samples(given.data, name, given.rules), {way: [] for way in ways}  # type: ignore[var-annotated]
        for one in pages:
            turn(name, one)
            for way, shop in ways.items():
                pairs[way].append((one.body, shop.clean(one.html, url=one.url, kind="html").body))
        for way, found in pairs.items():
            rows.append([name, way, len(found), *(aeb(found)[column] for column in COLUMNS)])
        for line in lost(pages, *pairs.values())[: given.worst]:
            print(line)
    publish("imported", table(("set", "way", "pages", *COLUMNS), rows), write=given.write)


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
