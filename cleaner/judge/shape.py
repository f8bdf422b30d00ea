"""The shape of each line, from its characters alone: one pass over the whole page's text, no loop over lines.

Works for any script: words are counted by spaces, and by characters where a script writes none between words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LETTER, DIGIT, UPPER, END, COMMA, QUOTE, SPACE, DENSE = (1 << i for i in range(8))
ENDS = ".!?…。！？؟।॥։።"
COMMAS = ",;、，；،؛"
QUOTES = "\"'“”„«»‹›‘’‚「」『』《》"
SEPARATORS = "|/›»•·>→"
DENSE_RANGES = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))
WORDS_PER_DENSE_CHARACTER = 0.5


@cache
def classes() -> NDArray[np.uint8]:
    """What each character of the Basic Multilingual Plane is, as bits; one entry more for all others."""
    table = np.zeros(0x10001, np.uint8)
    for code in range(0x10000):
        category = unicodedata.category(chr(code))
        if category[0] in "LM":
            table[code] = LETTER | (UPPER if category == "Lu" else 0)
        elif category == "Nd":
            table[code] = DIGIT
        elif category == "Zs" or code in (9, 10):
            table[code] = SPACE
    for bit, members in ((END, ENDS), (COMMA, COMMAS), (QUOTE, QUOTES)):
        table[[ord(c) for c in members]] |= bit
    for low, high in DENSE_RANGES:
        table[low : high + 1] |= DENSE
    return table


@cache
def separators() -> NDArray[np.bool_]:
    """Which characters, in the order of `classes`, separate the entries of a menu."""
    table = np.zeros(0x10001, bool)
    table[[ord(c) for c in SEPARATORS]] = True
    return table


def count(flags: NDArray[Any], starts: NDArray[np.int64]) -> Floats:
    """How many characters of each line are flagged (not zero)."""
    before = np.searchsorted(np.flatnonzero(flags), np.append(starts, len(flags)))
    return np.diff(before).astype(np.float32)


def shapes(texts: Sequence[str]) -> dict[str, Floats]:
    """Counts and shares per line, each an array with one figure a line; `texts` are not empty."""
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.zeros(len(texts), np.int64)
    np.cumsum(lengths[:-1] + 1, out=starts[1:])
    within = np.minimum(codes, 0x10000)
    bits = classes().take(within)
    last, first = bits[starts + lengths - 1], bits[starts]
    own = figures(bits, starts, lengths) | {"separators": count(separators().take(within), starts)}
    return own | edges(codes, first, last, starts, lengths)


def figures(bits: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> dict[str, Floats]:
    """Word count, and what the line is made of."""
    solid = (bits & SPACE) == 0
    begins = solid.copy()
    begins[1:] &= ~solid[:-1]
    dense = count(bits & DENSE, starts)
    spaced = count(begins, starts)
    words = np.maximum(1.0, spaced + WORDS_PER_DENSE_CHARACTER * dense).astype(np.float32)
    size = lengths.astype(np.float32)
    full: Floats = np.maximum(1, size).astype(np.float32)  # a line can be empty once it is mended
    letters, ends = count(bits & LETTER, starts), count(bits & END, starts)
    inner_end = ((bits & END) != 0) & ~np.append(solid[1:], False)
    return {
        "words": words,
        "size": size,
        "letters": letters / full,
        "digits": count(bits & DIGIT, starts) / full,
        "upper": count(bits & UPPER, starts) / np.maximum(1, letters),
        "ends": ends,
        "sentences": count(inner_end, starts) + (dense > 0) * ends,
        "commas": count(bits & COMMA, starts),
        "quotes": count(bits & QUOTE, starts),
        "word_size": size / words,
    }


def edges(
    codes: NDArray[np.uint32],
    first: NDArray[np.uint8],
    last: NDArray[np.uint8],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
) -> dict[str, Floats]:
    """How the line begins and ends."""
    final = codes[starts + lengths - 1]
    before = classes()[np.minimum(codes[np.maximum(starts, starts + lengths - 2)], 0x10000)]
    quoted = ((last & QUOTE) != 0) & ((before & END) != 0)
    values = {
        "ends_sentence": ((last & END) != 0) | quoted | (final == ord(")")) & ((before & END) != 0),
        "ends_colon": (final == ord(":")) | (final == 0xFF1A),
        "ends_question": (final == ord("?")) | (final == 0xFF1F),
        "ends_dots": (final == 0x2026)
        | ((final == ord(".")) & (codes[np.maximum(starts, starts + lengths - 2)] == ord("."))),
        "ends_letter": (last & (LETTER | DIGIT)) != 0,
        "starts_upper": (first & UPPER) != 0,
        "starts_lower": ((first & LETTER) != 0) & ((first & (UPPER | DENSE)) == 0),
        "starts_digit": (first & DIGIT) != 0,
        "starts_quote": (first & QUOTE) != 0,
        "starts_other": (first & (LETTER | DIGIT | QUOTE)) == 0,
    }
    return {name: value.astype(np.float32) for name, value in values.items()}
