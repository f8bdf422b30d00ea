"""What the line model sees of a text: each line's shape and words, what stands around it, what text it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from cleaner.judge.shape import shapes
from cleaner.judge.text.lexicon import Words, cohesion, repeats, scores, titled, words_of
from cleaner.judge.text.surroundings import (
    Block,
    beside,
    columns,
    distances,
    joined,
    runs,
    segments,
    sums_around,
    window_names,
)

Floats = NDArray[np.float32]
Shapes = Mapping[str, NDArray[Any]]

PROSE_WORDS, LONG_WORDS, MOST_WORDS = 8, 25, 80
FAR = 400.0  # lines; what is farther away is as far
BESIDE = (
    "words", "ends_sentence", "word_mean", "starts_upper", "ends_letter", "upper", "digits", "word_min", "prose",
    "whole", "ends_colon", "capitals",
)  # fmt: skip
WIDE = (4, 16)  # lines around a line that say how much was taken away there, and how much is about the headline


class Text(msgspec.Struct, frozen=True):
    """N lines of text as the model sees them.

    `gaps` are the empty lines before each line and after the last (N + 1), `removed` the lines that rules took away
    there; `title` is the headline's index; `phrases` has a row of three a line: certain, positional, and opening a
    block of furniture. `keys` are those by which repeats are told of all lines, also of those that went, and `places`
    where the N lines stand among them.
    """

    lines: Sequence[str]
    gaps: Floats
    removed: Floats
    title: int | None
    phrases: Floats
    keys: Sequence[str] = ()
    places: Sequence[int] = ()


def features(text: Text, words: Words, odds: Mapping[str, float]) -> Floats:
    """The matrix (lines x features); `words` are those of the lines, `odds` is the lexicon."""
    return _block(text, words, odds).values.T


@cache
def feature_names() -> tuple[str, ...]:
    """The names of the features, in the order of the matrix."""
    text = Text(["a"], np.zeros(2, np.float32), np.zeros(2, np.float32), None, np.zeros((1, 3), np.float32))
    return _block(text, words_of(text.lines), {}).names


def _block(text: Text, words: Words, odds: Mapping[str, float]) -> Block:
    said = scores(words, odds)
    own = shapes(text.lines, more=True) | dict(zip(said.names, said.values, strict=True))
    size = own["words"]
    own["prose"] = (((own["ends_sentence"] > 0) & (size >= PROSE_WORDS)) | (size >= LONG_WORDS)).astype(np.float32)
    mass = np.minimum(size, MOST_WORDS) * own["prose"]
    title = titled(words, text.title)
    *stretches, dense = _stretches(own, mass)
    certain, positional, opens = text.phrases.T
    blocks = [
        columns(**own, certain=certain, positional=positional, opens=opens),
        _spacing(text, mass, size),
        _places(mass, own["size"]),
        *_around(own, mass),
        *stretches,
        *_wider(text, own, _or_zero(title.values[1])),
        dense,
        cohesion(words, dense.values[0].astype(np.float64), "dense"),
        repeats(words, FAR),
        title,
        _document(own, text, mass),
    ]
    return joined(blocks)


def _spacing(text: Text, mass: Floats, words: Floats) -> Block:
    """Empty lines beside each line, and the block between two of them that it stands in."""
    begins = text.gaps[:-1] > 0
    begins[0] = True
    block = np.cumsum(begins) - 1
    lines, sums, count = np.bincount(block), np.bincount(block, mass), np.bincount(block, words)
    return columns(
        gap_before=np.minimum(text.gaps[:-1], 4),
        gap_after=np.minimum(text.gaps[1:], 4),
        block_lines=np.minimum(lines, 50)[block],
        block_mass=sums[block],
        block_words=(count / lines)[block],
        removed_before=np.minimum(text.removed[:-1], 10),
        removed_after=np.minimum(text.removed[1:], 10),
    )


def _places(mass: Floats, size: Floats) -> Block:
    """Where in the text a line stands, counted in lines, characters and prose."""
    at = np.arange(len(mass))
    prose, characters = np.cumsum(mass), np.cumsum(size)
    total = max(1.0, float(prose[-1]))
    return columns(
        place=at / len(at),
        from_start=np.minimum(at, FAR),
        from_end=np.minimum(at[::-1], FAR),
        mass_before=(prose - mass) / total,
        mass_after=1 - prose / total,
        size_before=(characters - size) / max(1.0, float(characters[-1])),
    )


def _around(own: Shapes, mass: Floats) -> list[Block]:
    """Windows before and after each line, its neighbours, the nearest prose."""
    words, odds = own["words"], _or_zero(own["word_mean"])
    short = ((words < PROSE_WORDS) & (own["prose"] == 0)).astype(np.float32)
    plain = ("mass", "short", "odds")
    sums = sums_around(columns(mass=mass, short=short, odds=odds, weighed=odds * words, words=words).values)
    return [
        Block(window_names(plain), sums[:, :3].reshape(-1, len(words))),
        Block(window_names(("weighed",)), sums[:, 3] / np.maximum(1, sums[:, 4])),
        beside(columns(**{name: own[name] for name in BESIDE})),
        distances(own["prose"] > 0, "prose", FAR),
        runs(own["prose"] > 0, FAR),
    ]


def _stretches(own: Shapes, mass: Floats) -> list[Block]:
    """The densest stretches of the text, by several measures."""
    return segments(
        mass15=mass - 15,
        prose=np.where(own["prose"] > 0, 1.0, -0.5),
        odds=_or_zero(own["word_mean"]) * np.minimum(own["words"], 40),
        mass6=mass - 6,
    )


def _wider(text: Text, own: Shapes, titled: NDArray[Any]) -> list[Block]:
    """What rules took away around a line, how much there is about the headline, and how alike the lines are."""
    removed = text.removed[:-1]
    words = np.minimum(own["words"], MOST_WORDS)
    series = columns(removed=removed, titled=titled, words=words, squares=words**2, capitals=own["capitals"])
    sums = sums_around(series.values, WIDE)
    sizes = np.repeat(WIDE, 2)[:, None]
    means = sums[:, 2] / sizes
    spread = np.sqrt(np.maximum(0, sums[:, 3] / sizes - means**2)) / np.maximum(1, means)
    names = tuple(f"{name}{sign}{size}" for name in ("mean", "spread", "caps") for size in WIDE for sign in "-+")
    return [
        Block(window_names(("removed", "titled"), WIDE), sums[:, :2].reshape(-1, len(words))),
        distances(removed > 0, "removed", FAR),
        Block(names, np.concatenate([means, spread, sums[:, 4] / sizes])),
    ]


def _document(own: Shapes, text: Text, mass: Floats) -> Block:
    """What the text is as a whole, the same for all its lines: a page with menus, an extract, a clean article."""
    words, known, prose = own["words"], _or_zero(own["word_mean"]), own["prose"]
    counted = np.minimum(words, MOST_WORDS).sum()
    figures = {
        "lines": len(words),
        "mass": mass.sum(),
        "prose_share": prose.mean(),
        "mass_share": mass.sum() / max(1.0, float(counted)),
        "short_share": ((words < PROSE_WORDS) & (prose == 0)).mean(),
        "median_words": _median(words),
        "empty_share": (text.gaps[:-1] > 0).mean(),
        "odds": (known * words).sum() / max(1.0, float(words.sum())),
        "worst_odds": _or_zero(own["word_min"]).mean(),
        "bad_share": (known < -0.5).mean(),
        "phrase_share": (text.phrases[:, :2] > 0).any(axis=1).mean(),
        "upper": _median(own["upper"]),
        "removed": text.removed.sum(),
        "removed_share": text.removed.sum() / (len(words) + text.removed.sum()),
    }
    values = np.repeat(np.array(list(figures.values()), np.float32)[:, None], len(words), axis=1)
    return Block(tuple(f"text_{name}" for name in figures), values)


def _median(values: Floats) -> float:
    """As `np.median`, which looks for missing values first; there are none."""
    ordered = np.sort(values)
    return float((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)


def _or_zero(values: NDArray[Any]) -> NDArray[Any]:
    return np.where(np.isnan(values), 0.0, values)
