"""What stands around each line of a text, as arrays: sums in windows, neighbours, distances, densest stretches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Columns = dict[str, NDArray[Any]]

WINDOWS = (1, 2, 4, 8, 16)  # lines
NEIGHBOURS = 3


def windows(series: Mapping[str, NDArray[Any]], sizes: tuple[int, ...] = WINDOWS) -> Columns:
    """The sums of each series over the lines before and after each line, for windows of each of `sizes`."""
    stacked = np.stack(list(series.values()))
    count = stacked.shape[1]
    sums = np.zeros((len(stacked), count + 1))
    np.cumsum(stacked, axis=1, out=sums[:, 1:])
    at = np.arange(count)
    columns: Columns = {}
    for size in sizes:
        before = sums[:, :-1] - sums[:, np.maximum(0, at - size)]
        after = sums[:, np.minimum(count, at + 1 + size)] - sums[:, 1:]
        for row, name in enumerate(series):
            columns[f"{name}-{size}"] = before[row].astype(np.float32)
            columns[f"{name}+{size}"] = after[row].astype(np.float32)
    return columns


def beside(series: Mapping[str, NDArray[Any]], reach: int = NEIGHBOURS) -> Columns:
    """The values of each series at the `reach` lines before and after each line; NaN beyond the text."""
    stacked = np.stack(list(series.values())).astype(np.float32)
    count = stacked.shape[1]
    padded = np.full((len(stacked), count + 2 * reach), np.nan, np.float32)
    padded[:, reach : reach + count] = stacked
    return {
        f"{name}{step:+d}": padded[row, reach + step : reach + step + count]
        for step in (*range(-reach, 0), *range(1, reach + 1))
        for row, name in enumerate(series)
    }


def distances(flagged: NDArray[np.bool_], name: str, far: float) -> Columns:
    """Lines to the nearest flagged line above and below each line, `far` at most."""
    at, where = np.arange(len(flagged)), np.flatnonzero(flagged)
    above, below = np.searchsorted(where, at, "left"), np.searchsorted(where, at, "right")
    ends = np.concatenate([[-far], where, [len(flagged) + far]])
    return {f"{name}_above": np.minimum(far, at - ends[above]), f"{name}_below": np.minimum(far, ends[below + 1] - at)}


def segment(score: NDArray[Any], name: str) -> Columns:
    """The stretch of lines with the highest sum of scores (Kadane): its lines, the others' distance."""
    sums = np.concatenate([[0.0], np.cumsum(score)])
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lowest))
    start = int(np.argmin(sums[: end + 1])) if end else 0
    at = np.arange(len(score))
    inside = (at >= start) & (at < end)
    return {
        f"{name}_in": inside.astype(np.float32),
        f"{name}_off": np.where(at < start, at - start, np.where(at >= end, at - end + 1, 0)).astype(np.float32),
        f"{name}_place": np.where(inside, (at - start) / max(1, end - start), np.nan).astype(np.float32),
    }
