"""The measures measure, and the readers read each layout."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bench import tables
from bench.data import find, load
from bench.doubt import doubtful
from bench.harm import by_language, changes, clean_all, figures
from bench.metrics import aeb, segments, word_f1
from bench.mine import language_of, mine, table
from cleaner import Cleaner
from cleaner.rulebook.folders import shipped
from cleaner.rulebook.phrases import PhraseBook

BODY = "The river rose in the night, and the village waited for help until the morning."
HTML = f"<html><body><p>{BODY}</p></body></html>"


@pytest.mark.parametrize(
    ("true", "found", "precision", "recall", "exact"),
    [
        ("a b c d e", "a b c d e", 1, 1, 1),
        ("a b c d e", "a b c d", 1, 0.5, 0),
        ("a b c d", "a b c d e", 0.5, 1, 0),
        ("a b c d", "", 0, 0, 0),
        ("a b", "a b", 1, 1, 1),
        ("A b, c d.", "A b c d", 1, 1, 1),
    ],
)
def test_the_measure_of_the_article_extraction_benchmark(
    true: str, found: str, precision: float, recall: float, exact: float
) -> None:
    score = aeb([(true, found)])
    assert (score["precision"], score["recall"], score["exact"]) == (precision, recall, exact)


def test_word_f1_is_a_bag_of_words() -> None:
    assert word_f1("a b c d", "d c b a") == 1
    assert word_f1("a b", "a b c d") == pytest.approx(2 / 3)
    assert word_f1("a", "") == 0


def test_snippets() -> None:
    score = segments([({"with": ["river", "sea"], "without": ["menu", "rose"]}, "the river rose")])
    assert (score["kept"], score["left"]) == (0.5, 0.5)


LATER = "By noon the first boats came, and those who had sat on the roofs were taken to the school on the hill."


@pytest.mark.parametrize(
    ("truth", "bodies", "expected"),
    [
        (BODY, [LATER, LATER], True),  # both have another text
        ("", [LATER, LATER], True),
        (BODY, [f"{BODY} {LATER}"] * 2, True),  # the truth is less than half of what both have
        (f"{BODY} {LATER}", [f"{BODY} {LATER}", BODY], False),
        (BODY, [LATER], False),  # one alone may be wrong
        (BODY, [LATER, BODY], False),
        (BODY, [LATER, "Subscribe to our newsletter and never miss a flood again"], False),
        (BODY, ["", ""], False),  # both found nothing, which says nothing
        (BODY, ["", LATER, BODY, LATER], True),
    ],
)
def test_truth_is_in_doubt_where_two_extractors_agree_on_another(truth: str, bodies: list[str], expected: bool) -> None:
    assert doubtful(truth, bodies) is expected


def jsonl(folder: Path) -> Path:
    row = {"id": "a", "url": "https://www.example.org/a", "html": HTML, "body": BODY, "with": ["river"], "cc": "de"}
    with gzip.open(folder / "ours.jsonl.gz", "wt") as file:
        file.write(json.dumps(row) + "\n")
    return find(folder, "ours")


def article_extraction_benchmark(folder: Path) -> Path:
    (folder / "html").mkdir()
    (folder / "html" / "a.html.gz").write_bytes(gzip.compress(HTML.encode()))
    truth = {"a": {"articleBody": BODY, "url": "https://www.example.org/a"}}
    (folder / "ground-truth.json").write_text(json.dumps(truth))
    return folder


def wcxb(folder: Path) -> Path:
    (folder / "ground-truth").mkdir()
    (folder / "html").mkdir()
    (folder / "html" / "a.html").write_text(HTML)
    truth = {"url": "https://www.example.org/a", "ground_truth": {"title": "River", "main_content": BODY}}
    (folder / "ground-truth" / "a.json").write_text(json.dumps(truth))
    return folder


@pytest.mark.parametrize("layout", [jsonl, article_extraction_benchmark, wcxb])
def test_every_layout_is_read(layout: object, tmp_path: Path) -> None:
    (sample,) = load(layout(tmp_path))  # type: ignore[operator]
    assert (sample.id, sample.site, sample.html, sample.body) == ("a", "example.org", HTML, BODY)


def test_a_folder_of_another_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="neither JSONL nor a benchmark folder"):
        load(tmp_path)


def test_harm_counts_what_is_lost(tmp_path: Path) -> None:
    more = f"{BODY}\nAlso read: The sea is falling\n{BODY[:-1]} again."
    rows = [{"id": 1, "body": BODY}, {"id": 2, "body": more}, {"id": 3, "body": BODY.replace("help", "he\xadlp")}]
    (tmp_path / "clean.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    cleaned = clean_all(tmp_path, "clean", Cleaner())
    articles, recall, unchanged, whole = figures(cleaned)
    assert (articles, round(unchanged, 2), round(whole, 2)) == (3, 0.33, 0.67)
    assert 0.7 < recall < 1
    assert by_language(cleaned) == [("en", articles, recall, unchanged, whole)]
    assert [one.changed for one in cleaned] == [False, True, True]
    assert changes(cleaned[2]) == "invisible character"
    assert changes(cleaned[1]).startswith("related (phrases:en/") and "sea" not in changes(cleaned[1])


def test_a_table_goes_between_its_markers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- harm -->\nold\n<!-- /harm -->\nafter\n")
    monkeypatch.setattr(tables, "README", readme)
    tables.publish("harm", tables.table(("set", "recall"), [("a", 0.5)]), write=True)
    assert "old" not in readme.read_text() and "| a | 0.5000 |" in readme.read_text()
    with pytest.raises(KeyError):
        tables.publish("other", "", write=True)


AFTER = f"{BODY}\nRiver\nAlso read: The sea"
PAGES = [
    {"id": "1", "site": "a.org", "lang": "en", "body": BODY, "text": f"12 things to pin\n{AFTER}"},
    {"id": "2", "site": "b.org", "lang": "en", "body": BODY, "text": f"7 Things to  pin\n{AFTER}"},
    {"id": "3", "site": "b.org", "lang": "en", "body": "River", "text": f"Only here\n{BODY}"},
    {"id": "4", "site": "b.org", "lang": "en", "body": BODY, "text": f"Only here\n{BODY}"},
    {"id": "5", "site": "c.org", "lang": "de", "body": BODY, "text": "12 things to pin"},
]  # fmt: skip


def test_the_miner_finds_lines_of_several_sites_that_no_body_has() -> None:
    mined = mine(PAGES, 2)
    assert {code: [(one.line, one.sites, dict(one.places)) for one in found] for code, found in mined.items()} == {
        "en": [
            ("12 things to pin", {"a.org", "b.org"}, {"before": 2}),
            ("Also read: The sea", {"a.org", "b.org"}, {"after": 2}),
        ]
    }
    header, *found = table(mined, PhraseBook([shipped()]), unmatched=False)
    assert found == ["en\t2\t2\t0\t0\t-\t12 things to pin", "en\t2\t0\t0\t2\ten/also-read\tAlso read: The sea"]
    assert list(table(mined, PhraseBook([shipped()]), unmatched=True)) == [header, found[0]]
    assert "de" in mine(PAGES, 1)


@pytest.mark.parametrize(
    ("row", "language"),
    [
        ({"lang": "pt-BR", "body": BODY}, "pt"),
        ({"html": '<html class="a" lang="de">', "body": f"{BODY} {BODY}"}, "en"),  # what stands there, not what is said
        ({"html": '<html class="a" lang="de-AT">', "text": "Fluss"}, "de"),
        ({"text": "Fluss"}, "?"),
    ],
)
def test_the_language_of_a_mined_page(row: dict[str, str], language: str) -> None:
    assert language_of(row) == language
