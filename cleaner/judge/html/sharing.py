"""Which lines share words with the page's title or description, and how many of them.

Most lines share none, so only those that do are looked at word by word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from cleaner.judge.html.vocabulary import Floats

LONGEST = 600
"""Characters of a line that may still be a standfirst or repeat the title."""
WORD = re.compile(r"\w+")
ASCII_WORDS = "".join(chr(code) if code == 10 or WORD.match(chr(code)) else " " for code in range(128))
"""What each ASCII character is among words; a line break stays one."""

Words = Sequence[Sequence[str]]
"""The words of each line, of lines that are not long; these are as good as empty."""
Shared = Mapping[int, frozenset[str]]
"""The words of lines, by the line's index."""


def words_of(text: str) -> list[str]:
    """The words of a text, in order; twice as fast for ASCII, which most lines are."""
    return text.translate(ASCII_WORDS).split() if text.isascii() else WORD.findall(text)


def words_of_lines(texts: Sequence[str]) -> Words:
    """The words of each line; those of ASCII are looked at together."""
    simple = [text if text.isascii() and len(text) <= LONGEST else "" for text in texts]
    words: list[list[str]] = list(map(str.split, "\n".join(simple).translate(ASCII_WORDS).split("\n")))
    for index, text in enumerate(texts):
        if not simple[index] and len(text) <= LONGEST:
            words[index] = WORD.findall(text)
    return words


def sharing(words: Words, wanted: frozenset[str]) -> Shared:
    """The words of the lines that have one that is wanted."""
    disjoint = wanted.isdisjoint
    return {index: frozenset(line) for index, line in enumerate(words) if not disjoint(line)}


def shares(words: Shared, wanted: frozenset[str], size: int) -> Floats:
    """Share of each line's words that are wanted, and of the wanted ones that the line has (2 x L)."""
    own = np.zeros((2, size), np.float32)
    for index, found in words.items():
        if both := len(found & wanted):
            own[0, index], own[1, index] = both / len(found), both / len(wanted)
    return own
