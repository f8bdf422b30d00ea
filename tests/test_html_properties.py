"""What holds for every page in seeds/html/, and how an article is written as Markdown."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

import cleaner
from cleaner import render
from tests.conftest import ROOT, run

PAGES = sorted((ROOT / "seeds" / "html").glob("*.html"))
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


def bug(reason: str, *values: object) -> object:
    """A row of a table that the product does not pass yet."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


def document(path: Path) -> cleaner.Document:
    return cleaner.Document(source=path.read_bytes(), kind="html", id=path.stem)


@pytest.fixture(scope="module")
def alone() -> dict[str, cleaner.Article]:
    """Every page by a cleaner that has seen no other."""
    return {path.stem: cleaner.Cleaner().clean(document(path)) for path in PAGES}


def test_company_does_not_matter(alone: dict[str, cleaner.Article]) -> None:
    documents = [document(path) for path in PAGES]
    assert list(cleaner.clean_many(documents)) == list(alone.values())


def test_order_does_not_matter(alone: dict[str, cleaner.Article]) -> None:
    documents = [document(path) for path in PAGES]
    backwards = list(cleaner.clean_many(documents[::-1] + documents[:1]))
    assert backwards[: len(PAGES)][::-1] == list(alone.values())
    assert backwards[-1] == backwards[len(PAGES) - 1]


@each_page
def test_a_page_is_recognised_as_one(path: Path, alone: dict[str, cleaner.Article]) -> None:
    assert cleaner.clean(path.read_bytes(), id=path.stem) == alone[path.stem]
    assert cleaner.clean(path.read_text(encoding="utf-8"), id=path.stem) == alone[path.stem]


@each_page
def test_asking_for_the_explanation_changes_nothing(path: Path, alone: dict[str, cleaner.Article]) -> None:
    article = cleaner.clean(document(path))
    assert article.explain().count("\n") == len(article.lines) + 1
    assert article == alone[path.stem]
    assert all(line.reason and line.verdict.judge for line in article.lines)
    assert all(0 <= line.verdict.score <= 1 for line in article.lines)


@each_page
def test_metadata_changes_nothing_else(path: Path, alone: dict[str, cleaner.Article]) -> None:
    article = cleaner.Cleaner(metadata=True).clean(document(path))
    assert article.metadata is not None
    assert msgspec.structs.replace(article, metadata=None) == alone[path.stem]


@each_page
def test_the_text_is_the_title_and_the_body(path: Path, alone: dict[str, cleaner.Article]) -> None:
    article = alone[path.stem]
    assert article.text == "\n\n".join(filter(None, (article.title, article.body)))
    assert article.body.strip("\n") == article.body
    assert "\n\n\n" not in article.text


@each_page
def test_kept_lines_stand_in_the_body_in_order_and_nothing_else_does(
    path: Path, alone: dict[str, cleaner.Article]
) -> None:
    article = alone[path.stem]
    kept = [line.text for line in article.kept if line.label is not cleaner.Label.TITLE]
    assert article.body.replace("\t", "\n").split() == "\n".join(kept).split()
    position = 0
    for text in kept:
        position = article.body.index(text, position) + len(text)


@each_page
def test_every_line_is_kept_or_removed(path: Path, alone: dict[str, cleaner.Article]) -> None:
    article = alone[path.stem]
    assert [line.number for line in article.lines] == list(range(1, len(article.lines) + 1))
    assert sorted([*article.kept, *article.removed], key=lambda line: line.number) == list(article.lines)
    assert article.kept and article.removed


@each_page
def test_the_cleaned_text_is_clean(path: Path, alone: dict[str, cleaner.Article]) -> None:
    again = cleaner.clean(alone[path.stem].text, kind="text")
    assert [line.text for line in again.removed] == []
    assert again.text.split() == alone[path.stem].text.split()


@each_page
def test_the_markdown_holds_every_kept_word(path: Path, alone: dict[str, cleaner.Article]) -> None:
    article = alone[path.stem]
    signs = str.maketrans(dict.fromkeys("#>|-\\`", " "))
    assert render.markdown(article).translate(signs).split() == article.text.translate(signs).split()


@each_page
def test_the_markdown_keeps_headings_and_lists(path: Path, alone: dict[str, cleaner.Article]) -> None:
    article = alone[path.stem]
    written = render.markdown(article).split("\n")
    if article.title:
        assert written[0] == f"# {article.title}"
    for line in article.kept:
        if line.label is cleaner.Label.HEADING:
            assert f"{'#' * line.line.level} {line.text}" in written
        elif line.line.role == "item":
            marker = "-" if line.line.ordinal is None else f"{line.line.ordinal}."
            assert f"{marker} {line.text}" in [row.strip() for row in written]
        elif line.line.role == "quote":
            assert f"> {line.text}" in written


def markdown(page: str) -> str:
    """A whole page in Markdown, as if all of it were the article's body."""
    article = cleaner.Cleaner(keep=cleaner.Label).clean(page, kind="html")
    lines = []
    for line in article.lines:
        label = cleaner.Label.HEADING if line.line.role == "heading" else cleaner.Label.BODY
        lines.append(msgspec.structs.replace(line, verdict=cleaner.Verdict(True, label, "a test", "test")))
    return render.markdown(msgspec.structs.replace(article, title=None, lines=tuple(lines)))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a<p>b", "a\n\nb\n"),
        ("<h2>a</h2><p>b</p><h3>c</h3>", "## a\n\nb\n\n### c\n"),
        ("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc\n"),
        ("a<ul><li>b<ul><li>c</ul><li>d</ul>", "a\n\n- b\n  - c\n- d\n"),
        ("<ul><li>a<ul><li>b<li>c</ul></ul><ul><li>d</ul>", "- a\n  - b\n  - c\n\n+ d\n"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b\n"),
        ("<ol><li>a<ul><li>b</ul><li>c</ol>", "1. a\n   - b\n2. c\n"),
        ("<ol start=9><li>a<li>b<ol><li>c</ol></ol>", "9. a\n10. b\n    1. c\n"),
        ("<ul><li>a<ol start=3><li>b</ol></ul>", "- a\n\n  3. b\n"),  # right below a it would be a's text
        ("<ol><li><p>a<p>b<li>c</ol>", "1. a\n\n   b\n2. c\n"),
        ("<ol><li>a<ul><li>b</ul>c<li>d</ol>", "1. a\n   - b\n\n   c\n2. d\n"),
        ("<ul><li><ul><li>a<li>b</ul><li>c</ul>", "- a\n- b\n- c\n"),  # an item without text is no line
        ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc\n"),
        ("<pre>a\n  # b</pre><p>c</p>", "```\na\n  # b\n```\n\nc\n"),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "| a | b |\n| --- | --- |\n| c | d |\n"),
        ("<table><tr><td>a<tr><td>b<td>c</table>", "| a |  |\n| --- | --- |\n| b | c |\n"),
        ("<table><tr><td>a|b</table>", "| a\\|b |\n| --- |\n"),
        ("<p># a<p>&gt; b<p>1. c<p>2) d", "\\# a\n\n\\> b\n\n1\\. c\n\n2\\) d\n"),
        ("<p>- a<p>* b<p>+ c", "\\- a\n\n\\* b\n\n\\+ c\n"),
        ("<p>---<p>~~~", "\\---\n\n\\~~~\n"),
        ("<pre>```\na</pre>", "````\n```\na\n````\n"),
        ("<table><tr><td><td>a<tr><td>b<td>c</table>", "|  | a |\n| --- | --- |\n| b | c |\n"),
        ("<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>",
            "| a |  | b |\n| --- | --- | --- |\n| c | d | e |\n"),
        ("<table><tr><th rowspan=2>a<td>b<tr><td>c</table>", "| a | b |\n| --- | --- |\n|  | c |\n"),
        ("<table><tr><td>a<br>b<td>c<tr><td>d<td>e</table>", "| a b | c |\n| --- | --- |\n| d | e |\n"),
        ("<table><tr><td>a</table><table><tr><td>b</table>", "| a |\n| --- |\n\n| b |\n| --- |\n"),
        ("<table><tr><td>a<tbody><tr><td>b<td>c</table><table><tr><td>d</table>",
            "| a |  |\n| --- | --- |\n| b | c |\n\n| d |\n| --- |\n"),
        ("<pre>a</pre><pre>b</pre>", "```\na\n```\n\n```\nb\n```\n"),
        ("<pre>a\nb</pre><pre>c\n\nd</pre>", "```\na\nb\n```\n\n```\nc\n\nd\n```\n"),
        ("<pre>a\n\n \nb\nc</pre>", "```\na\n\n\nb\nc\n```\n"),
        ("<pre><code>a\n\n<b>if</b> b:\n\n    c</code></pre>", "```\na\n\nif b:\n\n    c\n```\n"),
        bug("a second break in code is lost", "<pre>a<br><br>b</pre>", "```\na\n\nb\n```\n"),
        ("<ul><li># a</ul>", "- \\# a\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_markdown(page: str, expected: str) -> None:
    assert markdown(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<h2>a<br>b</h2><p>c</p>", "## a b\n\nc\n"),
        ("<h3>a<br>b<br>c</h3>", "### a b c\n"),
        ("<h2>a<div>b</div></h2>", "## a b\n"),
        ("<h2>a<br># b #</h2>", "## a # b \\#\n"),
        ("<h2>a</h2><h2>b</h2>", "## a\n\n## b\n"),
        ("<h2>a<br>b</h2><h2>c<br>d</h2>", "## a b\n\n## c d\n"),
        ("<h2>a<br>b</h2><h3>c</h3>", "## a b\n\n### c\n"),
        ("<h2>a<br>b<br>c<br>d</h2>", "## a\n\n## b\n\n## c\n\n## d\n"),  # text in large type
        ("<p>a<br>b</p>", "a\n\nb\n"),
    ],
)
def test_a_heading_of_a_few_lines_is_one(page: str, expected: str) -> None:
    assert markdown(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ul><li><p>a<p>b<li>c</ul>", "- a\n\n  b\n- c\n"),
        ("<ul><li>a<br>b</ul>", "- a\n\n  b\n"),
        ("<ul><li>a<ul><li>b</ul>c<li>d</ul>", "- a\n  - b\n\n  c\n- d\n"),
        ("<ul><li>a<ul><li><p>b<p>c</ul></ul>", "- a\n  - b\n\n    c\n"),
        ("<ul><li><p># a<p># b</ul>", "- \\# a\n\n  \\# b\n"),
        ("<dl><dt>a<dd><p>b<p>c</dl>", "- a\n- b\n\n  c\n"),
        ("<ul><li>a</ul><p>b</p><ul><li>c</ul>", "- a\n\nb\n\n- c\n"),
        ("<ul><li>a</li>b<li>c</ul>", "- a\n\nb\n\n- c\n"),  # in the list, but in no item
        ("<ol><li>a<li value=1>b</ol>", "1. a\n1. b\n"),  # of one number, but two items
        (f"{'<div>' * 118}<ul><li>a<li>b</ul>", "- a\n- b\n"),  # at and beyond the depth that counts
        (f"{'<div>' * 130}<ul><li>a<li>b</ul>", "- a\n- b\n"),
    ],
)
def test_a_further_paragraph_stays_in_its_item(page: str, expected: str) -> None:
    assert markdown(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ul><li>a<li>b</ul><ul><li>c<li>d</ul>", "- a\n- b\n\n+ c\n+ d\n"),
        ("<ul><li>a</ul><ul><li>b</ul><ul><li>c</ul>", "- a\n\n+ b\n\n- c\n"),
        ("<ul><li>a<li>b</ul><ul><li><p>c<p>d</ul>", "- a\n- b\n\n+ c\n\n  d\n"),
        ("<ol><li>a<li>b</ol><ol><li>c<li>d</ol>", "1. a\n2. b\n\n1) c\n2) d\n"),
        ("<ol><li>a</ol><ol><li>b<ul><li>c</ul></ol>", "1. a\n\n1) b\n   - c\n"),
        ("<ol><li>a</ol><ol start=5><li>b</ol>", "1. a\n\n5) b\n"),
        ("<ul><li>a<ul><li>b</ul><ul><li>c</ul><li>d</ul>", "- a\n  - b\n\n  + c\n- d\n"),
        ("<ul><li>a<ul><li>b</ul><li>c<ul><li>d</ul></ul>", "- a\n  - b\n- c\n  - d\n"),  # apart already
        ("<ol><li>a</ol><ol start=2><li>b</ol>", "1. a\n2. b\n"),  # counts on: reads as it should
        ("<ul><li>a</ul><ol><li>b</ol><ul><li>c</ul>", "- a\n1. b\n- c\n"),  # of two kinds
        ("<ul><div><li>a</div><div><li>b</div></ul>", "- a\n- b\n"),
        ("<dl><div><dt>a<dd>b</div><div><dt>c<dd>d</div></dl>", "- a\n- b\n- c\n- d\n"),
        ("<ul><li>a</ul><p>b</p><ul><li>c</ul>", "- a\n\nb\n\n- c\n"),
    ],
)
def test_lists_stay_apart(page: str, expected: str) -> None:
    assert markdown(page) == expected


def test_labels_do_not_hang_on_the_hash_seed() -> None:
    """A set orders strings anew in each process: two processes must still say the same."""
    page = str(PAGES[0].parent / "wordpress-comments.html")
    seeds = [{**os.environ, "PYTHONHASHSEED": seed} for seed in "123"]
    assert len({run("explain", page, env=seed).stdout for seed in seeds}) == 1
