"""Tests of rule files that name an address, run on pages that somebody saved: nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from cleaner.article import Article
from cleaner.io.records import read_records
from cleaner.pipeline import Cleaner
from cleaner.rulebook.examples import layer_at
from cleaner.rulebook.finding import Finding
from cleaner.rulebook.read import line_at
from cleaner.rulebook.schema import UrlTest


class Saved(msgspec.Struct):
    """How many tests name an address, and for how many of them there was a page."""

    tests: int = 0
    run: int = 0


def run_saved(pages: Iterable[bytes], paths: Iterable[Path], cleaner: Cleaner, saved: Saved) -> Iterator[Finding]:
    """The snippets that are missing from what `cleaner` leaves of the pages, which are JSONL records with a `url`.

    `paths` are the rule files whose tests are run; `saved` is counted up. Raises RuleError
    for a file that cannot be used.
    """
    wanted: dict[str, list[tuple[Path, int, UrlTest]]] = {}
    for path in paths:
        for position, test in enumerate(layer_at(path).rules.tests.urls):
            wanted.setdefault(_alike(test.url), []).append((path, position, test))
            saved.tests += 1
    for record in read_records(pages):
        tests = wanted.get(_alike(record.document.url or ""), []) if record.document else []
        if tests and record.document:
            saved.run += len(tests)
            yield from _missing(cleaner.clean(record.document), tests)


def _missing(article: Article, tests: list[tuple[Path, int, UrlTest]]) -> Iterator[Finding]:
    left = " ".join(article.text.split())
    for path, position, test in tests:
        for snippet in test.contains:
            if " ".join(snippet.split()) not in left:
                yield Finding(
                    path, line_at(path, "tests", "urls", position), f"{test.url} does not contain {snippet!r}"
                )


def _alike(url: str) -> str:
    """The address without what does not change the page."""
    return url.partition("#")[0].removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
