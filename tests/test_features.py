"""What the line model sees: the words of lines and of class tokens, counted for a whole page at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.judge.html.features import feature_names, features
from cleaner.judge.html.likeness import may_stand
from cleaner.judge.html.model import default_model
from cleaner.judge.html.sharing import LONGEST, sharing, words_of, words_of_lines
from cleaner.judge.html.signs import labels_in, token_label
from cleaner.judge.html.vocabulary import PIECE, pieces
from cleaner.judge.shape import count
from cleaner.split.html import split_html

LINES = st.lists(st.text(st.characters(exclude_characters="\n", codec="utf-8")), min_size=1)


@given(LINES)
def test_words_of_lines_are_those_of_each(lines: list[str]) -> None:
    assert list(map(list, words_of_lines(lines))) == [words_of(line) for line in lines]


@given(st.lists(st.text(st.sampled_from("abé"), max_size=12), min_size=1), st.text(st.sampled_from("abé"), min_size=9))
def test_what_stands_in_a_text_may_stand_there(parts: list[str], whole: str) -> None:
    stand = [part in whole for part in [*parts, whole[2:9]]]
    assert all(may or not stands for may, stands in zip(may_stand([*parts, whole[2:9]], whole), stand, strict=True))


def test_most_lines_are_seen_not_to_stand_in_a_text() -> None:
    assert may_stand(["thedamheld", "weather", "thedamwent", "the"], "thedamheldagain") == [True, False, False, True]


def test_long_lines_share_no_words() -> None:
    words = words_of_lines(["the dam, held", "dam " * LONGEST, "élan: the dam", "no"])
    assert sharing(words, frozenset(("dam", "élan"))) == {0: {"the", "dam", "held"}, 2: {"élan", "the", "dam"}}


@given(st.text(st.sampled_from("abXY09-_ é")))
def test_the_words_of_a_token_begin_at_capitals_and_end_at_no_letter(token: str) -> None:
    assert pieces(token) == [piece.lower() for piece in PIECE.findall(token)]


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ("site-footer", "site-footer"),
        ("article-footer", None),
        ("postShareBar", "postShareBar"),
        ("ad23cba", None),
        ("x1 share-12 y2", "share-12"),
        ("share-box nav", "nav"),  # a whole token before the words of another
        ("language-switch", None),
        ("post-12 tag-video hentry", None),  # what an article is filed under
        ("tag-video", "tag-video"),
    ],
)
def test_what_a_class_says_is_in_its_words(marks: str, says: str | None) -> None:
    found = token_label(marks)
    assert (found and found[1]) == says
    assert {token for token in marks.split() if labels_in(token)} >= ({says} - {"nav", None})


@given(st.lists(st.lists(st.booleans(), min_size=1), min_size=1))
def test_flags_are_counted_by_line(lines: list[list[bool]]) -> None:
    starts = np.cumsum([0, *map(len, lines[:-1])])
    assert count(np.concatenate(lines), starts).tolist() == [sum(line) for line in lines]


def test_each_line_has_every_feature_and_only_the_headline_places_them_to_itself() -> None:
    page = split_html("<title>Dam holds the river</title><h1>Dam holds the river</h1><p>It held.<p>It did.")
    matrix, names = features(page, default_model().vocabulary)
    assert matrix.dtype == np.float32
    assert matrix.shape == (len(page.lines), len(names))
    assert tuple(names) == feature_names()
    assert matrix[:, names.index("title_up")].tolist() == [0, 1, 1]
    assert matrix[:, names.index("up0_lines")].tolist() == [1, 1, 1]
    assert matrix[:, names.index("up1_lines")].tolist() == [3, 3, 3]
    plain, _ = features(split_html("<p>It held.<p>It did."), default_model().vocabulary)
    assert np.isnan(plain[:, names.index("title_up")]).all()
