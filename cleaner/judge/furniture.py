"""Fourth judge: page furniture by its place, before the first paragraph and after the last.

"Share", "Tags: …" or "By Ann Lee" say little in the middle of an article. Outside its paragraphs they are furniture,
and so is what stands under them. Prose is only furniture where a phrase says so and the tail had begun before.
"""

from __future__ import annotations

from cleaner.article import Label, Verdict
from cleaner.judge.phrases import by_phrase
from cleaner.judge.view import View
from cleaner.rulebook.phrases import Phrase
from cleaner.shape import words

# What stands under such a line in the tail is of its kind; under "Related articles" stand teasers.
OPENS = {
    Label.RELATED: Label.TEASER,
    Label.COMMENTS: Label.COMMENTS,
    Label.SHARE: Label.SHARE,
    Label.TAGS: Label.TAGS,
    Label.SUBSCRIBE: Label.SUBSCRIBE,
    Label.COPYRIGHT: Label.PUBLISHER,
    Label.PUBLISHER: Label.PUBLISHER,
    Label.NAVIGATION: Label.NAVIGATION,
}


def furniture(view: View) -> dict[int, Verdict]:
    """Verdicts for the head and the tail of a page; none for a text without paragraphs."""
    body = _body(view)
    if not body:
        return {}
    open_lines = view.open()
    head = [index for index in open_lines if index < body[0] and index != view.title]
    tail = [index for index in open_lines if index > body[-1] and index != view.title]
    return _head(view, head) | _tail(view, tail)


def _body(view: View) -> list[int]:
    """The article's paragraphs: prose that is not furniture prose in a tail that has begun."""
    body: list[int] = []
    begun = False
    for index in range(len(view.lines)):
        if view.dropped(index):
            begun = begun or bool(body)
        elif view.prose[index] and index != view.title and not (begun and _phrase(view, index, "tail")):
            body.append(index)
            begun = False
    return body


def _phrase(view: View, index: int, place: str) -> Phrase | None:
    return next((phrase for phrase in view.phrases(index) if phrase.where in (place, "edge")), None)


def _head(view: View, lines: list[int]) -> dict[int, Verdict]:
    verdicts = {}
    for index in lines:
        phrase = _phrase(view, index, "head")
        if phrase is not None:
            verdicts[index] = by_phrase(phrase, " before the first paragraph")
        elif view.title is not None and index < view.title:
            verdicts[index] = Verdict(False, Label.NAVIGATION, "stands before the headline", "furniture:head")
    return verdicts


def _tail(view: View, lines: list[int]) -> dict[int, Verdict]:
    verdicts: dict[int, Verdict] = {}
    for index in lines:
        phrase = _phrase(view, index, "tail")
        opener = _opener(view, index, verdicts)
        if phrase is not None:
            verdicts[index] = by_phrase(phrase, " after the last paragraph")
        elif opener is not None and not view.prose[index] and words(view.plain[index]):
            label = OPENS[opener[1].label]
            reason = f"after the last paragraph, under “{view.lines[opener[0]].text.strip()[:60]}”"
            verdicts[index] = Verdict(False, label, reason, "furniture:tail")
    return verdicts


def _opener(view: View, index: int, verdicts: dict[int, Verdict]) -> tuple[int, Verdict] | None:
    """The nearest dropped line above in the same tail, if it opens a block of furniture."""
    for above in range(index - 1, -1, -1):
        verdict = verdicts.get(above) or view.verdicts[above]
        if verdict is None or verdict.keep:
            return None
        if verdict.label in OPENS and verdict.judge != "furniture:tail":
            return above, verdict
    return None
