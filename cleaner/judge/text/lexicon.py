"""What a line's words say: learned log-odds of "this is article" for words, for whole short lines and for their ends.

Works for any script: what is written without spaces between words counts by pairs of characters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.text.surroundings import Block, columns
from cleaner.shape import SIGNS

Floats = NDArray[np.float32]

WORD = re.compile(rf"(?:[^\W\d_]+|[{SIGNS}]+)+|\d+")
DIGIT = re.compile("[0-9]")
LETTERS = "".join(chr(code).lower() if chr(code).isalpha() else " " for code in range(128))  # ASCII, the rest as spaces
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
READ = 400  # characters of a line that are read
HEAD, TAIL = 40, 10  # words of these that count
WHOLE = 8  # words of a line that may be known as a whole
COLUMNS = ("word_mean", "word_min", "word_max", "words_known", "whole", "head", "tail")
SHRINK = 1.0  # how often a word counts as having stood in lines like all others


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

    def counted(self) -> list[str]:
        """The words that count: of a long line its beginning and its end."""
        return self.words if len(self.words) <= HEAD + TAIL else self.words[:HEAD] + self.words[-TAIL:]


class Words(NamedTuple):
    """The words of a text of N lines: `which` of the `known` words each is, and the `line` that it stands in.

    `sizes` says how many words of each line count (N).
    """

    lines: list[Tokens]
    known: list[str]
    which: NDArray[np.int64]
    line: NDArray[np.int64]
    sizes: NDArray[np.int64]


def tokens(line: str) -> Tokens:
    """The tokens of one line; a line without words has none."""
    start = line[:READ]
    if start.isascii() and not DIGIT.search(start):
        words = start.translate(LETTERS).split()
    else:
        words = ["0" if word[0].isdecimal() else word for word in WORD.findall(start.lower())]
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


def words_of(lines: Sequence[str]) -> Words:
    """The words of all lines, each distinct word once."""
    spoken = [tokens(line) for line in lines]
    counted = [line.counted() for line in spoken]
    known: defaultdict[str, int] = defaultdict()
    known.default_factory = known.__len__  # each new word gets the next number
    which = np.array([known[word] for words in counted for word in words], np.int64)
    count = np.fromiter(map(len, counted), np.int64, len(counted))
    return Words(spoken, list(known), which, np.repeat(np.arange(len(counted)), count), count)


def scores(words: Words, odds: Mapping[str, float]) -> Block:
    """Figures per line by what is known of its tokens, a row for each of `COLUMNS`; NaN where nothing is known."""
    lines = len(words.lines)
    values = np.full((len(COLUMNS), lines), np.nan, np.float32)
    get = odds.get
    values[4:] = np.array([[get(key, np.nan) for key in line[1:]] for line in words.lines], np.float32).T
    odd = np.array([get(word, np.nan) for word in words.known], np.float32).take(words.which)
    told = ~np.isnan(odd)
    number = np.bincount(words.line[told], minlength=lines)
    values[3] = np.where(words.sizes > 0, number / np.maximum(1, words.sizes), np.nan)
    some = number > 0
    if some.any():
        starts = (np.cumsum(number) - number)[some]
        values[0, some] = np.add.reduceat(odd[told], starts) / number[some]
        values[1, some] = np.minimum.reduceat(odd[told], starts)
        values[2, some] = np.maximum.reduceat(odd[told], starts)
    return Block(COLUMNS, values)


def repeats(lines: Sequence[Tokens], far: float) -> Block:
    """How often a line's words, and its first and last two, stand in the text, and how far the last time is away."""
    keys = [" ".join(line.words) for line in lines]
    count, heads, tails = ({}, {}, {})  # type: tuple[dict[str, int], dict[str, int], dict[str, int]]
    last: dict[str, int] = {}
    again, since = [], []
    for at, (key, line) in enumerate(zip(keys, lines, strict=True)):
        again.append(count.get(key, 0))
        since.append(at - last.get(key, at - int(far)))
        last[key] = at
        count[key] = again[-1] + 1
        heads[line.head] = heads.get(line.head, 0) + 1
        tails[line.tail] = tails.get(line.tail, 0) + 1
    return columns(
        repeat=np.minimum([count[key] for key in keys], 6),
        again=np.minimum(again, 3),
        since_same=np.minimum(since, far),
        head_repeat=np.minimum([heads[line.head] for line in lines], 30),
        tail_repeat=np.minimum([tails[line.tail] for line in lines], 30),
    )


def cohesion(words: Words, weight: NDArray[np.floating], name: str) -> Block:
    """How much of a line's words is at home in the lines that weigh (0 to 1), the line itself aside; rare words first.

    And the share of its words that any other line has. NaN for a line without words.
    """
    lines, (which, line) = len(words.lines), (words.which, words.line)
    own = weight[line]
    often = np.bincount(which)[which]
    home = np.bincount(which, own)[which] - own
    usual = float(own.mean()) if len(own) else 0.0
    share = (home + SHRINK * usual) / (often - 1 + SHRINK)
    rare = 1 / np.sqrt(often)
    with np.errstate(invalid="ignore"):
        at_home = np.bincount(line, share * rare, lines) / np.bincount(line, rare, lines)
        elsewhere = np.bincount(line, often > 1, lines) / words.sizes
    return Block((f"{name}_home", f"{name}_elsewhere"), np.stack([at_home, elsewhere]))
