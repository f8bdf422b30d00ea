"""What each line of a page looks like: asked once, and again only of a line that a part was cut out of."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from cleaner.shape import (
    count_words,
    ends_sentence,
    is_headline,
    is_prose,
    is_telling,
    key,
    keys,
    plain,
    sentences,
    without_site,
    words,
)

T = TypeVar("T")

CUT = ("...", "…")  # how a line ends that is cut short


class Asked(dict[int, T]):
    """An answer for each text by index, worked out when it is first asked for: the head of a page is often enough."""

    def __init__(self, texts: list[str], answer: Callable[[str], T]) -> None:
        super().__init__()
        self._texts, self._answer = texts, answer

    def __missing__(self, index: int) -> T:
        answer = self[index] = self._answer(self._texts[index])
        return answer


class Looks:
    """Lines by index, from 0, with the answers to what several judges ask of them."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self._forms: dict[int, tuple[str, ...]] = {}
        self._naming: dict[str, list[int]] = {}

    @cached_property
    def plain(self) -> list[str]:
        """Each line as patterns see it."""
        return list(map(plain, self.texts))

    @cached_property
    def keys(self) -> Asked[str]:
        """Each line as repeats are told (`shape.key`)."""
        return Asked(self.plain, key)

    @cached_property
    def ends(self) -> Asked[bool]:
        """Whether each line ends as a sentence does."""
        return Asked(self.plain, ends_sentence)

    @cached_property
    def sentences(self) -> Asked[list[tuple[int, int]]]:
        """Where each line's sentences begin and end."""
        return Asked(self.texts, sentences)

    @cached_property
    def words(self) -> list[int]:
        """How many words each line has, up to a bound."""
        return count_words(self.plain)

    @cached_property
    def prose(self) -> list[bool]:
        """Whether each line is a paragraph."""
        return list(map(is_prose, self.plain, self.words))

    @cached_property
    def headlines(self) -> list[bool]:
        """Whether each line could be a headline."""
        return list(map(is_headline, self.plain, self.words))

    def forms(self, index: int) -> tuple[str, ...]:
        """The keys by which a headline is known again, with and without a site's name; none of other lines."""
        known = self._forms.get(index)
        if known is None:
            known = self._forms[index] = self._forms_of(index) if self.headlines[index] else ()
        return known

    def _forms_of(self, index: int) -> tuple[str, ...]:
        full, text = self.keys[index], self.plain[index]
        if not is_telling(full):
            return ()
        short = without_site(text)
        return (full,) if short == text else tuple(dict.fromkeys((full, key(short))))

    def naming(self, title: str) -> list[int]:
        """The lines whose key has that of a headline in it, or that are cut short, as it may be there."""
        if title not in self._naming:
            self.know_keys()
            lines = enumerate(self.plain)
            self._naming[title] = [i for i, line in lines if title in self.keys[i] or line.endswith(CUT)]
        return self._naming[title]

    def know_keys(self) -> None:
        """Work out all keys at once, as where each line is held against the others."""
        if len(self.keys) == len(self.texts):
            return
        unknown = [index for index in range(len(self.texts)) if index not in self.keys]
        self.keys.update(zip(unknown, keys([self.plain[index] for index in unknown]), strict=True))

    def look_at(self, index: int, text: str) -> None:
        """The line reads otherwise now, and what was known of it is known no more."""
        self.texts[index] = text
        text = self.plain[index] = plain(text)
        count = self.words[index] = words(text)
        self.prose[index] = is_prose(text, count)
        self.headlines[index] = is_headline(text, count)
        for known in (self.keys, self.ends, self.sentences, self._forms):
            known.pop(index, None)
        self._naming.clear()
