"""What site rules do to documents: lines, markers, trims, what only HTML can say, and in which order they decide."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.article import Article
from cleaner.rulebook.match import LineTable
from cleaner.rulebook.patterns import PatternError
from cleaner.rulebook.schema import LineRule, TrimRule
from cleaner.rulebook.templates import to_pattern
from cleaner.rulebook.trim import Trim
from cleaner.shape import even, places, plain
from tests.test_properties import DOCUMENTS
from tests.test_rulebook import written

TITLE = "River rises again"


def ruled(tmp_path: Path, rules: str, source: str, kind: str = "text", **given: str) -> Article:
    written(tmp_path, "sites/example.com.yaml", "site: example.com\n" + rules)
    shop = cleaner.Cleaner(rules=[tmp_path], metadata=kind == "html")
    return shop.clean(source, kind=kind, site="example.com", **given)


@pytest.mark.parametrize(
    ("rule", "line", "matches"),
    [
        ("suffix: '| Gazette'", "River falls | Gazette", True),
        ("suffix: '- GAZETTE'", "River falls – Gazette", True),
        ("suffix: 'Gazette'", "Gazettes", False),
        ("contains: 'Gazette Plus'", "Join gazette plus now", True),
        ("contains: 'Gazette Plus'", "Gazette and plus", False),
        ("contains: '- Gazette'", "- gazette", False),  # the bullet in front is not seen
        ("template: '{n} comments on {title}'", "12 comments on River rises again", True),
        ("template: '{n} comments on {title}'", "12 comments on RIVER RISES AGAIN", True),
        ("template: '{n} comments on {title}'", "12 comments on the river", False),
        ("template: '{title} | Gazette'", "River rises again | Gazette", True),
        ("template: '{title}'", "River rises", False),
        ("template: 'By {name} on {date}'", "By Ana Moreno on 3 May 2024", True),
        ("template: 'By {name} on {date}'", "By the river on 3 May 2024", False),
        ("template: 'a.c (x)'", "a.c (x)", True),
        ("template: 'a.c (x)'", "abc (x)", False),
        ("template: '{{n}} <n> {n}'", "{n} <n> 5", True),
        ("template: '{{n}} <n> {n}'", "{n} 4 5", False),
    ],
)
def test_how_a_line_rule_matches(rule: str, line: str, matches: bool) -> None:
    how, _, value = rule.partition(": ")
    table = LineTable([msgspec.convert({how: value[1:-1]}, LineRule)])
    assert table.matches(plain(line), TITLE) == ([0] if matches else [])


def test_all_rules_that_match_are_told_in_order() -> None:
    given = ("template", "{title}"), ("exact", TITLE), ("contains", "rises"), ("prefix", "x"), ("regex", "river.*")
    table = LineTable([msgspec.convert({how: value}, LineRule) for how, value in given])
    assert table.matches(TITLE, TITLE) == [0, 1, 2, 4]
    assert table.matches(TITLE, None) == [1, 2, 4]


@pytest.mark.parametrize("template", ["{nam}", "{", "a } b", "{}"])
def test_a_template_that_is_none(template: str) -> None:
    with pytest.raises(PatternError):
        to_pattern(template)


TEXT = (
    f"{TITLE}\n\nHome > News\n\nIt rose, and the village waited all night.\n\nMore news\n\nIt fell.\n\nMore news\n\nEnd"
)


@pytest.mark.parametrize(
    ("rules", "gone"),
    [
        ("after: [{exact: More news}]", [7, 11, 13]),  # the last one counts, but each of them goes
        ("after: [{exact: More news, at: first}]", [7, 9, 11, 13]),
        ("after: [{exact: More news, marker: keep}]", [13]),
        ("after: [{exact: More news, marker: keep, at: first}]", [9, 11, 13]),
        ("before: [{prefix: 'Home >'}]", [3]),  # the headline stays
        ("before: [{exact: More news, at: last}]", [3, 5, 7, 9, 11]),
        ("before: [{exact: More news, marker: keep}]", [3, 5]),
        ("after: [{exact: More news}]\nkeep: [{exact: End}]", [7, 11]),
        ("after: [{exact: No such line}]", []),
    ],
)
def test_markers(tmp_path: Path, rules: str, gone: list[int]) -> None:
    article = ruled(tmp_path, rules, TEXT)
    assert [line.number for line in article.removed if line.verdict.judge.startswith("site:")] == gone
    assert article.title == TITLE


def test_what_a_marker_says(tmp_path: Path) -> None:
    last = ruled(tmp_path, "after: [{exact: More news, label: related}]", TEXT).removed[-1]
    assert (last.label, last.verdict.judge, last.reason) == (
        "related",
        "site:example.com/after/1",
        "the rules of example.com drop what stands below line 11: exact “More news”",
    )


@pytest.mark.parametrize(
    ("rule", "line", "left"),
    [
        ("prefix: 'STONEFORD (Gazette) -'", "Stoneford  (Gazette) –  The dam holds.", "The dam holds."),
        ("prefix: 'By'", "Bystanders waited.", "Bystanders waited."),  # no word is cut in two
        ("suffix: 'Read more'", "The dam holds. Read more", "The dam holds."),
        ("suffix: 'Read more…'", "The dam holds… Read more...", "The dam holds…"),
        ("suffix: 'more'", "The dam holds anymore", "The dam holds anymore"),
        (r"start: '<date>:'", "3 May 2024: The dam holds.", "The dam holds."),
        (r"start: 'the'", "Here the dam holds.", "Here the dam holds."),
        (r"end: '\[<any>\]'", "The dam holds. [via wire]", "The dam holds."),
        (r"end: 'x*'", "The dam holds.", "The dam holds."),  # nothing found is nothing cut
        (r"start: '(?:ad )+'", "Ad ad The dam holds.", "The dam holds."),
    ],
)
def test_trim(rule: str, line: str, left: str) -> None:
    how, _, value = rule.partition(": ")
    found = Trim(msgspec.convert({how: value[1:-1]}, TrimRule)).find(line)
    assert (line[: found[0]] + line[found[1] :] if found else line) == left


def test_a_trimmed_line_keeps_its_pieces_and_is_judged_again(tmp_path: Path) -> None:
    rules = "trim: [{prefix: 'Ad:', label: advert}, {suffix: '(wire)'}]\ndrop: [{exact: Gazette gnomes, label: share}]"
    text = f"{TITLE}\n\nAd: Ad: It rose, and the village waited. (wire)\n\nAd: Gazette gnomes\n\nAd:"
    article = ruled(tmp_path, rules, text)
    assert [(line.number, line.line.start, line.text, line.label.value) for line in article.removed] == [
        (3, 0, "Ad: ", "advert"),
        (3, 4, "Ad: ", "advert"),
        (3, 40, " (wire)", "other"),
        (5, 0, "Ad: ", "advert"),
        (5, 4, "Gazette gnomes", "share"),
        (7, 0, "Ad:", "advert"),
    ]
    assert article.body == "It rose, and the village waited."


def test_a_kept_line_is_not_trimmed_and_a_spared_label_is_not_cut(tmp_path: Path) -> None:
    rules = "trim: [{prefix: 'Ad:', label: advert}]\nkeep: [{exact: 'Ad: free'}]"
    text = f"{TITLE}\n\nAd: free\n\nAd: It rose, and the village waited all night."
    assert "Ad: free\n\nIt rose" in ruled(tmp_path, rules, text).body
    shop = cleaner.Cleaner(rules=[tmp_path], keep=["advert"])
    assert shop.clean(text, site="example.com").text == text


@pytest.mark.parametrize(
    ("given", "gone"),
    [
        ({}, True),  # where the date is not known, every rule applies
        ({"date": "2024-05-01"}, True),
        ({"date": "2024-04-30T23:59:00Z"}, False),
        ({"date": "2024-05-31"}, True),
        ({"date": "20240601"}, False),
        ({"url": "https://example.com/2024/06/01/river"}, False),
        ({"url": "https://example.com/2024/05/31/river"}, True),
        ({"url": "https://example.com/20240601-river"}, False),
        ({"url": "https://example.com/2024/13/45/river"}, True),
        ({"url": "https://example.com/2024/06/01/river", "date": "2024-05-02"}, True),
    ],
)
def test_since_and_until(tmp_path: Path, given: dict[str, str], gone: bool) -> None:
    rules = (
        "since: 2024-01-01\nuntil: 2024-05-31\ndrop: [{exact: Gazette gnomes, since: 2024-05-01, until: 2030-01-01}]"
    )
    article = ruled(tmp_path, rules, f"{TITLE}\n\nIt rose.\n\nGazette gnomes", **given)
    assert ("Gazette gnomes" not in article.text) == gone


@pytest.mark.parametrize(
    "claim",
    [
        '<meta property="article:published_time" content="2024-06-01T10:00:00Z">',
        '<script type="application/ld+json">{"datePublished": "2024-06-01"}</script>',
    ],
)
def test_a_page_says_when_it_was_published(tmp_path: Path, claim: str) -> None:
    rules = "html: {drop: [{css: .note, until: 2024-05-31}]}"
    page = f"<html><head>{claim}</head><p>The river rose.</p><p class=note>Note</p>"
    assert not any(line.verdict.judge.startswith("site:") for line in ruled(tmp_path, rules, page, "html").lines)
    assert ruled(tmp_path, rules, page.replace(claim, ""), "html").removed[-1].text == "Note"


PAGE = """<html><head><title>River rises again | Gazette</title><meta name="author" content="Ana Moreno"></head><body>
<nav>News</nav><h1 class="headline">River rises again</h1><p class="date">3 May 2024</p>
<div class="story"><p>The river rose, <b class="ad">Buy boats</b> and the village waited all night for the boats.</p>
<p class="ad">Buy more boats</p><h2>What comes next</h2><p>The water stood in the <i class="term">kitchen</i>.</p></div>
<div class="more"><p>The river fell, and the village slept all night in its beds.</p></div></body></html>"""
FELL = "The river fell, and the village slept all night in its beds."


def by_rule(article: Article) -> dict[str, str]:
    return {line.text: line.verdict.judge.removeprefix("site:example.com/") for line in article.lines}


@pytest.mark.parametrize(
    ("rules", "text", "rule"),
    [
        ("body: [.story]", "News", "html.body/1"),
        ("body: [.story]", TITLE, "model"),  # the headline stays
        ("body: [.nothing, .story]", "News", "html.body/2"),
        ("body: [.nothing, meta]", "News", "model"),  # where nothing holds a line, the page is judged as ever
        ("body: ['.story, .more']", "News", "html.body/1"),
        ("body: [{xpath: '//div[@class=\"story\"]'}]", "News", "html.body/1"),
        ("drop: [.ad]", "Buy more boats", "html.drop/1"),
        ("drop: [{xpath: '//p[contains(., \"more boats\")]'}]", "Buy more boats", "html.drop/1"),
        ("drop: [.story], keep: ['.story h2']", "What comes next", "html.keep/1"),
        ("drop: [.story, .ad]", "Buy more boats", "html.drop/1"),
        (
            "body: [.story], drop: [.more]",
            "The river fell, and the village slept all night in its beds.",
            "html.drop/1",
        ),
        ("drop: ['p.nothing']", "Buy more boats", "model"),
        ("drop: [{css: p, contains: 'MORE boats'}]", "Buy more boats", "html.drop/1"),
        ("drop: [{css: p, exact: 'Buy more boats'}]", "Buy more boats", "html.drop/1"),
        ("drop: [{css: p, exact: 'Buy more Boats'}]", "Buy more boats", "model"),
        ("drop: [{css: p, prefix: 'more'}]", "Buy more boats", "model"),
        ("drop: [{css: p, suffix: 'boats'}, {css: p, prefix: 'buy'}]", "Buy more boats", "html.drop/1"),
        ("drop: [{css: h2, contains: comes, closest: .story}]", "What comes next", "html.drop/1"),
        ("drop: [{css: h2, contains: goes, closest: .story}]", "What comes next", "model"),
        ("drop: [{css: h2, closest: .nothing}]", "What comes next", "model"),
        ("drop: [{css: 'h1, h2', nth: 2}]", "What comes next", "html.drop/1"),
        ("drop: [{css: 'h1, h2, h1', nth: 3}, {css: h2, nth: -2}]", "What comes next", "model"),
        ("drop: [{css: 'h1, h2', nth: -1}]", "What comes next", "html.drop/1"),
    ],
)
def test_which_selector_decides_a_line(tmp_path: Path, rules: str, text: str, rule: str) -> None:
    assert by_rule(ruled(tmp_path, f"html: {{{rules}}}", PAGE, "html"))[text] == rule


def test_a_dropped_element_within_a_line_is_cut_out(tmp_path: Path) -> None:
    article = ruled(tmp_path, "html: {drop: [{css: .ad, label: advert}], body: [.story]}", PAGE, "html")
    pieces = [(line.text, line.verdict.keep) for line in article.lines if line.number == 4]
    assert pieces == [
        ("The river rose, ", True),
        ("Buy boats ", False),
        ("and the village waited all night for the boats.", True),
    ]
    assert article.body.startswith("The river rose, and the village waited")


def test_what_a_page_claims(tmp_path: Path) -> None:
    rules = """html:
  title: [{css: title, before: ' |'}]
  author: ['.nobody', {css: 'meta[name=author]', attr: content, after: 'Ana '}]
  date: [{xpath: 'string(//p[@class="date"])'}]
"""
    article = ruled(tmp_path, rules, PAGE, "html")
    assert article.metadata and (article.metadata.author, article.metadata.date) == ("Moreno", "2024-05-03")
    assert article.title == TITLE and by_rule(article)[TITLE] == "model"
    assert ruled(tmp_path, "html: {title: ['h2']}", PAGE, "html").title == "What comes next"
    assert ruled(tmp_path, "html: {title: ['.nothing']}", PAGE, "html").title == TITLE


def test_an_unwrapped_element_does_not_break_its_line(tmp_path: Path) -> None:
    page = "<p>The <div class=term>dam</div> holds.</p><p>A <span class='tooltip'>long</span> night.</p>"
    page = page.replace("<p>The", "<section>The").replace("holds.</p>", "holds.</section>")
    texts = [line.text for line in ruled(tmp_path, "html: {unwrap: [.term, .tooltip]}", page, "html").lines]
    assert texts == ["The dam holds.", "A long night."]
    assert len(ruled(tmp_path, "html: {unwrap: [.nothing]}", page, "html").lines) == 5


def test_replacements_in_the_markup_are_recorded(tmp_path: Path) -> None:
    rules = "html:\n  replace:\n    - {find: '<br><br>', with: '</p><p>'}\n    - {find: nothing, with: x}\n"
    article = ruled(tmp_path, rules, "<p>The river rose.<br><br>It fell.</p>", "html")
    assert [(one.what, one.before, one.after) for one in article.repairs] == [
        ("replaced in the markup by the rules of example.com", "<br><br>", "</p><p>")
    ]


def test_json_ld_is_not_believed_where_the_rules_say_so(tmp_path: Path) -> None:
    page = '<script type="application/ld+json">{"headline": "Gnomes of the Gazette"}</script><p>The river rose.</p>'
    assert ruled(tmp_path, "html: {skip_json_ld: false}", page, "html").title == "Gnomes of the Gazette"
    assert ruled(tmp_path, "html: {skip_json_ld: true}", page, "html").title is None


def test_a_host_goes_before_a_group(tmp_path: Path) -> None:
    written(tmp_path, "groups/g.yaml", "group: g\nkeep: [{exact: Gnomes}]\nhtml: {body: [.more], drop: [.ad]}")
    rules = "extends: [g]\ndrop: [{exact: Gnomes}]\nhtml: {body: [.story], keep: [p.ad]}"
    article = ruled(tmp_path, rules, PAGE.replace("Buy more boats", "Buy more"), "html")
    found = by_rule(article)
    assert (found["Buy more"], found["News"]) == ("html.keep/1", "html.body/1")
    assert ruled(tmp_path, rules, f"{TITLE}\n\nIt rose.\n\nGnomes").removed[-1].verdict.judge.endswith("com/drop/1")


@given(st.text(alphabet="aA \t\n…–’\u2003xß", max_size=30))
def test_places_lead_back_to_the_text(text: str) -> None:
    found = places(text)
    assert len(found) == len(even(text)) + 1
    assert found == sorted(found) and all(0 <= place <= len(text) for place in found)
    assert all(
        even(text[place]) in ("", shown) or shown == "." for place, shown in zip(found, even(text), strict=False)
    )


RULES = """site: example.com
keep: [{prefix: Villagers}]
drop: [{contains: mayor}, {template: '{n} minute read'}, {suffix: 'storm'}]
after: [{exact: Related Articles}]
before: [{prefix: 'By '}]
trim: [{prefix: 'The dam'}, {end: 'Friday\\.'}, {suffix: 'x'}]
"""


@settings(max_examples=60)
@given(text=DOCUMENTS)
def test_nothing_is_lost_and_a_second_cleaning_changes_nothing(ruled_shop: cleaner.Cleaner, text: str) -> None:
    article = ruled_shop.clean(text, kind="text", site="example.com")
    plain_article = cleaner.clean(text, kind="text")
    joined: dict[int, str] = {}
    for line in article.lines:
        joined[line.number] = joined.get(line.number, "") + line.text
    assert joined == {
        number: "".join(line.text for line in plain_article.lines if line.number == number) for number in joined
    }
    once = article.text
    assert ruled_shop.clean(once, kind="text", site="example.com").text == once


@pytest.fixture(scope="module")
def ruled_shop(tmp_path_factory: pytest.TempPathFactory) -> cleaner.Cleaner:
    folder = tmp_path_factory.mktemp("rules")
    written(folder, "sites/example.com.yaml", RULES)
    return cleaner.Cleaner(rules=[folder])
