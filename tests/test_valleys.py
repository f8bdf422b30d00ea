"""What lies between a line and the middle of the article: menus that a second text lies beyond."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.judge.text.valleys import around, on_the_way, valleys

Figures = dict[str, list[float]]
SERIES = st.lists(st.floats(-9, 9, width=16), min_size=1, max_size=30).map(lambda values: np.array(values, float))
PAGE = [0.4, *[0.9] * 10, *[0.05] * 5, 0.6, 0.6]  # a standfirst, the article, a menu, comments


def found(chances: list[float], words: list[int] | None = None, removed: list[int] | None = None) -> Figures:
    count = len(chances)
    block = valleys(np.array(chances), np.array(words or [20] * count), np.array(removed or [0] * count))
    return dict(zip(block.names, block.values.tolist(), strict=True))


@given(SERIES, st.integers(0, 9))
def test_sums_reach_as_far_as_told(series: np.ndarray, reach: int) -> None:
    sums = [series[max(0, at - reach) : at + reach + 1].sum() for at in range(len(series))]
    assert around(series, reach) == pytest.approx(np.array(sums), abs=1e-6)


@given(SERIES, st.integers(0, 29))
def test_the_way_has_both_ends_on_it(series: np.ndarray, peak: int) -> None:
    peak %= len(series)
    ways = [series[min(at, peak) : max(at, peak) + 1] for at in range(len(series))]
    assert on_the_way(series, peak, np.minimum) == pytest.approx(np.array([way.min() for way in ways]))
    assert on_the_way(series, peak, np.add) == pytest.approx(np.array([way.sum() for way in ways]), abs=1e-6)


@pytest.mark.parametrize("chances", [PAGE, PAGE[::-1]])
def test_comments_lie_beyond_a_valley_and_paragraphs_do_not(chances: list[float]) -> None:
    seen = found(chances)
    comments, body = chances.index(0.6), chances.index(0.9)
    assert seen["valley"][comments] == pytest.approx(0.05) and seen["valley"][body] > 0.4
    assert seen["valley_lines"][comments] == 5 and seen["valley_lines"][body] == 0
    assert seen["valley_words"][comments] == pytest.approx(5 * 20.5) and seen["valley_words"][body] == 0
    assert seen["valley_share"][comments] > 0.5 > seen["valley_share"][body] == 0


def test_a_menu_of_short_lines_is_no_deep_valley_by_its_words() -> None:
    short = found(PAGE, [*[20] * 11, *[1] * 5, 20, 20])
    assert short["valley_lines"][16] == 5 and short["valley_words"][16] == pytest.approx(7.5)
    assert short["valley_share"][16] < found(PAGE)["valley_share"][16]


def test_lines_taken_away_are_on_the_way() -> None:
    removed = found(PAGE, removed=[2, *[0] * 10, 3, *[0] * 4, 2, 0])["valley_removed"]
    assert removed == [2, *[0] * 10, *[3] * 5, 5, 5]


def test_a_text_without_words_has_figures() -> None:
    for count in (1, 3):
        assert np.isfinite(list(found([0.0] * count, [0] * count).values())).all()
