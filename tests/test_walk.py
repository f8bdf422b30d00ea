"""The walk over a page's tree: which element holds a line, and which lines an element holds."""

from __future__ import annotations

from itertools import count, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.split.html import split_html
from cleaner.split.lines import collapsed
from cleaner.tree import MAX_DEPTH, lines_within

Inline = list["str | Inline"]
inline: st.SearchStrategy[Inline] = st.recursive(
    st.lists(st.sampled_from(["x", " ", "<!-- -->"]), max_size=3),
    lambda inside: st.lists(st.one_of(st.sampled_from(["x", " ", "<br>"]), inside), max_size=4),
    max_leaves=20,
)


def shared(paths: list[tuple[int, ...]]) -> list[int]:
    """What paths begin with, all of them."""
    return [steps[0] for steps in takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False))]


def holders(page: str) -> list[str]:
    """The tags of the elements that hold the page's lines."""
    tree = split_html(page).tree
    assert tree is not None
    return [tree.tag[node] for node in tree.node]


@pytest.mark.parametrize(
    ("page", "tags"),
    [
        ("<div><p>one</p></div>", ["p"]),
        ("<p><b>one</b></p>", ["b"]),
        ("<p><b> one </b> <!-- two --> </p>", ["b"]),
        ("<p>one <b>two</b></p>", ["p"]),
        ("<p><b>one</b> two</p>", ["p"]),
        ("<p><i><b>one</b></i> <i>two</i></p>", ["p"]),
        ("<p><i><b>one</b> two</i></p>", ["i"]),
        ("<p><i><b>one</b> <b>two</b></i><br><u>three</u></p>", ["i", "u"]),
        ("<div><i>one</i> two<p>three</p><b>four</b></div>", ["div", "p", "b"]),
        ("<p><b>one <span class=tooltip>aside</span></b></p>", ["span", "b"]),
        ("<p><b>one <span class=tooltip>aside</span></b> two</p>", ["span", "p"]),
        ("<p><b>one</b><span class=tooltip><i>an</i> <i>aside</i></span></p>", ["span", "b"]),
    ],
)
def test_the_innermost_element_with_all_of_a_line_holds_it(page: str, tags: list[str]) -> None:
    assert holders(page) == tags


def test_beyond_the_depth_that_counts_the_last_one_that_does_holds_a_line() -> None:
    deep = MAX_DEPTH + 20
    page = split_html("<body>" + "<span>" * deep + "one <b>two</b>" + "</span>" * deep)
    assert page.tree is not None
    assert [line.text for line in page.lines] == ["one two"]
    assert list(page.tree.node) == [len(page.tree.tag) - 1]
    assert holders("<p>" + "<span>" * deep + "one" + "</span>" * deep + " two</p>") == ["p"]


@given(inline)
def test_what_holds_a_line_is_what_its_texts_have_in_common(pieces: Inline) -> None:
    texts: list[list[tuple[int, ...]]] = [[]]
    numbers = count(1)

    def written(some: Inline, inside: tuple[int, ...]) -> str:
        number = next(numbers)
        here = (*inside, number)
        html = []
        for piece in some:
            if piece == "x":
                texts[-1].append(here)
            elif piece == "<br>":
                texts.append([])
            html.append(piece if isinstance(piece, str) else written(piece, here))
        return f"<span id=n{number}>{''.join(html)}</span>"

    page = split_html(f"<p>{written(pieces, ())}</p>")
    common = [shared(line)[-1] for line in texts if line]
    assert page.tree is not None
    assert [page.tree.marks[node] for node in page.tree.node] == [f"n{number}" for number in common]
    for line, node in enumerate(page.tree.node):
        assert line in lines_within(page.tree, node)


@given(st.text(st.sampled_from("ab \t\n\r\f\x1f\x7f")))
def test_space_in_text_collapses(text: str) -> None:
    assert collapsed(text) == " ".join(text.split())


@given(st.sampled_from("\t\n\r\f\xa0").flatmap(lambda space: st.text(st.sampled_from(f"aé漢 {space}"))))
def test_space_in_text_of_any_script_collapses(text: str) -> None:
    assert collapsed(text) == " ".join(text.split())
