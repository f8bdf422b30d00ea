"""From chances to lines that stay: lists, headings, short lines and copies hang on what stays around them."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.judge.html.decide import decide
from cleaner.split.html import split_html

TEXT = "<p>The ferry left the harbour at noon with two hundred people and their luggage on board."
MORE = "<p>It reached the island after dark, as the captain had waited for the storm to pass by."
LONG = "<p>The council will talk about a second ferry in spring, when the money for it has been found."


def kept(*lines: tuple[str, float]) -> list[bool]:
    """What stays of a page of lines in HTML, each with its chance, at a threshold of .5."""
    page = split_html("<body>" + "".join(html for html, _ in lines))
    chances = np.array([chance for _, chance in lines])
    assert len(page.lines) == len(chances)
    return [bool(stays) for stays in decide(page, chances, 0.5)[0]]


def items(*chances: float) -> list[tuple[str, float]]:
    """A list whose items have these chances."""
    opened = [("<ul>" if not at else "") + f"<li>Point number {at} of the list" for at in range(len(chances))]
    return [*zip(opened, chances, strict=True), ("</ul>" + MORE, 0.9)]


@pytest.mark.parametrize(("chance", "stays"), [(0.49, True), (0.3, True), (0.2, False)])
def test_a_heading_between_text_that_stays_needs_less(chance: float, stays: bool) -> None:
    assert kept((TEXT, 0.9), ("<h2>The way back</h2>", chance), (MORE, 0.9)) == [True, stays, True]


def test_a_heading_above_the_first_text_needs_as_much_as_any_line() -> None:
    assert kept(("<h2>The way back</h2>", 0.4), (TEXT, 0.9)) == [False, True]


def test_a_heading_above_text_that_goes_needs_as_much_as_any_line() -> None:
    assert kept((TEXT, 0.9), ("<h2>More news</h2>", 0.4), (MORE, 0.1), (LONG, 0.9)) == [True, False, False, True]


def test_a_heading_that_points_elsewhere_needs_as_much_as_any_line() -> None:
    assert kept((TEXT, 0.9), ("<h2>More from the coast</h2>", 0.4), (MORE, 0.9)) == [True, False, True]


def test_a_heading_of_a_section_of_which_nothing_stays_goes() -> None:
    lines = (TEXT, 0.9), ("<h2>More news</h2>", 0.8), (MORE, 0.1), ("<h2>The way back</h2>", 0.8), (LONG, 0.9)
    assert kept(*lines) == [True, False, False, True, True]


def test_a_heading_above_a_lower_one_heads_its_sections() -> None:
    lines = (TEXT, 0.9), ("<h2>More</h2>", 0.8), ("<p>A picture", 0.1), ("<h3>The way back</h3>", 0.8), (LONG, 0.9)
    assert kept(*lines) == [True, True, False, True, True]


def test_headings_at_the_end_go() -> None:
    assert kept((TEXT, 0.9), ("<h2>More</h2>", 0.8), ("<h3>And more</h3>", 0.9)) == [True, False, False]


def test_a_list_of_which_most_items_stay_stays() -> None:
    assert kept(*items(0.7, 0.4, 0.7, 0.35))[:4] == [True, False, True, False]  # half of it is not most of it
    assert kept(*items(0.7, 0.4, 0.7, 0.6, 0.2))[:5] == [True, True, True, True, False]


def test_two_items_are_too_few_to_speak_for_a_list() -> None:
    assert kept(*items(0.7, 0.4))[:2] == [True, False]


QUOTED = "We lost three mornings a week, and nobody asked us"


@pytest.mark.parametrize(
    ("quoted", "by", "chance", "stays"),
    [
        (0.9, "<footer>— Ann Lee</footer>", 0.3, True),
        (0.9, "<footer>— Ann Lee, in <cite>The Tides</cite></footer>", 0.3, True),
        (0.9, "<p><cite>Ann Lee</cite></p>", 0.3, True),
        (0.9, "<cite><a href=/tides>The Tides</a></cite>", 0.3, True),
        (0.9, "<footer>— Ann Lee</footer>", 0.05, False),
        (0.2, "<footer>— Ann Lee</footer>", 0.3, False),  # goes with what is quoted
        (0.9, "<p>— Ann Lee</p>", 0.3, False),
        (0.9, "<footer><a href=/x>Send</a> <a href=/y>Copy</a></footer>", 0.3, False),
        (0.9, "<footer>Share this quote</footer>", 0.3, False),
        (0.9, f"<footer>{'Ann Lee and ' * 9} more</footer>", 0.3, False),
        (0.9, "<article><footer>Ann Lee</footer></article>", 0.3, False),  # of a post that is quoted
        (0.9, "</blockquote><footer>— Ann Lee</footer>", 0.3, False),
        (0.9, "</blockquote><blockquote><footer>— Ann Lee</footer>", 0.3, False),
    ],
)
def test_who_is_quoted_stays_with_the_quotation(quoted: float, by: str, chance: float, stays: bool) -> None:
    lines = (TEXT, 0.9), (f"<blockquote><p>{QUOTED}</p>", quoted), (f"{by}</blockquote>", chance), (MORE, 0.9)
    assert kept(*lines) == [True, quoted > 0.5, stays, True]


def test_a_quotation_that_is_only_a_source_or_stands_in_a_footer_speaks_for_nobody() -> None:
    assert kept((TEXT, 0.9), ("<blockquote><cite>Ann Lee</cite></blockquote>", 0.3)) == [True, False]
    page = (TEXT, 0.9), (f"<footer><blockquote><p>{QUOTED}", 0.9), ("<p>Ann Lee</blockquote></footer>", 0.3)
    assert kept(*page) == [True, True, False]


def test_a_short_line_needs_more_than_a_long_one() -> None:
    lines = (TEXT, 0.9), ("<p>Share this", 0.53), (MORE, 0.53), ("<p>Then it rained", 0.6)
    assert kept(*lines) == [True, False, True, True]


def test_a_copy_of_a_long_line_goes_and_a_refrain_stays() -> None:
    page = split_html("<body>" + TEXT + TEXT + "<p>Hey ho" * 2)
    keep, copies = decide(page, np.full(4, 0.9), 0.5)
    assert keep.tolist() == [True, False, True, True]
    assert copies == {1}


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ((0.95, 0.45, 0.95), [True, False, True]),  # a page that is plain
        ((0.6, 0.45, 0.42), [True, True, True]),  # one that is in doubt
        ((0.6, 0.35, 0.55), [True, False, True]),  # far below the threshold
        ((0.49, 0.45, 0.42), [False, False, False]),  # nothing is likely: no article
    ],
)
def test_a_page_in_doubt_is_cut_less_deep(chances: tuple[float, ...], expected: list[bool]) -> None:
    assert kept(*zip((TEXT, MORE, LONG), chances, strict=True)) == expected


def test_a_page_of_which_next_to_nothing_is_likely_is_no_article_in_doubt() -> None:
    menus = [(f"<p>{at} {TEXT[3:]}", 0.45) for at in range(6)]
    assert kept(("<h2>News of today</h2>", 0.6), *menus) == [False] * 7


HIDDEN = "<p hidden>A ship is a boat that is large enough to carry another boat on board."


def test_a_hidden_line_or_two_of_an_article_that_is_shown_go() -> None:
    assert kept((TEXT, 0.9), (HIDDEN, 0.9), (MORE, 0.9)) == [True, False, True]
    assert kept((TEXT, 0.9), (HIDDEN, 0.9), (HIDDEN + " Or two", 0.9), (MORE, 0.9)) == [True, False, False, True]


def test_hidden_sections_stay() -> None:
    section = [(f"{HIDDEN} No {at}", 0.9) for at in range(3)]
    assert kept((TEXT, 0.9), *section, (MORE + LONG[3:], 0.9)) == [True] * 5
    long = (f"<p hidden>{'The story went on for a long while after that. ' * 7}", 0.9)
    assert kept((TEXT, 0.9), long, (MORE, 0.9), (LONG, 0.9), (f"<p>{MORE[3:]} {TEXT[3:]}", 0.9)) == [True] * 5


def test_an_article_that_is_hidden_stays() -> None:
    assert kept((HIDDEN, 0.9), ("<p>Loading the story", 0.1), (f"{HIDDEN} Two", 0.9)) == [True, False, True]
