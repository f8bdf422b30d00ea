"""Text that is wrapped at a width is judged by its paragraphs, and comes out with its breaks."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.article import Line
from cleaner.split.flow import wrapping
from tests.conftest import run

PARAGRAPHS = [
    "The dam in the upper valley held through the night, engineers said on Thursday morning. Villagers returned to "
    "their houses and began to clear the mud from their old kitchens and cellars.",
    "Also read: What we know about the storm that crossed the valley and what comes next for the farmers of the plain",
    "Nobody was hurt, but three bridges are gone, and the road to the capital stays closed until the end of the week. "
    "READ ALSO: Villagers return",
    "The school will stay closed as well, the mayor told reporters in front of the town hall on Thursday afternoon.",
    "Farmers in the plain had moved their cattle to the hills on Tuesday, when the first warnings came over the radio. "
    "Many of them have not slept since then, and some have not been able to reach their stables at all, because the "
    "roads that lead there are under water or covered with stones and branches that the river left behind.",
    "The government has promised help within a week. The last time, after the flood of 2013, it took a year and a half "
    "until the first families had their money, and some of them never saw any, as their papers had been lost in the "
    "water together with everything else that they owned.",
]


def wrapped(width: int) -> str:
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)


def lines(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


@pytest.mark.parametrize("width", [48, 60, 72, 100])
def test_a_wrapped_text_is_put_together(width: int) -> None:
    found = wrapping(lines(wrapped(width)))
    assert found is not None
    assert [line.text for line in found.paragraphs] == PARAGRAPHS


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(PARAGRAPHS),
        "\n".join(PARAGRAPHS * 3),
        "\n".join("The dam held through the night, the engineers said on Thursday.".split()),
        "\n".join(f"The dam in valley number {number} held through the night, they said." for number in range(20)),
        "Roses are red,\nviolets are blue,\nsugar is sweet,\nand so are you,\n" * 3,
        "",
    ],
)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert wrapping(lines(text)) is None


def test_what_goes_goes_with_all_its_lines_and_the_rest_keeps_its_breaks() -> None:
    article = cleaner.clean(wrapped(60), kind="text")
    gone = textwrap.fill(PARAGRAPHS[1], 60).split("\n")
    assert [line.text for line in article.removed if line.number < 9] == gone
    assert article.text.split("\n\n")[0] == textwrap.fill(PARAGRAPHS[0], 60)
    assert "READ ALSO" not in article.text and "end of the week." in article.text


def test_pieces_are_the_whole_text() -> None:
    text = wrapped(60)
    joined: dict[int, str] = {}
    for piece in cleaner.clean(text, kind="text").lines:
        joined[piece.number] = joined.get(piece.number, "") + piece.text
    assert list(joined.values()) == [line for line in text.split("\n") if line]


def test_paragraphs_come_out_when_asked_for_in_a_pipe() -> None:
    shown = run("--reflow", stdin=wrapped(60).encode()).stdout.decode()
    assert shown.split("\n\n")[0] == PARAGRAPHS[0]


def test_paragraphs_come_out_when_asked_for() -> None:
    reflow = cleaner.Cleaner(reflow=True)
    kept = [PARAGRAPHS[0], PARAGRAPHS[2].removesuffix(" READ ALSO: Villagers return"), *PARAGRAPHS[3:]]
    assert reflow.clean(wrapped(60), kind="text").text == "\n\n".join(kept)
    assert reflow.clean(wrapped(60).replace("\n\n", "\n\n\n"), kind="text").body == "\n\n\n".join(kept)


@given(st.lists(st.text(alphabet="ab .\n", max_size=200), max_size=6).map("\n".join), st.integers(40, 100))
def test_nothing_is_lost_at_any_width(text: str, width: int) -> None:
    text = "\n\n".join(textwrap.fill(part, width) for part in text.split("\n\n"))
    found = wrapping(lines(text))
    if found:
        assert " ".join(line.text for line in found.paragraphs) == " ".join(line.text for line in found.lines)
