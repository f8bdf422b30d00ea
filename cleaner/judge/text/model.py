"""The line model for text: the chance that a line belongs to the article, from two looks at the whole text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.promise import cutoff, sizes
from cleaner.judge.text.features import Text, feature_names, features
from cleaner.judge.text.lexicon import words_of
from cleaner.judge.text.second_look import second_look, second_names
from cleaner.judge.trees import Forest, unpack

NOISE = 0.2  # the chance below which a line is noise for certain
FEW, SHARE = 4, 0.05  # lines, and the share of all, that must be such on a page
EDGE, LIKELY, SPARING = 15, 0.15, 0.3  # lines of an extract's ends, their mean chance at least, its severity
FIRST = 0.25  # of the log-odds; the second look has seen more
SCRAPED = 4  # lines that rules took away, from which an extract is cut too; a page is from the first
WEIGHTS = Path(__file__).with_name("model.npz")


class TextModel:
    """Two forests and the lexicon that they ask; holds nothing of the texts that it judges."""

    def __init__(self, first: Forest, second: Forest, odds: dict[str, float], severity: float) -> None:
        self.first, self.second, self.odds, self.severity = first, second, odds, severity

    def chances(self, text: Text) -> NDArray[np.float64]:
        """The chance of each line to be body; an empty array for a text without lines."""
        if not text.lines:
            return np.zeros(0)
        words = words_of(text.lines)
        matrix = features(text, words, self.odds)
        first = self.first.chance(matrix)
        return joint(first, self.second.chance(second_look(first, matrix, words)))

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> TextModel:
        """Read a model's file; raises ValueError if it was trained on other features than this version computes."""
        stored = unpack(path)
        for part, names in (("first", feature_names()), ("second", second_names())):
            if tuple(str(stored[f"{part}_names"]).split("\n")) != names:
                raise ValueError(f"{path}: trained on other features than this version has; train it again")
        words = str(stored["words"]).split("\n")
        odds = dict(zip(words, map(float, stored["odds"]), strict=True))
        first, second = Forest.stored(stored, "first_"), Forest.stored(stored, "second_")
        return cls(first, second, odds, float(stored["severity"]))


def joint(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chances by both looks: the mean of their log-odds, in which the first counts for `FIRST`."""
    for_it = first**FIRST * second ** (1 - FIRST)
    against = (1 - first) ** FIRST * (1 - second) ** (1 - FIRST)
    joined: NDArray[np.float64] = for_it / np.maximum(for_it + against, 1e-9)
    return joined


def decide(text: Text, chances: NDArray[np.float64], severity: float) -> NDArray[np.bool_]:
    """Which lines stay: all of them unless enough are noise for certain, as on a page; the headline always.

    An extract of which rules took next to nothing is clean: a list, a table of results.
    """
    others = np.ones(len(chances), bool)
    if text.title is not None:
        others[text.title] = False
    noise, extract = (chances < NOISE) & others, is_extract(text, chances)
    clean = extract and text.removed.sum() < SCRAPED
    if clean or noise.sum() < FEW or noise.sum() < SHARE * others.sum():
        return np.ones(len(chances), bool)
    least = cutoff(chances, sizes(text.lines) * others, SPARING if extract else severity)
    stays: NDArray[np.bool_] = (chances >= least) | ~others
    return stays


def is_extract(text: Text, chances: NDArray[np.float64]) -> bool:
    """Whether a text looks like what an extractor left: its ends are article, and those of a page are menus.

    The lines that rules took away stand in it again, as what is no article.
    """
    removed = np.cumsum(text.removed.astype(int))
    whole = np.zeros(len(chances) + removed[-1])
    whole[np.arange(len(chances)) + removed[:-1]] = chances
    return float(whole[:EDGE].mean() + whole[-EDGE:].mean()) > 2 * LIKELY


@cache
def default_text_model() -> TextModel:
    """The model in the package, read once."""
    return TextModel.load()
