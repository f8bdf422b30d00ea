"""Figures of the text model from cross-validated chances: flattened pages, other extractors' output, clean bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bench.metrics import aeb, mean
from bench.prepare_text import TextDoc
from cleaner.judge.text.headline import settle

Chances = Mapping[int, NDArray[np.float64]]
GRID = (1.0, 1.15, 1.3, 1.5, 1.7)
KINDS = ("flat", "clean")  # that choose the severity and stand on the card
TRUE = ("wcxb-dev-article", "fundus-pages-dev")  # sets whose bodies people made
MOST_HARM = 0.0005  # recall of clean bodies that the model may cost beyond what the rules cost


def kept(doc: TextDoc, chances: NDArray[np.float64], severity: float) -> str:
    """The body that stays: the lines that the rules leave, without the headline and what the model drops."""
    stay, title = np.ones(len(doc.text.lines), bool), doc.text.title
    if doc.asked:
        stay, title = settle(doc.text, chances, severity)
    return "\n".join(line for at, line in enumerate(doc.text.lines) if stay[at] and at != title)


def ruled(doc: TextDoc) -> str:
    """The body that the rules alone leave."""
    return "\n".join(line for at, line in enumerate(doc.text.lines) if at != doc.text.title)


def whole(doc: TextDoc, body: str) -> str:
    """A body with its headline: a clean body has none, so that its first line may be taken for one."""
    return f"{doc.text.lines[doc.text.title]}\n{body}" if doc.kind == "clean" and doc.text.title is not None else body


def by_kind(docs: Sequence[TextDoc]) -> dict[tuple[str, str], list[int]]:
    """The positions of the texts of each set and kind."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, doc in enumerate(docs):
        found[doc.set, doc.kind].append(at)
    return found


def choose_severity(docs: Sequence[TextDoc], chances: Chances) -> float:
    """The severity with the best mean F1 on flattened pages among those that leave clean bodies alone."""
    groups = {key: which for key, which in by_kind(docs).items() if key[1] in KINDS and key[0] in TRUE}

    def quality(severity: float) -> tuple[bool, float]:
        f1, harm = [], []
        for (_, kind), which in groups.items():
            pairs = [(docs[at].truth, whole(docs[at], kept(docs[at], chances[at], severity))) for at in which]
            if kind == "flat":
                f1.append(aeb(pairs)["f1"])
            if kind == "clean":
                alone = [(docs[at].truth, whole(docs[at], ruled(docs[at]))) for at in which]
                harm.append(aeb(alone)["recall"] - aeb(pairs)["recall"])
        return max(harm, default=0) <= MOST_HARM, mean(f1)

    return max(GRID, key=quality)


def figures(docs: Sequence[TextDoc], chances: Chances, severity: float) -> str:
    """A Markdown table, a row a set and kind: the text as it came, after the rules, and after the model."""
    table = [
        "| set | kind | texts | f1 as it came | f1 by rules | f1 | precision | recall | exact | recall as it came |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for (name, kind), which in sorted(by_kind(docs).items()):
        if kind not in KINDS:
            continue
        some = [docs[at] for at in which]
        before = aeb([(doc.truth, doc.raw) for doc in some])
        rules = aeb([(doc.truth, whole(doc, ruled(doc))) for doc in some])
        after = aeb([(d.truth, whole(d, kept(d, chances[at], severity))) for at, d in zip(which, some, strict=True)])
        values = (before["f1"], rules["f1"], *(after[key] for key in ("f1", "precision", "recall", "exact")))
        cells = [f"{value:.4f}" for value in (*values, before["recall"])]
        table.append(f"| {name} | {kind} | {len(some)} | " + " | ".join(cells) + " |")
    return "\n".join(table)
