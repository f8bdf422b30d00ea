"""Which lines of a page are in its true body: the training target.

The true body is words; lines are words. Lines are matched to places in the truth where all or almost all of their words
stand, so that the matches follow the page's order and cover as many words as possible (a heaviest increasing
subsequence). What the order leaves over may still match words of the truth that nothing has claimed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

WORD = re.compile(r"\w+")
GRAM = 4
MAX_PLACES = 12
"""A line that stands at more places of the truth than this is too common to guide the order."""

Match = tuple[int, int, float, int]  # start and end in the truth's words, words matched, line


def align(lines: Sequence[str], body: str) -> list[float]:
    """For each line the share of its words, 0 to 1, that belong to the body."""
    truth = WORD.findall(body.lower())
    words = [WORD.findall(line.lower()) for line in lines]
    index = places_of(truth)
    matches = [m for i, w in enumerate(words) if w for m in candidates(i, w, truth, index)]
    shares = [0.0] * len(lines)
    free = [True] * len(truth)
    for start, end, weight, line in heaviest_chain(matches):
        shares[line] = min(1.0, weight / len(words[line]))
        free[start:end] = [False] * (end - start)
    for line, share in leftovers(words, shares, truth, free):
        shares[line] = share
    return shares


def places_of(truth: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """Where each word n-gram of up to GRAM words starts in the truth."""
    index: dict[tuple[str, ...], list[int]] = {}
    for n in range(1, GRAM + 1):
        for i in range(len(truth) - n + 1):
            index.setdefault(tuple(truth[i : i + n]), []).append(i)
    return index


def candidates(
    line: int, words: list[str], truth: Sequence[str], index: dict[tuple[str, ...], list[int]]
) -> list[Match]:
    """Places of the truth that a line could be, each with the number of its words that stand there."""
    n = min(GRAM, len(words))
    votes: Counter[int] = Counter()
    for i in range(len(words) - n + 1):
        found = index.get(tuple(words[i : i + n]), ())
        if len(found) <= MAX_PLACES * 4:
            votes.update(p - i for p in found)
    total = len(words) - n + 1
    result = []
    for offset, count in votes.most_common(MAX_PLACES):
        if len(words) <= GRAM or count >= 0.2 * total or count >= 8:
            start, end = max(0, offset), min(len(truth), offset + len(words))
            result.append((start, end, overlap(words, truth[start:end], count, n), line))
    return result


def overlap(words: list[str], window: Sequence[str], count: int, n: int) -> float:
    """Words of a line that its place accounts for; small edits on either side shift the window, so count bags."""
    if count == len(words) - n + 1:
        return float(len(words))
    return min(float((Counter(words) & Counter(window)).total()), float(count + n - 1) * 1.5)


def heaviest_chain(matches: list[Match]) -> list[Match]:
    """The order-keeping set of matches with most words: lines and places both ascending, no overlap."""
    ordered = sorted(matches, key=lambda m: (m[3], -m[0]))
    ends: list[int] = []  # Pareto front: ascending ends with ascending weights
    front: list[tuple[float, int]] = []
    best: list[tuple[float, int]] = []
    i = 0
    while i < len(ordered):
        j = i
        while j < len(ordered) and ordered[j][3] == ordered[i][3]:
            start, _, weight, _ = ordered[j]
            slack = min(3, max(0, int(weight) // 4))
            k = bisect_left(ends, start + slack + 1) - 1
            before, previous = front[k] if k >= 0 else (0.0, -1)
            best.append((before + weight, previous))
            j += 1
        for k in range(i, j):
            insert(ends, front, ordered[k][1], best[k][0], k)
        i = j
    return traced(ordered, best, front)


def insert(ends: list[int], front: list[tuple[float, int]], end: int, weight: float, which: int) -> None:
    """Put a chain on the Pareto front, and take off those that it makes useless."""
    k = bisect_left(ends, end + 1)
    if k and front[k - 1][0] >= weight:
        return
    while k < len(ends) and front[k][0] <= weight:
        del ends[k], front[k]
    while k and ends[k - 1] == end:
        k -= 1
        del ends[k], front[k]
    ends.insert(k, end)
    front.insert(k, (weight, which))


def traced(ordered: list[Match], best: list[tuple[float, int]], front: list[tuple[float, int]]) -> list[Match]:
    """The matches of the heaviest chain, in order."""
    chain = []
    which = front[-1][1] if front else -1
    while which >= 0:
        chain.append(ordered[which])
        which = best[which][1]
    return chain[::-1]


def leftovers(
    words: list[list[str]], shares: list[float], truth: Sequence[str], free: list[bool]
) -> list[tuple[int, float]]:
    """Lines outside the chain whose every n-gram stands among the unclaimed words of the truth."""
    grams = Counter(tuple(truth[i : i + GRAM]) for i in range(len(truth) - GRAM + 1) if all(free[i : i + GRAM]))
    result = []
    for line, own in enumerate(words):
        if shares[line] or len(own) < GRAM:
            continue
        wanted = Counter(tuple(own[i : i + GRAM]) for i in range(len(own) - GRAM + 1))
        share = (wanted & grams).total() / wanted.total()
        if share >= 0.8:
            grams -= wanted
            result.append((line, share))
    return result
