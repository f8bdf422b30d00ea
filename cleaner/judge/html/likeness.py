"""Which lines are like others on the page, like its title, or stand in the body that its JSON-LD claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from cleaner.judge.html.sharing import LONGEST, Shared, Words, shares, words_of
from cleaner.judge.html.vocabulary import Floats
from cleaner.page import Page

BEGINNING = 1_000
"""Characters in which a line has the 200 word characters that are looked for."""


def likeness(
    page: Page, texts: Sequence[str], words: Words, title: frozenset[str], shared: Shared
) -> dict[str, Floats]:
    """Copies of the line on the page, and how much it repeats the title or the body that JSON-LD gives."""
    number = Counter(texts)
    own = shares({index: found for index, found in shared.items() if len(texts[index]) <= 400}, title, len(texts))
    index = np.arange(len(texts), dtype=np.float32)
    at = -1 if page.title_line is None else page.title_line
    starts = [tuple(text.split(None, 2)[:2]) for text in texts]
    alike = Counter(starts)
    h1 = np.array([line.role == "heading" and line.level == 1 for line in page.lines], np.float32)
    since = np.cumsum(h1)
    return {
        "alike": np.array([*map(alike.get, starts)], np.float32),
        "h1_since_title": since - since[at] if at >= 0 else since,
        "h1_here": h1,
        "copies": np.array([*map(number.get, texts)], np.float32),
        "title_share": own[0],
        "of_title": own[1],
        "since_title": index - at if at >= 0 else np.full_like(index, np.nan),
        "in_ld_body": in_ld_body(texts, words, page),
    }


def in_ld_body(texts: Sequence[str], words: Words, page: Page) -> Floats:
    """1 where the line stands in the JSON-LD body, 0 where not, NaN where the page has none worth asking."""
    claimed = page.meta.ld_body if page.meta else ""
    if len(claimed) < 400:
        return np.full(len(texts), np.nan, np.float32)
    whole = "".join(words_of(claimed.lower()))
    begins = (
        line if len(text) <= LONGEST else words_of(text[:BEGINNING]) for text, line in zip(texts, words, strict=True)
    )
    return np.array(["".join(line)[:200] in whole for line in begins], np.float32)
