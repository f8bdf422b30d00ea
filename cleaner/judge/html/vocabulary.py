"""What class and id tokens say: learned log-odds of "the text below is article", per whole token and per word of it.

Never by substring: "share" does not match "shareholder". A token counts as written and by its words
("post-content" is post-content, post and content).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
LETTERS = bytes(code if chr(code).isalpha() else 32 for code in range(128)) + bytes(128)
MAX_MARKS = 400
"""Characters of an element's class and id that are read; generated class lists get longer than any
meaning."""


def tokens_of(tag: str, marks: str) -> set[str]:
    """An element's tokens: class, id, role and itemprop values in lower case, their words, and its tag."""
    return {f"<{tag}>", *words_in(marks[:MAX_MARKS])}


def words_in(marks: str) -> list[str]:
    """An element's tokens in lower case and their words, in any order; those of ASCII, nearly all, at once."""
    if not marks.isascii():
        return [word for token in marks.split() for word in words_of(token)]
    return [*marks.lower().split(), *[piece for piece in pieces(marks) if len(piece) > 1]]


def words_of(token: str) -> list[str]:
    """A token in lower case and, if it is made of several words, these."""
    lower = token.lower()
    if lower.isalpha() and (token == lower or token[1:].islower()):
        return [lower]
    return [lower, *[piece for piece in pieces(token) if len(piece) > 1]]


def pieces(marks: str) -> list[str]:
    """The runs of letters in a token or in several, in lower case; a capital begins a new one."""
    if marks.islower() and marks.isascii():
        return marks.encode().translate(LETTERS).decode().split()  # bytes are translated three times as fast
    return [piece.lower() for piece in PIECE.findall(marks)]


class Vocabulary:
    """Tokens with their log-odds; anything unknown says nothing."""

    def __init__(self, tokens: Sequence[str], odds: Sequence[float]) -> None:
        self.odds = dict(zip(tokens, map(float, odds), strict=True))
        self.element = lru_cache(maxsize=50_000)(self._element)

    def _element(self, tag: str, marks: str) -> tuple[float, float, float]:
        """The lowest, highest and mean log-odds among an element's known tokens; zeros if none is known."""
        odds = self.odds
        known = {word: odds[word] for word in words_in(marks[:MAX_MARKS]) if word in odds}
        own = odds.get(f"<{tag}>")
        if own is not None:
            known[tag + ">"] = own
        if not known:
            return (0.0, 0.0, 0.0)
        values = known.values()
        return (min(values), max(values), sum(values) / len(values))


Tally = dict[str, dict[str, tuple[float, float]]]
"""token -> site -> (body mass, other mass), summed over the site's pages."""


def learn(tally: Tally, min_sites: int, prior: float, without: frozenset[str] = frozenset()) -> Vocabulary:
    """Log-odds of every token that stands on enough sites, leaving out some sites.

    Each site counts as its mean share of body mass, so that no site outweighs the others; `prior` pseudo-sites of half
    and half keep rare tokens modest.
    """
    odds: dict[str, float] = {}
    for token, sites in tally.items():
        shares = [b / (b + o) for site, (b, o) in sites.items() if site not in without and b + o > 0]
        if len(shares) >= min_sites:
            good = sum(shares) + prior / 2
            odds[token] = float(np.log(good / (len(shares) + prior - good)))
    return Vocabulary(list(odds), list(odds.values()))
