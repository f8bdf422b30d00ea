"""Which line of a flattened page is the headline: one above the first paragraph that speaks of what the article does.

Menus and mastheads stand above it, so the first line is it on few pages. It is looked for when the line model has said
what the article is: by a conditional logit over the lines above (McFadden 1974), trained by `bench/headlines.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.text.features import Text
from cleaner.judge.text.labels import LIKELY
from cleaner.judge.text.model import decide, is_extract
from cleaner.judge.text.tokens import words_in_lines
from cleaner.shape import BULLET, count_words, is_headline, is_prose, plain, words

RULED = 3  # lines that rules took away, from which the headline that they found is doubted
MOST = 400  # lines above the first paragraph that are looked at
BODY = 30  # lines of the article whose words are known
OFTEN, PART = 3, 6  # lines with a word, from which more say nothing; of a short article one line in so many will do
SHORT = 3  # letters up to which a word says nothing of what a text is about
TELLING = 3  # words from which a line that stands twice does so for a reason
FAR = 60  # lines above the first paragraph
STRONG = 0.8  # evidence of words from which a line below is rather a standfirst or a teaser
LONG = 18  # words from which a line is rather a standfirst
TRAIL = re.compile(r"[›»>/|]")
WEIGHTS = {
    "spoken": 4.5,
    "within": 1.2,
    "copies": 0.7,
    "far": -3.7,
    "long": -3.8,
    "phrase": -2.2,
    "bullet": -3.1,
    "later": -0.8,
    "trail": -2.8,
}
"""What each piece of evidence counts for: the odds that a line is the headline go by e to their weighted sum."""
LEAST = 0.0
"""The sum below which a page has no headline that could be told."""
SURELY = 2.0
"""The least sum in an extract, which may well begin with its headline, and by how much it must be above the guess's."""


def settle(
    text: Text, chances: NDArray[np.float64], severity: float, *, given: bool = False
) -> tuple[NDArray[np.bool_], int | None]:
    """Which lines of a text stay, by the model's chances, and the index of the headline; what stands above it goes.

    A headline that was `given`, and that of a text of which rules took next to nothing, is the one that rules found.
    """
    stays = decide(text, chances, severity)
    found = None if given or text.removed.sum() < RULED else headline(text, stays, is_extract(text, chances))
    if found is None or found == text.title:
        return stays, text.title
    if text.title is not None:
        stays[text.title] = chances[text.title] >= LIKELY
    stays[:found] = False
    stays[found] = True
    return stays, found


def headline(text: Text, stays: NDArray[np.bool_], extract: bool) -> int | None:
    """The index of the headline among the lines, by which of them stay; None where nothing stands out."""
    lines, values = evidence(text, stays)
    if not lines:
        return None
    sums = dict(zip(lines, (values @ np.array(list(WEIGHTS.values()))).tolist(), strict=True))
    best = max(lines, key=sums.__getitem__)
    guess = sums.get(text.title, LEAST) if text.title is not None else LEAST
    least = max(SURELY, guess + SURELY) if extract else LEAST
    return best if sums[best] >= least else None


def evidence(text: Text, stays: NDArray[np.bool_]) -> tuple[list[int], NDArray[np.float64]]:
    """The lines down to the first paragraph that stays that could be a headline, by index, and a row of evidence each.

    The columns are those of WEIGHTS.
    """
    kept = [index for index in np.flatnonzero(stays).tolist() if index != text.title]
    first = next((index for index in kept if is_prose(text.lines[index], words(text.lines[index]))), None)
    if first is None:
        return [], np.zeros((0, len(WEIGHTS)))
    above = range(max(0, first - MOST), first + 1)
    shapes = [plain(text.lines[index]) for index in above]
    sizes = count_words(shapes)
    lines = [index for index, shape, size in zip(above, shapes, sizes, strict=True) if is_headline(shape, size)]
    article = [text.lines[index] for index in kept if index > first][:BODY]
    rows = _rows(text, lines, [sizes[index - above.start] for index in lines], article, first)
    return lines, np.array(rows, float).reshape(len(lines), len(WEIGHTS))


def _rows(
    text: Text, lines: Sequence[int], sizes: Sequence[int], article: Sequence[str], first: int
) -> list[tuple[float, ...]]:
    texts = [text.lines[index] for index in lines]
    everything, strong = "\n".join(text.keys), 0
    rows: list[tuple[float, ...]] = []
    for index, line, size, share in zip(lines, texts, sizes, _about(texts, article), strict=True):
        spoken, copies, within = share * np.log1p(min(size, 25)), 0, 0
        key = text.keys[text.places[index]]
        if spoken and size >= TELLING and key:
            copies = text.keys.count(key) - 1
            within = everything.count(key) - 1 - copies
        rows.append(
            (
                spoken,
                min(within, 2),
                min(copies, 2),
                min(first - index, FAR) / FAR,
                size > LONG,
                bool(text.phrases[index].any()),
                BULLET.match(line.lstrip()) is not None,
                min(strong, 3),
                len(TRAIL.findall(line)) > 1,
            )
        )
        strong += spoken >= STRONG
    return rows


def _about(texts: Sequence[str], article: Sequence[str]) -> list[float]:
    """How much of each line the article speaks of: its words, by how many lines of that have them, over all and one."""
    spoken = words_in_lines([*texts, *article])
    enough = min(OFTEN, max(1, len(article) // PART))
    body = Counter(word for words in spoken[len(texts) :] for word in set(words))
    told = [[word for word in words if len(word) > SHORT or not word.isascii()] for words in spoken[: len(texts)]]
    return [sum(min(body[word], enough) for word in words) / enough / (len(words) + 1) for words in told]
