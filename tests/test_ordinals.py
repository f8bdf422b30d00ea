"""Numbers of ordered lists and columns of tables, as a browser shows them."""

from __future__ import annotations

import time

import msgspec
import pytest

from cleaner.article import Line
from cleaner.assemble import row_of
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


COLUMNS = [
    ("<tr><td>a<td>b<td>c", [1, 2, 3]),
    ("<tr><td><td>b<td>c<tr><td>a<td><td>c", [2, 3, 1, 3]),
    ("<tr><td><td><td>c", [3]),
    ("<tr><td>&nbsp;<td><br><td>c", [3]),
    ("<tr><th colspan=2>a<td>c<td colspan=0>d<td colspan=x>e<td>f", [1, 3, 4, 5, 6]),
    ("<tr><td colspan=3><td>d", [4]),
    ("<tr><td>a<br>b<td>c", [1, 1, 2]),
    ("<tr><td colspan=1000>a<td>b<td>c", [1, None, None]),  # a bound
    ("<tr><td><table><tr><td>a<td>b</table><td>c", [1, 2, 2]),
    ("<tr><td rowspan=2>a<td>b<tr><td>c", [1, 2, 2]),
    ("<tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e", [1, 2, 3, 1, 3]),
    ("<tr><td rowspan=3>a<td>b<tr><td rowspan=2>c<tr><td>d<tr><td>e", [1, 2, 2, 3, 1]),
    ("<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d", [1, 3, 3, 1]),
    ("<tr><td rowspan=2><td>b<tr><td>c", [2, 2]),  # what is empty spans rows too
    ("<tr><td>a<td rowspan=3><tr><td>b<td><td>c<tr><td>d<td>e", [1, 1, 4, 1, 3]),
    ("<tr><td rowspan=3>a<tr><td><tr><td>b<tr><td>c", [1, 2, 1]),  # and a row of nothing is one
    ("<tr><td rowspan=3>a<tr></tr><tr><td>b<tr><td>c", [1, 2, 1]),
    ("<tr><td rowspan=0>a<tr><td>b<tr><td>c", [1, 2, 2]),
    ("<tr><td rowspan=1>a<tr><td>b<tr><td rowspan=x>c<tr><td rowspan=-2>d<tr><td>e", [1] * 5),
    ("<tr><td rowspan=9>a<tbody><tr><td>b<tbody><tr><td>c", [1, 1, 1]),  # no further than the section
    ("<thead><tr><th rowspan=2>a<th>b<tr><th>c<tbody><tr><td>d<td>e", [1, 2, 2, 1, 2]),
    ("<tr><td rowspan=2>a<td><table><tr><td>b<tr><td>c</table><td>d<tr><td>e", [1, 1, 1, 3, 2]),
    ("<tr><td rowspan=2>a</table><table><tr><td>b", [1, 1]),
]


@pytest.mark.parametrize(("page", "expected"), COLUMNS)
def test_columns(page: str, expected: list[int | None]) -> None:
    assert [line.ordinal for line in split_html(f"<table>{page}</table>").lines] == expected


def test_rows_of_a_text() -> None:
    """Cells stand in their columns, whatever of them stays; where there are no columns, one after another."""
    cells = [Line(1, "a", "cell", 1, ordinal=1), Line(2, "b", "cell", 1, ordinal=1), Line(3, "c", "cell", 1, ordinal=4)]
    assert row_of(cells) == ["a b", "", "", "c"]
    assert row_of([msgspec.structs.replace(cell, ordinal=None) for cell in cells]) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "row",
    [
        "<td>x" * 20_000,
        "<td colspan=1000>x" * 20_000,
        "<td>" * 20_000 + "<td>x",
        "<td>x<table><td>y</table>" * 6_000,
        "<td rowspan=2>x" * 20_000 + "<tr><td>x" * 10_000,
        ("<td rowspan=65534>x" * 1_000 + "<tr><td>x" * 100) * 20,
        "<td rowspan=65534 colspan=1000>x<tr>" * 10_000,
        "<td rowspan=65534>x" * 1_000 + "<tr><td>x" * 100_000,
    ],
)
@pytest.mark.parametrize("deep", ["", "<div>" * 300])
def test_wide_and_tall_cells_take_no_longer_than_others(row: str, deep: str) -> None:
    start = time.process_time()
    split_html(f"{deep}<table><tr>{row}</table>")
    assert time.process_time() - start < 3
