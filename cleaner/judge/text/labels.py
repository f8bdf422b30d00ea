"""What a line of text is that the model dropped, and why, for a person: by what it says and by where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from cleaner.article import Label, Verdict
from cleaner.judge.furniture import OPENS
from cleaner.judge.phrases import says_of
from cleaner.judge.view import View
from cleaner.rulebook.phrases import Phrase

JUDGE = "text_model"
SHOWN = 60
BLOCK = 40  # lines that one heading such as "Related articles" speaks for


class Place(NamedTuple):
    """Where a dropped line stands: beside which kept lines, and under which opener."""

    label: Label
    says: str


def reasons(view: View, dropped: Set[int], chances: Mapping[int, float]) -> dict[int, Verdict]:
    """A verdict for each dropped line."""
    kept = [index for index in view.alive() if index not in dropped and index != view.title]
    openers = _openers(view, dropped, set(kept))
    verdicts, spoken = {}, view.phrases()
    for index in sorted(dropped):
        label, says = _by_words(view, index, spoken.get(index, ())) or _by_place(view, index, kept, openers)
        doubt = f"{chances[index]:.0%}" if chances[index] >= 0.01 else "less than 1 %"
        reason = f"{says}; reads like the article with a chance of {doubt}"
        verdicts[index] = Verdict(False, label, reason, JUDGE, round(1 - chances[index], 3))
    return verdicts


def _by_words(view: View, index: int, found: Sequence[Phrase]) -> Place | None:
    """What its own words say, and the phrases found in it."""
    if found:
        return Place(found[0].label, says_of(found[0]))
    if view.title is not None and view.keys[index] and view.keys[index] == view.keys[view.title]:
        return Place(Label.DUPLICATE, "the headline again")
    return None


def _openers(view: View, dropped: Set[int], kept: Set[int]) -> dict[int, int]:
    """For each dropped line the heading above it that names its block, if only boilerplate stands between them."""
    found: dict[int, int] = {}
    opener = -1
    opens = {index for index, spoken in view.phrases().items() if any(phrase.label in OPENS for phrase in spoken)}
    for index in range(len(view.lines)):
        if index in kept:
            opener = -1
        elif index in opens:
            opener = index
        elif opener >= 0 and index - opener <= BLOCK and index in dropped:
            found[index] = opener
    return found


def _by_place(view: View, index: int, kept: list[int], openers: Mapping[int, int]) -> Place:
    """What it must be, standing where it stands."""
    if index in openers:
        opener = openers[index]
        label = next(OPENS[phrase.label] for phrase in view.phrases()[opener] if phrase.label in OPENS)
        return Place(label, f"under “{view.lines[opener].text.strip()[:SHOWN]}”")
    prose = view.prose[index]
    if not kept:
        return Place(Label.OTHER, "no article in sight")
    if index < kept[0]:
        return Place(Label.TEASER if prose else Label.NAVIGATION, "before the first paragraph of the article")
    if index > kept[-1]:
        return Place(Label.TEASER if prose else Label.NAVIGATION, "after the last paragraph of the article")
    return Place(Label.OTHER, "between paragraphs of the article")
