"""Tests for learned rules, made from what was seen: lines that must go, paragraphs of articles that must stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

import msgspec

from cleaner.learn.boxes import element
from cleaner.learn.counts import Sight, Site
from cleaner.learn.sketch import texts_of
from cleaner.learn.template import HOLE, LONGEST, TITLE, has_holes, literal
from cleaner.rule_tests import broken, cleaned
from cleaner.rulebook.load import Layer
from cleaner.rulebook.match import LineTable, matcher
from cleaner.rulebook.schema import LineRule, PageTest, RuleTests, Selector, SiteFile
from cleaner.rulebook.sites import SiteRules
from cleaner.shape import plain

NOTE = "made by cleaner learn"
ENOUGH = 3  # paragraphs of a page that is made up
HEADLINE = "Harbour wall to be rebuilt"
"""Stands for the headline where a template has one: what was seen had many."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FILLED = {TITLE: HEADLINE, "{date}": "3 May 2024", "{n}": "12", "{name}": "Ann Lee"}


def tests_of(rules: SiteFile, lines: Mapping[str, Sight], site: Site) -> RuleTests:
    """A line for each rule, and paragraphs that no rule matches."""
    entries = [*rules.drop, *rules.after, *rules.before]
    gone = list(dict.fromkeys(example(entry, lines) for entry in rules.drop))
    table = LineTable(entries)
    stay = [text for text in texts_of(site.paragraphs) if not table.matches(plain(text))]
    titled = any(HEADLINE in line for line in gone)
    page = _page(rules, lines, stay)
    html = _html(rules, stay)
    return RuleTests(title=HEADLINE if titled else "", gone=_block(gone), stay=_block(stay), text=page, html=html)


def _page(rules: SiteFile, lines: Mapping[str, Sight], paragraphs: list[str]) -> list[PageTest]:
    """A page with every marker, the first of each kind outermost, so that each is needed."""
    if not (rules.before or rules.after) or len(paragraphs) < ENOUGH:
        return []
    above = [example(entry, lines) for entry in rules.before]
    below = [example(entry, lines) for entry in rules.after][::-1]
    body = paragraphs[:ENOUGH]
    test = PageTest(page=_block([*above, HEADLINE, *body, *below]), body=_block(body), title=HEADLINE, note=NOTE)
    return [test] if holds(test, rules) else []


def _html(rules: SiteFile, paragraphs: list[str]) -> list[PageTest]:
    """A page with an element for each selector of paragraphs."""
    selectors = [entry.css or "" for entry in rules.html.prose if isinstance(entry, Selector)]
    if not selectors:
        return []
    text = next(iter(paragraphs), HEADLINE)
    test = PageTest(page=_block(element(one, escape(text)) for one in selectors), body=_block([text] * len(selectors)))
    test = msgspec.structs.replace(test, note=NOTE)
    return [test] if holds(test, rules, "html") else []


def holds(test: PageTest, rules: SiteFile, kind: str = "text") -> bool:
    """Whether a file's rules leave of the page what its test says."""
    alone = SiteRules([Layer(rules.site or "", Path(f"{rules.site}.yaml"), rules)])
    page, article = cleaned(test.page, kind, alone)
    return not any(broken(test, kind, page, article))


def matcher_for(template: str, sight: Sight) -> dict[str, str]:
    """What a rule for a template matches by; a number that is always the same is no hole, but for a year."""
    if len(template) >= LONGEST:
        return {"prefix": literal(template)}
    if not has_holes(template):
        return {"exact": literal(template)}
    always = next(iter(sight.texts.values()))
    fixed = len(sight.texts) == 1 and not YEAR.search(always) and set(HOLE.findall(template)) == {"{n}"}
    return {"exact": always} if fixed else {"template": template}


def example(entry: LineRule, lines: Mapping[str, Sight]) -> str:
    """A line that the rule drops."""
    kind, value = matcher(entry)
    if kind == "template" and TITLE in value:
        return literal(HOLE.sub(lambda hole: FILLED[hole[0]], value))
    if kind == "template":
        return min(lines[value].texts.values())
    return value


def _block(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
