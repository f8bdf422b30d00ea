"""The line model for text: the chance that a line belongs to the article, from two looks at the whole text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.second_look import second_look, second_names
from cleaner.judge.text_features import Text, feature_names, features
from cleaner.judge.trees import Forest, unpack

NOISE = 0.2  # the chance below which a line is noise for certain
FEW, SHARE = 4, 0.05  # lines, and the share of all, that must be such on a page
WEIGHTS = Path(__file__).with_name("text_model.npz")


class TextModel:
    """Two forests and the lexicon that they ask; holds nothing of the texts that it judges."""

    def __init__(self, first: Forest, second: Forest, odds: dict[str, float], threshold: float) -> None:
        self.first, self.second, self.odds, self.threshold = first, second, odds, threshold

    def chances(self, text: Text) -> NDArray[np.float64]:
        """The chance of each line to be body; an empty array for a text without lines."""
        if not text.lines:
            return np.zeros(0)
        matrix, names = features(text, self.odds)
        columns = dict(zip(names, matrix.T, strict=True))
        return self.second.chance(second_look(self.first.chance(matrix), columns)[0])

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
        return cls(first, second, odds, float(stored["threshold"]))


def decide(chances: NDArray[np.float64], title: int | None, threshold: float) -> NDArray[np.bool_]:
    """Which lines stay: all of them unless enough are noise for certain, as on a page; the headline always."""
    others = np.ones(len(chances), bool)
    if title is not None:
        others[title] = False
    noise = (chances < NOISE) & others
    if noise.sum() < FEW or noise.sum() < SHARE * others.sum():
        return np.ones(len(chances), bool)
    stays: NDArray[np.bool_] = (chances >= threshold) | ~others
    return stays


@cache
def default_text_model() -> TextModel:
    """The model in the package, read once."""
    return TextModel.load()
