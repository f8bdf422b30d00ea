"""From chances to lines that stay: what a line needs depends on what stays around it.

The trees judge line by line. Headings and list items share a page's fate: one whose chance is middling stays if the
text under it, or most of its list, stays; a heading with nothing under it heads what was dropped.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.article import Label, Line
from cleaner.judge.html.label_words import text_label
from cleaner.page import Page
from cleaner.shape import words
from cleaner.tree import around

Flags = NDArray[np.bool_]
Chances = NDArray[np.float64]

COPY = 60
"""Characters from which a line that was already kept is a copy, and not a refrain."""
HEADING = 0.22
"""What a heading between lines that stay may lack to the threshold."""
SHORT, SHORT_WORDS = 0.06, 8
"""What a line of fewer words, neither heading nor in a list, a quote or a table, needs on top of it."""
ITEM, ITEMS, MOST = 0.3, 3, 0.6
"""The chance from which an item stays with its list, if that has so many items and this share of them stays."""
LISTS = frozenset(("ul", "ol", "dl"))
ELSEWHERE = frozenset((Label.RELATED, Label.COMMENTS, Label.SHARE, Label.SUBSCRIBE))
"""What a heading may not say of itself if it is to stay for what is under it."""


def decide(page: Page, chances: Chances, threshold: float) -> tuple[Flags, set[int]]:
    """Which lines are body, and which lines would be but are copies of one above (desktop and mobile, say).

    The line that shows the title is not body, nor is a heading of a section of which nothing stays.
    """
    lines = page.lines
    keep = chances >= threshold
    roles = np.array([line.role for line in lines])
    keep &= ~short(lines, keep & (roles == "text") & (chances < threshold + SHORT))
    whole_lists(page, np.flatnonzero(roles == "item"), chances, keep)
    headings = np.flatnonzero(roles == "heading").tolist()
    if headings:
        above_text(lines, headings, chances, keep, threshold - HEADING)
    if page.title_line is not None:
        keep[page.title_line] = False
    if headings:
        without_section(lines, keep)
    return keep, drop_copies(lines, keep)


def short(lines: Sequence[Line], asked: Flags) -> Flags:
    """Which of the lines that are asked about have few words."""
    found = np.zeros(len(lines), bool)
    for index in np.flatnonzero(asked).tolist():
        found[index] = words(lines[index].text) < SHORT_WORDS
    return found


def whole_lists(page: Page, items: NDArray[np.int64], chances: Chances, keep: Flags) -> None:
    """Keep what a list lacks of which most items stay; `items` are the lines that stand in one."""
    tree = page.tree
    if tree is None or not keep[items].any():
        return
    for node in {around(tree, tree.block[index], LISTS) for index in items[keep[items]].tolist()} - {0}:
        start, end = items.searchsorted((tree.first[node], tree.last[node]))
        inside = [index for index in items[start:end].tolist() if around(tree, tree.block[index], LISTS) == node]
        if len(inside) >= ITEMS and keep[inside].mean() >= MOST:
            keep[inside] |= chances[inside] >= ITEM


def above_text(lines: Sequence[Line], headings: Sequence[int], chances: Chances, keep: Flags, enough: float) -> None:
    """Keep headings with enough of a chance whose next line of text stays, below the first line that does."""
    heading = np.zeros(len(keep), bool)
    heading[headings] = True
    stays, text = np.flatnonzero(keep & ~heading), np.flatnonzero(~heading)
    for index in headings:
        if keep[index] or chances[index] < enough or not len(stays) or index < stays[0]:
            continue
        after = text.searchsorted(index)
        said = text_label(lines[index].text)
        keep[index] = after < len(text) and keep[text[after]] and not (said and said[0] in ELSEWHERE)


def without_section(lines: Sequence[Line], keep: Flags) -> None:
    """Drop headings of sections of which nothing stays: at the end, or before a heading of no lower rank."""
    below: int | None = None
    for index in np.flatnonzero(keep)[::-1].tolist():
        if lines[index].role == "heading" and heads_nothing(lines, index, below):
            keep[index] = False
        else:
            below = index


def heads_nothing(lines: Sequence[Line], index: int, below: int | None) -> bool:
    """Whether a heading's section is empty, when `below` is the next line that stays; it was if nothing stood there."""
    if below is None:
        return True
    return lines[below].role == "heading" and below > index + 1 and lines[below].level <= lines[index].level


def drop_copies(lines: Sequence[Line], keep: Flags) -> set[int]:
    """Drop lines that stand above already; their indexes."""
    seen: set[str] = set()
    copies: set[int] = set()
    for index in np.flatnonzero(keep).tolist():
        text = lines[index].text
        if len(text) < COPY:
            continue
        if text in seen:
            copies.add(index)
            keep[index] = False
        seen.add(text)
    return copies
