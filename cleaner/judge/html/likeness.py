"""Which lines are like others on the page, like its title, or stand in the body that its JSON-LD claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.html.sharing import LONGEST, Shared, Words, shares, words_of
from cleaner.judge.html.vocabulary import Floats
from cleaner.page import Page

BEGINNING = 1_000
"""Characters in which a line has the 200 word characters that are looked for."""
RUN = 5
"""So many characters in a row tell most lines that stand nowhere in a text."""


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
    begins = [
        "".join(line if len(text) <= LONGEST else words_of(text[:BEGINNING]))[:200]
        for text, line in zip(texts, words, strict=True)
    ]
    likely = zip(begins, may_stand(begins, whole), strict=True)
    return np.array([may and line in whole for line, may in likely], np.float32)


def may_stand(parts: Sequence[str], whole: str) -> list[bool]:
    """Which parts may stand in a text, by a glance at the characters that they begin and end with; most do not."""
    stand = np.zeros(1 << 16, bool)
    stand[runs(whole)] = True
    lengths = np.fromiter(map(len, parts), np.int64, len(parts))
    ends = np.cumsum(lengths + RUN)  # the gaps between them are as long as a run
    numbers = runs((" " * RUN).join(["", *parts, ""]))
    found: list[bool] = ((lengths < RUN) | (stand[numbers[ends - lengths]] & stand[numbers[ends - RUN]])).tolist()
    return found


def runs(text: str) -> NDArray[np.uint32]:
    """A number, up to 65,535, for each run of `RUN` characters; the same for equal ones."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    size = max(0, len(codes) - RUN + 1)
    numbers = np.zeros(size, np.uint32)
    for place in range(RUN):
        numbers = numbers * 31 + codes[place : place + size]
    numbers &= 0xFFFF
    return numbers
