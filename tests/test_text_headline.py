"""The headline of a flattened page is told by what the article below it speaks of, not by standing first."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner import Cleaner, clean
from cleaner.judge.text.features import Text
from cleaner.judge.text.headline import WEIGHTS, evidence, headline, settle
from cleaner.shape import key

STORY = [
    "The dam in the upper valley held through the night, engineers said on Thursday morning.",
    "Villagers returned to their houses below the dam and began to clear the mud from their old kitchens.",
    "The engineers had opened both gates before midnight, when the river rose faster than anyone remembered.",
    "A second wave reached the valley at four, but the upper wall took it without a crack, they said.",
    "The school will stay closed until the end of the week, the mayor told reporters in the valley.",
    "Engineers will look at the gates again on Monday, and the road along the river stays shut until then.",
]
HEADLINE = "Dam in the upper valley holds, engineers say"
MENU = ["The Brackley Post", "Weather today", "Sport", "Property Jobs Motors", "Puzzles and games", "Our newsletters"]
BYLINE = ["By Ann Lee", "3 October 2024"]
FOOT = ["More from the Post", "House rules", "Terms of use", "Cookie settings", "© 2024 The Brackley Post"]


def text_of(lines: list[str], title: int | None = None, removed: int = 9) -> Text:
    gone = np.zeros(len(lines) + 1, np.float32)
    gone[-1] = removed
    phrases = np.zeros((len(lines), 3), np.float32)
    return Text(lines, np.zeros_like(gone), gone, title, phrases, list(map(key, lines)), range(len(lines)))


def told(lines: list[str], title: int | None = 0, extract: bool = False) -> str | None:
    """The headline of a page of which the paragraphs stay."""
    text = text_of(lines, title)
    found = headline(text, np.array([line in STORY for line in lines]), extract)
    return None if found is None else lines[found]


@pytest.mark.parametrize(
    "above",
    [
        [*MENU, HEADLINE],
        [*MENU, HEADLINE, *BYLINE],
        [*MENU, HEADLINE, "What the people below the dam in the upper valley saw and heard that night, and what next"],
        [*MENU, f"Home » News » {HEADLINE}", HEADLINE, *BYLINE],
        [*MENU, "* Valley road shut", "* Dam engineers wanted in the upper valley", HEADLINE, *BYLINE],
        [HEADLINE, *MENU, HEADLINE, *BYLINE],
    ],
    ids=["menu", "byline", "standfirst", "breadcrumb", "teasers", "title-element"],
)
def test_the_line_that_the_article_speaks_of_is_the_headline(above: list[str]) -> None:
    assert told([*above, *STORY, *FOOT]) == HEADLINE


def test_scripts_without_spaces_are_read_in_pairs_of_characters() -> None:
    story = ["上流のダムは夜通し持ちこたえたと技術者が木曜の朝に語った。村人は家に戻り、台所の泥を片付け始めた。"] * 2
    lines = ["ブラックリー新聞", "天気予報と交通情報", "上流のダム、夜通し持ちこたえる", *story]
    text = text_of(lines, 0)
    found = headline(text, np.array([False, False, False, True, True]), False)
    assert found == 2


def test_an_extract_keeps_its_first_line_unless_another_is_far_better() -> None:
    assert told(["Valley dam holds", "What engineers say", *STORY], 0, extract=True) is None
    assert told(["The Brackley Post", HEADLINE, *STORY], 0, extract=True) == HEADLINE


def test_a_page_without_paragraphs_has_no_evidence() -> None:
    lines, values = evidence(text_of(MENU), np.ones(len(MENU), bool))
    assert lines == [] and values.shape == (0, len(WEIGHTS))


def test_what_stands_above_the_headline_goes_and_a_given_headline_stays() -> None:
    lines = [*MENU, HEADLINE, *BYLINE, *STORY, *FOOT]
    chances = np.array([0.97 if line in STORY else 0.01 for line in lines])
    chances[2] = 0.95  # "Sport" reads like a heading
    stays, title = settle(text_of(lines, 0), chances, 1.15)
    assert title == lines.index(HEADLINE)
    assert [line for line, stay in zip(lines, stays.tolist(), strict=True) if stay] == [HEADLINE, *STORY]
    stays, title = settle(text_of(lines, 0), chances, 1.15, given=True)
    assert title == 0 and stays[[0, 2]].all()


def test_a_text_of_which_rules_took_next_to_nothing_is_left_alone() -> None:
    lines = [*MENU, HEADLINE, *BYLINE, *STORY, *FOOT]
    chances = np.array([0.97 if line in STORY else 0.01 for line in lines])
    assert settle(text_of(lines, 0, removed=2), chances, 1.15)[1] == 0


SECTIONS = ["Valley", "The county", "Farming", "Letters to the editor", "Food and drink", "Walks"]
PAGE = [
    "The Brackley Post",
    "Skip to content",
    *MENU[1:],
    *SECTIONS,
    "Share on Facebook",
    HEADLINE,
    *BYLINE,
    *STORY,
    *FOOT,
]


def test_the_whole_way_of_a_flattened_page() -> None:
    article = clean("\n".join(PAGE), kind="text")
    assert article.title == HEADLINE
    assert article.body.split("\n")[0] == STORY[0] and "Brackley" not in article.body
    assert clean(article.text, kind="text").text == article.text


def test_lines_that_stay_as_asked_above_the_headline_do_not_make_another_one() -> None:
    article = Cleaner(keep=["navigation", "share"]).clean("\n".join(PAGE), kind="text")
    assert article.title == HEADLINE
    assert "Skip to content" in article.text and "Share on Facebook" in article.text


def test_a_title_that_somebody_knows_is_not_replaced_by_a_guess() -> None:
    article = clean("Something before\n\n" + "\n\n".join(STORY), kind="text", title="Flood at the old mill")
    assert article.title == "Flood at the old mill"
    assert article.body.startswith("Something before")
