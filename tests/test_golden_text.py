"""The scraped texts in seeds/text come out as their goldens: body and explanation.

They are made up after what scrapers and extractors leave, in many languages and of three kinds: pages, extracts, clean
articles. `cleaner check --golden seeds golden --update` writes them anew; the diff of the explanation is what a
reviewer reads.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner
from tests.conftest import ROOT, run

TEXTS = sorted((ROOT / "seeds" / "text").glob("*.txt"))
UPDATE = "if this is meant, run: cleaner check --golden seeds golden --update"


def golden(text: Path, kind: str) -> str:
    return (ROOT / "golden" / "text" / f"{text.stem}.{kind}").read_text(encoding="utf-8")


def test_there_are_texts_of_all_kinds_in_many_languages() -> None:
    names = [text.stem.split("-") for text in TEXTS]
    assert len(TEXTS) >= 20 and len({language for language, _ in names}) >= 20
    assert {kind for _, kind in names} == {"page", "extract", "clean"}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_text_comes_out_as_its_golden(text: Path) -> None:
    article = cleaner.clean(text.read_bytes())
    assert article.text + "\n" == golden(text, "txt"), UPDATE
    assert article.explain() == golden(text, "explain.tsv"), UPDATE


@pytest.mark.parametrize("text", [text for text in TEXTS if text.stem.endswith("-clean")], ids=lambda text: text.stem)
def test_a_clean_text_stays_as_it_is(text: Path) -> None:
    assert golden(text, "txt") == text.read_text(encoding="utf-8")


def test_all_texts_at_once_in_a_pipe() -> None:
    shown = run(*map(str, TEXTS)).stdout.decode()
    assert shown == "\n".join(golden(text, "txt") for text in TEXTS)
