"""The text model: its weights are those of its card, it is asked only where it should be, and it explains itself."""

from __future__ import annotations

import hashlib

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.article import Label, Line, Verdict
from cleaner.judge.promise import cutoff
from cleaner.judge.text.features import Text, _median, feature_names, features
from cleaner.judge.text.lexicon import cohesion, scores, words_of
from cleaner.judge.text.lines import text_of
from cleaner.judge.text.model import WEIGHTS, TextModel, decide, default_text_model, joint
from cleaner.judge.text.second_look import second_look, second_names
from cleaner.judge.text.surroundings import Block, beside, columns, distances, runs, segments, sums_around, window_names
from cleaner.judge.text.tokens import tokens, words_in, words_in_lines
from cleaner.judge.view import View
from cleaner.page import Page, gaps
from cleaner.rulebook.phrases import PhraseBook
from tests.conftest import ROOT

CARD = (ROOT / "cleaner" / "judge" / "text" / "model_card.md").read_text(encoding="utf-8")
SERIES = st.lists(st.floats(-9, 9, width=16), min_size=1, max_size=30).map(lambda values: np.array(values, float))


def text(*lines: str) -> Text:
    none = np.zeros(len(lines) + 1, np.float32)
    return Text(lines, none, none, None, np.zeros((len(lines), 3), np.float32))


def named(block: Block) -> dict[str, np.ndarray]:
    return dict(zip(block.names, block.values, strict=True))


def test_the_card_names_these_weights() -> None:
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() in CARD
    assert f"severity {default_text_model().severity}," in CARD
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
        ("In 2024, 10000 left", ["in", "0", "0", "left"], "=in 0 0 left"),
        ("ダムは持った", ["ダム", "ムは", "は持", "持っ", "った"], "=ダム ムは は持 持っ った"),
        ("one two three four five six seven eight nine", "one two three four five six seven eight nine".split(), ""),
        ("— * —", [], ""),
        ("covid19 Café's", ["covid", "0", "café", "s"], "=covid 0 café s"),
        ("नदी का पानी", ["नदी", "का", "पानी"], "=नदी का पानी"),
    ],
)  # fmt: skip
def test_tokens(line: str, words: list[str], whole: str) -> None:
    assert (tokens(line).words, tokens(line).whole) == (words, whole)
    assert words_in_lines([line]) == [words]


@given(
    st.lists(st.one_of(st.text(max_size=30), st.text("aÀß9²½_ '’…—\u0661\u09e7\u0130дダ\xad", max_size=30)), max_size=8)
)
def test_the_words_of_many_lines_are_those_of_each(lines: list[str]) -> None:
    assert words_in_lines(lines) == list(map(words_in, lines))


def test_scores_say_nothing_of_unknown_words() -> None:
    found = named(scores(words_of(["dam holds", "dam", "?"]), {"dam": 2.0, "holds": -1.0, "=dam": 3.0}))
    assert found["word_mean"].tolist()[:2] == [0.5, 2.0] and np.isnan(found["word_mean"][2])
    assert found["word_min"].tolist()[:2] == [-1.0, 2.0]
    assert np.isnan(found["whole"][0]) and found["whole"][1] == 3.0


def windows(series: Block, sizes: tuple[int, ...]) -> Block:
    return Block(
        window_names(series.names, sizes), sums_around(series.values, sizes).reshape(-1, series.values.shape[1])
    )


@given(SERIES)
def test_windows_sum_what_stands_around(series: np.ndarray) -> None:
    found = named(windows(columns(a=series), (2,)))
    for at in range(len(series)):
        assert found["a-2"][at] == pytest.approx(series[max(0, at - 2) : at].sum(), abs=1e-4)
        assert found["a+2"][at] == pytest.approx(series[at + 1 : at + 3].sum(), abs=1e-4)


def test_neighbours_and_distances() -> None:
    found = named(beside(columns(a=np.array([1.0, 2.0, 3.0])), 1))
    assert np.isnan(found["a-1"][0]) and found["a-1"].tolist()[1:] == [1.0, 2.0]
    assert found["a+1"].tolist()[:2] == [2.0, 3.0] and np.isnan(found["a+1"][2])
    near = named(distances(np.array([False, True, False, False]), "x", 9))
    assert near["x_above"].tolist() == [9, 9, 1, 2] and near["x_below"].tolist() == [1, 9, 9, 9]


@given(SERIES)
def test_a_segment_is_the_heaviest_stretch(series: np.ndarray) -> None:
    inside = segments(s=series)[0].values[0] > 0
    best = max((series[a:b].sum() for a in range(len(series)) for b in range(a + 1, len(series) + 1)), default=0)
    assert (series[inside].sum() if inside.any() else 0) == pytest.approx(max(0, best), abs=1e-6)


@given(SERIES, SERIES)
def test_segments_and_windows_of_one_series_do_not_hang_on_the_others(one: np.ndarray, other: np.ndarray) -> None:
    one, other = one[: len(other)], other[: len(one)]
    np.testing.assert_array_equal(segments(a=one, b=other)[1].values, segments(b=other)[0].values)
    both = windows(columns(a=one, b=other), (2, 40))
    assert named(both)["b+40"].tolist() == named(windows(columns(b=other), (40,)))["b+40"].tolist()


@given(SERIES)
def test_medians_are_those_of_numpy(series: np.ndarray) -> None:
    assert _median(series.astype(np.float32)) == np.median(series.astype(np.float32))


@given(st.lists(st.text(min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=12))
def test_features_of_any_text_are_as_named(lines: list[str]) -> None:
    words = words_of(lines)
    matrix = features(text(*lines), words, default_text_model().odds)
    assert matrix.shape == (len(lines), len(feature_names()))
    assert second_look(np.full(len(lines), 0.5), matrix, words).shape == (len(lines), len(second_names()))
    chances = default_text_model().chances(text(*lines))
    assert chances.shape == (len(lines),) and ((chances >= 0) & (chances <= 1)).all()


def test_runs_of_lines_flagged_alike() -> None:
    found = runs(np.array([True, False, False, False, True]), 9)
    assert found.values.tolist() == [[1, 3, 3, 3, 1], [0, 0, 1, 2, 0], [0, 2, 1, 0, 0]]


def test_words_are_at_home_where_the_body_is() -> None:
    lines = ["the dam in the valley holds", "the mayor saw the dam hold", "sofas and lamps", "lamps and the dam"]
    home, elsewhere = cohesion(words_of(lines), np.array([1.0, 1.0, 0.0, 0.0]), "body").values
    assert home[1] > home[3] > home[2]
    assert elsewhere[2] == pytest.approx(2 / 3)


def test_a_repeated_beginning_and_lines_taken_away_are_seen() -> None:
    lines = ["User review: fine", "Score 12", "User review: poor", "Score 9"]
    seen = msgspec.structs.replace(text(*lines), removed=np.array([0, 0, 3, 0, 1], np.float32))
    found = dict(zip(feature_names(), features(seen, words_of(lines), {}).T, strict=True))
    assert found["head_repeat"].tolist() == [2, 2, 2, 2] and found["repeat"].tolist() == [1, 2, 1, 2]
    assert found["removed_before"].tolist() == [0, 0, 3, 0] and found["removed_after"][3] == 1


@pytest.mark.parametrize(
    ("line", "lower", "ends"),
    [
        ("the dam holds", 1, 0), ("The dam holds.", 0, 1), ("قال الوزير اليوم", 0, 0), ("ڈیم رات بھر قائم رہا۔", 0, 1),
        ("बाँध रात भर टिका रहा।", 0, 1), ("댐은 밤새 버텼다", 0, 0), ("هل صمد السد؟", 0, 1),
    ],
)  # fmt: skip
def test_scripts_without_capitals(line: str, lower: int, ends: int) -> None:
    found = dict(zip(feature_names(), features(text(line), words_of([line]), {})[0], strict=True))
    assert (found["starts_lower"], found["ends_sentence"]) == (lower, ends)


def test_a_doubtful_text_is_cut_less_deep_than_a_plain_one() -> None:
    words = np.full(6, 20)
    plain, doubtful = np.array([0.99, 0.98, 0.97, 0.45, 0.02, 0.01]), np.array([0.6, 0.45, 0.4, 0.4, 0.1, 0.1])
    assert cutoff(plain, words, 1.0) == 0.97 and cutoff(doubtful, words, 1.0) == 0.4


def test_severity_takes_what_is_in_doubt() -> None:
    chances, words = np.array([0.99, 0.98, 0.97, 0.55, 0.02, 0.01]), np.full(6, 20)
    assert cutoff(chances, words, 1.0) == 0.55 and cutoff(chances, words, 3.0) == 0.97


def test_nothing_goes_without_noise_enough_and_the_headline_never() -> None:
    few = text(*"abcdef")
    assert decide(few, np.array([0.9, 0.9, 0.9, *[0.01] * 3]), 1.0).all()
    titled = msgspec.structs.replace(text(*"abcdefg"), title=0, removed=np.array([*[0] * 7, 4], np.float32))
    stays = decide(titled, np.array([0.0, 0.9, 0.9, *[0.01] * 4]), 1.0)
    assert stays.tolist() == [True, True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("ends", "removed", "stays"),
    [(0.9, 0, True), (0.2, 0, True), (0.05, 0, False), (0.9, 2, True), (0.9, 15, False)],
)
def test_of_an_extract_which_begins_and_ends_with_article_only_certain_noise_goes(
    ends: float, removed: int, stays: bool
) -> None:
    chances = np.array([ends] * 15 + [0.98] * 40 + [0.3, *[0.01] * 5] + [ends] * 15)
    around = np.array([removed, *[0] * 29, 4, *[0] * (len(chances) - 31), removed], np.float32)
    seen = msgspec.structs.replace(text(*["a few words of a line"] * len(chances)), removed=around)
    kept = decide(seen, chances, 1.15)
    assert kept[55] == stays and kept[15:55].all() and not kept[56:61].any()


@pytest.mark.parametrize(
    ("ends", "removed", "stays"),
    [(0.9, 0, True), (0.9, 3, True), (0.9, 4, False), (0.01, 1, False), (0.01, 2, False)],
)
def test_an_extract_of_which_next_to_nothing_went_is_left_alone(ends: float, removed: int, stays: bool) -> None:
    chances = np.array([ends] * 15 + [0.98] * 40 + [0.01] * 6 + [ends] * 15)
    around = np.array([*[0] * 30, removed, *[0] * (len(chances) - 30)], np.float32)
    seen = msgspec.structs.replace(text(*["a few words of a line"] * len(chances)), removed=around)
    kept = decide(seen, chances, 1.15)
    assert kept[15:55].all() and kept[55:61].all() == stays


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=9))
def test_a_chance_by_both_looks_is_between_them(pairs: list[tuple[float, float]]) -> None:
    first, second = np.array(pairs).T
    found = joint(first, second)
    certain = {0.0, 1.0} & {*first, *second}
    assert certain or ((np.minimum(first, second) <= found + 1e-6) & (found <= np.maximum(first, second) + 1e-6)).all()
    assert np.isfinite(found).all() and ((found >= 0) & (found <= 1)).all()
    assert joint(np.array([0.5]), np.array([16 / 17]))[0] == pytest.approx(8 / 9)  # three quarters of the way
    assert joint(np.array([16 / 17]), np.array([0.5]))[0] == pytest.approx(2 / 3)


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


PRODUCTS = """Products Solutions Pricing Customers Partners Documentation Integrations Webinars Analytics Automation
Security Enterprise Startups Agencies Community Status Developers Changelog""".split()


def test_a_flattened_page_of_which_rules_know_one_line_is_cut() -> None:
    end = "The council meets again on Monday to decide about the repairs of the road."
    page = [*PRODUCTS, "Dam in the upper valley holds", *BODY, end, "Accept all cookies", *PRODUCTS[::-1]]
    article = cleaner.clean("\n".join(page), kind="text")
    assert article.body.split("\n") == [*BODY, end]
    assert [line.text for line in article.removed if line.verdict.judge != "text_model"] == ["Accept all cookies"]


def test_the_model_is_asked_once_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    chances = TextModel.chances

    def counted(model: TextModel, seen: Text) -> np.ndarray:
        asked.append(len(seen.lines))
        return chances(model, seen)

    monkeypatch.setattr(TextModel, "chances", counted)
    cleaner.clean((ROOT / "seeds" / "text" / "en-page.txt").read_text(encoding="utf-8"), kind="text")
    assert len(asked) == 1


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), min_size=1, max_size=12))
def test_the_model_sees_the_empty_lines_and_what_went_between_lines(made: list[tuple[int, bool]]) -> None:
    numbers = np.cumsum([step for step, _ in made]).tolist()
    stays = [stay for _, stay in made]
    stays[0] |= not any(stays)
    view = View(Page(lines=tuple(Line(number, "A line") for number in numbers)), PhraseBook([]))
    view.decide({at: Verdict(False, Label.OTHER, "", "test") for at, stay in enumerate(stays) if not stay})
    seen = text_of(view, view.alive())
    assert seen.gaps.tolist() == [*gaps(numbers, stays), 0]
    assert seen.removed.sum() == stays.count(False) and len(seen.lines) == stays.count(True)
