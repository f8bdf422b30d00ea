"""Imported rules are believed only where the line model does not contradict them; rules by hand always."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cleaner
from cleaner.article import Article
from tests.test_rulebook import written

PROSE = (
    "The river rose in the night, and the village waited for help until the morning, the mayor said on Tuesday.",
    "Two bridges were closed to traffic after the water board measured the highest level in more than forty years.",
    "Volunteers carried sandbags to the school, where sixty people had slept on mats that the army had brought.",
    "By noon the water had fallen by half a metre, but engineers warned that the dam would stay under watch.",
    "The council will meet on Friday to decide how the repairs of the road along the river are to be paid.",
    "Schools in the valley stay closed until Thursday, and buses take the upper road, the district announced.",
)
PAGE = """<!DOCTYPE html><html><head><title>River rises again</title></head><body><nav><a href=/>News</a></nav>
<article><h1>River rises again</h1><div class="top lead">{}</div><div class="story rest">{}</div></article>
<div class=aside><p>Subscribe</p></div></body></html>""".format(
    f"<p>{PROSE[0]}</p>", "".join(f"<p class='par n{number}'>{text}</p>" for number, text in enumerate(PROSE[1:]))
)
ALL = "\n\n".join(PROSE)


def ruled(tmp_path: Path, rules: str, source: str = "source: elsewhere\n", page: str = PAGE) -> Article:
    written(tmp_path, "sites/example.com.yaml", f"site: example.com\n{source}html: {{{rules}}}\n")
    return cleaner.Cleaner(rules=[tmp_path]).clean(page, kind="html", site="example.com")


def doubts(article: Article) -> list[str]:
    """What is said of rules that are not believed, once each."""
    said = [line.reason.partition("; ")[2] for line in article.kept if "not believed" in line.reason]
    return list(dict.fromkeys(said))


STALE = {
    "a body that leaves too little": ("body: [.top]", "html.body/1", "it would leave "),
    "a body without prose": ("body: [.aside]", "html.body/1", "it would leave 0% "),
    "a drop of nearly everything": ("drop: [.story]", "html.drop/1", ""),
    "drops that are too much together": ("drop: [.n0, .n1, .n2]", "html.drop/2", "41% "),
}


@pytest.mark.parametrize(("rules", "name", "why"), STALE.values(), ids=STALE)
def test_what_is_not_believed(tmp_path: Path, rules: str, name: str, why: str) -> None:
    article = ruled(tmp_path, rules)
    said = doubts(article)
    assert said[0].startswith(f"example.com/{name}, imported from elsewhere, would drop it and is not believed: {why}")
    assert said[0].endswith(("of what the line model is sure of", "of what the line model is sure of would be gone"))
    assert len(article.body) > 0.7 * len(ALL)
    by_hand = ruled(tmp_path, rules, source="")
    assert len(by_hand.body) < 0.7 * len(ALL) and not doubts(by_hand)


BELIEVED = {
    "a body with all of it": ("body: [article]", 6),
    "the next body": ("body: [.top, article]", 6),
    "a body of most": ("body: [.rest]", 5),
    "a drop of a little": ("drop: [.n0]", 5),
    "a drop of something else": ("drop: [.aside, nav]", 6),
}


@pytest.mark.parametrize(("rules", "paragraphs"), BELIEVED.values(), ids=BELIEVED)
def test_what_is_believed(tmp_path: Path, rules: str, paragraphs: int) -> None:
    article = ruled(tmp_path, rules)
    assert sum(text in article.body for text in PROSE) == paragraphs
    said = doubts(article)
    assert all("html.body/1" in one for one in said) and bool(said) == (rules == "body: [.top, article]")


def test_on_a_page_without_an_article_the_model_is_no_witness(tmp_path: Path) -> None:
    page = PAGE.replace("".join(f"<p class='par n{at}'>{text}</p>" for at, text in enumerate(PROSE[1:])), "")
    assert ruled(tmp_path, "body: [.aside]", page=page).body != PROSE[0]


def test_a_doubtful_rule_of_a_group_is_known_by_its_own_source(tmp_path: Path) -> None:
    written(tmp_path, "groups/old.yaml", "group: old\nsource: elsewhere\nhtml: {drop: [.story]}\n")
    written(tmp_path, "sites/example.com.yaml", "site: example.com\nextends: [old]\nhtml: {drop: [.lead]}\n")
    article = cleaner.Cleaner(rules=[tmp_path]).clean(PAGE, kind="html", site="example.com")
    assert PROSE[0] not in article.body and PROSE[1] in article.body


def test_the_tests_of_a_file_run_its_rules_as_they_are(tmp_path: Path) -> None:
    from cleaner.rule_tests import run_tests

    rules = "source: elsewhere\nhtml: {drop: [.story]}\n"
    test = f"tests:\n  html:\n    - page: {json.dumps(' '.join(PAGE.split()))}\n      body: |\n"
    test += "".join(f"        {line}\n" for line in ("News", PROSE[0], "Subscribe"))
    path = written(tmp_path, "sites/example.com.yaml", f"site: example.com\n{rules}{test}")
    assert run_tests(path).failed == []


@pytest.mark.parametrize(
    ("source", "page", "title"),
    [
        ("source: elsewhere\n", PAGE, "River rises again"),
        ("", PAGE, "Village floods"),
        ("source: elsewhere\n", PAGE.replace("<h1>River rises again", "<h1>A village floods"), "Village floods"),
    ],
)
def test_a_title_must_be_like_one_that_the_page_claims(tmp_path: Path, source: str, page: str, title: str) -> None:
    page = page.replace("<p>Subscribe</p>", "<p>Subscribe</p><h3 class=teaser>Village floods</h3>")
    assert ruled(tmp_path, "title: [.teaser]", source, page).title == title
