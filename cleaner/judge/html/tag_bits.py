"""The tags that features ask for, one bit each, so that all tags above a line are one number."""

from __future__ import annotations

import numpy as np

from cleaner.judge.html.groups import Ints
from cleaner.judge.html.unused import UNUSED
from cleaner.judge.html.vocabulary import Floats

TAGS = (
    "nav footer aside header form article main section figure figcaption table ul li blockquote a button p div span "
    "dl td h1 h2 h3 h4 h5 h6 noscript em i strong b label pre time address summary select body option".split()
)
BIT = {tag: 1 << i for i, tag in enumerate(TAGS)} | {"ol": 1 << TAGS.index("ul"), "th": 1 << TAGS.index("td")}
Asked = tuple[tuple[str, ...], Ints]
"""Names of features, and for each the bit that it asks for, in a column."""


def asked(prefix: str, tags: str) -> Asked:
    """What is asked about some tags, but for the features that nobody uses."""
    used = [tag for tag in tags.split() if f"{prefix}_{tag}" not in UNUSED]
    return tuple(f"{prefix}_{tag}" for tag in used), np.array([BIT[tag] for tag in used], np.int64)[:, None]


CHAIN = asked(
    "in", "nav footer aside header form article main section figure figcaption table ul li blockquote a button"
)
OWN = asked(
    "is", "p div span li td a button blockquote h1 h2 h3 h4 h5 h6 em i strong b label pre time section figcaption"
)
INNER = asked("inner", "a em i strong b span")


def flags(features: Asked, bits: Ints) -> dict[str, Floats]:
    """1 where a line's bits have a tag's, one array a feature."""
    names, wanted = features
    return dict(zip(names, ((bits & wanted) != 0).astype(np.float32), strict=True))
