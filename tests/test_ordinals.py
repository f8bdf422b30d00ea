"""The numbers of ordered lists, as a browser shows them."""

from __future__ import annotations

import pytest

from cleaner.split.html import split_html

CASES = [
    ("<ol><li>a<li>b<li>c</ol>", [1, 2, 3]),
    ("<ul><li>a<li>b</ul>", [None, None]),
    ("<menu><li>a</menu><li>b<dl><dt>c<dd>d</dl>", [None] * 4),
    ("<ol start=5><li>a<li>b</ol>", [5, 6]),
    ("<ol start=0><li>a<li>b</ol>", [0, 1]),
    ("<ol start=' 7th'><li>a</ol>", [7]),
    ("<ol start=seven><li>a</ol>", [1]),
    ("<ol start><li>a</ol>", [1]),
    ("<ol start=-2><li>a<li>b<li>c</ol>", [None, None, 0]),  # Markdown has no such numbers
    ("<ol start=999999999999><li>a</ol>", [1]),
    ("<ol reversed><li>a<li>b<li>c</ol>", [3, 2, 1]),
    ("<ol reversed start=10><li>a<li>b</ol>", [10, 9]),
    ("<ol><li>a<li value=7>b<li>c</ol>", [1, 7, 8]),
    ("<ol><li>a<ol><li>b<li>c</ol><li>d</ol>", [1, 1, 2, 2]),
    ("<ol><li>a<ul><li>b</ul><li>c</ol>", [1, None, 2]),
    ("<ol><li><p>a<p>b<li>c</ol>", [1, 1, 2]),
    ("<ol><li><img><li>b</ol>", [2]),
    ("<ol><li><li>b</ol>", [1]),  # the walk does not go into what is empty
    ("<ol><div><li>a</div><li>b</ol>", [None, 1]),
    ("<ol><li>a</ol><ol><li>b</ol>", [1, 1]),
    ("<ol><li><h2>a</h2>b</ol>", [None, 1]),
]


@pytest.mark.parametrize(("page", "expected"), CASES)
def test_ordinals(page: str, expected: list[int | None]) -> None:
    assert [line.ordinal for line in split_html(page).lines] == expected
