"""What all judges share about one page: computed once a document, thrown away with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec

from cleaner import language
from cleaner.article import JudgedLine, Label, Verdict
from cleaner.judge.cuts import Cut, pieces, remaining, within
from cleaner.page import Page
from cleaner.rulebook.phrases import Matcher, Phrase, PhraseBook, Span
from cleaner.shape import is_headline, is_prose, key, plain, words


class Keys(dict[int, str]):
    """The keys of lines (`shape.key`) by index, each made when it is first asked for: the head of a page is enough."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, index: int) -> str:
        return self.setdefault(index, key(self._texts[index]))


class View:
    """One page with the verdicts so far. Lines are named by their index in `page.lines`, from 0.

    `lines` are what is left of the page's lines: a judge may `cut` a part out of one, unless its label is in `spare`.
    """

    def __init__(self, page: Page, book: PhraseBook) -> None:
        self.page = page
        self.lines = list(page.lines)
        self.cuts: dict[int, list[Cut]] = {}
        self.spare: frozenset[Label] = frozenset()
        self.verdicts: list[Verdict | None] = [None] * len(page.lines)
        self.title: int | None = None
        self.book = book
        self._chosen = False
        self._matchers: tuple[Matcher, ...] = ()
        self._spoken: dict[int, tuple[Phrase, ...]] = {}
        self._found: dict[int, tuple[Phrase, ...]] = {}
        self._spans: dict[int, list[Span]] = {}

    @cached_property
    def plain(self) -> list[str]:
        """Each line as patterns see it."""
        return [plain(line.text) for line in self.lines]

    @cached_property
    def keys(self) -> Keys:
        """Each line as repeats are told."""
        return Keys(self.plain)

    @cached_property
    def words(self) -> list[int]:
        """How many words each line has, up to a bound."""
        return [words(text) for text in self.plain]

    @cached_property
    def prose(self) -> list[bool]:
        """Whether each line is a paragraph."""
        return [is_prose(text, count) for text, count in zip(self.plain, self.words, strict=True)]

    @cached_property
    def headlines(self) -> list[bool]:
        """Whether each line could be a headline."""
        return [is_headline(text) for text in self.plain]

    def open(self) -> list[int]:
        """The lines that nobody has decided yet, in order."""
        return [index for index, verdict in enumerate(self.verdicts) if verdict is None]

    def alive(self) -> list[int]:
        """The lines that nobody has dropped, in order."""
        return [index for index, verdict in enumerate(self.verdicts) if verdict is None or verdict.keep]

    def dropped(self, index: int) -> bool:
        """Whether the line has been dropped."""
        verdict = self.verdicts[index]
        return verdict is not None and not verdict.keep

    def phrases(self, index: int) -> tuple[Phrase, ...]:
        """The phrases that match the line, of the languages that the document may be written in."""
        spoken = self._spoken.get(index)  # asked for many times a round
        if spoken is None:
            self._choose()
            if index not in self._found:
                text = self.plain[index]
                self._found[index] = tuple(phrase for matcher in self._matchers for phrase in matcher.matches(text))
            spoken = self._spoken[index] = tuple(phrase for phrase in self._found[index] if self._speaks(phrase))
        return spoken

    def phrases_in(self, text: str) -> list[Phrase]:
        """The phrases that match a text which is no line of its own, such as a sentence, as a whole."""
        self._choose()
        found = (phrase for matcher in self._matchers for phrase in matcher.matches(plain(text)))
        return [phrase for phrase in found if self._speaks(phrase)]

    def spans(self, index: int) -> list[Span]:
        """The phrases that match a part of the line, of the same languages."""
        self._choose()
        if index not in self._spans:
            text = self.lines[index].text
            self._spans[index] = [span for matcher in self._matchers for span in matcher.spans(text)]
        return [span for span in self._spans[index] if self._speaks(span.phrase)]

    def cut(self, index: int, start: int, end: int, verdict: Verdict) -> None:
        """Take the characters [start, end) of what is left of a line away; the rest is judged on."""
        line, cuts = self.page.lines[index], self.cuts.setdefault(index, [])
        ranges = remaining(len(line.text), cuts)
        cuts += [Cut(begin, stop, verdict) for begin, stop in within(ranges, start, end)]
        text = "".join(line.text[begin:stop] for begin, stop in remaining(len(line.text), cuts))
        self.lines[index] = msgspec.structs.replace(line, text=text)
        self._refresh(index)

    def _refresh(self, index: int) -> None:
        """What was known of a line before a part of it went is known no more."""
        text = self.plain[index] = plain(self.lines[index].text)
        self.keys[index] = key(text)
        self.words[index] = words(text)
        self.prose[index] = is_prose(text, self.words[index])
        self.headlines[index] = is_headline(text)
        for known in (self._spoken, self._found, self._spans):
            known.pop(index, None)

    def number_of_cuts(self) -> int:
        """How many parts have been cut out of lines."""
        return sum(map(len, self.cuts.values()))

    def judged(self, verdicts: Sequence[Verdict]) -> tuple[JudgedLine, ...]:
        """The page's lines and the pieces of those that were cut, each with its verdict."""
        return tuple(
            piece
            for index, (line, verdict) in enumerate(zip(self.page.lines, verdicts, strict=True))
            for piece in pieces(line, verdict, self.cuts.get(index, ()))
        )

    def look_again(self) -> None:
        """Begin a round: what was said of the language rested on lines that may have gone since."""
        self.__dict__.pop("language", None)
        self._chosen = False
        self._spoken = {}

    def _choose(self) -> None:
        """Take the phrases of the languages that the page may be in, once a round."""
        if self._chosen:
            return
        self._chosen = True
        told, script = (self.page.language, None) if self.page.language else language.glance(self._left())
        matchers = self.book.matchers(told, script)
        if matchers != self._matchers:
            self._matchers, self._found, self._spans = matchers, {}, {}

    def _speaks(self, phrase: Phrase) -> bool:
        """English boilerplate stands on pages of every language; only for others must the language be known."""
        return phrase.language == "en" or language.related(self.language, phrase.language)

    @cached_property
    def language(self) -> str | None:
        """The language of what is left: as given, else detected, and only when a judge needs to know."""
        return self.page.language or language.detect(self._left())

    def _left(self) -> list[str]:
        return [self.lines[index].text for index in self.alive()]
