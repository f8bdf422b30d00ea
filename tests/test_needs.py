"""What a selector needs of a page: never more than what must be there, so that nothing is overlooked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from cleaner.rulebook.ftr.chains import Untranslatable, selector_list
from cleaner.rulebook.ftr.css import select
from cleaner.rulebook.ftr.xpath import parse
from cleaner.rulebook.load import Layer
from cleaner.rulebook.needs import Need, Present, needs
from cleaner.rulebook.schema import HtmlRules, Selector, SiteFile
from cleaner.rulebook.sites import SiteRules
from cleaner.split import html
from cleaner.split import select as looking
from cleaner.split.html import split_html
from tests.test_ftr_xpath import expressions, pages

look_up = looking.select
NEEDS: dict[str, list[tuple[set[str], tuple[str, ...]]]] = {
    ".Share": [({"share"}, ())],
    "div.a.b > p#c": [({"a", "b", "c"}, ())],
    ".a, #a": [({"a"}, ()), ({"a"}, ())],
    ".a, p": [],  # a paragraph may always be there
    "p": [],
    "*": [],
    ".a + .b": [({"b"}, ())],
    ".a ~ p .b": [({"b"}, ())],
    ".a .b ~ .c": [({"a", "c"}, ())],
    "img.a:has(> .b):not(.c, [id='.d)']).e": [({"a", "e"}, ())],
    'p:lexbor-contains("a) .b").c': [({"c"}, ())],
    'div[class*="Story body"][id^=x][data-x="y"]': [(set(), ("story", "body", "x"))],
    "[class]": [],
    'a[href="x"]': [],
    ".a\\:b": [],  # what is not read may find anything
    ".a | .b": [],
}


@pytest.mark.parametrize("css", NEEDS)
def test_what_a_selector_needs(css: str) -> None:
    assert needs(css) == tuple(Need(frozenset(words), parts) for words, parts in NEEDS[css])


def test_what_a_page_has() -> None:
    present = Present(["Story lead", "", "box"])
    for css, found in ((".story", True), (".sto", False), ('[class*="sto"]', True), (".x, .box", True), (".x", False)):
        assert present.has(needs(css)) is found
    assert present.has(()) and Present(None).has(needs(".x"))


@given(pages(), expressions())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_nothing_is_overlooked(page: str, xpath: str) -> None:
    try:
        css = selector_list(select(parse(xpath)).chains)
    except Untranslatable:
        return
    site = SiteFile(site="a.example", html=HtmlRules(drop=[Selector(css=css)]))
    rules = SiteRules([Layer("a", Path("a.yaml"), site)])
    found = split_html(page, rules).found
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "select", lambda elements, rules, _: look_up(elements, rules, None))
        assert split_html(page, rules).found == found
