"""What the line model sees of a text: each line's shape and words, what stands around it, what text it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from cleaner.judge.lexicon import Tokens, scores, tokens
from cleaner.judge.shape import shapes
from cleaner.judge.surroundings import beside, distances, segment, windows

Floats = NDArray[np.float32]
Columns = dict[str, NDArray[Any]]

PROSE_WORDS, LONG_WORDS, MOST_WORDS = 8, 25, 80
FAR = 400.0  # lines; what is farther away is as far
BESIDE = (
    "words", "ends_sentence", "word_mean", "starts_upper", "ends_letter", "upper", "digits", "word_min", "prose",
    "whole", "ends_colon",
)  # fmt: skip


class Text(msgspec.Struct, frozen=True):
    """N lines of text as the model sees them.

    `gaps` are the empty lines before each line and after the last (N + 1); `title` is the headline's index;
    `phrases` has a row of three a line: certain, positional, and opening a block of furniture.
    """

    lines: Sequence[str]
    gaps: Floats
    title: int | None
    phrases: Floats


def features(text: Text, odds: Mapping[str, float]) -> tuple[Floats, tuple[str, ...]]:
    """The matrix (lines x features) and the features' names; `odds` is the lexicon."""
    spoken = [tokens(line) for line in text.lines]
    own: Columns = shapes(text.lines, more=True) | scores(spoken, odds)
    words = own["words"]
    own["prose"] = (((own["ends_sentence"] > 0) & (words >= PROSE_WORDS)) | (words >= LONG_WORDS)).astype(np.float32)
    mass = np.minimum(words, MOST_WORDS) * own["prose"]
    columns = own | _spacing(text, mass, words) | _places(mass, own["size"]) | _around(own, mass)
    columns |= _repeats(spoken) | _title(text, spoken)
    columns |= dict(zip(("certain", "positional", "opens"), text.phrases.T, strict=True))
    columns |= _document(columns, mass)
    return np.column_stack(list(columns.values())).astype(np.float32), tuple(columns)


@cache
def feature_names() -> tuple[str, ...]:
    """The names of the features, in the order of the matrix."""
    return features(Text(["a"], np.zeros(2, np.float32), None, np.zeros((1, 3), np.float32)), {})[1]


def _spacing(text: Text, mass: Floats, words: Floats) -> Columns:
    """Empty lines beside each line, and the block between two of them that it stands in."""
    begins = text.gaps[:-1] > 0
    begins[0] = True
    block = np.cumsum(begins) - 1
    lines, sums, count = np.bincount(block), np.bincount(block, mass), np.bincount(block, words)
    return {
        "gap_before": np.minimum(text.gaps[:-1], 4),
        "gap_after": np.minimum(text.gaps[1:], 4),
        "block_lines": np.minimum(lines, 50)[block],
        "block_mass": sums[block],
        "block_words": (count / lines)[block],
    }


def _places(mass: Floats, size: Floats) -> Columns:
    """Where in the text a line stands, counted in lines, characters and prose."""
    at = np.arange(len(mass))
    prose, characters = np.cumsum(mass), np.cumsum(size)
    total = max(1.0, float(prose[-1]))
    return {
        "place": at / len(at),
        "from_start": np.minimum(at, FAR),
        "from_end": np.minimum(at[::-1], FAR),
        "mass_before": (prose - mass) / total,
        "mass_after": 1 - prose / total,
        "size_before": (characters - size) / max(1.0, float(characters[-1])),
    }


def _around(own: Columns, mass: Floats) -> Columns:
    """Windows before and after each line, its neighbours, the nearest prose, and the densest stretches of the text."""
    words, odds = own["words"], np.nan_to_num(own["word_mean"])
    short = ((words < PROSE_WORDS) & (own["prose"] == 0)).astype(np.float32)
    sums = windows({"mass": mass, "short": short, "odds": odds, "weighed": odds * words, "words": words})
    columns = {name: value for name, value in sums.items() if not name.startswith(("words", "weighed"))}
    for name in [name for name in sums if name.startswith("weighed")]:
        columns[name] = sums[name] / np.maximum(1, sums[name.replace("weighed", "words")])
    columns |= beside({name: own[name] for name in BESIDE})
    columns |= distances(own["prose"] > 0, "prose", FAR)
    columns |= segment(mass - 6, "mass6") | segment(mass - 15, "mass15")
    columns |= segment(np.where(own["prose"] > 0, 1.0, -0.5), "prose") | segment(odds * np.minimum(words, 40), "odds")
    return columns


def _repeats(spoken: Sequence[Tokens]) -> Columns:
    """How often a line's words stand in the text, and whether they stood there before."""
    keys = [" ".join(line.words) for line in spoken]
    count: dict[str, int] = {}
    again = []
    for key in keys:
        again.append(count.get(key, 0))
        count[key] = again[-1] + 1
    return {
        "repeat": np.minimum([count[key] for key in keys], 6),
        "again": np.minimum(again, 3),
    }


def _title(text: Text, spoken: Sequence[Tokens]) -> Columns:
    """How much of a line is in the headline and of the headline in the line, and the lines since it."""
    lines = len(spoken)
    if text.title is None:
        return dict.fromkeys(("in_title", "of_title", "since_title"), np.full(lines, np.nan, np.float32))
    title = set(spoken[text.title].words)
    common = [len(title.intersection(line.words[:40])) for line in spoken]
    return {
        "in_title": np.array([c / max(1, min(len(s.words), 40)) for c, s in zip(common, spoken, strict=True)]),
        "of_title": np.array(common) / max(1, len(title)),
        "since_title": np.arange(lines) - float(text.title),
    }


def _document(columns: Columns, mass: Floats) -> Columns:
    """What the text is as a whole, the same for all its lines: a page with menus, an extract, a clean article."""
    words, known, prose = columns["words"], np.nan_to_num(columns["word_mean"]), columns["prose"]
    counted = np.minimum(words, MOST_WORDS).sum()
    figures = {
        "lines": len(words),
        "mass": mass.sum(),
        "prose_share": prose.mean(),
        "mass_share": mass.sum() / max(1.0, float(counted)),
        "short_share": ((words < PROSE_WORDS) & (prose == 0)).mean(),
        "median_words": np.median(words),
        "empty_share": (columns["gap_before"] > 0).mean(),
        "odds": (known * words).sum() / max(1.0, float(words.sum())),
        "worst_odds": np.nan_to_num(columns["word_min"]).mean(),
        "bad_share": (known < -0.5).mean(),
        "phrase_share": ((columns["certain"] > 0) | (columns["positional"] > 0)).mean(),
        "upper": np.median(columns["upper"]),
    }
    return {f"text_{name}": np.full(len(words), value, np.float32) for name, value in figures.items()}
