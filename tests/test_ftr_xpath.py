"""XPath to CSS: the translation selects the same elements as lxml does, or there is none and a reason."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from selectolax.lexbor import LexborHTMLParser

from bench.meant import as_meant
from cleaner.rulebook.ftr.chains import Never, Untranslatable, selector_list
from cleaner.rulebook.ftr.css import select
from cleaner.rulebook.ftr.narrow import alternatives
from cleaner.rulebook.ftr.selectors import selector_of
from cleaner.rulebook.ftr.tokens import XPathError
from cleaner.rulebook.ftr.xpath import FUNCTIONS, parse
from cleaner.rulebook.selectors import query
from cleaner.split.elements import Elements

TRANSLATED = {
    "//div[@id='story']": "div#story",
    '//div[@class="story body"]': 'div[class="story body"]',
    "//div[@data-part='12']/p": 'div[data-part="12"] > p',
    "/html/body//article": "html > body article",
    "//h1 | //h2[@class]": "h1, h2[class]",
    "//div[contains(@class, 'story')]": 'div[class*="story"]',
    "//div[contains(concat(' ',normalize-space(@class),' '),' story ')]": "div.story",
    "//div[contains(concat(' ', @class, ' '), ' lg:flex ')]": 'div[class~="lg:flex"]',
    "//p[starts-with(@id, 'note-')]": 'p[id^="note-"]',
    "//p[not(@class)]": "p:not([class])",
    "//p[not(contains(@class, 'a')) and @id != 'b']": 'p:not([class*="a"])[id]:not(#b)',
    "//div[@id='a' or @id='b']": "div:is(#a, #b)",
    "//a[@rel='tag']": 'a[rel="tag" s]',
    "//p[1]": "p:first-of-type",
    "//p[last()]": "p:last-of-type",
    "//p[last()-1]": "p:nth-last-of-type(2)",
    "//li[position()>2]": "li:nth-of-type(n+3)",
    "//p[@class='x'][1]": 'p[class="x"]:not(p[class="x"] ~ *)',
    "//div/*[1]": "div > *:first-child",
    "//div[p]": "div:has(> p)",
    "//div[.//img]": "div:has(img)",
    "//div[not(.//iframe)]": "div:not(*:has(iframe))",
    "//figure/parent::div": "div:has(> figure)",
    "//div[@id='a']/figure/..": "div#a:has(> figure)",
    "//figure/ancestor::section": "section:has(figure)",
    "//ul/li/ancestor::section": "section:has(ul > li)",
    "//h2/following-sibling::p": "h2 ~ p",
    "//h2/following-sibling::*[1]": "h2 + *",
    "//h2/following-sibling::*[1][self::p]": "h2 + *:is(p)",
    "//h2/preceding-sibling::p": "p:has(~ h2)",
    "//p[ancestor::aside]": "p:is(aside *)",
    "//p/self::p | //p/following-sibling::*": "p, p ~ *",
    "//*[local-name()='svg']": "*:is(svg)",
    "id('story')/p": "#story > p",
    "//p[@title='say \"no\"']": 'p[title="say \\"no\\""]',
    "//p[contains(text(), 'Read on')]": 'p:lexbor-contains("Read on")',
    "//b[contains(text(), 'Read on')]/ancestor::p": 'p:has(b:lexbor-contains("Read on"))',
    "//h2/following::p": "h2 ~ p, h2 ~ * p, *:has(h2) ~ p, *:has(h2) ~ * p",
    "//h1 | //H2": "h1",  # names are in lower case: the second half never matches
}


@pytest.mark.parametrize("xpath", TRANSLATED)
def test_translations(xpath: str) -> None:
    selected = select(parse(xpath))
    assert selector_list(selected.chains) == TRANSLATED[xpath]
    assert selected.attribute is None


def test_an_attribute_is_a_selector_and_a_name() -> None:
    selected = select(parse("//meta[@property='og:title']/@content"))
    assert selector_list(selected.chains) == 'meta[property="og:title"][content]'
    assert selected.attribute == "content"


REFUSED = {
    "//p[contains(., 'Read on')]": "text",
    "//p[text()]": "text",
    "//p/text()": "bare text",
    "//a/ancestor::div[1]": "ancestor",
    "//h2/following-sibling::p[1]": "following-sibling",
    "(//p)[1]": "whole page",
    "//p/following::div[1]": "following",
    "//p[contains(a/@href, 'x')]": "first of several",
    "//p[string-length(@id) > 3]": "computed",
    "substring-before(//h1, ' - ')": "value",
    "//p[@*='x']": "plain name",
    "//img//parent::p": "from texts",
    "//p/node()[1]/self::b": "texts too",
    "//*[@class]/../*": "above `html`",
    "//p[ancestor::div[parent::section]]": "inside a condition",
}


@pytest.mark.parametrize("xpath", REFUSED)
def test_what_css_cannot_say_has_a_reason(xpath: str) -> None:
    with pytest.raises(Untranslatable, match=REFUSED[xpath]) as caught:
        selector_list(select(parse(xpath)).chains)
    assert not isinstance(caught.value, Never)


NARROWED = {
    "//p[contains(., 'Read on')]": [{"css": "p", "contains": "Read on"}],
    "//p[@class and starts-with(normalize-space(.), '[')]": [{"css": "p[class]", "prefix": "["}],
    "//b[text()='Photo']": [{"css": "b", "exact": "Photo"}],
    "//b[. = 'Photo']/parent::p": [{"css": "b:is(p > *)", "exact": "Photo", "closest": "p"}],
    "//b[.='Photo']/..": [{"css": "b:is(* > *)", "exact": "Photo", "closest": "*"}],
    "//a[@rel='tag']/ancestor::div[@class][1]": [{"css": 'a[rel="tag" s]', "closest": "div[class]"}],
    "(//div[@id='x'])[1]": [{"css": "div#x", "nth": 1}],
    "(//p[contains(., 'x')])[last()]": [{"css": "p", "contains": "x", "nth": -1}],
    "//h1 | //p[.='a' or .='b']": [{"css": "h1"}, {"css": "p", "exact": "a"}, {"css": "p", "exact": "b"}],
}


@pytest.mark.parametrize("xpath", NARROWED)
def test_what_an_entry_says_beside_css(xpath: str) -> None:
    parts = [part for side in alternatives(parse(xpath)) for part in alternatives(side)]
    assert [msgspec.to_builtins(selector_of(part)) for part in parts] == NARROWED[xpath]


NOT_NARROWED = [
    "//p[contains(., 'a')][1]", "//p[contains(., 'a') and contains(., 'b')]", "//p[contains(., 'by ')]",
    "(//p)[position() > 1]", "(//p)[1]/a", "//a/ancestor::div[2]", "//b[.='a']/parent::div/parent::div",
    "//b[.='a']/following-sibling::p", "//p[.!='a']", "//p[contains(., a)]", "//p[count(a) > 2]", "(//*/..)[1]",
]  # fmt: skip


@pytest.mark.parametrize("xpath", NOT_NARROWED)
def test_what_no_entry_says_without_xpath(xpath: str) -> None:
    with pytest.raises(Untranslatable):
        selector_of(parse(xpath))


NEVER = {
    "//div[@itemProp='x']": "did you mean `@itemprop`",
    "//DIV": "did you mean `div`",
    "//div[class='x']": "did you mean `@class`",
    "//a[contains(@text(), 'x')]": "did you mean `text\\(\\)`",
    "h1[@class='x']": "did you mean `//h1`",
    "/table//p": "did you mean `//table`",
    "//p[0]": "counted from 1",
    "//p/self::div": "no element",
}


@pytest.mark.parametrize("xpath", NEVER)
def test_what_never_matches_is_told(xpath: str) -> None:
    with pytest.raises(Never, match=NEVER[xpath]):
        selector_list(select(parse(xpath)).chains)
    assert (
        etree.HTML("<div class=x itemprop=x><h1 class=x>x</h1><table><p>x</table>").xpath(
            xpath.replace("@text()", "@x")
        )
        == []
    )


BROKEN = {
    "///span": "`/` where",
    "//div[": "the end where",
    "//div[@id='x]": "quotation mark",
    "//div]": "`]` where",
    "//a[contain(@class, 'x')]": "did you mean `contains`",
    "//div[contains(@class='x')]": "takes 2 arguments, not 1",
    "//div[@id=%]": "`%` has no meaning",
    "": "the end where",
    "//": "the end where",
}


@pytest.mark.parametrize("xpath", BROKEN)
def test_what_is_not_xpath_is_told(xpath: str) -> None:
    with pytest.raises(XPathError, match=BROKEN[xpath]):
        parse(xpath)


ODD = [
    "//p[position() mod 2 = 1]", "//div[count(p) > 2]", "//*[@* = 'x']", "-1 + 2 * 3", "//a[.//b or c/d][2]/..//e",
    "//div[div]", "//and/or[mod]", "//p[* and *]", "//ns:p", "child::p/descendant-or-self::node()", "//p[.='x']",
    "(//a | //b)[last()]/c", "concat('a', \"b\")", "//processing-instruction('x')", "@id", "..", "/", ".5 + 1.",
]  # fmt: skip


@pytest.mark.parametrize("xpath", ODD)
def test_lxml_reads_what_we_read(xpath: str) -> None:
    parse(xpath)
    etree.XPath(xpath)


@given(st.text(alphabet="/[]()@*.|'\"= -:,abp1", max_size=14))
@settings(max_examples=300)
def test_we_read_nothing_that_lxml_does_not(xpath: str) -> None:
    try:
        parse(xpath)
    except XPathError:
        return
    try:
        etree.XPath(xpath)(etree.Element("p"))
    except etree.XPathEvalError as error:  # of well-formed ones it refuses those with prefixes and mistaken types
        assert "prefix" in str(error) or "type" in str(error)


def test_every_function_is_one_of_lxmls() -> None:
    for name, (fewest, _) in FUNCTIONS.items():
        etree.XPath(f"//p[string({name}({', '.join(['//p'] * fewest)}))]")(etree.Element("p"))


# Pages and expressions that are made up: the same elements, whatever is asked.
TAGS = ("div", "section", "span", "article")
VALUES = ("a", "b", "a b", "a-b", "Ab", "b\na", " a ", "ab c", "")
NAMES = ("class", "id", "rel", "data-x")


def pages() -> st.SearchStrategy[str]:
    def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        attributes = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES), max_size=2)
        shown = attributes.map(lambda found: "".join(f' {name}="{value}"' for name, value in found.items()))
        inside = st.lists(children, max_size=4).map("".join)
        return st.tuples(st.sampled_from(TAGS), shown, inside).map(lambda p: f"<{p[0]} n{p[1]}>{p[2]}</{p[0]}>")

    one = st.recursive(st.sampled_from(["text", "more  text", "Text", "<!-- a -->", " "]), element, max_leaves=14)
    return st.lists(one, min_size=1, max_size=4).map(lambda parts: _numbered("".join(parts)))


def _numbered(body: str) -> str:
    pieces = body.split(" n", -1)
    numbered = pieces[0] + "".join(f' data-n="{number}"{piece}' for number, piece in enumerate(pieces[1:]))
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{numbered}</body></html>"


def conditions() -> st.SearchStrategy[str]:
    name, value = st.sampled_from(NAMES), st.sampled_from([value for value in VALUES if "\n" not in value])
    pair = st.tuples(name, value)
    simple = st.one_of(
        name.map("@{}".format),
        pair.map(lambda p: f"@{p[0]}='{p[1]}'"),
        pair.map(lambda p: f"'{p[1]}' != @{p[0]}"),
        pair.map(lambda p: f"contains(@{p[0]}, '{p[1]}')"),
        pair.map(lambda p: f"starts-with(@{p[0]}, '{p[1]}')"),
        pair.map(lambda p: f"contains(concat(' ', normalize-space(@{p[0]}), ' '), ' {p[1]} ')"),
        pair.map(lambda p: f"contains(concat(' ', normalize-space(@{p[0]}), ' '), ' {p[1]}')"),
        st.tuples(AXES, st.sampled_from((*TAGS, "*"))).map(lambda p: f"{p[0]}::{p[1]}"),
        st.tuples(AXES, st.sampled_from((*TAGS, "*")), name).map(lambda p: f"{p[0]}::{p[1]}/@{p[2]}"),
        st.sampled_from(TAGS).map(".//{}".format),
        st.sampled_from(TAGS).map("local-name()='{}'".format),
    )
    return st.recursive(
        simple,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(("and", "or")), inner).map(lambda p: f"({p[0]}) {p[1]} ({p[2]})"),
            inner.map("not({})".format),
            st.tuples(st.sampled_from(TAGS), inner).map(lambda p: f"{p[0]}[{p[1]}]"),
        ),
        max_leaves=3,
    )


AXES = st.sampled_from(
    (
        "child",
        "descendant",
        "parent",
        "ancestor",
        "self",
        "following-sibling",
        "preceding-sibling",
        "descendant-or-self",
        "following",
        "preceding",
    )
)
POSITIONS = ("1", "2", "last()", "last()-1", "position()>1", "position()<3", "position()=last()", "position()<last()")


def expressions() -> st.SearchStrategy[str]:
    predicate = st.one_of(conditions(), conditions(), st.sampled_from(POSITIONS)).map("[{}]".format)
    predicates = st.lists(predicate, max_size=2).map("".join)
    test = st.sampled_from((*TAGS, "*"))
    first = st.tuples(st.sampled_from(("//", "//", "/html/body/", "//body//")), test, predicates).map("".join)
    later = st.one_of(
        st.tuples(st.sampled_from(("/", "//")), test, predicates).map("".join),
        st.tuples(AXES, test, predicates).map(lambda p: f"/{p[0]}::{p[1]}{p[2]}"),
        st.just("/.."),
    )
    path = st.tuples(first, st.lists(later, max_size=2).map("".join)).map("".join)
    return st.lists(path, min_size=1, max_size=2).map(" | ".join)


def both(page: str, xpath: str) -> tuple[set[str | None], set[str | None], str]:
    css = selector_list(select(parse(xpath)).chains)
    ours = {node.attributes.get("data-n", node.tag) for node in LexborHTMLParser(page).css(css)}
    theirs = {element.get("data-n", element.tag) for element in lxml_html.document_fromstring(page).xpath(xpath)}
    return ours, theirs, css


@given(pages(), st.lists(expressions(), min_size=8, max_size=8))
@settings(
    max_examples=120,
    phases=[phase for phase in Phase if phase is not Phase.shrink],  # that takes minutes, and the message says it all
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_css_selects_what_xpath_selects(page: str, xpaths: list[str]) -> None:
    for xpath in xpaths:
        try:
            ours, theirs, css = both(page, xpath)
        except Never:
            assert lxml_html.document_fromstring(page).xpath(xpath) == []
        except Untranslatable:
            continue
        else:
            assert ours == theirs, f"{xpath} became {css}"


def narrowing() -> st.SearchStrategy[str]:
    """Expressions with a test of a text, a nearest ancestor, or a place on the page."""
    test, text = st.sampled_from((*TAGS, "*")), st.sampled_from(("text", "more text", "ext", "t"))
    asked = st.one_of(
        text.map("[contains(text(), '{}')]".format),
        text.map("[contains(., '{}')]".format),
        text.map("[starts-with(normalize-space(.), '{}')]".format),
        text.map("[. = '{}']".format),
        text.map("[@class and text() = '{}']".format),
        st.just(""),
    )
    up = st.one_of(test.map("/ancestor::{}[1]".format), test.map("/parent::{}".format), st.just("/.."), st.just(""))
    path = st.tuples(st.just("//"), test, asked, up).map("".join)
    place = st.tuples(path, st.sampled_from(("1", "2", "last()", "last()-1"))).map(lambda p: f"({p[0]})[{p[1]}]")
    return st.one_of(path, place, st.tuples(path, path).map(" | ".join))


@given(pages(), st.lists(narrowing(), min_size=8, max_size=8))
@settings(
    max_examples=80,
    phases=[phase for phase in Phase if phase is not Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_entries_find_what_xpath_means(page: str, xpaths: list[str]) -> None:
    elements, root = Elements(LexborHTMLParser(page)), lxml_html.document_fromstring(page)
    for xpath in xpaths:
        try:
            found = [selector_of(part) for part in alternatives(parse(xpath))]
        except Untranslatable as error:
            assert "the document itself" in str(error), xpath
            continue
        hits = [hit for one in found for hit in elements.named(query(one)) if not isinstance(hit, str)]
        ours = {hit.attributes.get("data-n", hit.tag) for hit in hits}
        theirs = {element.get("data-n", element.tag) for element in as_meant(parse(xpath))(root)}
        assert ours == theirs, f"{xpath} became {found}"
