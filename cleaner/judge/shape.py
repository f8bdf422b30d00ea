"""The shape of each line, from its characters alone: one pass over the whole page's text, no loop over lines.

Works for any script: words are counted by spaces, and by characters where a script writes none between words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BITS = LETTER, DIGIT, UPPER, END, COMMA, QUOTE, SPACE, DENSE, SEPARATOR, LOWER = tuple(1 << i for i in range(10))
ENDS = ".!?…。！？｡．؟۔।॥։።။។"
COMMAS = ",;、，；،؛"
QUOTES = "\"'“”„«»‹›‘’‚「」『』《》"
SEPARATORS = "|/›»•·>→"
DENSE_RANGES = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))
WORDS_PER_DENSE_CHARACTER = 0.5


MORE = frozenset(("ends_colon", "ends_question", "starts_upper", "starts_lower", "starts_quote", "capitals"))


@cache
def classes() -> NDArray[np.uint16]:
    """What each character of the Basic Multilingual Plane is, as bits; one entry more for all others."""
    category = np.array([unicodedata.category(chr(code)) for code in range(0x10000)], "S2")
    table = np.zeros(0x10001, np.uint16)
    plane = table[:-1]
    general = category.astype("S1")
    plane[(general == b"L") | (general == b"M")] = LETTER
    plane[category == b"Lu"] |= UPPER
    plane[category == b"Ll"] |= LOWER
    plane[category == b"Nd"] = DIGIT
    plane[category == b"Zs"] = SPACE
    plane[[9, 10]] = SPACE
    for bit, members in ((END, ENDS), (COMMA, COMMAS), (QUOTE, QUOTES), (SEPARATOR, SEPARATORS)):
        plane[[ord(c) for c in members]] |= bit
    for low, high in DENSE_RANGES:
        plane[low : high + 1] |= DENSE
    return table


@cache
def combinations() -> tuple[NDArray[np.int64], Floats]:
    """The few combinations of bits: which one each entry of `classes` has, and the bits of each one (0 or 1)."""
    found, which = np.unique(classes(), return_inverse=True)
    return which.astype(np.int64), ((found[:, None] >> np.arange(len(BITS))) & 1).astype(np.float32)


def count(flags: NDArray[np.bool_], starts: NDArray[np.int64]) -> Floats:
    """How many characters of each line are flagged."""
    counts: Floats = np.add.reduceat(flags, starts, dtype=np.float32)
    return counts


def count_classes(within: NDArray[np.uint32], lengths: NDArray[np.int64]) -> Floats:
    """How many characters of each line have each bit, in the order of BITS (10 x L)."""
    which, members = combinations()
    first = np.arange(len(lengths)) * len(members)
    cells = which.take(within) + np.repeat(first, lengths + 1)
    table = np.bincount(cells, minlength=len(lengths) * len(members)).reshape(len(lengths), -1)
    counts: Floats = members.T @ table.T.astype(np.float32)
    return counts


def shapes(texts: Sequence[str], more: bool = False) -> dict[str, Floats]:
    """Counts and shares per line, each an array with one figure a line; `texts` are not empty.

    `more` adds how lines begin and end in detail, which only text without markup needs (`MORE`).
    """
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.zeros(len(texts), np.int64)
    np.cumsum(lengths[:-1] + 1, out=starts[1:])
    within = np.minimum(codes, 0x10000)
    bits = classes().take(within)
    counts = count_classes(within, lengths)
    found = figures(bits, counts, starts, lengths) | edges(codes, bits, starts, lengths)
    if more:
        found["capitals"] = capitals(bits, starts)
    return found if more else {name: values for name, values in found.items() if name not in MORE}


def figures(
    bits: NDArray[np.uint16], counts: Floats, starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> dict[str, Floats]:
    """Word count, and what the line is made of."""
    letters, digits, upper, ends, commas, quotes, _, dense, separators, _ = counts
    solid = (bits & SPACE) == 0
    begins = solid.copy()
    begins[1:] &= ~solid[:-1]
    inner_end = (bits & END) != 0
    inner_end[:-1] &= ~solid[1:]
    words = np.maximum(1.0, count(begins, starts) + WORDS_PER_DENSE_CHARACTER * dense).astype(np.float32)
    size = lengths.astype(np.float32)
    full: Floats = np.maximum(1, size).astype(np.float32)  # a line can be empty once it is mended
    return {
        "words": words,
        "size": size,
        "letters": letters / full,
        "digits": digits / full,
        "upper": upper / np.maximum(1, letters),
        "ends": ends,
        "sentences": count(inner_end, starts) + (dense > 0) * ends,
        "commas": commas,
        "quotes": quotes,
        "word_size": size / words,
        "separators": separators,
    }


def capitals(bits: NDArray[np.uint16], starts: NDArray[np.int64]) -> Floats:
    """The share of a line's words, as spaces part them, that begin with a capital; teasers and menus have many."""
    begins = np.ones(len(bits), bool)
    begins[1:] = (bits[:-1] & SPACE) != 0
    return (count(begins & ((bits & UPPER) != 0), starts) / np.maximum(1, count(begins, starts))).astype(np.float32)


def edges(
    codes: NDArray[np.uint32], bits: NDArray[np.uint16], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> dict[str, Floats]:
    """How the line begins and ends."""
    at_end, at_last = starts + lengths - 1, np.maximum(starts, starts + lengths - 2)
    first, last, final = bits[starts], bits[at_end], codes[at_end]
    ended = (bits[at_last] & END) != 0
    values = {
        "ends_sentence": ((last & END) != 0) | (ended & (((last & QUOTE) != 0) | (final == ord(")")))),
        "ends_colon": (final == ord(":")) | (final == 0xFF1A),
        "ends_question": (final == ord("?")) | (final == 0xFF1F),
        "ends_dots": (final == 0x2026) | ((final == ord(".")) & (codes[at_last] == ord("."))),
        "ends_letter": (last & (LETTER | DIGIT)) != 0,
        "starts_upper": (first & UPPER) != 0,
        "starts_lower": (first & LOWER) != 0,
        "starts_digit": (first & DIGIT) != 0,
        "starts_quote": (first & QUOTE) != 0,
        "starts_other": (first & (LETTER | DIGIT | QUOTE)) == 0,
    }
    return {name: value.astype(np.float32) for name, value in values.items()}
