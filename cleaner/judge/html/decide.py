"""From chances to lines that stay: what a line needs depends on what stays around it.

The trees judge line by line. Headings and list items share a page's fate: one whose chance is middling stays if the
text under it, or most of its list, stays; who is quoted stays with the quotation; a heading with nothing under it heads
what was dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from cleaner.article import Label, Line
from cleaner.judge.html.label_words import text_label
from cleaner.judge.promise import cutoff, sizes
from cleaner.page import Page
from cleaner.shape import words
from cleaner.tree import around

Flags = NDArray[np.bool_]
Chances = NDArray[np.float64]

SEVERITY, BELOW = 1.4, 0.14
"""How much doubt counts in the threshold of a page, and how far that may lie below the model's."""
FAINT = 0.05
"""The chance below which a line counts for nothing in that."""
CORE = 0.2
"""The share of the words that would stay by a lower threshold that must stay by the model's too."""
FEW, BRIEF = 3, 60
"""Hidden lines in a row, and their words, under which they are no part of an article that is shown."""
COPY = 60
"""Characters from which a line that was already kept is a copy, and not a refrain."""
HEADING = 0.22
"""What a heading between lines that stay may lack to the threshold."""
SHORT, SHORT_WORDS = 0.06, 8
"""What a line of fewer words, neither heading nor in a list, a quote or a table, needs on top of it."""
ITEM, ITEMS, MOST = 0.3, 3, 0.6
"""The chance from which an item stays with its list, if that has so many items and this share of them stays."""
LISTS = frozenset(("ul", "ol", "dl"))
NAMED, NAMED_WORDS = 0.1, 20
"""The chance from which a line of so few words that says who is quoted stays with the quotation."""
ATTRIBUTION = frozenset(("footer", "cite"))
QUOTATION = frozenset(("blockquote", "article", "section", "aside", "nav"))
"""What a `footer` may be of: HTML has it name who is quoted where that is a quotation."""
ELSEWHERE = frozenset((Label.RELATED, Label.COMMENTS, Label.SHARE, Label.SUBSCRIBE))
"""What a line may not say of itself if it is to stay for what stands beside or under it."""


def decide(page: Page, chances: Chances, threshold: float) -> tuple[Flags, set[int]]:
    """Which lines are body, and which lines would be but are copies of one above (desktop and mobile, say).

    The line that shows the title is not body, nor is a heading of a section of which nothing stays.
    """
    lines = page.lines
    enough = least(page, chances, threshold)
    keep = chances >= enough
    roles = np.array([line.role for line in lines])
    keep &= ~short(lines, keep & (roles == "text") & (chances < enough + SHORT))
    whole_lists(page, np.flatnonzero(roles == "item"), chances, keep)
    attributions(page, np.flatnonzero((roles == "quote") & ~keep & (chances >= NAMED)).tolist(), keep)
    headings = np.flatnonzero(roles == "heading").tolist()
    if headings:
        above_text(lines, headings, chances, keep, threshold - HEADING)
    if page.title_line is not None:
        keep[page.title_line] = False
    without_hidden(lines, keep)
    if headings:
        without_section(lines, keep)
    return keep, drop_copies(lines, keep)


def least(page: Page, chances: Chances, threshold: float) -> float:
    """The chance from which lines of this page stay: the model's threshold, or less where much is in doubt.

    Not less on a page of which next to nothing is likely: it has no article.
    """
    likely = np.flatnonzero(chances >= FAINT)
    likely = likely[likely != page.title_line]
    chances = chances[likely]
    if not ((chances >= threshold - BELOW) & (chances < threshold)).any():
        return threshold
    costs = sizes([page.lines[index].text for index in likely.tolist()])
    found = min(max(cutoff(chances, costs, SEVERITY), threshold - BELOW), threshold)
    sure = costs[chances >= threshold].sum()
    return found if sure and sure >= CORE * costs[chances >= found].sum() else threshold


def without_hidden(lines: Sequence[Line], keep: Flags) -> None:
    """Drop a hidden line or two where the article is shown: tooltips, notices; not its hidden sections."""
    kept = np.flatnonzero(keep).tolist()
    hidden = [index for index in kept if lines[index].hidden]
    if not hidden:
        return
    costs = dict(zip(kept, sizes([lines[index].text for index in kept]).tolist(), strict=True))
    if 2 * sum(costs[index] for index in hidden) >= sum(costs.values()):
        return
    for _, group in groupby(enumerate(hidden), lambda each: each[1] - each[0]):
        row = [index for _, index in group]
        if len(row) < FEW and sum(costs[index] for index in row) < BRIEF:
            keep[row] = False


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


def attributions(page: Page, asked: Sequence[int], keep: Flags) -> None:
    """Keep who is quoted where what is quoted stays; `asked` are lines in quotations that go so far."""
    tree = page.tree
    if tree is None:
        return
    for index in asked:
        by = around(tree, tree.node[index], ATTRIBUTION)
        quotation = around(tree, by, QUOTATION)
        if by and tree.tag[quotation] == "blockquote" and names(page.lines[index], tree.tag[by]):
            inside = range(tree.first[quotation], tree.last[quotation])
            quoted = [other for other in inside if not around(tree, tree.node[other], ATTRIBUTION)]
            keep[index] = bool(quoted) and keep[quoted].mean() >= MOST


def names(line: Line, tag: str) -> bool:
    """Whether a line may say who is quoted: it is short and no button. Links in a footer are; a source has one too."""
    said = text_label(line.text)
    linked = tag == "footer" and line.link_density > 0.5
    return words(line.text) <= NAMED_WORDS and not linked and not (said and said[0] in ELSEWHERE)


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
