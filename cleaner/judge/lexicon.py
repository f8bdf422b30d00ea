"""What a line's words say: learned log-odds of "this is article" for words, for whole short lines and for their ends.

Works for any script: what is written without spaces between words counts by pairs of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.shape import SIGNS

Floats = NDArray[np.float32]

WORD = re.compile(rf"(?:[^\W\d_]|[{SIGNS}])+|\d+")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
READ = 400  # characters of a line that are read
HEAD, TAIL = 40, 10  # words of these that count
WHOLE = 8  # words of a line that may be known as a whole
COLUMNS = ("word_mean", "word_min", "word_max", "words_known", "whole", "head", "tail")


class Tokens(NamedTuple):
    """A line's words in lower case, numbers as "0"; and the keys of the line as a whole, its beginning and its end."""

    words: list[str]
    whole: str
    head: str
    tail: str

    def all(self) -> Iterator[str]:
        """Everything that the lexicon may know of the line."""
        yield from self.words
        yield from filter(None, self[1:])


def tokens(line: str) -> Tokens:
    """The tokens of one line; a line without words has none."""
    words = ["0" if word[0].isdecimal() else word for word in WORD.findall(line[:READ].lower())]
    if not line.isascii() and UNSPACED.search(line):
        words = [piece for word in words for piece in _pieces(word)]
    if not words:
        return Tokens([], "", "", "")
    whole = "=" + " ".join(words) if len(words) <= WHOLE else ""
    return Tokens(words, whole, "^" + " ".join(words[:2]), "$" + " ".join(words[-2:]))


def _pieces(word: str) -> list[str]:
    """A word, or the pairs of characters of one in a script without spaces."""
    if len(word) < 3 or not UNSPACED.match(word):
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


def scores(lines: Sequence[Tokens], odds: Mapping[str, float]) -> dict[str, Floats]:
    """Figures per line by what is known of its tokens, an array for each of `COLUMNS`; NaN where nothing is known."""
    matrix = np.full((len(lines), len(COLUMNS)), np.nan, np.float32)
    get = odds.get
    for row, line in enumerate(lines):
        if not line.words:
            continue
        words = line.words if len(line.words) <= HEAD + TAIL else line.words[:HEAD] + line.words[-TAIL:]
        known = [odd for odd in map(get, words) if odd is not None]
        if known:
            matrix[row, :3] = sum(known) / len(known), min(known), max(known)
        matrix[row, 3:] = len(known) / len(words), *(get(key, np.nan) for key in line[1:])
    return {name: matrix[:, column] for column, name in enumerate(COLUMNS)}
