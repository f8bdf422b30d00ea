"""What all judges share about one page: computed once a document, thrown away with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from cleaner import language
from cleaner.article import Line, Verdict
from cleaner.page import Page
from cleaner.rulebook.phrases import Matcher, Phrase, PhraseBook
from cleaner.shape import is_prose, key, plain, words


class View:
    """One page with the verdicts so far. Lines are named by their index in `page.lines`, from 0."""

    def __init__(self, page: Page, book: PhraseBook) -> None:
        self.page = page
        self.verdicts: list[Verdict | None] = [None] * len(page.lines)
        self.title: int | None = None
        self.book = book
        self._matchers: tuple[Matcher, ...] = ()
        self._found: list[tuple[Phrase, ...]] = []
        self._matches: list[tuple[Phrase, ...]] | None = None

    @cached_property
    def plain(self) -> list[str]:
        """Each line as patterns see it."""
        return [plain(line.text) for line in self.page.lines]

    @cached_property
    def keys(self) -> list[str]:
        """Each line as repeats are told."""
        return [key(text) for text in self.plain]

    @cached_property
    def words(self) -> list[int]:
        """How many words each line has, up to a bound."""
        return [words(text) for text in self.plain]

    @cached_property
    def prose(self) -> list[bool]:
        """Whether each line is a paragraph."""
        return [is_prose(text, count) for text, count in zip(self.plain, self.words, strict=True)]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The page's lines."""
        return self.page.lines

    def open(self) -> list[int]:
        """The lines that nobody has decided yet, in order."""
        return [index for index, verdict in enumerate(self.verdicts) if verdict is None]

    def alive(self) -> list[int]:
        """The lines that nobody has dropped, in order."""
        return [index for index in range(len(self.verdicts)) if not self.dropped(index)]

    def dropped(self, index: int) -> bool:
        """Whether the line has been dropped."""
        verdict = self.verdicts[index]
        return verdict is not None and not verdict.keep

    def phrases(self, index: int) -> Iterator[Phrase]:
        """The phrases that match the line, of the languages that the document may be written in."""
        if self._matches is None:
            self._matches = self._matched()
        for phrase in self._matches[index]:
            # English boilerplate stands on pages of every language; only for others must the language be known.
            if phrase.language == "en" or language.related(self.language, phrase.language):
                yield phrase

    def look_again(self) -> None:
        """Begin a round: what was said of the language rested on lines that may have gone since."""
        self.__dict__.pop("language", None)
        self._matches = None

    def _matched(self) -> list[tuple[Phrase, ...]]:
        known = self.page.language or ("en" if language.is_english(self._left()) else None)
        matchers = self.book.matchers(known)
        if matchers != self._matchers:
            self._matchers = matchers
            self._found = [tuple(phrase for one in matchers for phrase in one.matches(text)) for text in self.plain]
        return self._found

    @cached_property
    def language(self) -> str | None:
        """The language of what is left: as given, else detected, and only when a judge needs to know."""
        return self.page.language or language.detect(self._left())

    def _left(self) -> list[str]:
        return [self.lines[index].text for index in self.alive()]
