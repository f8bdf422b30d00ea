"""Boilerplate that is glued to a paragraph is cut out; what only looks like it stays, and so does every word."""

from __future__ import annotations

import pytest

import cleaner

LEAD = "The dam in the upper valley held through the night, engineers said on Thursday morning"
NEXT = "Villagers returned to their houses and began to clear the mud from their old kitchens."


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (f"{LEAD}. Advertisement Scroll to continue {NEXT}", f"{LEAD}. {NEXT}"),
        (f"{LEAD}.ADVERTISEMENT {NEXT}", f"{LEAD}. {NEXT}"),
        (f"{LEAD}. ADVERTISEMENT {NEXT} ADVERTISEMENT", f"{LEAD}. {NEXT}"),
        (f"{LEAD}. READ ALSO: Villagers return", f"{LEAD}."),
        (f"{LEAD}. (Reporting by Ann Lee; Editing by Bo Tan)", f"{LEAD}."),
        (f"Share on Facebook Share on Twitter {LEAD}.", f"{LEAD}."),
        (f"KYIV, Oct 3 (Reuters) - {LEAD}.", f"KYIV, Oct 3 (Reuters) - {LEAD}."),
        (f"{LEAD}. Advertisement revenue fell. {NEXT}", f"{LEAD}. Advertisement revenue fell. {NEXT}"),
        (f"{LEAD}. He also read: nothing else helped.", f"{LEAD}. He also read: nothing else helped."),
    ],
)
def test_what_is_glued_to_a_paragraph(line: str, left: str) -> None:
    article = cleaner.clean(f"Dam in the upper valley holds\n\n{line}\n\n{NEXT}", kind="text")
    assert article.body.split("\n\n")[0] == left
    assert "".join(piece.text for piece in article.lines if piece.number == 3) == line
    assert cleaner.clean(article.text, kind="text").text == article.text


def test_a_text_without_line_breaks_is_read_by_its_sentences() -> None:
    text = f"{LEAD}. {NEXT} " * 8 + f"Subscribe to our newsletter. {NEXT} Leave a comment. {NEXT}"
    article = cleaner.clean(text, kind="text")
    assert [piece.text.strip() for piece in article.removed] == [
        "Subscribe to our newsletter.",
        "Leave a comment.",
    ]
    assert "".join(piece.text for piece in article.lines) == text
    assert article.text.count(NEXT) == 10


@pytest.mark.parametrize("said", ["Log in.", "Share this!", "Read more."])
def test_short_sentences_of_a_text_without_line_breaks_are_said_by_people(said: str) -> None:
    text = f"{LEAD}. {NEXT} " * 8 + f"{said} {NEXT}"
    assert cleaner.clean(said, kind="text").removed
    assert not cleaner.clean(text, kind="text").removed


def test_labels_to_keep_are_not_cut() -> None:
    text = f"Dam holds\n\n{LEAD}. READ ALSO: Villagers return\n\n{NEXT}"
    assert not cleaner.Cleaner(keep=["related"]).clean(text, kind="text").removed


def test_html_lines_are_cut_too() -> None:
    page = f"<html><body><article><h1>Dam holds</h1><p>{LEAD}. READ ALSO: Villagers return</p><p>{NEXT}</p></article>"
    article = cleaner.clean(page)
    assert f"{LEAD}.\n\n{NEXT}" in article.body
    assert "READ ALSO: Villagers return" in [piece.text for piece in article.removed]
