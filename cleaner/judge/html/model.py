"""The line model: the chance that a line belongs to the article's body, and the verdict that follows from it.

Weights, vocabulary and threshold are one .npz beside this file, written by `bench/train.py`; `model_card.md` says what
they were trained on and how good they are.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from cleaner.article import Label, Verdict
from cleaner.judge.html.decide import decide
from cleaner.judge.html.features import feature_names, features
from cleaner.judge.html.labels import Scene, kept_label, label
from cleaner.judge.html.vocabulary import Vocabulary
from cleaner.judge.trees import Forest, unpack
from cleaner.page import Page

WEIGHTS = Path(__file__).parent / "model.npz"
JUDGE = "model"


class Judged(msgspec.Struct, frozen=True):
    """What the model says of a page: a verdict and a chance (0 to 1) per line, and how unsure it is (0 to 1)."""

    verdicts: tuple[Verdict, ...]
    chances: NDArray[np.float64]
    unsure: float


class LineModel:
    """Trees over features; `threshold` is the chance from which a line stays."""

    def __init__(self, forest: Forest, vocabulary: Vocabulary, threshold: float) -> None:
        self.forest, self.vocabulary, self.threshold = forest, vocabulary, threshold

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> LineModel:
        """The model in a file that `bench/train.py` wrote."""
        stored = unpack(path)
        if tuple(str(stored["names"]).split("\n")) != feature_names():
            raise ValueError(f"{path} was trained with other features; run bench/train.py again")
        vocabulary = Vocabulary(str(stored["tokens"]).split("\n"), stored["odds"].tolist())
        return cls(Forest.stored(stored), vocabulary, float(stored["threshold"]))

    def chances(self, page: Page) -> NDArray[np.float64]:
        """The chance per line that it is body, 0 to 1."""
        if not page.lines:
            return np.zeros(0)
        return self.forest.chance(features(page, self.vocabulary)[0])

    def judge(self, page: Page) -> Judged:
        """A verdict for every line of the page."""
        chances = self.chances(page)
        chances[list(page.found.prose)] = 1.0  # the site's rules know better
        keep, copies = decide(page, chances, self.threshold)
        scene = Scene(page, keep, copies)
        score = np.where(keep, chances, 1 - chances).tolist()
        pairs = enumerate(zip(keep.tolist(), score, strict=True))
        verdicts = [
            Verdict(True, *kept_label(scene, index, score), JUDGE, round(score, 3))
            if stays
            else Verdict(False, *label(scene, index), JUDGE, round(score, 3))
            for index, (stays, score) in pairs
        ]
        if page.title_line is not None:
            reason = "the page's headline, as its metadata give it"
            verdicts[page.title_line] = Verdict(True, Label.TITLE, reason, JUDGE, 1.0)
        return Judged(tuple(verdicts), chances, unsure(page, chances, keep))


def unsure(page: Page, chances: NDArray[np.float64], keep: NDArray[np.bool_]) -> float:
    """How unsure the model is of a whole page: the expected share of characters that it gets wrong, 0 to 1.

    Wrongly kept and wrongly dropped characters, over what it keeps; 1 for a page of which nothing stays.
    """
    sizes = np.array([len(line.text) for line in page.lines], float)
    kept = float(sizes[keep].sum())
    if not kept:
        return 1.0
    doubt = np.where(keep, 1 - chances, np.where(chances > 0.05, chances, 0.0))
    return min(1.0, float((doubt * sizes).sum()) / kept)


@cache
def default_model() -> LineModel:
    """The model in the package, read once."""
    return LineModel.load()
