"""The tags that features ask for, one bit each, so that all tags above a line are one number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cleaner.judge.html.groups import Ints
from cleaner.judge.html.vocabulary import Floats

TAGS = (
    "nav footer aside header form article main section figure figcaption table ul li blockquote a button p div span "
    "dl td h1 h2 h3 h4 h5 h6 noscript em i strong b label pre time address summary select body option".split()
)
BIT = {tag: 1 << i for i, tag in enumerate(TAGS)} | {"ol": 1 << TAGS.index("ul"), "th": 1 << TAGS.index("td")}
CHAIN = "nav footer aside header form article main section figure figcaption table ul li blockquote a button".split()
OWN = "p div span li td a button blockquote h1 h2 h3 h4 h5 h6 em i strong b label pre time section figcaption".split()
INNER = ("a", "em", "i", "strong", "b", "span")


def flags(prefix: str, tags: Sequence[str], bits: Ints) -> dict[str, Floats]:
    """1 where a line's bits have a tag's, one array a tag."""
    wanted = np.array([BIT[tag] for tag in tags], np.int64)[:, None]
    return dict(zip([f"{prefix}_{tag}" for tag in tags], ((bits & wanted) != 0).astype(np.float32), strict=True))
