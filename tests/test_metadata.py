"""Author, date, site name, language and address: only when asked for, and None where a page does not tell."""

from __future__ import annotations

import json

import pytest

import cleaner
from tests.conftest import ROOT, run

PAGE = (ROOT / "seeds" / "html" / "german.html").read_text(encoding="utf-8")
BARE = "<html><body><p>The river rose in the night, and the village waited for help.</p></body></html>"


def test_nobody_asked() -> None:
    assert cleaner.clean(PAGE).metadata is None


def test_a_page_tells() -> None:
    found = cleaner.Cleaner(metadata=True).clean(PAGE).metadata
    assert found is not None
    assert (found.author, found.date, found.language) == ("Korbinian Vogt", "2024-01-24", "de")
    assert found.canonical == "https://www.talbote.example.org/regional/seilbahn-obertal-gemeinderat-id77120.html"


def test_a_page_does_not_tell() -> None:
    found = cleaner.Cleaner(metadata=True).clean(BARE).metadata
    assert found == cleaner.Metadata()


def test_a_text_has_none() -> None:
    assert cleaner.Cleaner(metadata=True).clean("River rises\n\nThe river rose.").metadata is None


@pytest.mark.parametrize("asked", [True, False])
def test_on_the_command_line(asked: bool) -> None:
    out = json.loads(run("--to", "jsonl", *(["--metadata"] if asked else []), stdin=PAGE.encode()).stdout)
    assert out.get("metadata", {}).get("author") == ("Korbinian Vogt" if asked else None)


def test_asking_changes_nothing_else() -> None:
    plain, asked = cleaner.clean(PAGE), cleaner.Cleaner(metadata=True).clean(PAGE)
    assert (plain.body, plain.lines) == (asked.body, asked.lines)
