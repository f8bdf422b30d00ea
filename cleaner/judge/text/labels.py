"""What a line of text is that the model dropped, and why, for a person: by what it says and by where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from cleaner.article import Label, Verdict
from cleaner.judge.furniture import OPENS
from cleaner.judge.phrases import says_of
from cleaner.judge.view import View

JUDGE = "text_model"
SHOWN = 60
LIKELY = 0.5  # the chance from which the model would have a line stay, and not its place
BLOCK = 40  # lines that one heading such as "Related articles" speaks for


class Place(NamedTuple):
    """Where a dropped line stands: beside which kept lines, or under which opener."""

    label: Label
    says: str


TITLE = Place(Label.DUPLICATE, "the headline again")
NOWHERE = Place(Label.OTHER, "no article in sight")
BETWEEN = Place(Label.OTHER, "between paragraphs of the article")
BEFORE, AFTER = "before the first paragraph of the article", "after the last paragraph of the article"
OVER_TITLE = "above the headline"
# By whether the line is prose.
ABOVE = Place(Label.NAVIGATION, BEFORE), Place(Label.TEASER, BEFORE)
BELOW = Place(Label.NAVIGATION, AFTER), Place(Label.TEASER, AFTER)


def reasons(view: View, dropped: Set[int], chances: Mapping[int, float]) -> dict[int, Verdict]:
    """A verdict for each dropped line."""
    kept = [index for index in view.alive() if index not in dropped and index != view.title]
    openers = _openers(view, dropped, set(kept))
    verdicts, spoken = {}, view.phrases()
    title = view.keys[view.title] if view.title is not None else ""
    for index in sorted(dropped):
        place, chance = openers.get(index), chances[index]
        if index in spoken:
            place = Place(spoken[index][0].label, says_of(spoken[index][0]))
        elif title and view.keys[index] == title:
            place = TITLE
        label, says = place or _by_place(view, index, kept)
        verdicts[index] = Verdict(False, label, f"{says}; {_doubt(view, index, chance)}", JUDGE, round(1 - chance, 3))
    return verdicts


def _doubt(view: View, index: int, chance: float) -> str:
    """What spoke against the line beside its place: the model, or that it stands above the headline."""
    if chance >= LIKELY and view.title is not None and index < view.title:
        return OVER_TITLE
    return f"reads like the article with a chance of {f'{chance:.0%}' if chance >= 0.01 else 'less than 1 %'}"


def _openers(view: View, dropped: Set[int], kept: Set[int]) -> dict[int, Place]:
    """The dropped lines under a heading that names their block, if only boilerplate stands between them."""
    found: dict[int, Place] = {}
    opener, place = -1, NOWHERE
    opens = {
        index: phrase.label
        for index, spoken in view.phrases().items()
        for phrase in reversed(spoken)  # the first that opens a block decides
        if phrase.label in OPENS
    }
    for index in range(len(view.lines)) if opens else ():
        if index in kept:
            opener = -1
        elif index in opens:
            opener, place = index, Place(OPENS[opens[index]], f"under “{view.lines[index].text.strip()[:SHOWN]}”")
        elif opener >= 0 and index - opener <= BLOCK and index in dropped:
            found[index] = place
    return found


def _by_place(view: View, index: int, kept: list[int]) -> Place:
    """What it must be, standing where it stands."""
    if not kept:
        return NOWHERE
    if index < kept[0]:
        return ABOVE[view.prose[index]]
    return BELOW[view.prose[index]] if index > kept[-1] else BETWEEN
