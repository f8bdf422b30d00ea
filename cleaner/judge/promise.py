"""How much of a document to keep: as much as promises the highest precision and recall of its words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Sizes = NDArray[np.int64]


def sizes(lines: Sequence[str]) -> Sizes:
    """What each line costs: its words and one more, and where words are written without spaces, by its length."""
    spaces = np.fromiter([line.count(" ") for line in lines], np.int64, len(lines))
    lengths = np.fromiter(map(len, lines), np.int64, len(lines))
    return np.maximum(spaces + 2, lengths // 8)


def cutoff(chances: NDArray[np.float64], words: Sizes, severity: float) -> float:
    """The chance from which lines stay: as many as promise the highest sum of precision and recall of a text's words.

    So a text of which little is certain is cut less deep than one that is plain; no threshold does that. `severity` is
    the power of the chances that is believed in: over 1, the more a line is in doubt the less it is worth.
    """
    order = np.argsort(-chances, kind="stable")
    right, taken = np.cumsum((chances**severity * words)[order]), np.cumsum(words[order])
    promise = right / np.maximum(1, taken) + right / max(1e-9, float(right[-1]))
    return float(chances[order[int(np.argmax(promise))]])
