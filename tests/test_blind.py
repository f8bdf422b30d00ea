"""Copies of pages that lack names, sectioning elements or claims: the same lines on another page."""

from __future__ import annotations

import numpy as np
import pytest

from bench.blind import CLAIMS, COPIES, ELEMENTS, NAMES, copy_for, html_without, without
from bench.data import Sample
from bench.prepare import Prepared, as_judged
from cleaner.judge.html.features import features
from cleaner.judge.html.vocabulary import Vocabulary

PAGE = """<head><title>The river rises | Post</title><meta property="og:title" content="The river rises again">
<meta name="description" content="Water stood high in the valley on Monday."></head>
<body><header class=top><nav id=menu><a href=/>Home</a></nav></header><main class=story><article>
<h1>The river rises again</h1><p class=lead>Water stood high.</p><p>It rose all day, and all night too.</p></article>
<aside class=related><h2>The river rises again and again</h2></aside></main></body>"""


def item(name: str = "a") -> Prepared:
    page = as_judged(PAGE)
    return Prepared("own", Sample(id=name, html=""), page, np.ones(len(page.lines), np.float32), "example.com", 0)


@pytest.mark.parametrize("lacking", COPIES)
def test_a_copy_has_the_same_lines_and_the_same_arrays(lacking: tuple[str, ...]) -> None:
    one, other = item().page, without(item(), lacking).page
    assert other.lines == one.lines
    assert one.tree is not None
    assert other.tree is not None
    assert other.tree.parent == one.tree.parent
    assert features(other, Vocabulary([], []))[0].shape == features(one, Vocabulary([], []))[0].shape


def test_a_copy_lacks_what_it_shall_lack_and_nothing_else() -> None:
    page, whole = without(item(), (NAMES,)).page, item().page
    assert page.tree is not None
    assert whole.tree is not None
    assert set(page.tree.marks) == {""}
    assert page.tree.tag == whole.tree.tag
    assert page.meta == whole.meta
    tree = without(item(), (ELEMENTS,)).page.tree
    assert tree is not None
    assert not {"article", "aside", "header", "main", "nav"} & set(tree.tag)
    assert {"p", "h1", "a", "body"} <= set(tree.tag)
    assert tree.marks == whole.tree.marks
    assert len({kind for kind, tag in zip(tree.kind, tree.tag, strict=True) if tag == "p"}) == 2  # one has a class


def test_without_claims_the_headline_is_the_first_heading() -> None:
    page = without(item(), (CLAIMS,)).page
    assert page.meta is not None
    assert (page.meta.og_title, page.meta.description) == ("", "")
    assert page.title_line is not None
    assert page.title == page.lines[page.title_line].text == "The river rises again"


def test_the_copy_of_a_page_is_always_the_same_and_not_the_same_for_all() -> None:
    pages = [copy_for(item(str(name))).page for name in range(40)]
    assert pages == [copy_for(item(str(name))).page for name in range(40)]
    kinds = {(page.meta and page.meta.og_title, page.tree and (*page.tree.tag, *page.tree.marks)) for page in pages}
    assert len(kinds) == len(COPIES)


@pytest.mark.parametrize("lacking", COPIES)
def test_markup_without_them_gives_the_same_page(lacking: tuple[str, ...]) -> None:
    """What other extractors get lacks what our copies lack."""
    one, other = as_judged(html_without(PAGE, lacking)), without(item(), lacking).page
    assert one.lines == other.lines or ELEMENTS in lacking  # lines tell the elements they stand in
    assert [line.text for line in one.lines] == [line.text for line in other.lines]
    assert one.tree is not None
    assert other.tree is not None
    assert (one.tree.tag, one.tree.marks) == (other.tree.tag, other.tree.marks)
    assert (one.title, one.title_line) == (other.title, other.title_line)
