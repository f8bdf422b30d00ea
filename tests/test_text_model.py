"""The text model: its weights are those of its card, it is asked only where it should be, and it explains itself."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.judge.lexicon import scores, tokens
from cleaner.judge.second_look import second_names
from cleaner.judge.surroundings import beside, distances, segment, windows
from cleaner.judge.text_features import Text, feature_names, features
from cleaner.judge.text_model import WEIGHTS, TextModel, default_text_model
from tests.conftest import ROOT

CARD = (ROOT / "cleaner" / "judge" / "text_model_card.md").read_text(encoding="utf-8")
SERIES = st.lists(st.floats(-9, 9, width=16), min_size=1, max_size=30).map(lambda values: np.array(values, float))


def text(*lines: str) -> Text:
    return Text(lines, np.zeros(len(lines) + 1, np.float32), None, np.zeros((len(lines), 3), np.float32))


def test_the_card_names_these_weights() -> None:
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() in CARD
    assert f"threshold {default_text_model().threshold}," in CARD
    shown = " ".join(CARD.split())
    assert f"{len(feature_names())} features per line, then {len(second_names())} that see" in shown
    for heading in ("## Data", "## Figures", "## Limits", "## Train it on your own pages"):
        assert heading in CARD


def test_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size < 2_000_000


@pytest.mark.parametrize(
    ("line", "words", "whole"),
    [
        ("Read more", ["read", "more"], "=read more"),
        ("12 Comments!", ["0", "comments"], "=0 comments"),
        ("ダムは持った", ["ダム", "ムは", "は持", "持っ", "った"], "=ダム ムは は持 持っ った"),
        ("one two three four five six seven eight nine", "one two three four five six seven eight nine".split(), ""),
        ("— * —", [], ""),
    ],
)  # fmt: skip
def test_tokens(line: str, words: list[str], whole: str) -> None:
    assert (tokens(line).words, tokens(line).whole) == (words, whole)


def test_scores_say_nothing_of_unknown_words() -> None:
    found = scores([tokens("dam holds"), tokens("dam"), tokens("?")], {"dam": 2.0, "holds": -1.0, "=dam": 3.0})
    assert found["word_mean"].tolist()[:2] == [0.5, 2.0] and np.isnan(found["word_mean"][2])
    assert found["word_min"].tolist()[:2] == [-1.0, 2.0]
    assert np.isnan(found["whole"][0]) and found["whole"][1] == 3.0


@given(SERIES)
def test_windows_sum_what_stands_around(series: np.ndarray) -> None:
    found = windows({"a": series}, (2,))
    for at in range(len(series)):
        assert found["a-2"][at] == pytest.approx(series[max(0, at - 2) : at].sum(), abs=1e-4)
        assert found["a+2"][at] == pytest.approx(series[at + 1 : at + 3].sum(), abs=1e-4)


def test_neighbours_and_distances() -> None:
    found = beside({"a": np.array([1.0, 2.0, 3.0])}, 1)
    assert np.isnan(found["a-1"][0]) and found["a-1"].tolist()[1:] == [1.0, 2.0]
    assert found["a+1"].tolist()[:2] == [2.0, 3.0] and np.isnan(found["a+1"][2])
    near = distances(np.array([False, True, False, False]), "x", 9)
    assert near["x_above"].tolist() == [9, 9, 1, 2] and near["x_below"].tolist() == [1, 9, 9, 9]


@given(SERIES)
def test_a_segment_is_the_heaviest_stretch(series: np.ndarray) -> None:
    inside = segment(series, "s")["s_in"] > 0
    best = max((series[a:b].sum() for a in range(len(series)) for b in range(a + 1, len(series) + 1)), default=0)
    assert (series[inside].sum() if inside.any() else 0) == pytest.approx(max(0, best), abs=1e-6)


@given(st.lists(st.text(min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=12))
def test_features_of_any_text_are_as_named(lines: list[str]) -> None:
    matrix, names = features(text(*lines), default_text_model().odds)
    assert matrix.shape == (len(lines), len(names)) and names == feature_names()
    chances = default_text_model().chances(text(*lines))
    assert chances.shape == (len(lines),) and ((chances >= 0) & (chances <= 1)).all()


def test_no_lines_no_chances() -> None:
    assert TextModel.load().chances(text()).shape == (0,)


MENU = "Home News Sport Culture Weather Video Podcasts Jobs Contact Imprint Shop Events".split()
BODY = [
    "The dam in the upper valley held through the night, engineers said on Thursday morning.",
    "Villagers returned to their houses and began to clear the mud from their old kitchens.",
    "The school will stay closed until the end of the week, the mayor told reporters there.",
]


def test_a_page_is_asked_about_and_each_line_gets_a_reason() -> None:
    article = cleaner.clean("\n".join([*MENU, "Dam in the upper valley holds", *BODY, *MENU]), kind="text")
    assert [line.text for line in article.kept if line.label == "body"] == BODY
    assert {line.text for line in article.removed} == set(MENU)
    assert all(line.reason and line.verdict.judge for line in article.removed)


def test_an_article_alone_is_not_asked_about() -> None:
    article = cleaner.clean("\n\n".join(["Dam in the upper valley holds", *BODY * 3]), kind="text")
    assert not any(line.verdict.judge == "text_model" for line in article.lines)
