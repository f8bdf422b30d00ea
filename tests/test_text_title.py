"""Which line of a text is its headline, and which only begins it."""

from __future__ import annotations

import pytest

import cleaner

BODY = "\n\nThe dam in the upper valley held through the night, engineers said on Thursday.\n\nIt was built in 1912."


@pytest.mark.parametrize(
    "line",
    [
        "Dam in the upper valley holds",
        "Will the dam hold?",
        "Floods in the valley: what do we know, and what not?",
        "Which of the five dams in the valley will hold?",
        "The dam, the valley and the forty villages below it: what the engineers knew and when they knew it",
    ],
)
def test_a_headline(line: str) -> None:
    assert cleaner.clean(line + BODY, kind="text").title == line


@pytest.mark.parametrize(
    "line",
    [
        "Dams are often thought of as walls that hold the water back. But do you know what else they can do?",
        "Have you ever asked yourself how many people have to watch a dam through a night of rain?",
        "Haben Sie sich je gefragt, wie viele Leute in einer Nacht voller Regen einen Damm bewachen müssen?",
    ],
)
def test_a_question_as_long_as_a_paragraph_begins_the_article(line: str) -> None:
    article = cleaner.clean(line + BODY, kind="text")
    assert article.title is None and article.body == line + BODY


def test_a_long_question_that_stands_twice_is_the_headline() -> None:
    line = "Have you ever asked yourself how many people have to watch a dam through a night of rain?"
    assert cleaner.clean(f"{line}\n\n{line}{BODY}", kind="text").title == line
