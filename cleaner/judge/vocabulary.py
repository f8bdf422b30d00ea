"""What class and id tokens say: learned log-odds of "the text below is article", per whole token and per word of it.

Never by substring: "share" does not match "shareholder". A token counts as written and by its words
("post-content" is post-content, post and content).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
MAX_MARKS = 400
"""Characters of an element's class and id that are read; generated class lists get longer than any meaning."""


def tokens_of(tag: str, marks: str) -> set[str]:
    """An element's tokens: class, id, role and itemprop values in lower case, their words, and its tag."""
    found = {f"<{tag}>"}
    for token in marks[:MAX_MARKS].split():
        found.add(token.lower())
        pieces = PIECE.findall(token)
        if len(pieces) > 1 or (pieces and len(pieces[0]) < len(token)):
            found.update(f"{p.lower()}" for p in pieces if len(p) > 1)
    return found


class Vocabulary:
    """Tokens with their log-odds; anything unknown says nothing."""

    def __init__(self, tokens: Sequence[str], odds: Sequence[float]) -> None:
        self.odds = dict(zip(tokens, map(float, odds), strict=True))
        self.element = lru_cache(maxsize=20_000)(self._element)

    def _element(self, tag: str, marks: str) -> tuple[float, float, float]:
        """The lowest, highest and mean log-odds among an element's known tokens; zeros if none is known."""
        known = [self.odds[t] for t in tokens_of(tag, marks) if t in self.odds] if marks else ()
        if not known:
            value = self.odds.get(f"<{tag}>", 0.0)
            return (value, value, value)
        return (min(known), max(known), sum(known) / len(known))

    def scores(self, tags: Iterable[str], marks: Iterable[str]) -> Floats:
        """One row (lowest, highest, mean) per element."""
        element = self.element
        return np.array([element(t, m) for t, m in zip(tags, marks, strict=True)], np.float32).reshape(-1, 3)


Tally = dict[str, dict[str, tuple[float, float]]]
"""token -> site -> (body mass, other mass), summed over the site's pages."""


def learn(tally: Tally, min_sites: int, prior: float, without: frozenset[str] = frozenset()) -> Vocabulary:
    """Log-odds of every token that stands on enough sites, leaving out some sites.

    Each site counts as its mean share of body mass, so that no site outweighs the others; `prior` pseudo-sites
    of half and half keep rare tokens modest.
    """
    odds: dict[str, float] = {}
    for token, sites in tally.items():
        shares = [b / (b + o) for site, (b, o) in sites.items() if site not in without and b + o > 0]
        if len(shares) >= min_sites:
            good = sum(shares) + prior / 2
            odds[token] = float(np.log(good / (len(shares) + prior - good)))
    return Vocabulary(list(odds), list(odds.values()))
