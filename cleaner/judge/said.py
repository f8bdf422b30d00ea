"""What phrases say of a page's lines, in the languages that the page may be written in.

Each line is looked at once, and again only when it was cut or the page's language turned out to be another: what was
said of that rests on lines that may have gone since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaner import language
from cleaner.rulebook.phrases import Matcher, Phrase, PhraseBook, Span
from cleaner.shape import plain


class Said:
    """The phrases and spans found on one page; `told` is the page's language, where its bearer knows it."""

    def __init__(self, book: PhraseBook, told: str | None) -> None:
        self._book, self._told = book, told
        self._matchers: tuple[Matcher, ...] = ()
        self._sample: str | None = None
        self._language: str | None = None
        self._detected = False
        self._found: dict[int, tuple[Phrase, ...]] | None = None
        self._spoken: dict[int, tuple[Phrase, ...]] | None = None
        self._spans: dict[int, list[Span]] = {}
        self._heard: dict[str, tuple[Phrase, ...]] = {}

    def listen(self, sample: str) -> None:
        """Take the phrases of the languages that `sample`, what is left of the page, may be in."""
        if sample == self._sample:
            return
        self._sample, self._spoken = sample, None
        self._language, self._detected = self._told, self._told is not None
        told, script = (self._told, None) if self._told else language.glance_at(sample)
        matchers = self._book.matchers(told, script)
        if matchers != self._matchers:
            self._matchers, self._found, self._spans, self._heard = matchers, None, {}, {}

    def phrases(self, lines: list[str]) -> dict[int, tuple[Phrase, ...]]:
        """The phrases that match each of the lines, which are given as patterns see them; most match none."""
        if self._spoken is None:
            if self._found is None:
                self._found = {index: found for index, line in enumerate(lines) if (found := self._matches(line))}
            spoken = ((index, self._of_its_language(found)) for index, found in self._found.items())
            self._spoken = {index: found for index, found in spoken if found}
        return self._spoken

    def phrases_in(self, text: str) -> tuple[Phrase, ...]:
        """The phrases that match a text which is no line of its own, such as a sentence, as a whole."""
        if text not in self._heard:
            self._heard[text] = self._matches(plain(text))
        return self._of_its_language(self._heard[text])

    def spans(self, lines: list[str], indexes: Iterable[int]) -> dict[int, list[Span]]:
        """The phrases that match a part of some lines, which are given as they are; in most there is none."""
        self._look_for_spans(lines, [index for index in indexes if index not in self._spans])
        found = ((index, self._spans[index]) for index in indexes if self._spans[index])
        spoken = ((index, [span for span in spans if self._speaks(span.phrase)]) for index, spans in found)
        return {index: spans for index, spans in spoken if spans}

    def _look_for_spans(self, lines: list[str], indexes: Sequence[int]) -> None:
        self._spans |= {index: [] for index in indexes}
        together = "\n".join(lines[index] for index in indexes)
        for matcher in self._matchers if indexes else ():
            if matcher.glued(together):
                for index in indexes:
                    self._spans[index] += matcher.spans(lines[index])

    def look_at(self, index: int, line: str) -> None:
        """The line reads otherwise now."""
        self._spans.pop(index, None)
        self._spoken = None
        if self._found is not None:
            self._found[index] = self._matches(line)

    def _matches(self, line: str) -> tuple[Phrase, ...]:
        return tuple(phrase for matcher in self._matchers for phrase in matcher.matches(line))

    def _of_its_language(self, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        return tuple(filter(self._speaks, phrases))

    def _speaks(self, phrase: Phrase) -> bool:
        """English boilerplate stands on pages of every language; only for others must the language be known."""
        if phrase.language == "en":
            return True
        if not self._detected:  # detecting takes long, and most pages never need it
            self._language, self._detected = language.detect_sample(self._sample or ""), True
        return language.related(self._language, phrase.language)
