"""Text in Markdown stays that text: what CommonMark would read as markup is escaped, and nothing else.

The tables were held against a CommonMark reader.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import commonmark

MARKUP = [
    ("*x*", "\\*x\\*"),
    ("a **b** c", "a \\*\\*b\\*\\* c"),
    ("2*3*4", "2\\*3\\*4"),
    ("_x_ and (__y__)", "\\_x\\_ and (\\_\\_y\\_\\_)"),
    ("5 * 6, *7*", "5 * 6, \\*7\\*"),
    ("`x` and ``y", "\\`x\\` and \\`\\`y"),
    ("[a](b)", "[a\\](b)"),
    ('![a]( <b c> "d")', '![a\\]( \\<b c> "d")'),
    ("[](]()", "[\\](\\]()"),
    ("--", "\\--"),  # `- --` is a rule
    ("see [a]()", "see [a\\]()"),
    ("[a]: https://example.org/ 'b'", "\\[a]: https://example.org/ 'b'"),
    ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
    ('a <b class="c" d> e', 'a \\<b class="c" d> e'),
    ("a <!-- b --> c", "a \\<!-- b --> c"),
    ("<!-- b", "\\<!-- b"),
    ("<div", "\\<div"),
    ("write to <ann@example.org> or <https://example.org>", "write to \\<ann@example.org> or \\<https://example.org>"),
    ("&copy; &#169; &#xa9; &AMP;", "\\&copy; \\&#169; \\&#xa9; \\&AMP;"),
    ("a \\* b \\\\ c", "a \\\\* b \\\\\\ c"),
    ("# a", "\\# a"),
    ("> a", "\\> a"),
    ("- a", "\\- a"),
    ("+", "\\+"),
    ("12. a", "12\\. a"),
    ("1) a", "1\\) a"),
    ("* * *", "\\* * *"),
    ("_ _ _", "\\_ _ _"),
    ("~~~ a", "\\~~~ a"),
    ("``` a", "\\`\\`\\` a"),
]
BARE = [
    "a * b",
    "price* and more*",
    "*Prices may vary",
    "5 * 6 * 7",
    "a_b_c and _d",
    "snake_case_name",
    "one ` tick and `` two",
    "[sic] and [1]",
    "[a](see below)",
    "a](b) c",
    "[Update]: The mayor said so",
    "5 < 6, 7 > 6",
    "x <y z",
    "I <3 this",
    "<3",
    "if a <b, then c> d",
    "AT&T; R&D &x;",
    "&copy",
    "C:\\temp and \\n",
    "#hashtag",
    "a # b",
    "-5 degrees",
    "+1",
    "1.5 million",
    "1986 was the year",
    "1234567890. a",
    "a -- b",
    "a - b",
    "«quoted»",
    "a <!-- b",
    "",
]


@pytest.mark.parametrize(("text", "written"), MARKUP)
def test_what_would_be_markup_is_escaped(text: str, written: str) -> None:
    assert commonmark.paragraph(text) == written


@pytest.mark.parametrize("text", BARE)
def test_what_would_be_none_stays_bare(text: str) -> None:
    assert commonmark.paragraph(text) == commonmark.heading(text) == commonmark.cell(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# a", "# a"),
        ("1. a", "1. a"),
        ("a #", "a \\#"),
        ("a ##", "a \\##"),
        ("C#", "C#"),
        ("*a* <b>", "\\*a\\* \\<b>"),
    ],
)
def test_a_heading_has_begun_already(text: str, written: str) -> None:
    assert commonmark.heading(text) == written


@pytest.mark.parametrize(("text", "written"), [("a|b", "a\\|b"), ("- a", "- a"), ("`a|b`", "\\`a\\|b\\`")])
def test_a_cell_ends_at_a_bar(text: str, written: str) -> None:
    assert commonmark.cell(text) == written


@given(st.text(alphabet="ab *_`[]()<>&;#-+!/\\~|:\"'=.1é«"))
def test_nothing_but_backslashes_is_added(text: str) -> None:
    for written in (commonmark.paragraph(text), commonmark.heading(text), commonmark.cell(text)):
        left = iter(written)
        assert all(sign in left for sign in text)
        assert len(written) - len(text) == written.count("\\") - text.count("\\")


@pytest.mark.parametrize("sign", ["](", "[](a", "<!--", '<a b="', "<a a", "*a", "_", "`a", "\\[", "[a", "# ", "<a@"])
def test_a_line_full_of_signs_costs_linear_time(sign: str) -> None:
    start = time.process_time()
    commonmark.paragraph(sign * (100_000 // len(sign)))
    assert time.process_time() - start < 2
