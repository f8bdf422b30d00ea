"""What a line's words say: learned log-odds of "this is article" for words, whole short lines and the ends of lines."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import chain, repeat
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.text.surroundings import Block, columns
from cleaner.judge.text.tokens import head, tail, whole, words_in_lines

T = TypeVar("T", bound=Hashable)
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

HEAD, TAIL = 40, 10  # words of a line that count
COLUMNS = ("word_mean", "word_min", "word_max", "words_known", "whole", "head", "tail")
SHRINK = 1.0  # how often a word counts as having stood in lines like all others


class Words(NamedTuple):
    """The words of a text of N lines, and the keys of each line as a whole, its head and its tail.

    Of the words that count, `which` says which of the `known` words each is, and `line` the line that it stands in;
    `sizes` says how many words of each line count (N).
    """

    lines: list[list[str]]
    wholes: list[str]
    heads: list[str]
    tails: list[str]
    known: list[str]
    which: Numbers
    line: Numbers
    sizes: Numbers


def words_of(lines: Sequence[str]) -> Words:
    """The words of all lines, each distinct word once; of a long line its beginning and its end count."""
    spoken = words_in_lines(lines)
    wholes, heads, tails = (list(map(key, spoken)) for key in (whole, head, tail))
    counted = [words if len(words) <= HEAD + TAIL else words[:HEAD] + words[-TAIL:] for words in spoken]
    known, first = _first_places(list(chain.from_iterable(counted)))
    which = (np.cumsum(first == np.arange(len(first))) - 1).take(first)
    count = np.fromiter(map(len, counted), np.int64, len(counted))
    line = np.repeat(np.arange(len(counted)), count)
    return Words(spoken, wholes, heads, tails, list(known), which, line, count)


def _first_places(values: Sequence[T]) -> tuple[dict[T, int], Numbers]:
    """For each value the place of the first that is equal to it, and the distinct ones in order."""
    places: dict[T, int] = {}
    return places, np.fromiter(map(places.setdefault, values, range(len(values))), np.int64, len(values))


def scores(words: Words, odds: Mapping[str, float]) -> Block:
    """Figures per line by what is known of its tokens, a row for each of `COLUMNS`; NaN where nothing is known."""
    lines = len(words.lines)
    values = np.full((len(COLUMNS), lines), np.nan, np.float32)
    get = odds.get
    for row, keys in enumerate((words.wholes, words.heads, words.tails), 4):
        values[row] = np.fromiter(map(get, keys, repeat(np.nan)), np.float32, lines)
    odd = np.fromiter(map(get, words.known, repeat(np.nan)), np.float32, len(words.known)).take(words.which)
    told = ~np.isnan(odd)
    odd = odd[told]
    number = np.bincount(words.line[told], minlength=lines)
    values[3] = np.where(words.sizes > 0, number / np.maximum(1, words.sizes), np.nan)
    some = number > 0
    if some.any():
        starts = (np.cumsum(number) - number)[some]
        values[0, some] = np.add.reduceat(odd, starts) / number[some]
        values[1, some] = np.minimum.reduceat(odd, starts)
        values[2, some] = np.maximum.reduceat(odd, starts)
    return Block(COLUMNS, values)


def repeats(words: Words, far: float) -> Block:
    """How often a line's words, and its first and last two, stand in the text, and how far the last time is away."""
    same = _first_places([key or tuple(line) for key, line in zip(words.wholes, words.lines, strict=True)])[1]
    count = np.bincount(same)
    order = np.argsort(same, kind="stable")  # each line after the ones before that say the same
    again, since = np.empty(len(same)), np.full(len(same), far)
    again[order] = np.arange(len(same)) - (np.cumsum(count) - count)[same[order]]
    later = np.diff(same[order]) == 0
    since[order[1:][later]] = np.diff(order)[later]
    heads, tails = _first_places(words.heads)[1], _first_places(words.tails)[1]
    return columns(
        repeat=np.minimum(count[same], 6),
        again=np.minimum(again, 3),
        since_same=np.minimum(since, far),
        head_repeat=np.minimum(np.bincount(heads)[heads], 30),
        tail_repeat=np.minimum(np.bincount(tails)[tails], 30),
    )


def titled(words: Words, title: int | None) -> Block:
    """How much of a line is in the headline and of the headline in the line, and the lines since it."""
    names, lines = ("in_title", "of_title", "since_title"), len(words.lines)
    if title is None:
        return Block(names, np.full((3, lines), np.nan, np.float32))
    told = set(words.lines[title])
    common = np.fromiter((len(told.intersection(line[:HEAD])) for line in words.lines), np.int64, lines)
    inside = common / np.clip(words.sizes, 1, HEAD)
    since = np.arange(lines) - float(title)
    return Block(names, np.stack([inside, common / max(1, len(told)), since]))


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
