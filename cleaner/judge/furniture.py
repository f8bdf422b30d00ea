"""Fourth judge: page furniture by its place, before the first paragraph and after the last.

"Share", "Tags: …" or "By Ann Lee" say little in the middle of an article. Outside its paragraphs they are furniture,
and so is what stands under them. Prose is only furniture where a phrase says so and the tail had begun before.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.article import Label, Verdict
from cleaner.judge.phrases import by_phrase
from cleaner.judge.view import View
from cleaner.rulebook.phrases import Phrase

PLACED = 0.9  # confidence in a verdict that hangs on the line's place
ROLE_WORDS = 5
# What stands under such a line in the tail is of its kind; under "Related articles" stand teasers.
OPENS = {Label.RELATED: Label.TEASER, Label.COMMENTS: Label.COMMENTS}

BYLINE, DATELINE = Label.BYLINE, Label.DATELINE
ABOVE = Verdict(False, Label.NAVIGATION, "stands before the headline", "furniture:head", PLACED)
BETWEEN = "between the byline and the date, before the first paragraph"
ROLE = Verdict(False, BYLINE, BETWEEN, "furniture:head", PLACED)


def furniture(view: View) -> dict[int, Verdict]:
    """Verdicts for the head and the tail of a page; none for a text without paragraphs."""
    body = _body(view)
    if not body:
        return {}
    open_lines = view.open()
    # A head is only a head with a headline: a text may well begin with a date.
    head = [index for index in open_lines if index < body[0] and index != view.title and view.title is not None]
    spoken = view.phrases()
    structure = {phrase.name for index, found in spoken.items() if body[0] <= index < body[-1] for phrase in found}
    return _head(view, head, structure) | _tail(view, body[-1])


def _body(view: View) -> list[int]:
    """The article's paragraphs: prose that is not furniture prose in a tail that has begun."""
    body: list[int] = []
    begun = False
    prose, title = view.prose, view.title
    spoken = {index for index, found in view.phrases().items() if _placed(found, "tail") is not None}
    for index, verdict in enumerate(view.verdicts):
        dropped = verdict is not None and not verdict.keep
        furniture_here = dropped or index in spoken
        if prose[index] and not dropped and index != title and not (begun and furniture_here):
            body.append(index)
            begun = False
        elif furniture_here:
            begun = begun or bool(body)
    return body


def _placed(found: Sequence[Phrase], place: str) -> Phrase | None:
    for phrase in found:
        if phrase.where == place or phrase.where == "edge":
            return phrase
    return None


def _head(view: View, lines: list[int], structure: set[str]) -> dict[int, Verdict]:
    """`structure` names the phrases that recur between the paragraphs: the dates of a timeline head its sections."""
    verdicts = {}
    spoken = view.phrases()
    for index in lines:
        phrase = _placed(spoken[index], "head") if index in spoken else None
        if phrase is not None and phrase.name not in structure:
            verdicts[index] = by_phrase(phrase, " before the first paragraph", PLACED)
        elif index < (view.title or 0):
            verdicts[index] = ABOVE
        elif _role(view, index):
            verdicts[index] = ROLE
    return verdicts


def _role(view: View, index: int) -> bool:
    """Whether a short line stands between byline and date, as an author's role does: “Transport reporter”."""
    if view.words[index] > ROLE_WORDS or not 0 < index < len(view.verdicts) - 1:
        return False
    return _is(view, index - 1, BYLINE) and _is(view, index + 1, DATELINE)


def _is(view: View, index: int, label: Label) -> bool:
    verdict = view.verdicts[index]
    return verdict is not None and verdict.label is label and not verdict.keep


def _tail(view: View, last: int) -> dict[int, Verdict]:
    """The lines below `last`, the last paragraph: by what they say, and by the opener of the block they stand in."""
    verdicts = {}
    spoken = view.phrases()
    opener: tuple[int, Label] | None = None  # the dropped line above, with only furniture between
    for index in range(last + 1, len(view.lines)):
        verdict, prose = view.verdicts[index], view.prose[index]
        if verdict is None and index != view.title:
            phrase = _placed(spoken[index], "tail") if index in spoken else None
            if phrase is not None:
                verdicts[index] = by_phrase(phrase, " after the last paragraph", PLACED)
            elif opener is not None and not prose:
                reason = f"after the last paragraph, under “{view.lines[opener[0]].text.strip()[:60]}”"
                verdicts[index] = Verdict(False, opener[1], reason, "furniture:tail", PLACED)
        if verdict is not None and not verdict.keep:
            opener = _opened(spoken[index], index, verdict) if index in spoken else None
        elif prose:
            opener = None
    return verdicts


def _opened(found: Sequence[Phrase], index: int, verdict: Verdict) -> tuple[int, Label] | None:
    """The block that a dropped line opens, if a phrase that is certain anywhere says so, and the label of its lines."""
    certain = verdict.label in OPENS and any(phrase.where == "anywhere" for phrase in found)
    return (index, OPENS[verdict.label]) if certain else None
