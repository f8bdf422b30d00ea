"""Train the line model: one command, a fixed seed, a folder of data that you name.

    python -m bench.train DATA [--out cleaner/judge/html] [--predictions FILE]

Cross-validates by site (no page is judged by a model that saw its site), chooses the threshold there and freezes it,
then trains on everything and writes `model.npz` and `model_card.md`. Each page is trained on as it is, and as a copy
that lacks what pages of other sites and years lack (`bench/blind.py`).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.blind import MEASURED, copy_for, without
from bench.card import write_card
from bench.evaluate import Predictions, choose_threshold, figures, save_predictions
from bench.prepare import Matrices, Prepared, prepare, rows
from cleaner.judge.html.features import feature_names
from cleaner.judge.html.model import LineModel
from cleaner.judge.html.vocabulary import Floats, Vocabulary
from cleaner.judge.trees import Forest, from_catboost, pack

WEIGHTS = {
    "fundus-pages-dev": 3.0,
    "wcxb-dev-article": 1.0,
    "readability-pages": 0.4,
    "trafilatura-eval-dev": 0.3,
}
"""Weight of a page in training, by set: more for news in many languages, less where the truth is weak."""
COPY = 0.4
"""Weight of a page's copy, beside the page itself."""
SETTINGS: dict[str, Any] = {
    "iterations": 700,
    "learning_rate": 0.07,
    "depth": 6,
    "loss_function": "CrossEntropy",
    "l2_leaf_reg": 8,
    "border_count": 64,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.7,
    "rsm": 0.3,
    "allow_writing_files": False,
    "verbose": 0,
}
MIN_ODDS = 0.15
"""Tokens that say less than this are left out of the file."""


def fit(
    blocks: Sequence[tuple[Floats, Floats, Floats]], seed: int, threads: int, **settings: Any
) -> dict[str, NDArray[Any]]:
    """Train on rows of pages; the trees as plain arrays, checked against the library's own prediction."""
    from catboost import CatBoostClassifier, Pool

    matrix, target, weight = (np.concatenate([b[i] for b in blocks]) for i in range(3))
    model = CatBoostClassifier(**(SETTINGS | settings), random_seed=seed, thread_count=threads)
    model.fit(Pool(matrix, target, weight=weight))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        arrays = from_catboost(json.loads(path.read_text()))
    some = matrix[:: max(1, len(matrix) // 2000)]
    difference = np.abs(Forest.stored(arrays).chance(some) - model.predict_proba(some)[:, 1]).max()
    if difference > 1e-6:
        raise RuntimeError(f"numpy and catboost differ by {difference}")
    return arrays


def training_rows(
    pages: Sequence[Prepared], matrices: Matrices, held_out: int | None
) -> list[tuple[Floats, Floats, Floats]]:
    """Rows of all pages outside a fold."""
    words = feature_names().index("words")
    blocks = []
    for item in pages:
        if item.fold == held_out or item.set not in WEIGHTS or not item.page.lines:
            continue
        if item.shares is not None and not item.shares.any():
            continue
        for version, weight in ((item, 1.0), (copy_for(item), COPY)):
            matrix = matrices.matrix(version, held_out)
            blocks.append(rows(version, matrix, matrix[:, words], WEIGHTS[item.set] * weight))
    return blocks


def cross_validate(
    pages: Sequence[Prepared], matrices: Matrices, options: argparse.Namespace
) -> tuple[Predictions, dict[str, Predictions]]:
    """For every page the chances of its lines, by a model that was trained on other sites; and for its copies."""
    chances: Predictions = {}
    of_copies: dict[str, Predictions] = {name: {} for name in MEASURED}
    for fold in range(options.folds):
        model = Forest.stored(fit(training_rows(pages, matrices, fold), options.seed, options.threads))
        for item in (item for item in pages if item.fold == fold):
            chances[item.set, item.sample.id] = predict(model, matrices, item)
            for name, lacking in MEASURED.items():
                of_copies[name][item.set, item.sample.id] = predict(model, matrices, without(item, lacking))
        print(f"fold {fold + 1} of {options.folds}", flush=True)
    return chances, of_copies


def predict(model: Forest, matrices: Matrices, item: Prepared) -> NDArray[np.float64]:
    """The chances of a page's lines by a model that did not see its fold; an empty array for a page without lines."""
    return model.chance(matrices.matrix(item, item.fold)) if item.page.lines else np.zeros(0)


def tables(pages: Sequence[Prepared], chances: Predictions, of_copies: dict[str, Predictions], threshold: float) -> str:
    """The figures of the pages, and of their copies, as Markdown."""
    parts = [figures(pages, chances, threshold)]
    for name, lacking in MEASURED.items():
        copies = [without(item, lacking) for item in pages]
        parts += [f"The same pages {name}:", figures(copies, of_copies[name], threshold)]
    return "\n\n".join(parts)


def save(path: Path, arrays: dict[str, NDArray[Any]], vocabulary: Vocabulary, threshold: float) -> None:
    """Write the model's file."""
    odds = {t: o for t, o in sorted(vocabulary.odds.items()) if abs(o) >= MIN_ODDS}
    extra = {
        "names": np.array("\n".join(feature_names())),
        "tokens": np.array("\n".join(odds)),
        "odds": np.array(list(odds.values()), np.float32),
        "threshold": np.array(threshold),
    }
    path.write_bytes(pack(arrays | extra))


def training_parser(description: str | None, sets: Iterable[str], chosen: str, out: str) -> argparse.ArgumentParser:
    """The arguments that every training has; `sets` are those that it takes unless told otherwise.

    `chosen` is the figure that it chooses in cross-validation, `out` the folder of the weights that are shipped.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with the sets")
    parser.add_argument("--sets", default=",".join(sets), help="names of the sets, separated by commas")
    parser.add_argument("--out", type=Path, default=Path(out))
    parser.add_argument("--predictions", type=Path, help="where to keep the cross-validated chances (.npz)")
    parser.add_argument(f"--{chosen}", type=float, help="one that was frozen before, instead of choosing anew")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser


def main() -> None:
    """The command."""
    options = training_parser(__doc__, WEIGHTS, "threshold", "cleaner/judge/html").parse_args()
    pages = prepare(options.data, options.sets.split(","), options.folds, options.seed)
    matrices = Matrices(pages, options.folds)
    chances, of_copies = cross_validate(pages, matrices, options)
    if options.predictions:
        save_predictions(options.predictions, chances, of_copies)
    threshold = options.threshold or choose_threshold(pages, chances)
    table = tables(pages, chances, of_copies, threshold)
    arrays = fit(training_rows(pages, matrices, None), options.seed, options.threads)
    save(options.out / "model.npz", arrays, matrices.vocabulary(frozenset()), threshold)
    LineModel.load(options.out / "model.npz")
    write_card(options.out / "model_card.md", pages, table, threshold, options, SETTINGS)
    print(table)


if __name__ == "__main__":
    main()
