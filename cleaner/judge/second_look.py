"""The model's second look at a text: each line again, beside what the first look made of the lines around it.

Stacked sequential learning (Cohen and Carvalho 2005): a paragraph among paragraphs is body, the same words among menus
are a teaser, and a text of which the first look would drop next to nothing is one to leave alone.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.surroundings import Columns, beside, distances, segment, windows

Floats = NDArray[np.float32]

SURE = 0.8
FAR = 400.0
MOST_WORDS = 60
SIZES = (2, 4, 8, 16, 40)
LIKELY, POSSIBLE = 0.5, 0.3


def second_look(chances: NDArray[np.float64], own: Columns) -> tuple[Floats, tuple[str, ...]]:
    """The matrix (lines x features) and its names, from the chances of the first look and columns of its features."""
    words = own["words"]
    capped = np.minimum(words, MOST_WORDS)
    odds = np.log((chances + 0.01) / (1.01 - chances))
    columns: Columns = {"chance": chances.astype(np.float32)}
    columns |= {name: own[name] for name in ("words", "ends_sentence", "upper", "gap_before", "gap_after")}
    columns |= {"from_start": own["from_start"], "lines": own["text_lines"]}
    columns |= beside({"chance": chances}, 4) | beside({"words": words}, 2)
    sums = windows({"chance": chances, "mass": chances * capped, "words": capped}, SIZES)
    columns |= {name: value for name, value in sums.items() if name.startswith("chance")}
    for name in [name for name in sums if name.startswith("mass")]:
        columns[name] = sums[name] / np.maximum(1, sums[name.replace("mass", "words")])
    columns |= segment((chances - LIKELY) * capped, "likely") | segment((chances - POSSIBLE) * capped, "possible")
    columns |= segment(odds, "odds") | segment(odds * np.sqrt(capped), "weighed")
    columns |= distances(chances > SURE, "sure", FAR) | _whole(chances, chances * capped, capped)
    return np.column_stack(list(columns.values())).astype(np.float32), tuple(columns)


def _whole(chances: NDArray[np.float64], mass: NDArray[np.float64], words: Floats) -> Columns:
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
    columns = {f"text_{name}": np.full(len(chances), value, np.float32) for name, value in figures.items()}
    return columns | {"before": ((np.cumsum(mass) - mass) / total).astype(np.float32)}


@cache
def second_names() -> tuple[str, ...]:
    """The names of the features, in the order of the matrix."""
    from cleaner.judge.text_features import feature_names

    empty = dict.fromkeys(feature_names(), np.zeros(1, np.float32))
    return second_look(np.zeros(1), empty)[1]
