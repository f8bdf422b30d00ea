"""Which line of a flattened page is its headline: train the weights, and measure them on sites that they did not see.

    python -m bench.headlines DATA --predictions FILE [--write]

FILE holds the chances that `bench.train_text --predictions` kept. A headline is right if it has the words of the set's,
with or without a site's name; only pages on which such a line stands are counted. The weights are printed; they are
kept by hand in `cleaner/judge/text/headline.py`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from bench.data import Sample, find, load
from bench.prepare import fold_of, site_of
from bench.prepare_text import text_doc
from bench.tables import publish, table
from cleaner.judge.text.headline import WEIGHTS, evidence, settle
from cleaner.judge.text.model import decide, default_text_model
from cleaner.shape import key, without_site

SETS = ("fundus-pages-dev", "wcxb-dev-article")
FOLDS, SEED = 5, 1
STEPS, DECAY = 400, 0.01
Floats = NDArray[np.float64]


class Head(msgspec.Struct, frozen=True):
    """A page's lines above its first paragraph: a row of evidence each, and which of them are the headline.

    `told` is whether what `settle` says is right, `ruled` whether what the rules had taken for it is.
    """

    set: str
    fold: int
    values: Floats
    right: NDArray[np.bool_]
    told: bool
    ruled: bool


def heads(name: str, samples: Sequence[Sample], file: Path) -> Iterator[Head]:
    """The pages of a set on which their headline stands in a line and the model is asked."""
    severity = default_text_model().severity
    with np.load(file) as kept:
        for one in samples:
            fold = fold_of(site_of(one), FOLDS, SEED)
            doc = text_doc(name, one, "flat", one.text, site_of(one), fold) if one.text and one.title else None
            wanted = {key(one.title), key(without_site(one.title))} - {""}
            if doc is None or not doc.asked or wanted.isdisjoint(doc.text.keys):
                continue
            at = f"{name}\t{one.id}\tflat"
            chances = kept[at] if at in kept.files else np.zeros(0)
            if len(chances) != len(doc.text.lines):
                continue  # rules changed since the chances were kept
            right = np.array([doc.text.keys[at] in wanted for at in doc.text.places])
            lines, values = evidence(doc.text, decide(doc.text, chances, severity))
            _, title = settle(doc.text, chances, severity)
            ruled = doc.text.title is not None and bool(right[doc.text.title])
            yield Head(name, fold, values, right[lines], title is not None and bool(right[title]), ruled)


def fit(pages: Sequence[Head]) -> Floats:
    """Weights by conditional logit: the chance that the headline is among the lines that it is, at its highest."""
    useful = [page for page in pages if page.right.any()]
    scale = np.concatenate([page.values for page in useful]).std(axis=0) + 1e-9
    weights = np.zeros(len(scale))
    for _ in range(STEPS):
        step = -DECAY * weights
        for page in useful:
            chance = softmax(page.values / scale @ weights)
            wanted = chance * page.right
            step += (wanted / wanted.sum() - chance) @ (page.values / scale) / len(useful)
        weights += step
    fitted: Floats = weights / scale
    return fitted


def softmax(sums: Floats) -> Floats:
    """Chances that sum to 1."""
    odds = np.exp(sums - sums.max())
    chances: Floats = odds / odds.sum()
    return chances


def rows(pages: Sequence[Head]) -> list[list[object]]:
    """A row a set: pages, right by the rules alone, by weights that did not see the site, by those that ship."""
    right: dict[int, bool] = {}
    for fold in range(FOLDS):
        weights = fit([page for page in pages if page.fold != fold])
        for at, page in enumerate(pages):
            if page.fold == fold:
                right[at] = bool(len(page.values)) and bool(page.right[int((page.values @ weights).argmax())])
    found = []
    for name in SETS:
        which = [at for at, page in enumerate(pages) if page.set == name]
        shares = [np.mean([pages[at].ruled for at in which]), np.mean([right[at] for at in which])]
        found.append([name, len(which), *map(float, shares), float(np.mean([pages[at].told for at in which]))])
    return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--predictions", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
    options = parser.parse_args()
    pages = [p for name in SETS for p in heads(name, load(find(options.data, name)), options.predictions)]
    columns = ("set", "pages", "right by rules", "right, other sites", "right as shipped")
    publish("headlines", table(columns, rows(pages)), write=options.write)
    for name, weight in zip(WEIGHTS, fit(pages), strict=True):
        print(f"{name}: {weight:.1f}")


if __name__ == "__main__":
    main()
