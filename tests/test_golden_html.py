"""The HTML pages in seeds/html come out as their goldens: body, Markdown and explanation.

The pages are made up after templates of real sites; `cleaner check --golden seeds golden --update` writes the goldens
anew, and the diff of the explanation is what a reviewer reads. Where cleaner is wrong on a page, KNOWN says so.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, run

PAGES = sorted((ROOT / "seeds" / "html").glob("*.html"))
UPDATE = "if this is meant, run: cleaner check --golden seeds golden --update"


def golden(page: Path, kind: str) -> str:
    return (ROOT / "golden" / "html" / f"{page.stem}.{kind}").read_text(encoding="utf-8")


def test_there_are_pages_of_many_kinds() -> None:
    assert len(PAGES) >= 15


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_comes_out_as_its_golden(page: Path) -> None:
    assert run(stdin=page.read_bytes()).stdout.decode() == golden(page, "txt"), UPDATE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_in_markdown_comes_out_as_its_golden(page: Path) -> None:
    assert run("clean", "--to", "markdown", str(page)).stdout.decode() == golden(page, "md"), UPDATE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_is_explained_as_its_golden(page: Path) -> None:
    assert run("explain", str(page)).stdout.decode() == golden(page, "explain.tsv"), UPDATE
