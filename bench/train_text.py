"""Train the line model for text: one command, a fixed seed, a folder of data that you name.

    python -m bench.outputs DATA OUT
    python -m bench.train_text DATA OUT [--out cleaner/judge/text] [--predictions FILE]

Cross-validates by site: no text is judged by a forest or a lexicon that saw its site. The second look is trained on
what the first, cross-validated, made of each text. Writes `model.npz` and `model_card.md`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.card_text import write_text_card
from bench.evaluate_text import choose_severity, figures
from bench.prepare_text import MIN_SITES, TextDoc, count_words, prepare_texts
from bench.train import fit, training_parser
from cleaner.judge.html.vocabulary import Floats, learn
from cleaner.judge.text.features import feature_names, features
from cleaner.judge.text.lexicon import words_of
from cleaner.judge.text.model import SCRAPED, TextModel, joint
from cleaner.judge.text.second_look import second_look, second_names
from cleaner.judge.trees import Forest, averaged, pack

SET_WEIGHTS = {"fundus-pages-dev": 3.0, "wcxb-dev-article": 1.0, "readability-pages": 0.4}
KIND_WEIGHTS = {"flat": 1.0, "clean": 1.0, "lines": 0.3}
PAGES = ("flat", "lines")
OTHER_WEIGHT = 0.6  # of an extractor's output
MENU = 20  # very short lines of a page that all count; of the others a fifth
FIRST = {"iterations": 250, "learning_rate": 0.1}
FIRSTS = 2  # trainings of the first look that differ in their seed: their mean is better than any of them
SECOND = {"iterations": 150, "learning_rate": 0.1, "rsm": 0.4}
PRIOR = 4.0
MIN_ODDS = 0.1

Rows = tuple[Floats, Floats, Floats]
Chances = dict[int, NDArray[np.float64]]


class Looks:
    """The matrices of both looks, with lexicons that saw neither a text's own fold nor the one held out."""

    def __init__(self, docs: Sequence[TextDoc]) -> None:
        self.tally = count_words(docs)
        self.folds = {doc.group: doc.fold for doc in docs}
        self.lexicons: dict[frozenset[int], dict[str, float]] = {}
        self.words = [words_of(doc.text.lines) for doc in docs]
        self.docs = docs

    def odds(self, without: frozenset[int]) -> dict[str, float]:
        """The lexicon of all sites outside some folds."""
        if without not in self.lexicons:
            sites = frozenset(site for site, fold in self.folds.items() if fold in without)
            odds = learn(self.tally, MIN_SITES, PRIOR, sites).odds
            self.lexicons[without] = {token: odd for token, odd in odds.items() if abs(odd) >= MIN_ODDS}
        return self.lexicons[without]

    def first(self, at: int, held_out: int | None) -> Floats:
        """Features of the first look at the text of that number."""
        doc = self.docs[at]
        without = {doc.fold} if held_out is None else {doc.fold, held_out}
        return features(doc.text, self.words[at], self.odds(frozenset(without)))

    def second(self, at: int, chances: NDArray[np.float64]) -> Floats:
        """Features of the second look; none of the columns that it takes over depends on the lexicon."""
        return second_look(chances, features(self.docs[at].text, self.words[at], {}), self.words[at])


def taught(doc: TextDoc) -> bool:
    """Whether a text is trained on: pages, and of what is an article already that of which the model may take lines."""
    return doc.kind in PAGES or (doc.asked and doc.text.removed.sum() >= SCRAPED)


def rows(doc: TextDoc, matrix: Floats, names: Sequence[str]) -> Rows:
    """Training rows of one text: features, soft targets, weights; a line weighs its words over those of the body.

    The headline is not asked about. Of the very short lines of a long menu most are left out.
    """
    words = matrix[:, names.index("words")]
    target = np.clip((doc.shares - 0.2) / 0.6, 0, 1).astype(np.float32)
    body = max(40.0, float(words[target >= 0.5].sum()))
    kind = KIND_WEIGHTS.get(doc.kind, OTHER_WEIGHT)
    weight = np.minimum((words + 2) / body, 0.5) * kind * SET_WEIGHTS.get(doc.set, 1.0)
    keep = np.ones(len(target), bool)
    short = np.flatnonzero((target < 0.5) & (words < 4))
    keep[short[MENU:][np.arange(max(0, len(short) - MENU)) % 5 > 0]] = False
    if doc.text.title is not None:
        keep[doc.text.title] = False
    return matrix[keep], target[keep], weight[keep].astype(np.float32)


def fit_first(blocks: Sequence[Rows], options: argparse.Namespace) -> dict[str, NDArray[Any]]:
    """The first look's forest, of several trainings."""
    seeds = range(options.seed, options.seed + FIRSTS)
    return averaged([fit(blocks, seed, options.threads, **FIRST) for seed in seeds])


def first_chances(docs: Sequence[TextDoc], looks: Looks, options: argparse.Namespace) -> Chances:
    """For every text that is asked about the chances of the first look, by a forest that did not see its site."""
    chances: Chances = {}
    asked = [at for at, doc in enumerate(docs) if doc.asked or doc.kind in PAGES]
    for fold in range(options.folds):
        blocks = [
            rows(docs[at], looks.first(at, fold), feature_names())
            for at in asked
            if docs[at].fold != fold and taught(docs[at])
        ]
        forest = Forest.stored(fit_first(blocks, options))
        chances |= {at: forest.chance(looks.first(at, fold)) for at in asked if docs[at].fold == fold}
        print(f"first look, fold {fold + 1} of {options.folds}", flush=True)
    return chances


def second_chances(docs: Sequence[TextDoc], looks: Looks, first: Chances, options: argparse.Namespace) -> Chances:
    """For every text the chances of the second look, by a forest that did not see its site; 1 where none is asked."""
    matrices = {at: looks.second(at, first[at]) for at in first}
    chances: Chances = {at: np.ones(len(doc.text.lines)) for at, doc in enumerate(docs)}
    for fold in range(options.folds):
        blocks = [
            rows(docs[at], matrices[at], second_names()) for at in first if docs[at].fold != fold and taught(docs[at])
        ]
        forest = Forest.stored(fit(blocks, options.seed, options.threads, **SECOND))
        chances |= {at: forest.chance(matrices[at]) for at in first if docs[at].fold == fold}
        print(f"second look, fold {fold + 1} of {options.folds}", flush=True)
    return chances


def save(path: Path, first: Mapping[str, Any], second: Mapping[str, Any], odds: dict[str, float], at: float) -> None:
    """Write the model's file."""
    arrays: dict[str, NDArray[Any]] = {f"first_{name}": array for name, array in first.items()}
    arrays |= {f"second_{name}": array for name, array in second.items()}
    arrays |= {"first_names": np.array("\n".join(feature_names())), "second_names": np.array("\n".join(second_names()))}
    known = dict(sorted(odds.items()))
    arrays |= {"words": np.array("\n".join(known)), "odds": np.array(list(known.values()), np.float16)}
    path.write_bytes(pack(arrays | {"severity": np.array(at)}))


def main() -> None:
    """The command."""
    parser = training_parser(__doc__, SET_WEIGHTS, "severity", "cleaner/judge/text")
    parser.add_argument("outputs", type=Path, help="folder with the outputs of other extractors")
    options = parser.parse_args()
    docs = prepare_texts(options.data, options.sets.split(","), options.outputs, options.folds, options.seed)
    looks = Looks(docs)
    first = first_chances(docs, looks, options)
    second = second_chances(docs, looks, first, options)
    chances = second | {at: joint(first[at], second[at]) for at in first}
    if options.predictions:
        kept = {f"{d.set}\t{d.id}\t{d.kind}": chances[at] for at, d in enumerate(docs)}
        np.savez_compressed(options.predictions, **kept)  # type: ignore[arg-type]
    severity = options.severity or choose_severity(docs, chances)
    table = figures(docs, chances, severity)
    print(table, flush=True)
    learned = [at for at in first if taught(docs[at])]
    blocks = [rows(docs[at], looks.first(at, None), feature_names()) for at in learned]
    forest = fit_first(blocks, options)
    blocks = [rows(docs[at], looks.second(at, first[at]), second_names()) for at in learned]
    again = fit(blocks, options.seed, options.threads, **SECOND)
    save(options.out / "model.npz", forest, again, looks.odds(frozenset()), severity)
    TextModel.load(options.out / "model.npz")
    settings = ({"trainings": FIRSTS} | FIRST, SECOND)
    write_text_card(options.out / "model_card.md", docs, table, severity, options, settings)


if __name__ == "__main__":
    main()
