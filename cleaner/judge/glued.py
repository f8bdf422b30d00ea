"""Boilerplate glued to a paragraph: what certain phrases find within a line is cut out of it, the rest is judged on."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.article import Verdict
from cleaner.judge.phrases import by_phrase
from cleaner.judge.view import View
from cleaner.rulebook.phrases import Span

SHORTEST = 24  # characters of a line that can have something glued to it
LONG = 1200  # characters from which a line is a text without breaks: its sentences are looked at one by one
PLACES = {"start": " at the start of the line", "end": " at the end of the line", "inside": " between sentences"}


def glued(view: View) -> bool:
    """Cut the open lines; whether anything went. A line of which nothing would be left is left to the other judges."""
    changed = False
    if view.page.tree is not None:  # what its model keeps is looked at as text
        return False
    texts = view.texts
    lines = [index for index in view.open() if len(texts[index]) >= SHORTEST and index != view.title]
    found = view.spans(lines)
    for index in [index for index in lines if index in found or len(texts[index]) >= LONG]:
        spans = found.get(index, ()) or _sentences(view, index)
        spans = [span for span in spans if span.phrase.label not in view.spare]
        if spans and _leaves_something(texts[index], spans):
            for span in reversed(spans):  # from the end, so that the places of the others hold
                view.cut(index, span.start, span.end, _verdict(span))
            changed = True
    return changed


def _sentences(view: View, index: int) -> Iterator[Span]:
    """The sentences of a line that are phrases, as lines are."""
    for start, end in view.sentences[index]:
        found = view.phrases_in(view.texts[index][start:end])
        phrase = next((phrase for phrase in found if phrase.where == "anywhere"), None)
        if phrase is not None:
            yield Span(phrase, start, end)


def _verdict(span: Span) -> Verdict:
    return by_phrase(span.phrase, PLACES.get(span.phrase.where, " as a sentence of a text without line breaks"))


def _leaves_something(text: str, spans: list[Span]) -> bool:
    return len(text.strip()) - sum(span.end - span.start for span in spans) > 1
