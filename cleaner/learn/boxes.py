"""Kinds of elements of a site's pages, and how much of what they hold reads like the article.

On one page the line model may be at a loss; where the same kind of element held the article on the site's other pages,
and nothing else, it holds it here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from cleaner.learn.counts import Box, Site
from cleaner.page import Page
from cleaner.rulebook.schema import Selector
from cleaner.shape import plain, words
from cleaner.tree import Tree

STEPS = 3  # elements that tell a kind: the line's block and those around it
SURE = 0.9  # of the words in such elements, by the line model's chances, are the article's
ENOUGH = 50  # words of a kind that say anything
CLASS = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z_](?!.*\d{2})[\w-]*", re.ASCII)  # no generated ones, and none that CSS would have escaped
PART = re.compile(r"[^.]+")


def boxes_of(page: Page) -> dict[str, Box]:
    """What an HTML page shows of each kind of element, by its selector; nothing of a text."""
    if page.tree is None or not page.lines:
        return {}
    from cleaner.judge.html.model import default_model  # numpy and the weights: text needs neither

    classes = frozenset(token for found in CLASS.findall(page.html) for token in "".join(found).split())
    found: dict[str, Box] = {}
    selectors: dict[int, str] = {}
    chances = default_model().chances(page).tolist()
    for index, line in enumerate(page.lines):
        block = page.tree.block[index]
        if block not in selectors:
            selectors[block] = _selector(page.tree, block, classes)
        before = found.get(selectors[block], Box())
        size = words(plain(line.text))
        found[selectors[block]] = Box(words=before.words + size, sure=before.sure + round(1000 * size * chances[index]))
    return {selector: box for selector, box in found.items() if "." in selector}


def prose(boxes: Mapping[str, Box], site: Site, least: int) -> Iterator[Selector]:
    """The kinds of elements that hold the article's paragraphs and nothing else, as selectors with their evidence."""
    for selector in sorted(boxes, key=lambda one: (-boxes[one].words, one)):
        if boxes[selector].documents < least:
            continue
        matched = [box for other, box in boxes.items() if _matches(selector, other)]
        size, sure = sum(box.words for box in matched), sum(box.sure for box in matched) / 1000
        if size >= ENOUGH and sure >= SURE * size:
            seen = (
                f"{boxes[selector].documents} of {site.documents} documents, {sure / size:.0%} of it like the article"
            )
            yield Selector(css=selector, seen=seen)


def element(selector: str, content: str) -> str:
    """Markup that a selector of ours selects, around some content."""
    for step in reversed(selector.split(" > ")):
        tag, *classes = step.split(".")
        named = f' class="{" ".join(classes)}"' if classes else ""
        content = f"<{tag}{named}>{content}</{tag}>"
    return content


def _selector(tree: Tree, node: int, classes: frozenset[str]) -> str:
    """A line's block and what is around it by tag and class, the outermost first."""
    steps: list[str] = []
    while node > 0 and len(steps) < STEPS:
        known = {token for token in tree.marks[node].split() if token in classes and NAME.fullmatch(token)}
        steps.append(".".join((tree.tag[node], *sorted(known))))
        node = tree.parent[node]
    return " > ".join(reversed(steps))


def _matches(selector: str, other: str) -> bool:
    """Whether what the other selector selects is selected by this one too."""
    pairs = zip_longest(reversed(selector.split(" > ")), reversed(other.split(" > ")))
    for wide, narrow in pairs:
        if wide is None:
            return True
        if narrow is None:
            return False
        (tag, *needs), (same, *has) = PART.findall(wide), PART.findall(narrow)
        if tag != same or not set(needs) <= set(has):
            return False
    return True
