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
from cleaner.split.title import is_claimed

WEIGHTS = Path(__file__).parent / "model.npz"
JUDGE = "model"


class Judged(msgspec.Struct, frozen=True):
    """What the model says of a page: a verdict and a chance (0 to 1) per line, and which lines it takes for body."""

    verdicts: tuple[Verdict, ...]
    chances: NDArray[np.float64]
    keep: NDArray[np.bool_]


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
        scores = rounded(np.where(keep, chances, 1 - chances))
        verdicts = [
            Verdict(True, *kept_label(scene, index, chance), JUDGE, score)
            if stays
            else Verdict(False, *label(scene, index), JUDGE, score)
            for index, (stays, chance, score) in enumerate(zip(keep.tolist(), chances.tolist(), scores, strict=True))
        ]
        if page.title_line is not None:
            given = page.meta is not None and is_claimed(page.meta, page.lines[page.title_line].text)
            reason = f"the page's headline, {'as its metadata give it' if given else 'its only h1'}"
            verdicts[page.title_line] = Verdict(True, Label.TITLE, reason, JUDGE, 1.0)
        return Judged(tuple(verdicts), chances, keep)


def unsure(page: Page, judged: Judged) -> float:
    """How unsure the model is of a whole page: the expected share of characters that it gets wrong, 0 to 1.

    Wrongly kept and wrongly dropped characters, over what it keeps; 1 for a page of which nothing stays.
    """
    chances, keep = judged.chances, judged.keep
    sizes = np.array([len(line.text) for line in page.lines], float)
    kept = float(sizes[keep].sum())
    if not kept:
        return 1.0
    doubt = np.where(keep, 1 - chances, np.where(chances > 0.05, chances, 0.0))
    return min(1.0, float((doubt * sizes).sum()) / kept)


def rounded(scores: NDArray[np.float64]) -> list[float]:
    """Numbers from 0 to 1 with three digits, as `round` gives them; numpy's own way errs close to halves."""
    thousands = scores * 1000
    found: list[float] = (np.rint(thousands) / 1000).tolist()
    for index in np.flatnonzero(abs(thousands % 1 - 0.5) < 1e-6).tolist():
        found[index] = round(float(scores[index]), 3)
    return found


@cache
def default_model() -> LineModel:
    """The model in the package, read once."""
    return LineModel.load()
