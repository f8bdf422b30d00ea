"""HTML to lines: what a browser shows as one line is one line, with its role, and nothing is lost or doubled."""

from __future__ import annotations

import codecs
import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.split.html import split_html

RUSSIAN = "Река снова поднялась ночью, и жители деревни ждали помощи до самого утра."
JAPANESE = "川の水位は夜のうちに再び上昇し、村の住民は朝まで救助を待った。"


def bug(reason: str, *values: object, id: str | None = None) -> object:
    """A row of a table that the product does not pass yet."""
    return pytest.param(*values, id=id, marks=pytest.mark.xfail(strict=True, reason=reason))


def texts(page: str) -> list[str]:
    """The texts of a page's lines."""
    return [line.text for line in split_html(page).lines]


def roles(page: str) -> list[tuple[str, str, int]]:
    """Text, role and level of a page's lines."""
    return [(line.text, line.role, line.level) for line in split_html(page).lines]


def shown(page: str) -> list[str]:
    """The texts of the lines that a browser shows."""
    return [line.text for line in split_html(page).lines if not line.hidden]


def hidden(page: str) -> list[str]:
    """The texts of the lines that a browser does not show."""
    return [line.text for line in split_html(page).lines if line.hidden]


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<p>flood<b>ed</b> fields</p>", "flooded fields"),
        ("<p>the <b>river</b> rose</p>", "the river rose"),
        ("<p>the<b> river </b>rose</p>", "the river rose"),
        ("<p>the <b> river </b> rose</p>", "the river rose"),
        ("<p>the <b></b> <i> </i> river</p>", "the river"),
        ("<p> the river </p>", "the river"),
        ("<p><b> the</b> river <i>rose </i></p>", "the river rose"),
        ('<p>said <a href="/lee">Ann Lee</a>, who saw it</p>', "said Ann Lee, who saw it"),
        ('<p>(<a href="/a">map</a>)</p>', "(map)"),
        ('<p>“<a href="/a"><b>No</b>body</a>” knew</p>', "“Nobody” knew"),
        ('<p>see<a href="/a"> here </a>and<a href="/b"> there</a></p>', "see here and there"),
        ("<p>Donau<wbr>dampf<wbr/>schiff</p>", "Donaudampfschiff"),
        ("<p>40&nbsp;km</p>", "40 km"),
        ("<p>40&nbsp;&nbsp; km&nbsp;</p>", "40 km"),
        ("<p>40\u00a0km</p>", "40 km"),
        ("<p>the river\nrose\r\n\t  again</p>", "the river rose again"),
        ("<p>the river<!-- ad --> rose</p>", "the river rose"),
        ("<p>riv<!-- ad -->er</p>", "river"),
        ("<p>riv<span></span>er</p>", "river"),
        ("<p>the <img src=a.jpg> river</p>", "the river"),
        ("<p>the <img src=a.jpg alt='A boat'> river</p>", "the river"),
        ("<p>H<sub>2</sub>O at 3 m<sup>3</sup></p>", "H2O at 3 m3"),
        ("<p>the <em>river <strong>rose <u>again</u></strong></em>.</p>", "the river rose again."),
        ("<p>the <font color=red>river</font> <span><span>rose</span></span></p>", "the river rose"),
        ("<p>on <time datetime=2024-10-03>Thursday</time>, <abbr title=x>UN</abbr> said</p>", "on Thursday, UN said"),
        ("<p>the <x-term>river</x-term> rose</p>", "the river rose"),
        ("<p>one<script>let a = 1;</script> two</p>", "one two"),
        ("<p>one<style>p {}</style> two</p>", "one two"),
        ("<p>one <svg><title>icon</title><text>drawn</text></svg>two</p>", "one two"),
    ],
)
def test_text_in_one_block_is_one_line(page: str, line: str) -> None:
    assert texts(page) == [line]


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<p>Donau&shy;dampf\u00adschiff</p>", "Donaudampfschiff"),
        ("<p>Donau&#8203;dampf\u200bschiff</p>", "Donaudampfschiff"),
        ("<p>the\u2060 river\ufeff rose</p>", "the river rose"),
    ],
)
def test_soft_breaks_are_gone_from_the_article(page: str, line: str) -> None:
    assert [judged.text for judged in cleaner.clean(page, kind="html").lines] == [line]


INLINE = ("b", "i", "em", "strong", "a", "span", "u", "small", "sup", "abbr", "code", "mark")
WORDS = st.text("aZ09.,é日 \n\t\u00a0", max_size=8)
PIECES = st.lists(st.tuples(WORDS, st.sampled_from(INLINE), WORDS), max_size=8)


@given(PIECES)
def test_inline_tags_neither_add_nor_take_a_character(pieces: list[tuple[str, str, str]]) -> None:
    page = "".join(f"{before}<{tag}>{inside}</{tag}>" for before, tag, inside in pieces)
    expected = re.sub(r"\s+", " ", "".join(before + inside for before, _, inside in pieces)).strip()
    assert texts(f"<p>{page}</p>") == ([expected] if expected else [])


BLOCKS = ("p", "div", "section", "article", "h2", "blockquote", "figcaption", "aside", "address", "center")


@given(st.lists(st.tuples(st.sampled_from(BLOCKS), st.text("abc <>&", max_size=6)), max_size=8))
def test_blocks_never_join(blocks: list[tuple[str, str]]) -> None:
    page = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in blocks)
    assert texts(page) == [" ".join(text.split()) for _, text in blocks if text.strip()]


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<div>one<div>two</div>three</div>", ["one", "two", "three"]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("<p>one</p>two<p>three</p>", ["one", "two", "three"]),
        ("<p>one<br>two<br/>three<br><br>four</p>", ["one", "two", "three", "four"]),
        ("<p>one<b>, two<br>three</b>, four</p>", ["one, two", "three, four"]),
        ("<p>one<hr>two", ["one", "two"]),
        ("<b><p>one</p><p>two</p></b>", ["one", "two"]),
        ("<a href=/a><h2>one</h2><p>two</p></a>", ["one", "two"]),
        ("<div>one<x-card>two</x-card>three</div>", ["one", "two", "three"]),
        ("<h1>one</h1>two", ["one", "two"]),
        ("<article><header>one</header><main>two</main><footer>three</footer></article>", ["one", "two", "three"]),
        ("<figure><img src=a.jpg><figcaption>one</figcaption></figure>two", ["one", "two"]),
        ("<details><summary>one</summary>two</details>", ["one", "two"]),
        ("<table><caption>one</caption><tr><td>two<br>three</table>", ["one", "two", "three"]),
        ("<p>&nbsp;</p><p> \n</p><div></div><p>one</p>", ["one"]),
        ("<span>one</span><span> two</span>", ["one two"]),
        ("<label>one</label> <cite>two</cite>", ["one two"]),
        bug("options are glued together", "<select><option>one<option>two</select>", ["one", "two"]),
    ],
)
def test_blocks_and_breaks_end_a_line(page: str, lines: list[str]) -> None:
    assert texts(page) == lines


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<pre>one\n  two\n\n    three</pre>", ["one", "  two", "    three"]),
        ("<pre>\none</pre>", ["one"]),
        ("<pre><code>x  = 1\ny = <b>2</b></code></pre>", ["x  = 1", "y = 2"]),
        ("<pre>one<br>two</pre>", ["one", "two"]),
        ("<pre>one\n\ttwo</pre>", ["one", "    two"]),
        ("<pre>\tone</pre>", ["    one"]),
        ("<pre>&lt;p&gt; &amp;amp;</pre>", ["<p> &amp;"]),
    ],
)
def test_preformatted_lines_keep_their_shape(page: str, lines: list[str]) -> None:
    assert roles(page) == [(line, "pre", 0) for line in lines]


def test_after_preformatted_text_space_collapses_again() -> None:
    assert roles("<pre>a  b</pre><p>c  d</p>") == [("a  b", "pre", 0), ("c d", "text", 0)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ul><li>a<li>b</ul>", [("a", "item", 1), ("b", "item", 1)]),
        ("<ol><li>a<ul><li>b</ul><li>c</ol>", [("a", "item", 1), ("b", "item", 2), ("c", "item", 1)]),
        (
            "<ul><li>a<ul><li>b<ol><li>c</ol>d</ul>e</ul>f",
            [
                ("a", "item", 1),
                ("b", "item", 2),
                ("c", "item", 3),
                ("d", "item", 2),
                ("e", "item", 1),
                ("f", "text", 0),
            ],
        ),
        ("<ul><li><p>a</p><p>b</p></li></ul>", [("a", "item", 1), ("b", "item", 1)]),
        ("<ul><li><div><span><a href=/a>a</a></span></div></li></ul>", [("a", "item", 1)]),
        ("<dl><dt>a<dd>b</dl>", [("a", "item", 1), ("b", "item", 1)]),
        ("<menu><li>a</menu>", [("a", "item", 1)]),
        (
            "".join(f"<h{n}>a{n}</h{n}>" for n in range(1, 7)),
            [(f"a{n}", "heading", n) for n in range(1, 7)],
        ),
        ("<h2><span>a</span> <small>b</small></h2>c", [("a b", "heading", 2), ("c", "text", 0)]),
        ("<h3>a<br>b</h3>", [("a", "heading", 3), ("b", "heading", 3)]),
        ("<ul><li><h3>a</h3>b</ul>", [("a", "heading", 3), ("b", "item", 1)]),
        ("<blockquote>a<p>b</p></blockquote>c", [("a", "quote", 0), ("b", "quote", 0), ("c", "text", 0)]),
        ("<blockquote><div><p><i>a</i></p></div></blockquote>", [("a", "quote", 0)]),
        ("<div class=quote><p>a</p></div>", [("a", "text", 0)]),
    ],
)
def test_structure_is_kept(page: str, expected: list[tuple[str, str, int]]) -> None:
    assert roles(page) == expected


@pytest.mark.parametrize(
    ("page", "cells"),
    [
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td><p>d</p></td></tr></table>", "abcd"),
        ("<table><thead><tr><th>a<th>b<tbody><tr><td>c<td>d<tfoot><tr><td>e</table>", "abcde"),
        ("<table><tr><td>a<table><tr><td>b</table><td>c</table>", "abc"),
        ("<tr><td>a<td>b", None),
    ],
)
def test_table_cells_are_lines_of_their_own(page: str, cells: str | None) -> None:
    found = [(line.text, line.role) for line in split_html(page).lines]
    assert found == ([(cell, "cell") for cell in cells] if cells else [("ab", "text")])


@pytest.mark.parametrize(
    ("page", "levels"),
    [
        ("<table><tr><td>a<br>b<br>c<br>d<br>e<td>f</table>", [0] * 6),  # columns of a page
        ("<table><tr><td>a<br>b<br>c<br>d<td>e</table>", [1] * 5),
        (f"<table><tr><td><p>{'long ' * 50}<p>a<td>b</table>", [0] * 3),  # paragraphs beside a column
        (f"<table><tr><td>{'long ' * 50}<td>b</table>", [1] * 2),  # a remark in a table of values
        ("<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>", [0, 1, 1, 0]),
    ],
)
def test_a_table_that_lays_out_the_page_has_no_rows(page: str, levels: list[int]) -> None:
    lines = [judged.line for judged in cleaner.clean(page, kind="html").lines]
    assert [line.level for line in lines if line.role == "cell"] == levels


def test_cells_of_a_row_share_a_level_that_other_rows_do_not_have() -> None:
    page = "<table><tr><th>a<th>b<tr><td>c<td>d</table><p>e</p><table><tr><td>f</table>"
    lines = cleaner.clean(page, kind="html").lines
    levels = {judged.text: judged.line.level for judged in lines if judged.line.role == "cell"}
    assert levels["a"] == levels["b"] and levels["c"] == levels["d"]
    assert len({levels["a"], levels["c"], levels["f"]}) == 3


@pytest.mark.parametrize(
    ("page", "seen", "unseen"),
    [
        ("<p hidden>a</p><p>b</p>", ["b"], ["a"]),
        ('<p hidden="until-found">a</p>b', ["b"], ["a"]),
        ('<p aria-hidden="true">a</p><p aria-hidden="false">b</p>', ["b"], ["a"]),
        ('<p style="display:none">a</p><p style="display:block">b</p>', ["b"], ["a"]),
        ('<p style="color:red; DISPLAY : NONE !important">a</p>b', ["b"], ["a"]),
        ('<p style="visibility: hidden">a</p>b', ["b"], ["a"]),
        ("<div hidden><p>a</p><div>b<ul><li>c</ul></div></div><p>d</p>", ["d"], ["a", "b", "c"]),
        ("<div hidden><div hidden><p>a</p></div><p>b</p></div><p>c</p>", ["c"], ["a", "b"]),
        ("<template><p>a</p></template><p>b</p>", ["b"], ["a"]),
        ("<div><template><p>a</p><template><p>b</p></template></template></div><p>c</p>", ["c"], ["a", "b"]),
        ("b<noscript><p>Please switch on scripts</p></noscript>", ["b"], ["Please switch on scripts"]),
        ("<figure><noscript><img src=a.jpg></noscript><figcaption>a</figcaption></figure>", ["a"], []),
        ("<figure><noscript><figure>a</figure></noscript><figcaption>b</figcaption></figure>", ["b"], ["a"]),
        ("<video>Your browser is old</video><audio>Very old</audio>b", ["b"], ["Your browser is old", "Very old"]),
        ("<dialog>a</dialog>b", ["b"], ["a"]),
        ("<dialog open>a</dialog>b", ["a", "b"], []),
        ("<div hidden><dialog open>a</dialog></div>b", ["b"], ["a"]),
        ("<p><span class=sr-only>a</span></p>b", ["b"], ["a"]),
        ('<span class="visually-hidden">a</span><p>b</p>', ["b"], ["a"]),
        ('<p>the <span class="sr-only">(opens below)</span> river</p>', ["the river"], ["(opens below)"]),
        ('<p>riv<span class="x screen-reader-text"> note </span>er</p>', ["river"], ["note"]),
        ("<p>a <a href=/a>map<span class=sr-only>new tab</span></a>, b</p>", ["a map, b"], ["new tab"]),
        ("<p>a <span class=tooltiptext>what <b>it</b> is</span> b</p>", ["a b"], ["what it is"]),
        ("<p>a<span class=sr-only>x</span> b<span class=sr-only>y</span> c</p>", ["a b c"], ["x", "y"]),
        ("<p>a <span class=tooltiptext>x <span class=sr-only>y</span> z</span> b</p>", ["a b"], ["y", "x z"]),
        ('<h2>a<span class="sr-only">x</span></h2>', ["a"], ["x"]),
        ("<p>a <span hidden>x</span> b</p>", ["a b"], ["x"]),
        ('<p>a <span style="display:none">x</span> b</p>', ["a b"], ["x"]),
        ("<p>a <i aria-hidden=true>x</i> b</p>", ["a b"], ["x"]),
        ("<p>a <template>x</template> b</p>", ["a b"], ["x"]),
        ("<template>x</template><p>b</p>", ["b"], ["x"]),
        ("<x-a><template shadowrootmode=open><p>a</p></template></x-a><p>b</p>", ["a", "b"], []),
        ("<x-a><template shadowrootmode=closed><p hidden>a</p></template></x-a><p>b</p>", ["b"], ["a"]),
        ("<div hidden><template shadowrootmode=open><p>a</p></template></div><p>b</p>", ["b"], ["a"]),
        ("<p shadowrootmode=open>a</p><template open><p>b</p></template>", ["a"], ["b"]),
        ("<p><span hidden>x</span></p>b", ["b"], ["x"]),
        ("<p>a <img data-src=a.jpg><noscript><img src=a.jpg></noscript> b</p>", ["a b"], []),
        ("<p>a <noscript>c</noscript> b</p>", ["a b"], ["c"]),
        ("<div>a <noscript>c</noscript> b</div>", ["a", "b"], ["c"]),
    ],
)
def test_hidden_text_is_known_as_such_and_not_lost(page: str, seen: list[str], unseen: list[str]) -> None:
    assert (shown(page), sorted(hidden(page))) == (seen, sorted(unseen))


@pytest.mark.parametrize(
    "page",
    [
        "<script>var a = '<p>no</p>';</script>",
        '<script type=application/json>{"a": "no"}</script>',
        "<script>/* </p> */ document.write('no')",
        "<script><!-- no --></script>",
        "<style>p::before { content: 'no' }</style>",
        "<style>no",
        "<svg><title>no</title><desc>no</desc><text>no</text></svg>",
        "<math><semantics><annotation encoding=application/x-tex>no</annotation></semantics></math>",
        "<math><semantics><annotation-xml><ci>no</ci></annotation-xml></semantics></math>",
        "<svg><foreignObject><p>no</p></foreignObject></svg>",
        "<canvas>no</canvas>",
        "<iframe src=a><p>no</p></iframe>",
        "<object><embed src=no></object>",
        "<!-- <p>no</p> -->",
        "<!-- no",
        "<!--[if IE]><p>no</p><![endif]-->",
        "<![CDATA[no]]>",
        "<p><![CDATA[no]]></p>",
        "<?php echo 'no' ?>",
        "<title>no</title><meta name=description content=no><link title=no>",
        "<img alt=no title=no><input value=no placeholder=no>",
        "<div data-text=no title=no aria-label=no></div>",
        "<!DOCTYPE html PUBLIC 'no'>",
        "",
        " \n\t",
    ],
)
def test_code_and_comments_are_never_text(page: str) -> None:
    assert texts(page) == []
    assert texts(f"<p>one</p>{page}") == ["one"]


BODY = "<h1>a</h1><ul><li>b<ul><li>c</ul></ul><p>d <b>e</b></p><table><tr><td>f</table><blockquote>g</blockquote>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '<form id="aspnetForm" method="post" action="a.aspx"><input type="hidden" name="__VIEWSTATE" value="x">',
            "</form>",
        ),
        ('<form id="form1"><div class="aspNetHidden"><input value="x"></div><div>', "</div></form>"),
        ('<body><form><div id="ctl00_main">', "</div>"),
        ("<form>", ""),
        ("<div>", "</div>"),
        ("<main><article>", "</article></main>"),
        ("<center><font>", "</font></center>"),
    ],
)
def test_a_wrapper_changes_no_line(before: str, after: str) -> None:
    assert roles(before + BODY + after) == roles(BODY)


def test_form_elements_are_lines() -> None:
    page = "<form><p>a</p><label>b</label><textarea>c</textarea><button>d</button><form><p>e</p></form><p>f</p></form>"
    assert texts(page) == ["a", "b", "c", "d", "e", "f"]


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("text", ["text"]),
        ("text <b>in</b> body<p>one</p>tail", ["text in body", "one", "tail"]),
        ("<html><head><title>T</title></head><body>text</body></html>", ["text"]),
        ("<title>T</title>text", ["text"]),
        ("<p>one</p></body></html><p>two</p>", ["one", "two"]),
        ("one<br>two<br><br>three", ["one", "two", "three"]),
        ("<p>one<p>two<div>three", ["one", "two", "three"]),
        ("<p>one <b>two<p>three</b> four", ["one two", "three four"]),
        ("<div><p>one</div>two</p>three", ["one", "two", "three"]),
        ("</p>one</div></b>", ["one"]),
        ("<p>one</i> two</p>", ["one two"]),
        ("<p>one <b>two</p><p>three</p>", ["one two", "three"]),
        ("<table>one<tr><td>two</table>", ["one", "two"]),
        ("<p>one<", ["one<"]),
        ("<p>one</", ["one</"]),
        ("<p>one < two > three <4", ["one < two > three <4"]),
        ("<p>one<b", ["one"]),
        ("<p class='a>one</p>", []),
        ("<p\nclass=a\n>one</p\n>", ["one"]),
        ("<P>one<BR>two</P><DIV>three</DIV>", ["one", "two", "three"]),
        ("<p/>one<div/>two", ["one", "two"]),
        ("<html><body><html><body><p>one", ["one"]),
        ("<p>one\0two</p>", ["onetwo"]),
    ],
)
def test_broken_markup_loses_no_text(page: str, lines: list[str]) -> None:
    assert texts(page) == lines


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Tom &amp; Ann", "Tom & Ann"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("&copy; caf&eacute;", "© café"),
        ("&#8220;a&#x201D; &#39;b&#39; &quot;c&quot;", "“a” 'b' \"c\""),
        ("AT&T & Co", "AT&T & Co"),
        ("&amp;amp; &amp;lt;", "&amp; &lt;"),
        ("a&ampb &copy2024", "a&b ©2024"),
        ("&unknown; &;", "&unknown; &;"),
        ("&#xZZ; &#;", "&#xZZ; &#;"),
        ("&#128;5", "€5"),
        ("&#0;&#xD800;&#1114112;&#xFFFFFFFFFF;", "\ufffd" * 4),
        ("&#128512;", "😀"),
        ("&ngE;", "≧\u0338"),
        ("a?b=1&copy=2", "a?b=1©=2"),
    ],
)
def test_entities(source: str, text: str) -> None:
    assert texts(f"<p>{source}</p>") == [text]


def html_page(charset: str, text: str) -> str:
    """A page that names its charset in the modern way."""
    return f'<!DOCTYPE html><html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'


def old_page(charset: str, text: str) -> str:
    """A page that names its charset in the old way."""
    meta = f'<META http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


def xml_page(charset: str, text: str) -> str:
    """A page that names its charset in an XML declaration."""
    return f"<?xml version='1.0' encoding='{charset}'?>\n<!DOCTYPE html><html><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        pytest.param(html_page("windows-1251", RUSSIAN).encode("cp1251"), None, RUSSIAN, id="1251"),
        pytest.param(old_page("Windows-1251", RUSSIAN).encode("cp1251"), None, RUSSIAN, id="1251 old meta"),
        pytest.param(xml_page("windows-1251", RUSSIAN).encode("cp1251"), None, RUSSIAN, id="1251 xml"),
        pytest.param(html_page("koi8-r", "Река.").encode("koi8-r"), None, "Река.", id="too short to guess"),
        pytest.param(html_page("Shift_JIS", JAPANESE).encode("cp932"), None, JAPANESE, id="shift_jis"),
        pytest.param(old_page("euc-jp", JAPANESE).encode("euc-jp"), None, JAPANESE, id="euc-jp"),
        pytest.param(old_page("iso-8859-1", "“A café”").encode("cp1252"), None, "“A café”", id="latin1 is 1252"),
        pytest.param(html_page("utf-16", RUSSIAN).encode("utf-16"), None, RUSSIAN, id="utf-16 with mark"),
        pytest.param(
            codecs.BOM_UTF16_BE + html_page("utf-8", RUSSIAN).encode("utf-16-be"), None, RUSSIAN, id="mark beats meta"
        ),
        pytest.param(
            codecs.BOM_UTF8 + html_page("windows-1251", RUSSIAN).encode(), None, RUSSIAN, id="utf-8 mark beats meta"
        ),
        pytest.param(html_page("utf-16", RUSSIAN).encode(), None, RUSSIAN, id="a meta cannot say utf-16"),
        pytest.param(html_page("windows-1251", RUSSIAN).encode(), None, RUSSIAN, id="meta out of date"),
        pytest.param(html_page("x-nonsense", RUSSIAN).encode(), None, RUSSIAN, id="unknown meta"),
        pytest.param(html_page("utf-8", RUSSIAN).encode("cp1251"), "windows-1251", RUSSIAN, id="header beats meta"),
        pytest.param(html_page("windows-1251", RUSSIAN).encode("koi8-r"), "koi8-r", RUSSIAN, id="header beats meta 2"),
        pytest.param(html_page("windows-1251", RUSSIAN).encode(), "utf-8", RUSSIAN, id="header utf-8"),
        pytest.param(html_page("windows-1251", RUSSIAN).encode("cp1251"), "utf-8", RUSSIAN, id="header does not fit"),
        pytest.param(
            html_page("koi8-r", "Да.").encode("koi8-r"),
            "utf-8",
            "Да.",
            id="header does not fit, short",
        ),
        pytest.param(
            b"<!-- <meta charset=koi8-r> -->" + html_page("windows-1251", RUSSIAN).encode("cp1251"),
            None,
            RUSSIAN,
            id="meta in a comment",
        ),
        pytest.param(f"<html><body><p>{RUSSIAN}".encode("cp1251"), None, RUSSIAN, id="no meta"),
    ],
)
def test_the_charset_of_bytes(data: bytes, encoding: str | None, text: str) -> None:
    article = cleaner.clean(data, kind="html", encoding=encoding)
    assert [line.text for line in article.lines] == [text]


PAGE = (
    f"<html><body><nav><a href=/>Home</a></nav>{BODY}<p hidden>x</p><p>y<span class=sr-only>z</span></p></body></html>"
)


def test_line_numbers_count_from_one_in_order() -> None:
    lines = split_html(PAGE).lines
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


@given(
    st.lists(
        st.sampled_from("<p>,</p>,<b>,</b>,<br>,<li>,<ul>,</ul>,<td>,a,b c,<span class=sr-only>,</span>".split(","))
    )
)
def test_kept_and_removed_are_all_lines(pieces: list[str]) -> None:
    page = "".join(pieces)
    article = cleaner.clean(page, kind="html")
    assert [line.text for line in article.lines] == texts(page)
    assert [line.number for line in article.lines] == list(range(1, len(article.lines) + 1))
    assert sorted([*article.kept, *article.removed], key=lambda line: line.number) == list(article.lines)


@pytest.mark.parametrize(
    ("page", "density"),
    [
        ("<p>abcd</p>", 0.0),
        ("<p><a href=/a>abcd</a></p>", 1.0),
        ("<p>ab<a href=/a>cd</a></p>", 0.5),
        ("<a href=/a><p>abcd</p></a>", 1.0),
        ("<p>ab<a href=/a><b>cd</b></a></p>", 0.5),
    ],
)
def test_the_share_of_links(page: str, density: float) -> None:
    assert [line.link_density for line in split_html(page).lines] == [density]


def test_what_is_cut_is_recorded() -> None:
    harmless, hostile = "<p>The dam held.</p>", "<div>" * 20_000 + "The dam held."
    assert cleaner.clean(harmless, kind="html").repairs == ()
    assert [repair.what for repair in cleaner.clean(hostile, kind="html").repairs] == [
        "tags or text beyond the bounds of a page"
    ]
