"""The shipped weights are those that their card describes, and say of a line what they should."""

from __future__ import annotations

import hashlib
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.judge.html.features import feature_names
from cleaner.judge.html.model import WEIGHTS, LineModel, default_model, rounded, unsure
from cleaner.judge.trees import Forest, averaged
from cleaner.split.html import split_html
from tests.conftest import ROOT

CARD = (ROOT / "cleaner" / "judge" / "html" / "model_card.md").read_text(encoding="utf-8")


def test_the_card_names_these_weights() -> None:
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() in CARD


def test_the_card_names_threshold_and_features() -> None:
    assert f"threshold {default_model().threshold}," in CARD
    assert f"{len(feature_names())} features per line" in " ".join(CARD.split())


def test_the_card_says_what_a_reader_needs() -> None:
    for heading in ("## Data", "## Figures", "## Limits", "## Train it on your own pages"):
        assert heading in CARD
    assert re.search(r"MIT|CC-BY|Apache", CARD)
    assert "Cross-validated by site" in CARD


def test_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size < 1_000_000


def test_a_forest_is_the_sum_of_its_leaves() -> None:
    """Two trees of two levels by hand; NaN answers every question with no."""
    forest = Forest(
        feature=np.array([[0, 1], [1, 1]]),
        border=np.array([[0.5, 1.5], [0.0, 9.0]], np.float32),
        leaves=np.array([[0.0, 1.0, 2.0, 3.0], [10.0, 20.0, 30.0, 40.0]]),
        scale=0.5,
        bias=1.0,
    )
    rows = np.array([[0, 0], [1, 0], [0, 2], [1, 10], [np.nan, np.nan]], np.float32)
    assert forest.raw(rows).tolist() == [6.0, 6.5, 12.0, 22.5, 6.0]
    assert forest.chance(rows)[0] == pytest.approx(1 / (1 + np.exp(-6.0)))


def test_chances_are_chances_and_do_not_hang_on_other_pages() -> None:
    pages = [split_html(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "seeds" / "html").glob("*.html"))]
    model = LineModel.load()
    alone = [model.chances(page) for page in pages]
    again = [model.chances(page) for page in reversed(pages)][::-1]
    assert all(((chances >= 0) & (chances <= 1)).all() for chances in alone)
    assert all((one == two).all() for one, two in zip(alone, again, strict=True))


@given(st.lists(st.floats(0, 1) | st.integers(0, 2000).map(lambda half: half / 2000), min_size=1))
def test_scores_are_rounded_as_python_does_it(scores: list[float]) -> None:
    assert rounded(np.array(scores)) == [round(score, 3) for score in scores]


def test_a_page_without_an_article_is_unsure() -> None:
    page = split_html("<nav><a href=/>Home</a><a href=/a>Weather</a></nav>")
    assert unsure(page, default_model().judge(page)) == 1.0


def test_the_mean_of_forests_is_one_forest() -> None:
    names = ("feature", "border", "leaves", "scale", "bias")
    one = dict(zip(names, map(np.array, ([[0, 1]], [[0.5, 1.5]], [[1.0, 2.0, 4.0, 8.0]], 2.0, 1.0)), strict=True))
    other = dict(zip(names, map(np.array, ([[1, 0]], [[2.5, 0.5]], [[3.0, 5.0, 7.0, 9.0]], 1.0, -2.0)), strict=True))
    rows = np.array([[0, 1], [1, 2], [1, 3], [0, 4]], np.float32)
    mean = (Forest.stored(one).raw(rows) + Forest.stored(other).raw(rows)) / 2
    assert Forest.stored(averaged([one, other])).raw(rows) == pytest.approx(mean)
