"""What lies between each line and the middle of the article: a valley of menus that a second text lies beyond.

Comments and another article read like this one, line by line. But between them and it stands what nobody takes for one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.text.surroundings import Block, columns

Floats = NDArray[np.floating]

NEAR, WIDE = 2, 4  # lines on either side that count: for how deep a valley is, for where the peak is
UNLIKELY = 0.3
MOST_LINES, MOST_WORDS, MOST_REMOVED = 400.0, 2000.0, 50.0


def valleys(chances: Floats, words: Floats, removed: Floats) -> Block:
    """For N lines the lowest mean chance on the way to the peak, and the unlikely lines and words there.

    The peak is the line with most of the article around it. `words` are those of each line that count, `removed` the
    lines that rules took away before it (N each). The words are given also as a share of those likely.
    """
    weight = words + 0.5  # a line without words counts a little
    peak = int(np.argmax(around(around(chances * weight, WIDE), WIDE)))  # twice: the nearer ones count for more
    unlikely = (chances < UNLIKELY) * 1.0
    near = around(chances * weight, NEAR) / around(weight, NEAR)
    lost, likely = on_the_way(unlikely * weight, peak, np.add), on_the_way(chances * weight, peak, np.add)
    return columns(
        valley=on_the_way(near, peak, np.minimum),
        valley_lines=np.minimum(on_the_way(unlikely, peak, np.add), MOST_LINES),
        valley_words=np.minimum(lost, MOST_WORDS),
        valley_removed=np.minimum(on_the_way(removed, peak, np.add), MOST_REMOVED),
        valley_share=lost / np.maximum(1, likely),
    )


def around(values: Floats, reach: int) -> NDArray[np.float64]:
    """The sum over each line and as many as `reach` on either side."""
    sums = np.concatenate([np.zeros(reach + 1), np.cumsum(values, dtype=np.float64)])
    sums = np.concatenate([sums, np.full(reach, sums[-1])])
    total: NDArray[np.float64] = sums[2 * reach + 1 :] - sums[: -2 * reach - 1]
    return total


def on_the_way(values: Floats, peak: int, fold: Any) -> NDArray[np.float64]:
    """Each line's values up to the peak, itself and the peak included, folded into one (`np.add`, `np.minimum`)."""
    folded = np.empty(len(values))
    folded[peak:] = fold.accumulate(values[peak:], dtype=np.float64)
    folded[: peak + 1] = fold.accumulate(values[peak::-1], dtype=np.float64)[::-1]
    return folded
