"""What the page says of its article elsewhere, and what heads a line's section: features that came last.

A standfirst repeats the page's description; a line between two that JSON-LD's body has is inside the article.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cleaner.judge.html.sharing import Shared, shares
from cleaner.judge.html.vocabulary import Floats
from cleaner.page import Page

ENOUGH = 4
"""Words of a line whose standing in the JSON-LD body is no accident."""


def claims(page: Page, columns: Mapping[str, Floats], wanted: frozenset[str], words: Shared) -> dict[str, Floats]:
    """The features by name, NaN where the page claims nothing; `wanted` are the words of its description."""
    return described(page, wanted, words) | spanned(columns) | headed(columns)


def described(page: Page, wanted: frozenset[str], words: Shared) -> dict[str, Floats]:
    """Share of each line's words that the description has, and of the description's that the line has."""
    size = len(page.lines)
    if len(wanted) < ENOUGH:
        unknown = np.full(size, np.nan, np.float32)
        return {"description_share": unknown, "of_description": unknown}
    some = {index: found for index, found in words.items() if " " in page.lines[index].text}
    own = shares(some, wanted, size)
    return {"description_share": own[0], "of_description": own[1]}


def spanned(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """Before (-1), within (0) or after (1) the lines of the JSON-LD body, and how much good text that has."""
    inside = columns["in_ld_body"]
    place = np.full_like(inside, np.nan)
    hits = np.flatnonzero((inside == 1) & (columns["words"] >= ENOUGH))
    if len(hits):
        place[:] = 0
        place[: hits[0]], place[hits[-1] + 1 :] = -1, 1
    good = columns["good"]
    covered = float(good[inside == 1].sum()) / max(1.0, float(good.sum()))
    return {"ld_place": place, "ld_covers": np.where(np.isnan(inside), np.nan, covered).astype(np.float32)}


def headed(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """What stands for the heading of the line's section: how bad its branch is, how often its style comes."""
    at = (np.arange(len(columns["words"])) - columns["since_heading"]).astype(np.int64)
    names = ("chain_low", "style_lines", "near_up")
    return {f"section_{name}": columns[name][at] for name in names if name in columns}
