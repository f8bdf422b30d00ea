"""What dropped lines are by the phrases of the page's language, and by the heading above them.

The elements around a line say what stands there; what the line itself says may tell it better.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from cleaner.article import Label, Line, Verdict
from cleaner.judge.phrases import says_of
from cleaner.judge.view import View
from cleaner.rulebook.phrases import Phrase

DATELINE, OTHER, TAGS = Label.DATELINE, Label.OTHER, Label.TAGS
"""A member asked of its enum costs ten times as much as a name."""
VAGUE = re.compile(r"\W*(more|mehr|copy|e-?mail|name|website)\W*", re.I)  # on menus, buttons and forms alike
LINKED, HEADING = 0.8, 5  # the share of a line that is a link where it is one; the words that a heading is shorter than
LINKS = frozenset((Label.NAVIGATION, Label.RELATED))
HEADED = frozenset((Label.TAGS, Label.RELATED))
LONE = re.compile(r"\D*\d+\W*")  # "#12" is a post's number and no topic, "Line 3" no date
ASKS = frozenset((Label.SUBSCRIBE, Label.PAYWALL, Label.SHARE, Label.COOKIES, Label.CAPTION))
LEADS = frozenset((Label.RELATED, Label.ADVERT, Label.DATELINE))
TELLS = frozenset((Label.PUBLISHER, Label.COPYRIGHT, Label.CREDITS, Label.AUTHOR_BIO))
MAY_BE = ASKS | TELLS | LEADS
"""What a link of no name may be, by its phrase."""
GIVES_WAY: Mapping[Label, frozenset[Label]] = {
    Label.OTHER: frozenset(Label),
    Label.NAVIGATION: ASKS | TELLS,
    Label.PUBLISHER: ASKS | TELLS | {Label.DATELINE},
    Label.PLAYER: ASKS | {Label.COMMENTS, Label.ADVERT},
    Label.TEASER: ASKS | TELLS | LEADS | {Label.COMMENTS, Label.PLAYER},
}
"""The labels by which phrases go before a label that rests on an element around a line, or on nothing."""


def named(view: View, verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """The dropped lines that match a phrase which tells better what they are than the elements around them."""
    found = {}
    for index, verdict in verdicts.items():
        labels = open_to(verdict, view.lines[index]) if not verdict.keep else None
        said = view.phrases_in(view.texts[index]) if labels else ()
        if not labels or not said:
            continue
        phrase = next((one for one in telling(said, view.texts[index]) if one.label in labels), None)
        if phrase and phrase.label is not verdict.label:
            reason = f"{says_of(phrase)} ({phrase.language})"
            found[index] = msgspec.structs.replace(verdict, label=phrase.label, reason=reason)
    return found


def headed(view: View, verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """The links of no name that follow a heading of topics or of other articles: they are what it says."""
    found, head, last = {}, None, -1
    for index, verdict in sorted(verdicts.items()):
        line = view.lines[index]
        if verdict.keep or line.link_density < LINKED or index > last + 1:
            heads = not verdict.keep and verdict.label in HEADED and line.text.count(" ") < HEADING
            head = line.text if heads else None
            label = verdict.label
        elif head is not None and unnamed(verdict):
            found[index] = msgspec.structs.replace(verdict, label=label, reason=f"{verdict.reason}, under “{head}”")
        last = index
    return found


def unnamed(verdict: Verdict) -> bool:
    """Whether a line is called a link and no more, by no element around it."""
    return verdict.label in LINKS and "inside" not in verdict.reason


def open_to(verdict: Verdict, line: Line) -> frozenset[Label] | None:
    """The labels that a phrase may give a dropped line; what is a link says little of itself within a menu."""
    if unnamed(verdict):
        return MAY_BE
    return GIVES_WAY.get(verdict.label) if verdict.label is OTHER or line.link_density < 0.5 else None


def telling(said: Iterable[Phrase], text: str) -> Iterator[Phrase]:
    """Of the phrases that match a line those that say what it is."""
    for phrase in said:
        doubtful = LONE if phrase.label in (TAGS, DATELINE) else VAGUE
        if not doubtful.fullmatch(text):
            yield phrase
