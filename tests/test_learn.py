"""Rules learned without labels: what is counted, that counts merge, what is proposed and what never is."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner, Document
from cleaner.article import Label
from cleaner.judge.core import Edges, find_core
from cleaner.learn import boxes
from cleaner.learn.count import count
from cleaner.learn.counts import Counts, sum_of
from cleaner.learn.propose import Bar, propose
from cleaner.learn.template import headline, template_of
from cleaner.rulebook.match import matcher
from cleaner.rulebook.schema import HtmlRules, LineRule, Selector, SiteFile
from cleaner.split.text import split_text

HOST = "gazette.example"
WORDS = "river town harbour bridge winter market school doctor vote mayor ferry island storm wall field court".split()


def sentence(seed: int, words: int = 14) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(words)).capitalize() + "."


def article(seed: int, paragraphs: int = 5) -> list[str]:
    return [f"{sentence(seed * 100 + at)} {sentence(seed * 100 + at + 50)}" for at in range(paragraphs)]


def document(lines: Sequence[str], title: str | None = None, host: str = HOST) -> Document:
    return Document(source="\n".join(lines), kind="text", url=f"https://www.{host}/a", title=title)


def learned(pages: Sequence[Sequence[str]], titles: Sequence[str] = (), bar: Bar = Bar()) -> SiteFile:  # noqa: B008
    named = titles or [sentence(900 + at, 6).rstrip(".") for at in range(len(pages))]
    documents = [document(page, title) for page, title in zip(pages, named, strict=True)]
    return propose(count(documents), bar).get(HOST, SiteFile(site=HOST))


def values(rules: SiteFile) -> dict[str, LineRule]:
    return {matcher(entry)[1]: entry for entry in (*rules.drop, *rules.after, *rules.before)}


@pytest.mark.parametrize(("line", "template"), [
    ("12 comments", "{n} comments"),
    ("Published 3 May 2024, 14:05", "Published {date}, {n}:{n}"),
    ("© 2019 Gazette", "© {n} Gazette"),
    ("By Ann Lee", "By {name}"),
    ("By the river", "By the river"),
    ("“Share”", '"Share"'),
    ("1,234 readers and 5k shares", "{n} readers and {n} shares"),
    ("5km of road", "{n}km of road"),
    ("a {brace}", "a {{brace}}"),
    ("No comments on Dam holds for now", "No comments on {title}"),
    ("no comments on DAM HOLDS FOR NOW", "no comments on {title}"),
    ("Dam", "Dam"),
])  # fmt: skip
def test_a_template_has_holes_for_what_changes(line: str, template: str) -> None:
    assert template_of(line, headline("Dam holds for now")) == template


def test_the_core_is_the_run_with_the_most_prose() -> None:
    assert find_core([0, 0, 30, 0, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12]) == range(2, 5)
    assert find_core([0, 0]) == range(0)


def test_edges_are_outside_the_article_and_nowhere_on_a_page_without_prose() -> None:
    lines, _ = split_text("\n".join(["Home", *article(1), "Back to top"]))
    edges = Edges(lines, range(len(lines)))
    assert [edges.holds("head", 0), edges.holds("tail", 0), edges.holds("tail", 6), edges.holds("edge", 6)] == [
        True, False, True, True]  # fmt: skip
    assert not edges.holds("edge", 3)
    bare = Edges(lines[:1], range(1))
    assert not bare.holds("edge", 0) and bare.holds("anywhere", 0)


LINES = st.lists(st.sampled_from(["Home", "Share", "12 comments", "7 comments", *article(1), *article(2)]), max_size=8)
PAGES = st.lists(st.tuples(LINES, st.sampled_from([HOST, "other.example"]), st.sampled_from([None, "A", "B"])))


@settings(max_examples=60)
@given(PAGES, st.randoms(use_true_random=False), st.integers(1, 4))
def test_counting_in_parts_and_in_any_order_counts_the_same(
    pages: list[tuple[list[str], str, str | None]], chance: random.Random, parts: int
) -> None:
    documents = [document(lines, title, host) for lines, host, title in pages]
    whole = count(documents)
    chance.shuffle(documents)
    shards = [count(documents[at::parts]) for at in range(parts)]
    chance.shuffle(shards)
    assert sum_of(shards) == whole
    assert sum_of([*shards[1:], shards[0]]) == whole
    assert Counts() + whole == whole == whole + Counts()


def test_addition_is_associative() -> None:
    one, two, three = (count([document([*article(at), "Home", f"{at} shares"])]) for at in (1, 2, 3))
    assert (one + two) + three == one + (two + three) == three + two + one


def test_furniture_at_the_edges_is_proposed_with_its_evidence() -> None:
    rules = learned([["Home", *article(at), "Weather on the coast", f"© {2020 + at} Gazette"] for at in range(5)])
    found = values(rules)
    assert found["Home"].where == "head" and found["Home"].label == Label.NAVIGATION
    assert found["Home"].seen == "5 of 5 documents, always before the first paragraph"
    assert found["© {n} Gazette"].where == "tail" and found["© {n} Gazette"].label == Label.COPYRIGHT
    assert found["Weather on the coast"].seen == "5 of 5 documents, always after the last paragraph"


TAGLINE = "The Gazette has told the news of the coast and its islands since the harbour was built, every day."


@pytest.mark.parametrize(("name", "pages", "proposed"), [
    ("a paragraph that stands in several articles",
     [[*article(at, 3), TAGLINE, *article(at + 20, 3)] for at in range(4)], {TAGLINE}),
    ("an article that was published twice", [article(1), [*article(1), sentence(7)], article(2), article(3)], set()),
    ("two articles that quote the same paragraph", [[*article(1), TAGLINE, *article(5)],
                                                    [*article(2), TAGLINE, *article(6)], article(3)], set()),
    ("headings that articles share", [[*article(at, 3), "The background", *article(at + 20, 3)] for at in range(4)],
     set()),
    ("lines that vary", [[f"Report {chr(65 + at)}", *article(at), sentence(at, 6)] for at in range(4)], set()),
    ("an advert's marker between paragraphs",
     [[*article(at, 3), "Advertisement", *article(at + 20, 3)] for at in range(4)], {"Advertisement"}),
    ("a line on one page of many", [["Home", *article(0)], *(article(at) for at in range(1, 4))], set()),
])  # fmt: skip
def test_what_repeats_is_proposed_and_what_reads_like_body_is_not(
    name: str, pages: list[list[str]], proposed: set[str]
) -> None:
    assert set(values(learned(pages))) == proposed, name


def test_one_article_under_two_titles_teaches_nothing() -> None:
    assert not values(learned([article(1), article(1)], ["Dam holds for now", "Dam held in the night"]))


def test_the_headline_itself_is_never_proposed_and_what_holds_it_is() -> None:
    titles = ["Dam holds for now", "Ferry stays in harbour", "Market opens again today"]
    pages = [[title, *article(at), f"{at} comments on {title}"] for at, title in enumerate(titles)]
    rules = learned(pages, titles)
    assert set(values(rules)) == {"{n} comments on {title}"}


def test_a_line_must_be_seen_often_enough() -> None:
    pages = [["Home", *article(at)] if at < 3 else article(at) for at in range(20)]
    assert set(values(learned(pages))) == {"Home"}
    assert not values(learned(pages, bar=Bar(documents=4)))
    assert not values(learned(pages, bar=Bar(share=0.2)))


def site(number: int) -> list[list[str]]:
    teasers = [sentence(500 + at, 8).rstrip(".") for at in range(60)]
    return [
        ["Home", "Weather and tides", *article(at), "Gazette Plus for everyone", *teasers[at * 3 : at * 3 + 3],
         "Written on the coast"]
        for at in range(number)
    ]  # fmt: skip


def test_learned_rules_clean_a_new_page_of_the_site_and_leave_its_article() -> None:
    pages = site(6)
    rules = {HOST: learned(pages[:5])}
    new = document(pages[5], "Dam holds for now")
    assert Cleaner(learned=rules).clean(new).body.splitlines() == article(5)
    assert "Gazette Plus" in Cleaner().clean(new).body
    elsewhere = Document(source=new.source, kind="text", url="https://other.example/a")
    assert "Gazette Plus" in Cleaner(learned=rules).clean(elsewhere).body


def test_learned_rules_leave_a_line_that_stands_in_the_article() -> None:
    rules = {HOST: learned(site(5))}
    page = [*article(7), "Weather and tides", *article(8)]
    assert Cleaner(learned=rules).clean(document(page)).body.splitlines() == page


def test_cleaning_twice_changes_nothing_more() -> None:
    cleaner = Cleaner(learned={HOST: learned(site(5))})
    once = cleaner.clean(document(site(6)[5])).text
    assert cleaner.clean(document([once])).text == once


def html(lines: Sequence[str], number: int = 0) -> Document:
    """A page whose paragraphs stand in `div.story`, among teasers that vary."""
    story = "".join(f"<p>{line}</p>" for line in lines)
    teasers = "".join(f'<li><a href="/{at}">{sentence(number * 70 + at, 7)}</a></li>' for at in range(12))
    story = f'<div id=main class="story">{story}</div><ul class="more">{teasers}</ul>'
    body = f'<div class="page css-{number}99">{story}</div>'
    return Document(source=f"<h1>{sentence(number, 5)}</h1>{body}", kind="html", url=f"https://{HOST}/{number}")


STORY = "div.page > div.story > p"


def test_where_paragraphs_stand_on_pages_is_proposed_and_where_teasers_do_is_not() -> None:
    pages = [html(article(at, 6), at) for at in range(4)]
    rules = propose(count(pages))[HOST]
    assert [one.css for one in rules.html.prose if isinstance(one, Selector)] == [STORY]
    (entry,) = rules.html.prose
    assert isinstance(entry, Selector) and entry.seen.startswith("4 of 4 documents, ")
    assert not propose(count([document(article(at)) for at in range(4)]))  # a text has no elements
    shards = [count(pages[at::2]) for at in range(2)]
    assert propose(sum_of(reversed(shards)))[HOST] == rules and sum_of(shards).boxes[HOST][STORY].documents == 4


def test_an_element_that_holds_other_things_too_is_not_proposed() -> None:
    linked = [f'<a href="/old/{at}">{sentence(500 + at, 7)}</a>' for at in range(20)]
    mixed = [html([*article(at, 2), *linked], at) for at in range(4)]
    found = propose(count(mixed)).get(HOST, SiteFile(site=HOST))
    assert STORY not in {one.css for one in found.html.prose if isinstance(one, Selector)}


def test_a_line_where_paragraphs_stand_stays_unless_something_speaks_against_it() -> None:
    page = html([*article(9, 2), "Advertisement"])
    teasers = [sentence(at, 7) for at in range(12)]
    rules = SiteFile(site=HOST, html=HtmlRules(prose=["ul.more > li", ".story > p"]))
    plain, ruled = (Cleaner(learned=learned).clean(page).body for learned in ({}, {HOST: rules}))
    assert plain.split("\n\n") == article(9, 2)
    assert [line for line in ruled.split("\n") if line] == [*article(9, 2), *teasers]
    bare = Document(source="<p>Fog.</p><ul><li><a href=a>River</a></ul>", kind="html", url=f"https://{HOST}")
    assert Cleaner(learned={HOST: rules}).clean(bare) == Cleaner().clean(bare)


@pytest.mark.parametrize(("selector", "other", "matched"), [
    ("div.a > p", "div.a > p", True),
    ("div.a > p", "div.a.b > p.c", True),
    ("div.a > p", "main > div.a > p", True),
    ("main > div.a > p", "div.a > p", False),
    ("div.a > p", "div.b > p", False),
    ("div.a > p", "div.a > li", False),
])  # fmt: skip
def test_what_a_selector_selects_besides(selector: str, other: str, matched: bool) -> None:
    assert boxes._matches(selector, other) is matched


def test_the_markup_of_a_test_is_selected() -> None:
    from selectolax.lexbor import LexborHTMLParser

    markup = boxes.element("div.a.b > section > p.c", "River")
    assert [node.text() for node in LexborHTMLParser(markup).css("div.a.b > section > p.c")] == ["River"]
