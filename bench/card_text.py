"""Writes the card of the text model beside its weights: what it was trained on, how good it is, what it cannot do."""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.card import LICENCES
from bench.prepare_text import TextDoc
from cleaner.judge.text.features import feature_names
from cleaner.judge.text.model import SPARING
from cleaner.judge.text.second_look import second_names

CARD = """# The line model for text

Gives each line of a text without markup the chance that it belongs to the article. Two looks of oblivious trees,
evaluated in numpy: {first} features per line, then {second} that see the first look's chances around the line; what
counts is the mean of the log-odds of both, a quarter of it the first look's; severity {severity}, of texts that begin
and end with article {sparing}, chosen in cross-validation and frozen. It is asked only where the rules leave a text
that does not read like an article alone: a line gone, and more than six of the rest, a quarter of it, no sentences.
What begins and ends with article stays whole unless the rules took four lines.

Weights: `model.npz`, sha256 `{digest}`.

## Data
{data}

Every page gives several texts: flattened as a scraper leaves it (`flat`), our own lines of its HTML (`lines`), what
other extractors make of it, and the true body itself (`clean`), of which nothing may go. Only weights and words that
stand on at least four sites are in the file; no text of any page is.

## Figures
Cross-validated by site in {folds} parts: no text was judged by a model, or a lexicon, that saw its site. The whole way
is measured, from the text to the body: the judges by rule, then the model.

{table}

F1, precision and recall of word 4-grams and the share of exact bodies, as the article-extraction-benchmark counts them.

## Limits
- Long lists, tables and catalogues between paragraphs look like menus to it.
- Reader comments that are as long and as well written as paragraphs look like paragraphs.
- The lexicon knows English best; in other languages shape, place, repeats and phrases have to do.

## Train it on your own pages
Put pages with true bodies into a folder as JSONL (`id`, `url`, `html`, `text`, `body`). Then

    pip install -e ".[bench]"
    python -m bench.outputs FOLDER OUTPUTS --sets name1,name2
    python -m bench.train_text FOLDER OUTPUTS --sets name1,name2 --out cleaner/judge/text

Seed {seed}; first look {first_settings}; second look {second_settings}; the rest as in `bench/train.py`.
"""


def write_text_card(
    path: Path,
    docs: Sequence[TextDoc],
    table: str,
    severity: float,
    options: argparse.Namespace,
    settings: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> None:
    """Write the card for a training run."""
    number = Counter(doc.set for doc in docs)
    sites = {name: len({doc.group for doc in docs if doc.set == name}) for name in number}
    data = "\n".join(
        f"- {name}: {n} texts, {sites[name]} sites, {LICENCES.get(name, 'your own')}" for name, n in number.items()
    )
    first, second = (", ".join(f"{key} {value}" for key, value in some.items()) for some in settings)
    path.write_text(
        CARD.format(
            digest=hashlib.sha256((path.parent / "model.npz").read_bytes()).hexdigest(),
            first=len(feature_names()), second=len(second_names()), severity=severity, sparing=SPARING, data=data,
            folds=options.folds, table=table, seed=options.seed, first_settings=first, second_settings=second,
        ),
        encoding="utf-8",
    )  # fmt: skip
