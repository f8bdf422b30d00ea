"""Equal keys put together, as numpy does it fast: siblings of one kind, lines of one style."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.html.vocabulary import Floats

Ints = NDArray[np.int64]


class Groups:
    """Equal keys: which group each one is in, the size of each group and its first member."""

    def __init__(self, keys: Ints) -> None:
        self.order = keys.argsort(kind="stable")
        ordered = keys[self.order]
        begins = np.ones(len(keys), bool)
        np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
        self.starts = np.flatnonzero(begins)
        self.first = self.order[self.starts]
        self.which = np.empty(len(keys), np.int64)
        self.which[self.order] = begins.cumsum() - 1
        self.sizes = np.bincount(self.which).astype(np.float32)

    def summed(self, masses: Floats) -> Floats:
        """The rows of `masses` (one a key) added up by group."""
        sums: Floats = np.add.reduceat(masses[self.order], self.starts, axis=0)
        return sums
