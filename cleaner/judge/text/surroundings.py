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


def sums_around(series: NDArray[Any], sizes: tuple[int, ...] = WINDOWS) -> Floats:
    """The sums of each series over the lines before and after each line, for windows of each of `sizes`.

    As 2 x sizes, series, lines: for each size the lines before, then those after.
    """
    (rows, count), most = series.shape, max(sizes)
    sums = np.zeros((rows, count + 1 + 2 * most))  # the text's beginning and end go on beyond it
    np.cumsum(series, axis=1, out=sums[:, most + 1 : most + 1 + count])
    sums[:, most + 1 + count :] = sums[:, most + count, None]
    before, after = sums[:, most : most + count], sums[:, most + 1 : most + 1 + count]
    values = np.empty((2 * len(sizes), rows, count), np.float32)
    for place, size in enumerate(sizes):
        np.subtract(before, sums[:, most - size : most - size + count], out=values[2 * place])
        np.subtract(sums[:, most + 1 + size : most + 1 + size + count], after, out=values[2 * place + 1])
    return values


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


def segments(**scores: NDArray[Any]) -> list[Block]:
    """For each score the stretch of lines with its highest sum (Kadane): its lines, the others' distance."""
    count = len(next(iter(scores.values())))
    sums = np.zeros((len(scores), count + 1))
    for row, score in zip(sums, scores.values(), strict=True):
        row[1:] = np.cumsum(score)
    lowest = np.minimum.accumulate(sums, axis=1)
    end = (sums - lowest).argmax(axis=1)[:, None]
    start = (sums == lowest[np.arange(len(sums)), end[:, 0], None]).argmax(axis=1)[:, None]
    at = np.arange(count)
    inside = (at >= start) & (at < end)
    off = np.minimum(at - start, 0) + np.maximum(at - end + 1, 0)
    place = np.where(inside, (at - start) / np.maximum(1, end - start), np.nan)
    values = np.stack([inside, off, place], axis=1)
    return [
        Block((f"{name}_in", f"{name}_off", f"{name}_place"), rows) for name, rows in zip(scores, values, strict=True)
    ]


@cache
def window_names(names: tuple[str, ...], sizes: tuple[int, ...] = WINDOWS) -> tuple[str, ...]:
    """What the rows of `sums_around` are called, one below the other."""
    return tuple(f"{name}{sign}{size}" for size in sizes for sign in "-+" for name in names)


@cache
def _beside_names(names: tuple[str, ...], reach: int) -> tuple[str, ...]:
    steps = (*range(-reach, 0), *range(1, reach + 1))
    return tuple(f"{name}{step:+d}" for step in steps for name in names)
