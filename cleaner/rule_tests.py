"""Runs the tests that a rule file carries, with its rules alone: no phrases, no line model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from cleaner.article import Article, Document
from cleaner.assemble import assemble
from cleaner.dates import day_of, iso_day
from cleaner.judge import judge
from cleaner.judge.site import by_rules
from cleaner.judge.view import View
from cleaner.page import Page
from cleaner.rulebook.examples import Roots, line_mistakes
from cleaner.rulebook.finding import Finding
from cleaner.rulebook.phrases import Pack, PhraseBook, mistakes
from cleaner.rulebook.read import RuleError, line_at, read
from cleaner.rulebook.rule import SiteRule
from cleaner.rulebook.schema import PageTest
from cleaner.rulebook.sites import SiteRules
from cleaner.split import split

CLAIMS = {"html.title": "title", "html.author": "author", "html.date": "date"}


class Outcome(msgspec.Struct):
    """How many tests a file carries, those that failed, and its rules that no test needs."""

    tests: int
    failed: list[Finding]
    untested: list[Finding]


def run_tests(path: Path, roots: Roots | None = None) -> Outcome:
    """Run the tests of a site's, publisher's or group's file; raises RuleError where it cannot be used."""
    rules = (roots or Roots()).rules_at(path)
    rules.selectors  # noqa: B018  a selector that cannot be used is told even where no page is tested
    tests = rules.layers[0].rules.tests
    failed, used = line_mistakes(rules)
    for kind, pages in (("text", tests.text), ("html", tests.html)):
        for position, test in enumerate(pages):
            line = line_at(path, "tests", kind, position)
            page, article = cleaned(test.page, kind, rules)
            failed += [Finding(path, line, message) for message in broken(test, kind, page, article)]
            used |= _used(page, article, rules)
    lines = sum(bool(line.strip()) for block in (tests.gone, tests.stay) for line in block.splitlines())
    return Outcome(lines + len(tests.text) + len(tests.html), failed, list(_untested(rules, used)))


def cleaned(source: str, kind: str, rules: SiteRules) -> tuple[Page, Article]:
    """What the rules alone leave of a page."""
    page, repairs = split(source, kind, rules)
    page = msgspec.structs.replace(page, site=rules.layers[0].owner, day=day_of(None, None, page.meta))
    view = View(page, PhraseBook([]))
    verdicts = judge(view, [lambda view: by_rules(view, rules)])
    return page, assemble(Document(source=source), page, view.judged(verdicts), repairs)


def broken(test: PageTest, kind: str, page: Page, article: Article) -> Iterator[str]:
    """What a page's test asks for and does not get; a text's headline is part of its body, unless the test names it."""
    left = article.body if kind == "html" or test.title is not None else article.text
    for name, wanted, got in (
        ("body", test.body, left),
        ("title", test.title, article.title),
        ("author", test.author, page.found.author),
        ("date", test.date, page.found.date if test.date == page.found.date else iso_day(page.found.date)),
    ):
        if wanted is not None and _lines(wanted) != _lines(got or ""):
            yield f"the {name} is {_shown(got)}, not {_shown(wanted)}"


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _shown(text: str | None) -> str:
    return repr(" | ".join(_lines(text))) if text and text.strip() else "empty"


def _used(page: Page, article: Article, rules: SiteRules) -> set[str]:
    """The names of the rules that a page needed."""
    used = {line.verdict.judge.removeprefix("site:") for line in article.lines}
    elements = [rules.rules[order] for order, _ in page.found.elements]
    used |= {rule.name for rule in elements if rule.kind in ("html.body", "html.prose")}
    given = {"html.title": page.title, "html.author": page.found.author, "html.date": page.found.date}
    return used | {rule.name for rule in rules.rules if rule.kind == "html.unwrap" or given.get(rule.kind)}


def _untested(rules: SiteRules, used: set[str]) -> Iterator[Finding]:
    """The rules of the file itself that decided nothing in its tests."""
    layer = rules.layers[0]
    for rule in rules.rules:
        if rule.path == layer.path and rule.name not in used:
            yield Finding(layer.path, _line(rule), f"no test needs entry {_entry(rule)}: {rule.what}")


def _line(rule: SiteRule) -> int:
    return line_at(rule.path, *rule.kind.split("."), rule.position - 1)


def _entry(rule: SiteRule) -> str:
    return f"{rule.position} of `{rule.kind}`"


class Tally:
    """Test runs over many files, counted."""

    def __init__(self, strict: bool = False) -> None:
        """`strict` counts a rule that no test needs as a failure."""
        self.strict = strict
        self.roots = Roots()
        self.files = self.tests = self.failed = self.untested = self.broken = 0

    def run(self, path: Path) -> Iterator[str]:
        """Run one file's tests; what there is to say of them."""
        self.files += 1
        try:
            outcome = phrase_tests(path) if path.parent.name == "phrases" else run_tests(path, self.roots)
        except RuleError as error:
            self.broken += 1
            yield str(error)
            return
        self.tests += outcome.tests
        self.failed += len(outcome.failed) + (len(outcome.untested) if self.strict else 0)
        self.untested += len(outcome.untested)
        yield from map(str, (*outcome.failed, *outcome.untested))

    def summary(self) -> str:
        """The counts as a sentence."""
        counts = {"files": self.files, "tests": self.tests, "failures": self.failed, "untested rules": self.untested}
        broken = f"; files that cannot be used: {self.broken}" if self.broken else ""
        return ", ".join(f"{what}: {count}" for what, count in counts.items()) + broken


def phrase_tests(path: Path) -> Outcome:
    """Run the examples of a phrase pack; raises RuleError where it cannot be used."""
    pack = read(path, Pack)
    failed = [Finding(path, 1, message.removeprefix(f"{path}: ")) for message in mistakes(path)]
    examples = sum(len(entry.gone.splitlines()) + len(entry.stay.splitlines()) for entry in pack.phrases.values())
    return Outcome(examples, failed, [])
