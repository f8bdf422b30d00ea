"""What is an HTML page and what is a text: a text that mentions `<p>` is not HTML."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.sniff import is_html

SENTENCE = "The river rose for the second time this week, and the village waited for help all through the night. "
ARTICLE = "<article><h1>River rises again</h1><p>The dam held.</p><p>Nobody was hurt.</p></article>"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!DOCTYPE html><p>a", id="doctype"),
        pytest.param("<!doctype HTML>", id="doctype in other case"),
        pytest.param("<!DOCTYPE\n  html>", id="doctype over two lines"),
        pytest.param(
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/x.dtd">',
            id="xhtml doctype",
        ),
        pytest.param('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">', id="html 4 doctype"),
        pytest.param('<!DOCTYPE html SYSTEM "about:legacy-compat">', id="legacy doctype"),
        pytest.param("<html><body>a", id="html"),
        pytest.param('<HTML LANG="en">', id="html in capitals"),
        pytest.param("<html\n lang=de>", id="html over two lines"),
        pytest.param("<html amp>", id="amp"),
        pytest.param("<head><title>a</title></head>", id="head"),
        pytest.param("<body class=x>a", id="body"),
        pytest.param('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html>', id="xml declaration"),
        pytest.param('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', id="xhtml"),
        pytest.param("\ufeff<!DOCTYPE html>", id="byte order mark"),
        pytest.param("\ufeff\n <html>", id="byte order mark and space"),
        pytest.param("\r\n\t  <!DOCTYPE html>", id="space first"),
        pytest.param("<!-- saved from a site --><html>", id="comment first"),
        pytest.param("<!-- a -->\n<!-- <rss> -->\n\n<!DOCTYPE html>", id="comments first"),
        pytest.param("<!DOCTYPE html><!-- a -->", id="comment after"),
        pytest.param("<!--[if IE 8]><html class=ie8><![endif]-->\n<html>", id="conditional comment first"),
        pytest.param(ARTICLE, id="fragment: article"),
        pytest.param("<div><p>a</p><p>b</p></div>", id="fragment: div"),
        pytest.param("<p>a</p>\n<p>b</p>\n<p>c</p>", id="fragment: paragraphs"),
        pytest.param("<h1>a</h1><p>b</p><p>c</p>", id="fragment: heading"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", id="fragment: list"),
        pytest.param("<table><tr><td>a</td><td>b</td></tr></table>", id="fragment: table"),
        pytest.param("<style>p {}</style><div>a</div><div>b</div>", id="fragment: style first"),
        pytest.param("<script>let a</script>\n<div>a</div><div>b</div>", id="fragment: script first"),
        pytest.param(" \n" + ARTICLE, id="fragment: space first"),
        pytest.param("<!-- body -->\n" + ARTICLE, id="fragment: comment first"),
        pytest.param("<div>" + f"<p>{SENTENCE * 5}</p>\n" * 10 + "</div>", id="fragment: long paragraphs"),
        pytest.param("<meta charset=utf-8><title>a</title><p>b<p>c", id="meta"),
        pytest.param("<title>a</title><p>b<p>c<p>d", id="title"),
    ],
)
def test_html(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n", id="space"),
        pytest.param("<", id="a bracket"),
        pytest.param(SENTENCE, id="prose"),
        pytest.param("The tag <p> opens a paragraph.", id="mentions a tag"),
        pytest.param("The tag <p> opens, </p> closes. So do </div>, </li> and </td>.", id="mentions many tags"),
        pytest.param("<p> is a tag.", id="begins with a tag"),
        pytest.param("<html5> is the name of our column", id="begins like html"),
        pytest.param("<bodyguard> he typed", id="begins like body"),
        pytest.param("<headline>River rises</headline>", id="begins like head"),
        pytest.param("HTML pages begin with <!DOCTYPE html> and <html>.", id="mentions a doctype"),
        pytest.param("<ann@example.org> wrote: hello", id="an address"),
        pytest.param("<< Back | Next >>", id="arrows"),
        pytest.param("x <y and y> z", id="mathematics"),
        pytest.param(
            "How to write a page:\n\n<html>\n<body>\n<p>a</p><p>b</p><p>c</p>\n</body>\n</html>", id="snippet"
        ),
        pytest.param("```html\n<div><p>a</p><p>b</p></div>\n```", id="fenced snippet"),
        pytest.param("    <div><p>a</p></div>\nis how it is done.", id="indented snippet"),
        pytest.param("# River rises\n\nIt <b>rose</b>, <a href=/a>said</a> <span>Ann</span>.</p></div>", id="markdown"),
        pytest.param("> <p>a</p><p>b</p><p>c</p>", id="quoted mail"),
        pytest.param('{"html": "<p>a</p><p>b</p><p>c</p>"}', id="json"),
        pytest.param('[{"body": "<html><p>a</p></html>"}]', id="json list"),
        pytest.param("&lt;html&gt;&lt;p&gt;a&lt;/p&gt;", id="escaped html"),
        pytest.param('<?xml version="1.0"?>\n<rss version="2.0"><channel><title>a</title></channel></rss>', id="rss"),
        pytest.param("<rss><item><description>&lt;p&gt;a&lt;/p&gt;</description></item></rss>", id="rss, escaped"),
        pytest.param('<?xml version="1.0"?><feed><title>a</title><entry><id>b</id></entry></feed>', id="atom"),
        pytest.param("<urlset><url><loc>https://example.org/</loc></url></urlset>", id="sitemap"),
        pytest.param("<!DOCTYPE rss><rss></rss>", id="another doctype"),
        pytest.param('<svg xmlns="http://www.w3.org/2000/svg"><g><path/></g></svg>', id="svg"),
        pytest.param("<!-- a comment -->", id="only a comment"),
        pytest.param("name,html\nriver,<p>a</p>\ndam,<p>b</p>\nboat,<p>c</p>\n", id="csv"),
        pytest.param(
            '<?xml version="1.0"?><rss><item><title><![CDATA[<p>a</p><p>b</p><p>c</p>]]></title></item></rss>',
            id="rss with HTML in CDATA",
        ),
        pytest.param(
            '<?xml version="1.0"?><feed><entry><content><div><p>a</p><p>b</p></div></content></entry></feed>',
            id="atom with XHTML",
        ),
        pytest.param("<3 this song! It needs </p>, </div> and </li>.", id="a heart"),
    ],
)
def test_text(text: str) -> None:
    assert not is_html(text)


@given(st.text(alphabet=st.characters(exclude_characters="<")))
def test_without_a_bracket_nothing_is_html(text: str) -> None:
    assert not is_html(text)


@given(st.text())
def test_words_before_the_first_tag_make_a_text(text: str) -> None:
    assert not is_html("Words first. " + text + ARTICLE)


@given(st.text())
def test_a_doctype_makes_a_page(text: str) -> None:
    assert is_html("<!DOCTYPE html>" + text)


@pytest.mark.parametrize("source", [ARTICLE, "<!DOCTYPE html>" + ARTICLE, ("<html>" + ARTICLE).encode("utf-16")])
def test_the_pipeline_believes_it(source: str | bytes) -> None:
    assert cleaner.clean(source) == cleaner.clean(source, kind="html")


@pytest.mark.parametrize("source", ["The tag <p> opens.\n\nThe tag </p> closes.", b"<p> is a tag.", "<rss></rss>"])
def test_a_text_is_cleaned_as_text(source: str | bytes) -> None:
    assert cleaner.clean(source) == cleaner.clean(source, kind="text")


def test_a_kind_that_is_given_is_believed() -> None:
    assert [line.text for line in cleaner.clean("<p>a</p>", kind="text").lines] == ["<p>a</p>"]
    assert [line.text for line in cleaner.clean("a<br>b", kind="html").lines] == ["a", "b"]


def test_leading_comments_cost_linear_time() -> None:
    start = time.process_time()
    assert not is_html("<!-- a -->" * 5_000 + "x")
    assert time.process_time() - start < 1
