"""Oblivious decision trees in numpy: every level of a tree asks one question, so a forest is one comparison matrix.

These are the symmetric trees that CatBoost trains; the sums equal that library's own raw prediction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.html.vocabulary import Floats

ROWS = 128
"""Rows that are judged at a time: their answers stay in the processor's cache, and no page needs much memory."""


class Forest:
    """Trees of one depth D: `feature` and `border` (T x D), `leaves` (T x 2^D), and what they add up from."""

    def __init__(
        self,
        feature: NDArray[np.int64],
        border: Floats,
        leaves: NDArray[np.float64],
        scale: float,
        bias: float,
    ) -> None:
        trees, depth = feature.shape
        self.leaves = leaves.ravel()
        self.depth, self.scale, self.bias = depth, scale, bias
        asked, self.question = np.unique(
            np.stack([feature.ravel().astype(np.float64), border.ravel().astype(np.float64)]),
            axis=1,
            return_inverse=True,
        )
        self.feature, self.border = asked[0].astype(np.int64), asked[1].astype(np.float32)[:, None]
        self.question = self.question.reshape(trees, depth).T.copy()
        start = np.arange(trees, dtype=np.int64)[:, None] << depth
        self.start = start.astype(np.min_scalar_type(leaves.size))  # numpy adds small numbers faster
        self.small = np.dtype(np.uint8 if depth <= 8 else np.uint32)

    @classmethod
    def stored(cls, arrays: Mapping[str, NDArray[Any]], prefix: str = "") -> Forest:
        """The forest whose arrays `from_catboost` made, from among those of a file."""
        feature, border, leaves, scale, bias = (
            arrays[prefix + name] for name in ("feature", "border", "leaves", "scale", "bias")
        )
        return cls(feature.astype(np.int64), border, leaves.astype(np.float64), float(scale), float(bias))

    def raw(self, matrix: Floats) -> NDArray[np.float64]:
        """Log-odds per row of a matrix (rows x features); NaN answers every question with no."""
        blocks = [self.summed(matrix[start : start + ROWS]) for start in range(0, len(matrix), ROWS)]
        return np.concatenate(blocks) * self.scale + self.bias

    def summed(self, matrix: Floats) -> NDArray[np.float64]:
        """What the trees' leaves add up to, row by row."""
        answers = (matrix.T.take(self.feature, axis=0) > self.border).view(np.uint8).astype(self.small, copy=False)
        leaf = answers.take(self.question[-1], axis=0)
        for question in self.question[-2::-1]:
            leaf += leaf  # numpy shifts bytes eight times as slowly
            leaf |= answers.take(question, axis=0)
        total: NDArray[np.float64] = self.leaves.take((leaf + self.start).astype(np.intp)).sum(axis=0)
        return total

    def chance(self, matrix: Floats) -> NDArray[np.float64]:
        """The same as a chance, 0 to 1."""
        result: NDArray[np.float64] = 1 / (1 + np.exp(-self.raw(matrix)))
        return result


def from_catboost(model: dict[str, Any]) -> dict[str, NDArray[Any]]:
    """The arrays of a Forest from a CatBoost model's JSON; shallower trees get questions that no row answers yes."""
    trees = model["oblivious_trees"]
    depth = max(len(t["splits"] or ()) for t in trees)
    floats = {f["feature_index"]: f["flat_feature_index"] for f in model["features_info"]["float_features"]}
    feature = np.zeros((len(trees), depth), np.int16)
    border = np.full((len(trees), depth), np.inf, np.float32)
    leaves = np.zeros((len(trees), 1 << depth), np.float32)
    for row, tree in enumerate(trees):
        for column, split in enumerate(tree["splits"] or ()):
            feature[row, column] = floats[split["float_feature_index"]]
            border[row, column] = split["border"]
        values = tree["leaf_values"]
        leaves[row, : len(values)] = values
    scale, bias = model["scale_and_bias"]
    bias = bias[0] if isinstance(bias, list) else bias
    return {
        "feature": feature, "border": border, "leaves": leaves,
        "scale": np.array(scale), "bias": np.array(bias),
    }  # fmt: skip


def averaged(forests: Sequence[Mapping[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """The arrays of one forest of all trees of some forests of one depth: its log-odds are the mean of theirs."""
    number = len(forests)
    trees = {name: np.concatenate([one[name] for one in forests]) for name in ("feature", "border")}
    leaves = np.concatenate([one["leaves"] * one["scale"] for one in forests]) / number
    bias = np.mean([one["bias"] for one in forests])
    return trees | {"leaves": leaves.astype(np.float32), "scale": np.array(1.0), "bias": bias}


def pack(arrays: dict[str, NDArray[Any]]) -> bytes:
    """Arrays as one compressed .npz, without anything that changes from run to run."""
    buffer = BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a .npz file."""
    with np.load(path) as stored:
        return {name: stored[name] for name in stored.files}
