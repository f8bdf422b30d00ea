"""What stands around each line of a text, as arrays (columns x lines): sums, neighbours, distances, runs, stretches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WINDOWS = (1, 2, 4, 8, 16)  # lines
NEIGHBOURS = 3


class Block(NamedTuple):
    """Named columns: `values` has a row of figures for each name, one figure a line."""

    names: tuple[str, ...]
    values: NDArray[Any]


def columns(**named: NDArray[Any]) -> Block:
    """A block of single columns."""
    values = np.empty((len(named), len(next(iter(named.values())))), np.float32)
    for row, figures in zip(values, named.values(), strict=True):
        row[:] = figures
    return Block(tuple(named), values)


def joined(blocks: Sequence[Block]) -> Block:
    """All columns of some blocks, in order."""
    values = np.concatenate([block.values for block in blocks], dtype=np.float32)
    return Block(tuple(name for block in blocks for name in block.names), values)


def windows(series: Block, sizes: tuple[int, ...] = WINDOWS) -> Block:
    """The sums of each series over the lines before and after each line, for windows of each of `sizes`."""
    rows, count = series.values.shape
    sums = np.zeros((rows, count + 1))
    np.cumsum(series.values, axis=1, out=sums[:, 1:])
    at = np.arange(count)
    values = np.empty((len(sizes), 2, rows, count), np.float32)
    for place, size in enumerate(sizes):
        values[place, 0] = sums[:, :-1] - sums[:, np.maximum(0, at - size)]
        values[place, 1] = sums[:, np.minimum(count, at + 1 + size)] - sums[:, 1:]
    return Block(_window_names(series.names, sizes), values.reshape(-1, count))


def beside(series: Block, reach: int = NEIGHBOURS) -> Block:
    """The values of each series at the `reach` lines before and after each line; NaN beyond the text."""
    rows, count = series.values.shape
    padded = np.full((rows, count + 2 * reach), np.nan, np.float32)
    padded[:, reach : reach + count] = series.values
    around = [padded[:, start : start + count] for start in range(2 * reach + 1) if start != reach]
    return Block(_beside_names(series.names, reach), np.concatenate(around))


def distances(flagged: NDArray[np.bool_], name: str, far: float) -> Block:
    """Lines to the nearest flagged line above and below each line, `far` at most."""
    at, where = np.arange(len(flagged)), np.flatnonzero(flagged)
    above, below = np.searchsorted(where, at, "left"), np.searchsorted(where, at, "right")
    ends = np.concatenate([[-far], where, [len(flagged) + far]])
    values = np.stack([np.minimum(far, at - ends[above]), np.minimum(far, ends[below + 1] - at)])
    return Block((f"{name}_above", f"{name}_below"), values)


def runs(flagged: NDArray[np.bool_], far: float) -> Block:
    """The run of lines flagged alike that each line stands in: its length, the line's place from its start and end."""
    starts = np.flatnonzero(np.concatenate([[True], flagged[1:] != flagged[:-1]]))
    lengths = np.diff(np.append(starts, len(flagged)))
    length, first = np.repeat(lengths, lengths), np.repeat(starts, lengths)
    place = np.arange(len(flagged)) - first
    values = np.minimum(far, np.stack([length, place, length - 1 - place]))
    return Block(("run_lines", "run_place", "run_left"), values)


def segment(score: NDArray[Any], name: str) -> Block:
    """The stretch of lines with the highest sum of scores (Kadane): its lines, the others' distance."""
    sums = np.concatenate([[0.0], np.cumsum(score)])
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lowest))
    start = int(np.argmin(sums[: end + 1])) if end else 0
    at = np.arange(len(score))
    inside = (at >= start) & (at < end)
    off = np.where(at < start, at - start, np.where(at >= end, at - end + 1, 0))
    place = np.where(inside, (at - start) / max(1, end - start), np.nan)
    return Block((f"{name}_in", f"{name}_off", f"{name}_place"), np.stack([inside, off, place]))


@cache
def _window_names(names: tuple[str, ...], sizes: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"{name}{sign}{size}" for size in sizes for sign in "-+" for name in names)


@cache
def _beside_names(names: tuple[str, ...], reach: int) -> tuple[str, ...]:
    steps = (*range(-reach, 0), *range(1, reach + 1))
    return tuple(f"{name}{step:+d}" for step in steps for name in names)
