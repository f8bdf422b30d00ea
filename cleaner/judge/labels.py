"""What a line is: the label of a dropped line by its strongest evidence, with a sentence that says which.

Evidence in this order: the line itself (a copy, a headline), class and id tokens on its branch from the inside out,
tags on its branch, its own text, its share of links, its place relative to the body. The nearest evidence wins: an
avatar's caption inside a comment is first a caption.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from cleaner.article import Label
from cleaner.judge.label_words import text_label
from cleaner.judge.signs import Found, sign
from cleaner.page import Page

MAX_LEVELS = 12
SKIP = re.compile(r"\b(skip|jump|zum inhalt|cookies?|back to)\b", re.I)
MENU = re.compile(r"menu|nav|dropdown", re.I)
EMBED = re.compile(r"tweet|instagram|tiktok", re.I)
BARS = re.compile(r" [|·•∙/] ")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

WRAPS = {
    label: frozenset((Label.NAVIGATION, Label.COOKIES))
    for label in (Label.TEASER, Label.TAGS, Label.PLAYER, Label.CAPTION)
} | {Label.BYLINE: frozenset((Label.COMMENTS,))}
"""What an element further out turns a label into: cards in the page's menu are navigation."""
GENERAL = frozenset((Label.NAVIGATION, Label.PLAYER, Label.TEASER))
"""What gives way to what the line says of itself, if that is not a link."""


class Scene:
    """A page with the decision about its lines: what every label is judged against."""

    def __init__(self, page: Page, keep: NDArray[np.bool_], copies: set[int]) -> None:
        self.page, self.keep, self.copies = page, keep, copies
        kept = np.flatnonzero(keep).tolist()
        self.first, self.last = (kept[0], kept[-1]) if kept else (len(keep), -1)
        self.bodies = {page.lines[i].text for i in kept}
        self.title = page.title.lower() if page.title else None
        self.outside = self._outside() if kept else frozenset((0,))

    def _outside(self) -> frozenset[int]:
        """The elements that hold the body, and so say nothing of what stands beside it."""
        tree, found = self.page.tree, [0]
        node = tree.node[self.first] if tree is not None else 0
        while tree is not None and node > 0:
            if tree.first[node] <= self.first <= self.last < tree.last[node]:
                found.append(node)
            node = tree.parent[node]
        return frozenset(found)

    def place(self, index: int) -> str:
        """Where a line stands to the body, as the end of a sentence."""
        if self.last < 0:
            return "on a page without article text"
        if index < self.first:
            return "before the first paragraph"
        return "after the last paragraph" if index > self.last else "between the paragraphs"


def label(scene: Scene, index: int) -> Found:
    """The label and the reason of a line that was dropped."""
    line = scene.page.lines[index]
    if index in scene.copies or (line.text in scene.bodies and len(line.text) > 20):
        return Label.DUPLICATE, "the same line stands in the body already"
    if scene.title is not None and line.text.lower() == scene.title and index != scene.page.title_line:
        return Label.DUPLICATE, "repeats the headline"
    found = by_branch(scene, index)
    if found is None or found[0] in GENERAL:
        found = (by_text(line.text) if found is None or line.link_density < 0.5 else None) or found
    found = fitting(scene, index, found or by_shape(scene, index))
    hidden = "; the page hides it" if line.hidden else ""
    return found[0], f"{found[1]} {scene.place(index)}{hidden}"


def by_branch(scene: Scene, index: int) -> Found | None:
    """The nearest element whose class, id or tag says what its text is; a menu or footer around a list goes first."""
    tree = scene.page.tree
    if tree is None:
        return None
    links = scene.page.lines[index].link_density
    found: Found | None = None
    node = tree.node[index]
    for depth in range(MAX_LEVELS):
        if node in scene.outside:
            break
        here, by_tag = sign(tree.tag[node], tree.marks[node])
        if here is None or (depth > 3 and here[0] in (Label.CAPTION, Label.DATELINE)):
            here = by_tag if not (links and tree.tag[node] == "button") else None
        elif links >= 0.5:
            here = here[0], f"{links:.0%} of it is links, {here[1]}"
        if here is not None and (found is None or here[0] in WRAPS.get(found[0], ())):
            found = here
        if found is not None and found[0] not in WRAPS:
            break
        node = tree.parent[node]
    return found


def fitting(scene: Scene, index: int, found: Found) -> Found:
    """A label that the line itself bears out: whole headlines are no menu, figures alone are no teaser."""
    line = scene.page.lines[index]
    what, reason = found
    words, linked = len(line.text.split()), line.link_density >= 0.8
    if what in (Label.TEASER, Label.NAVIGATION, Label.RELATED) and not any(map(str.isalpha, line.text)):
        return found if "pag" in reason else (Label.OTHER, f"a figure or a sign alone, {reason}")
    if linked and is_headline(what, reason, line.text, words):
        return Label.TEASER, f"reads like a headline, {reason}"
    if what is Label.CAPTION and linked:
        return Label.NAVIGATION, f"a linked picture's text, {reason}"
    if what in (Label.BYLINE, Label.CAPTION) and words <= 5:
        own = by_text(line.text)
        return own if own is not None and own[0] is Label.DATELINE else found
    return found


def is_headline(what: Label, reason: str, text: str, words: int) -> bool:
    """Is a linked line a headline, although its element is named after a menu, topics, a player, an author?"""
    if what is Label.TAGS:
        return words >= 5 and text.count(",") < 2 and ".tag" not in reason
    if what is Label.PLAYER:
        return (words >= 3 or len(CJK.findall(text)) >= 14) and not EMBED.search(reason)
    if what in (Label.BYLINE, Label.ADVERT):
        return words >= 6
    if what not in (Label.NAVIGATION, Label.CAPTION):
        return False
    long = words >= 6 or (words >= 2 and len(text) >= 45) or (words <= 2 and len(CJK.findall(text)) >= 14)
    if not long or (what is Label.NAVIGATION and words < 10 and MENU.search(reason)):
        return False
    return not SKIP.search(text) and len(BARS.findall(text)) < 2


def by_text(text: str) -> Found | None:
    """What a short line says of itself."""
    if len(text) > 200:
        return None
    found = text_label(text)
    return (found[0], found[1] + ",") if found else None


def by_shape(scene: Scene, index: int) -> Found:
    """What is left: lists of links, summaries of other articles, the rest."""
    line = scene.page.lines[index]
    words = len(line.text.split())
    if line.link_density >= 0.5:
        what = Label.RELATED if words >= 5 and index >= scene.first else Label.NAVIGATION
        if line.link_density < 0.8 and words >= 5:
            what = Label.OTHER
        return what, f"{line.link_density:.0%} of it is links,"
    if line.role == "heading" and words >= 4 and index > scene.last:
        return Label.TEASER, "a headline"
    if words >= 8 and index > scene.last:
        return Label.TEASER, "text of another block"
    return Label.OTHER, f"{words} word{'s' * (words != 1)} that did not read on from the article,"


def kept_label(scene: Scene, index: int, chance: float) -> Found:
    """Label and reason of a line that stays."""
    if scene.page.lines[index].role == "heading":
        return Label.HEADING, "a heading inside the article"
    return Label.BODY, f"reads like the article and stands with it (chance {chance:.2f})"
