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
ASCII_WORDS = "".join(chr(code) if WORD.match(chr(code)) else " " for code in range(128))
ASCII_DELETED = {code: None for code in range(128) if not WORD.match(chr(code))}

Shared = Mapping[int, frozenset[str]]
"""The words of lines, by the line's index."""


def words_of(text: str) -> list[str]:
    """The words of a text, in order; twice as fast for ASCII, which most lines are."""
    return text.translate(ASCII_WORDS).split() if text.isascii() else WORD.findall(text)


def only_words(text: str) -> str:
    """The text without what is between its words."""
    return text.translate(ASCII_DELETED) if text.isascii() else "".join(WORD.findall(text))


def sharing(texts: Sequence[str], wanted: frozenset[str]) -> Shared:
    """The words of the lines that are not long and have one that is wanted; `texts` are in lower case."""
    found: dict[int, frozenset[str]] = {}
    disjoint = wanted.isdisjoint
    for index, text in enumerate(texts if wanted else ()):
        if len(text) <= LONGEST and not disjoint(words := words_of(text)):
            found[index] = frozenset(words)
    return found


def shares(words: Shared, wanted: frozenset[str], size: int) -> Floats:
    """Share of each line's words that are wanted, and of the wanted ones that the line has (2 x L)."""
    own = np.zeros((2, size), np.float32)
    for index, found in words.items():
        if both := len(found & wanted):
            own[0, index], own[1, index] = both / len(found), both / len(wanted)
    return own
