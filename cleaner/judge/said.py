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
        self._sample: str | None = None
        self._language: str | None = None
        self._matchers: tuple[Matcher, ...] = ()
        self._phrases: dict[int, tuple[Phrase, ...]] | None = None
        self._spans: dict[int, list[Span]] = {}
        self._heard: dict[str, tuple[Phrase, ...]] = {}

    def listen(self, sample: str) -> None:
        """Take the phrases of the languages that `sample`, what is left of the page, may be in.

        Where a glance tells none, a detector is asked: it is quicker than the phrases of all languages of a script.
        """
        if sample == self._sample:
            return
        self._sample = sample
        told, script = (self._told, None) if self._told else language.glance_at(sample)
        spoken = told or language.detect_sample(sample)
        matchers = self._book.matchers(spoken, script)
        if matchers != self._matchers or spoken != self._language:
            self._matchers, self._phrases, self._spans, self._heard = matchers, None, {}, {}
        self._language = spoken

    def phrases(self, lines: list[str]) -> dict[int, tuple[Phrase, ...]]:
        """The phrases that match each of the lines, which are given as patterns see them; most match none."""
        if self._phrases is None:
            found: dict[int, tuple[Phrase, ...]] = {}
            for matcher in self._matchers:
                for index, phrases in matcher.matching(lines).items():
                    found[index] = found.get(index, ()) + phrases
            self._phrases = {index: self._own_first(phrases) for index, phrases in sorted(found.items())}
        return self._phrases

    def phrases_in(self, text: str) -> tuple[Phrase, ...]:
        """The phrases that match a text which is no line of its own, such as a sentence, as a whole."""
        if text not in self._heard:
            self._heard[text] = self._matches(plain(text))
        return self._heard[text]

    def spans(self, lines: list[str], indexes: Iterable[int]) -> dict[int, list[Span]]:
        """The phrases that match a part of some lines, which are given as they are; in most there is none."""
        self._look_for_spans(lines, [index for index in indexes if index not in self._spans])
        return {index: spans for index in indexes if (spans := self._spans[index])}

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
        if self._phrases is not None:
            self._phrases.pop(index, None)
            if found := self._matches(line):
                self._phrases[index] = found

    def _matches(self, line: str) -> tuple[Phrase, ...]:
        found: tuple[Phrase, ...] = ()
        for matcher in self._matchers:
            found += matcher.matches(line)
        return self._own_first(found)

    def _own_first(self, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        """The phrases with those of the page's own language before others of the same kind: related languages share
        much of what boilerplate says. What kinds of phrases match, and in which order, stays as it is.
        """
        if len(phrases) < 2:
            return phrases
        kinds = list(dict.fromkeys((phrase.label, phrase.where) for phrase in phrases))
        return tuple(sorted(phrases, key=lambda p: (kinds.index((p.label, p.where)), p.language != self._language)))
