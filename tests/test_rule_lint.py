"""What lint finds and what it leaves alone; the tests that rule files carry; everything shipped passes both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.article import Label
from cleaner.rule_tests import run_tests
from cleaner.rulebook.folders import rule_files, shipped
from cleaner.rulebook.lint import lint
from cleaner.rulebook.read import read
from cleaner.rulebook.schema import CutRule, HtmlRules, LineRule, PageTest, Replacement, RuleTests, Selector, SiteFile
from cleaner.rulebook.shared import shared_rules
from cleaner.rulebook.write import entry_yaml, to_yaml
from tests.test_rulebook import written

SITE = "site: example.com\n"
TESTED = "tests: {stay: a}\n"
SHIPPED = [path for path in rule_files(shipped()) if path.parent.name != "phrases"]


@pytest.mark.parametrize("path", rule_files(shipped()), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_shipped_has_nothing_to_find(path: Path) -> None:
    assert lint(path) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_shipped_passes_its_tests_and_every_rule_is_needed(path: Path) -> None:
    outcome = run_tests(path)
    assert (outcome.failed, outcome.untested) == ([], [])
    assert outcome.tests or path.stem == "widgets"  # which only names other groups


def test_the_groups_that_are_promised_are_shipped() -> None:
    named = {path.stem for path in SHIPPED if path.parent.name == "groups"}
    assert named >= {"wordpress", "ghost", "substack", "blogger", "drupal", "arc", "comments", "newsletters"}
    assert not shared_rules(SHIPPED)


FINDINGS: dict[str, tuple[str, list[str]]] = {
    "nothing": ("", ["1: says nothing: give it a rule, or `extends`"]),
    "no tests": ("drop: [{exact: a}]\n", ["1: carries no `tests`: name lines that go and near misses that stay"]),
    "tests of saved pages are tests": ("drop: [{exact: a}]\ntests: {urls: [{url: 'https://a.example/'}]}\n", []),
    "twice": (
        "drop: [{exact: a}, {exact: a, label: share}]\n" + TESTED,
        ["2: entry 2 of `drop`: never decides: example.com/drop/1 (exact “a”) is before it"],
    ),
    "kept and dropped": (
        "keep: [{prefix: 'Copy'}]\ndrop: [{prefix: 'Copy'}]\n" + TESTED,
        ["3: entry 1 of `drop`: never decides: example.com/keep/1 (prefix “Copy”) is before it"],
    ),
    "exact below a pattern": (
        "drop:\n  - regex: 'by <name>'\n  - exact: By Ana Moreno\n" + TESTED,
        ["4: entry 2 of `drop`: never decides: example.com/drop/1 (regex “by <name>”) is before it"],
    ),
    "longer prefix below a shorter one": (
        "drop: [{prefix: Photo}, {prefix: 'Photo:'}]\n" + TESTED,
        ["2: entry 2 of `drop`: never decides: example.com/drop/1 (prefix “Photo”) is before it"],
    ),
    "suffix below a part": (
        "drop: [{contains: Gazette}, {suffix: '- GAZETTE'}]\n" + TESTED,
        ["2: entry 2 of `drop`: never decides: example.com/drop/1 (contains “Gazette”) is before it"],
    ),
    "shorter prefix below a longer one": ("drop: [{prefix: 'Photo:'}, {prefix: Photo}]\n" + TESTED, []),
    "part below a prefix": ("drop: [{prefix: Photo}, {contains: Photo}]\n" + TESTED, []),
    "a drop rescued in part": ("keep: [{prefix: Copyright law}]\ndrop: [{prefix: Copyright}]\n" + TESTED, []),
    "other days": ("drop: [{exact: a, until: 2024-01-01}, {exact: a, label: share}]\n" + TESTED, []),
    "a marker is no line rule": ("drop: [{prefix: More}]\nafter: [{prefix: More news}]\n" + TESTED, []),
    "selector twice": (
        "html:\n  drop:\n    - '.a'\n    - {css: '.a', label: share}\n" + TESTED,
        ["5: entry 2 of `html.drop`: never decides: example.com/html.drop/1 (css “.a”) is before it"],
    ),
    "part of a selector's finds": (
        "html: {drop: [p, {css: p, contains: x}, {css: p, closest: div}]}\n" + TESTED,
        ["2: entry 2 of `html.drop`: never decides: example.com/html.drop/1 (css “p”) is before it"],
    ),
    "different parts of a selector's finds": (
        "html: {drop: [{css: p, contains: x}, {css: p, contains: y}, {css: p, nth: 1}, {css: p, nth: -1}, p]}\n"
        + TESTED,
        [],
    ),
    "body and drop of one name": ("html: {body: [.a], drop: [.a]}\n" + TESTED, []),
    "in its group": (
        "extends: [sharing]\nhtml: {drop: [{css: .ssba, label: share}]}\n" + TESTED,
        ["3: entry 1 of `html.drop`: groups/sharing/html.drop/9 says the same, and applies as well; leave it out"],
    ),
    "any line": ("drop: [{regex: '.+'}]\n" + TESTED, ["2: entry 1 of `drop`: matches any line"]),
    "any line as a hole": ("after: [{template: '{any}'}]\n" + TESTED, ["2: entry 1 of `after`: matches any line"]),
    "short": (
        "drop: [{contains: 'a '}]\n" + TESTED,
        ["2: entry 1 of `drop`: `contains` of 1 characters matches honest lines too"],
    ),
    "template without holes": (
        "drop: [{template: 'Back {{to}} top'}]\n" + TESTED,
        ["2: entry 1 of `drop`: a template without holes: write `exact`"],
    ),
    "never": (
        "until: 2024-01-01\ndrop: [{exact: a, since: 2024-01-02}]\n" + TESTED,
        ["3: entry 1 of `drop`: never applies: it holds until 2024-01-01, and since 2024-01-02"],
    ),
    "attribute of what is dropped": (
        "html: {drop: [{css: a, attr: href}]}\n" + TESTED,
        ["2: entry 1 of `html.drop`: `attr` is for title, author and date"],
    ),
    "a selector that Lexbor refuses": (
        "html: {drop: ['a[']}\n" + TESTED,
        ["2: entry 1 of `html.drop`: Lexbor refuses the CSS selector `a[`"],
    ),
}


@pytest.mark.parametrize(("content", "found"), FINDINGS.values(), ids=FINDINGS)
def test_findings(tmp_path: Path, content: str, found: list[str]) -> None:
    path = written(tmp_path, "sites/example.com.yaml", SITE + content)
    assert [str(finding) for finding in lint(path)] == [f"{path}:{one}" for one in found]


@pytest.mark.parametrize("name", ["example.com.yml", "Example com.yaml"])
def test_a_file_that_nobody_looks_for(tmp_path: Path, name: str) -> None:
    assert "is not looked for" in lint(written(tmp_path, f"sites/{name}", SITE))[0].message


def test_rules_that_should_be_a_group(tmp_path: Path) -> None:
    same = "drop: [{exact: a1}, {prefix: b2}]\nhtml: {drop: [.c3]}\n"
    paths = [
        written(tmp_path, f"sites/{name}.example.yaml", f"site: {name}.example\nkeep: [{{exact: {name}}}]\n{same}")
        for name in ("one", "two", "three", "four", "five")
    ]
    written(tmp_path, "sites/broken.example.yaml", "site: [")
    assert [str(finding) for finding in shared_rules([*paths, tmp_path / "sites/broken.example.yaml"])] == [
        f"{paths[0]}:1: 3 of its rules stand in two.example.yaml, three.example.yaml, four.example.yaml "
        "and 1 more too: make them a group, and let these files extend it"
    ]
    assert shared_rules(paths[:2]) == []


def outcomes(tmp_path: Path, content: str) -> tuple[list[str], list[str]]:
    path = written(tmp_path, "sites/example.com.yaml", SITE + content)
    outcome = run_tests(path)
    return [f"{one.line}: {one.message}" for one in outcome.failed], [f"{one.line}" for one in outcome.untested]


TESTS: dict[str, tuple[str, list[str], list[str]]] = {
    "all good": ("drop: [{template: '{title} again'}]\ntests: {title: Dam, gone: Dam again, stay: Dam}\n", [], []),
    "a rule that no test needs": ("drop:\n  - exact: a\n  - exact: b\ntests: {gone: a}\n", [], ["4"]),
    "a line that stays": ("drop: [{exact: a}]\ntests: {gone: b}\n", ["3: no rule drops 'b'"], ["2"]),
    "a line that is kept": (
        "keep: [{exact: a}]\ntests: {gone: a}\n",
        ["3: example.com/keep/1 keeps 'a'"],
        [],
    ),
    "a text": (
        "after: [{exact: End}]\ntrim: [{prefix: 'Ad:'}]\ntests:\n  text:\n"
        '    - {page: "Ad: Dam\\nIt holds.\\nEnd\\nx", body: "Dam\\n\\nIt holds."}\n',
        [],
        [],
    ),
    "a page": (
        "html: {body: [.b], drop: [.c], title: [h1], author: [.d], date: [.e]}\ntests:\n  html:\n"
        "    - page: <h1>Dam</h1><i class=d>Ana</i><p class=b>It <i class=c>x</i> holds<p class=c>y"
        "<p class=e>2024-05-03\n"
        "      title: Dam\n      author: Ana\n      date: '2024-05-03'\n      body: It holds\n",
        [],
        [],
    ),
    "a page that fails": (
        "html: {drop: [.c], author: [.d]}\ntests:\n  html:\n    - page: <p>It holds<p class=c>y\n"
        "      title: Dam\n      author: Ana\n      body: It\n",
        [
            "5: the body is 'It holds', not 'It'",
            "5: the title is empty, not 'Dam'",
            "5: the author is empty, not 'Ana'",
        ],
        ["2"],
    ),
}


@pytest.mark.parametrize(("content", "failed", "untested"), TESTS.values(), ids=TESTS)
def test_the_tests_of_a_file(tmp_path: Path, content: str, failed: list[str], untested: list[str]) -> None:
    assert outcomes(tmp_path, content) == (failed, untested)


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), min_size=1, max_size=30)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
LINE_RULES = st.builds(LineRule, exact=st.none() | WORDS, regex=st.none() | WORDS, note=WORDS, since=DAYS,
                       label=st.sampled_from(Label))  # fmt: skip
SITE_FILES = st.builds(
    SiteFile,
    site=st.just("example.com"),
    note=WORDS,
    notes=st.lists(WORDS, max_size=2),
    until=DAYS,
    drop=st.lists(LINE_RULES, max_size=3),
    after=st.lists(st.builds(CutRule, exact=WORDS, marker=st.sampled_from(["drop", "keep"])), max_size=2),
    html=st.builds(
        HtmlRules,
        drop=st.lists(WORDS | st.builds(Selector, xpath=WORDS), max_size=3),
        replace=st.lists(st.builds(Replacement, WORDS, WORDS), max_size=2),
    ),
    tests=st.builds(RuleTests, gone=WORDS, html=st.lists(st.builds(PageTest, page=WORDS), max_size=2)),
)


@given(file=SITE_FILES)
def test_what_is_written_reads_the_same(tmp_path_factory: pytest.TempPathFactory, file: SiteFile) -> None:
    path = tmp_path_factory.getbasetemp() / "written.yaml"
    path.write_text(to_yaml(file), encoding="utf-8")
    assert read(path, SiteFile) == file


def test_a_file_is_written_as_a_person_would() -> None:
    file = SiteFile(
        site="example.com",
        drop=[LineRule(exact="Ad: x", label=Label.ADVERT, since=date(2024, 5, 1))],
        html=HtmlRules(drop=[".share"], replace=[Replacement("a", "b")]),
        tests=RuleTests(gone="Ad: x\n"),
    )
    assert to_yaml(file) == (
        "site: example.com\ndrop:\n  - exact: 'Ad: x'\n    label: advert\n    since: 2024-05-01\n"
        "html:\n  drop:\n    - .share\n  replace:\n    - find: a\n      with: b\ntests:\n  gone: |\n    Ad: x\n"
    )
    assert to_yaml(SiteFile(site="example.com", html=HtmlRules(prose=[]))) == "site: example.com\n"
    assert entry_yaml(file.drop[0]) == "- exact: 'Ad: x'\n  label: advert\n  since: 2024-05-01\n"
