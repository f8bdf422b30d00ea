"""Texts of three kinds to train and measure the text model: flattened pages, other extractors' output, clean bodies."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from bench.align import align
from bench.data import Sample, find, load
from bench.prepare import fold_of, site_of
from cleaner.judge import judge
from cleaner.judge.furniture import furniture
from cleaner.judge.html.vocabulary import Tally
from cleaner.judge.phrases import phrases
from cleaner.judge.repeats import repeats
from cleaner.judge.text.features import Text
from cleaner.judge.text.lines import suspicious, text_of
from cleaner.judge.text.tokens import tokens
from cleaner.judge.view import View
from cleaner.page import Page
from cleaner.rulebook.folders import shipped
from cleaner.rulebook.phrases import PhraseBook
from cleaner.split.html import split_html
from cleaner.split.text import split_text

MOST_LINES = 3000
MIN_SITES, SURE = 4, 0.5


class TextDoc(msgspec.Struct, frozen=True):
    """A text after the judges by rule: what is left of it for the model, and the share of each line in the true body.

    `kind` is "flat" (the set's own flattened page), "lines" (our lines of its HTML), "clean" (the true body) or the
    name of the extractor whose output it is; `asked` is whether the model is asked at all about such a text.
    """

    set: str
    id: str
    kind: str
    group: str
    fold: int
    country: str
    raw: str
    truth: str
    text: Text
    shares: NDArray[np.float32]
    asked: bool


@cache
def book() -> PhraseBook:
    """The phrases that ship."""
    return PhraseBook([shipped()])


def prepare_texts(folder: Path, names: Sequence[str], outputs: Path, folds: int, seed: int) -> list[TextDoc]:
    """All texts of some sets, with what extractors made of their pages (`outputs`, a folder of `bench/outputs.py`)."""
    docs = []
    for name in names:
        samples = [one for one in load(find(folder, name)) if one.body]
        extracted = read_outputs(outputs, name)
        for one in samples:
            group = site_of(one)
            for kind, raw in _texts(one, extracted):
                doc = text_doc(name, one, kind, raw, group, fold_of(group, folds, seed))
                docs += [doc] if doc else []
    return docs


def _texts(one: Sample, extracted: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    yield "clean", one.body
    if one.text:
        yield "flat", one.text
    yield "lines", "\n".join(line.text for line in split_html(one.html).lines if not line.hidden)
    for name, texts in extracted.items():
        yield name, texts.get(one.id, "")


def read_outputs(outputs: Path, name: str) -> dict[str, dict[str, str]]:
    """Extractor -> page -> text, from the files that `bench/outputs.py` wrote."""
    found = {}
    for path in sorted(outputs.glob(f"{name}.*.jsonl")):
        lines = map(json.loads, path.read_text(encoding="utf-8").split("\n")[:-1])
        found[path.name.split(".")[-2]] = {line["id"]: line["body"] for line in lines}
    return found


def text_doc(name: str, one: Sample, kind: str, raw: str, group: str, fold: int) -> TextDoc | None:
    """One text after the judges by rule; None where they leave nothing, or more lines than any article has."""
    view = View(Page(lines=split_text(raw)[0]), book())
    judge(view, [repeats, phrases, furniture])
    alive = view.alive()
    if not alive or len(alive) > MOST_LINES:
        return None
    text = text_of(view, alive)
    shares = np.array(align(text.lines, one.body), np.float32)
    asked = suspicious(view, alive)
    return TextDoc(name, one.id, kind, group, fold, one.country, raw, one.body, text, shares, asked)


def count_words(docs: Sequence[TextDoc]) -> Tally:
    """How much body and how much other text each token stands in, site by site, over the flattened pages."""
    tally: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for doc in docs:
        good = doc.shares >= SURE
        if doc.kind != "flat" or not good.any():
            continue
        spoken = [tokens(line) for line in doc.text.lines]
        size = np.array([max(1, len(one.words)) for one in spoken], float)
        weight = {True: 1 / size[good].sum(), False: 1 / max(1.0, float(size[~good].sum()))}
        for one, body in zip(spoken, good.tolist(), strict=True):
            for token in one.all():
                b, o = tally[token].get(doc.group, (0.0, 0.0))
                tally[token][doc.group] = (b + weight[True], o) if body else (b, o + weight[False])
    return {token: sites for token, sites in tally.items() if len(sites) >= MIN_SITES}
