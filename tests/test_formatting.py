"""Formatting elements that a page leaves open: the rough count is never too low, and the exact one decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.split.formatting import FORMATS, MAX_FORMATTING, left_open, most_open, too_many_open

TAGS = (
    "<a ,<a>,</a>,</A >,<b>,</b>,<em>,</em>,<EM/,<strong>,</strong\x1c,<a\xa0,</a\xa0,</em\xa0,<embed>,<tt,<,</,</i,"
    "<i\n,<small é>,</small>,<s>,</s>,x,é,<font\xe9>,</font>,<form>,</form>,<B>,</B>"
).split(",")


def open_at_once(html: str) -> int:
    """How many are open at once, one tag after the other."""
    names: dict[str, int] = {}
    most = 0
    for end, name in FORMATS.findall(html):
        number = names.get(name.lower(), 0) + (-1 if end else 1)
        names[name.lower()] = max(0, number)
        most = max(most, sum(names.values()))
    return most


@given(st.lists(st.sampled_from(TAGS), max_size=40).map("".join))
def test_the_rough_count_is_never_too_low(html: str) -> None:
    assert most_open(html.encode()) >= open_at_once(html)


@pytest.mark.parametrize(
    ("html", "most"),
    [
        ("", 0),
        ("<p><a href=/>one</a> <A href=/>two</A >", 1),
        ("</b></b><b><b></b><b>", 2),  # an end that closes nothing counts for nothing
        ("<em><strong>both</strong></em>", 2),
        ("<form><section><style></style>", 0),
    ],
)
def test_what_is_open_at_once_is_counted(html: str, most: int) -> None:
    assert most_open(html.encode()) == open_at_once(html) == most


@pytest.mark.parametrize("tag", ["a", "B", "strong", "tt"])
def test_more_than_the_bound_are_too_many(tag: str) -> None:
    for number in (MAX_FORMATTING, MAX_FORMATTING + 1):
        html = f"<{tag}>" * number + f"</{tag}>" * number
        assert too_many_open(FORMATS.findall(html)) is left_open(html, html.encode()) is (number > MAX_FORMATTING)


def test_what_is_only_roughly_too_many_is_counted_exactly() -> None:
    html = "<a>" * MAX_FORMATTING + "</a>" * MAX_FORMATTING + "<em>" * 2
    assert most_open(html.encode()) > MAX_FORMATTING
    assert not left_open(html, html.encode())
