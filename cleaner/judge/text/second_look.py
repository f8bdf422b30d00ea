"""The model's second look at a text: each line again, beside what the first look made of the lines around it.

Stacked sequential learning (Cohen and Carvalho 2005): a paragraph among paragraphs is body, the same words among menus
are a teaser, and a text of which the first look would drop next to nothing is one to leave alone. What words are at
home in the lines that the first look takes for body tells the article's own vocabulary, in any language; what lies
between a line and the middle of the article, a second text.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.text.features import feature_names
from cleaner.judge.text.lexicon import Words, cohesion, words_of
from cleaner.judge.text.surroundings import (
    Block,
    beside,
    columns,
    distances,
    joined,
    segments,
    sums_around,
    window_names,
)
from cleaner.judge.text.valleys import valleys

Floats = NDArray[np.float32]

SURE = 0.8
FAR = 400.0
MOST_WORDS = 60
SIZES = (2, 4, 8, 16, 40)
LIKELY, POSSIBLE = 0.5, 0.3
KEPT = (
    "words", "ends_sentence", "upper", "gap_before", "gap_after", "removed_before", "removed_after", "from_start",
    "text_lines", "of_title", "since_title", "repeat", "head_repeat", "tail_repeat", "capitals",
)  # fmt: skip


def second_look(chances: NDArray[np.float64], first: Floats, words: Words) -> Floats:
    """The matrix (lines x features), from the chances and the matrix of the first look and the words of the lines."""
    return _block(chances, first, words).values.T


@cache
def second_names() -> tuple[str, ...]:
    """The names of the features, in the order of the matrix."""
    return _block(np.zeros(1), np.zeros((1, len(feature_names())), np.float32), words_of(["a"])).names


@cache
def _kept() -> list[int]:
    return [feature_names().index(name) for name in KEPT]


def _block(chances: NDArray[np.float64], first: Floats, words: Words) -> Block:
    kept = Block(KEPT, first.T[_kept()])
    size = kept.values[0]
    capped = np.minimum(size, MOST_WORDS)
    odds = np.log((chances + 0.01) / (1.01 - chances))
    sums = sums_around(columns(chance=chances, mean=chances * capped, words=capped).values, SIZES)
    blocks = [
        columns(chance=chances),
        kept,
        beside(columns(chance=chances), 4),
        beside(columns(words=size), 2),
        Block(window_names(("chance",), SIZES), sums[:, 0]),
        Block(window_names(("mean",), SIZES), sums[:, 1] / np.maximum(1, sums[:, 2])),
        *segments(
            likely=(chances - LIKELY) * capped,
            possible=(chances - POSSIBLE) * capped,
            odds=odds,
            weighed=odds * np.sqrt(capped),
        ),
        distances(chances > SURE, "sure", FAR),
        cohesion(words, chances, "body"),
        valleys(chances, capped, kept.values[KEPT.index("removed_before")]),
        _whole(chances, chances * capped, capped),
    ]
    return joined(blocks)


def _whole(chances: NDArray[np.float64], mass: NDArray[np.float64], words: Floats) -> Block:
    """Of the text as a whole: how much of it the first look takes for body, and how sure it is of that."""
    total, kept = max(1.0, float(mass.sum())), chances >= LIKELY
    figures = {
        "mean_chance": chances.mean(),
        "mass_share": mass.sum() / max(1.0, float(words.sum())),
        "mass": mass.sum(),
        "kept_share": float((words * kept).sum()) / max(1.0, float(words.sum())),
        "kept_lines": kept.mean(),
        "sure_share": float(mass[chances > SURE].sum()) / total,
    }
    values = np.repeat(np.array(list(figures.values()))[:, None], len(chances), axis=1)
    names = (*(f"text_{name}" for name in figures), "before")
    return Block(names, np.concatenate([values, ((np.cumsum(mass) - mass) / total)[None]]))
