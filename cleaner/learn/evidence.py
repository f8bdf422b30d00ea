"""What the counts of one line say to a person: how often and where it was seen, and what kind of line it is."""

from __future__ import annotations

from functools import cache

from cleaner.article import Label
from cleaner.judge.html.fitting import by_text
from cleaner.judge.html.signs import token_label
from cleaner.learn.counts import Sight
from cleaner.learn.sketch import texts_of
from cleaner.learn.template import literal
from cleaner.rulebook.folders import shipped
from cleaner.rulebook.phrases import Matcher, PhraseBook
from cleaner.rulebook.schema import Where
from cleaner.shape import plain

MOSTLY = 0.8  # of the documents: a place or an element that goes for nearly all is named
TOLD = 200  # characters of a line that can say of itself what it is


def seen(sight: Sight, documents: int) -> str:
    """The evidence: "48 of 50 documents, always after the last paragraph, in footer.site-footer"."""
    parts = [f"{sight.documents} of {documents} documents", _place(sight)]
    element = next((name for name, count in sorted(sight.elements.items()) if count >= MOSTLY * sight.documents), None)
    return ", ".join((*parts, f"in {element}") if element else parts)


def where(sight: Sight, *, outside: bool = False) -> Where:
    """The part of the page that it was seen in; with `outside` the article's own part aside."""
    if sight.within and not outside:
        return "anywhere"
    if sight.before and sight.after:
        return "edge"
    return "head" if sight.before else "tail"


def own_label(template: str, sight: Sight) -> Label | None:
    """What the line says of itself, by the phrase packs of all languages and by its words; None where nothing."""
    for text in texts_of(sight.texts) or (literal(template),):
        line = plain(text)
        if len(line) > TOLD:
            continue
        phrases = [phrase for matcher in _matchers() for phrase in matcher.matches(line)]
        certain = next((phrase.label for phrase in phrases if phrase.where == "anywhere"), None)
        told = by_text(line)
        if told is not None and (certain is None or told[0] in {phrase.label for phrase in phrases}):
            return told[0]
        if certain is not None:
            return certain
    return None


def label_of(template: str, sight: Sight) -> Label:
    """The label of a rule: what the line says of itself, else what its element is called, else its place."""
    own = own_label(template, sight)
    if own is not None:
        return own
    for element, count in sorted(sight.elements.items()):
        told = token_label(element.partition(".")[2]) if count >= sight.documents / 2 else None
        if told is not None:
            return told[0]
    if sight.before >= sight.after or sight.linked * 2 > sight.documents:
        return Label.NAVIGATION
    return Label.OTHER


def _place(sight: Sight) -> str:
    counts = {
        "before the first paragraph": sight.before,
        "between the paragraphs": sight.within,
        "after the last paragraph": sight.after,
    }
    always = [place for place, count in counts.items() if count == sight.documents]
    if len(always) == 1 and sum(map(bool, counts.values())) == 1:
        return f"always {always[0]}"
    return " and ".join(f"{count} {place}" for place, count in counts.items() if count)


@cache
def _matchers() -> tuple[Matcher, ...]:
    return PhraseBook([shipped()]).matchers(None)
