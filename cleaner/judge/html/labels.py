"""What a line is: the label of a dropped line by its strongest evidence, with a sentence that says which.

Evidence in this order: the line itself (a copy, a headline), class and id tokens on its branch from the inside out,
tags on its branch, its own text, its share of links, its place relative to the body. The nearest evidence wins: an
avatar's caption inside a comment is first a caption.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from cleaner.article import Label, Line
from cleaner.judge.html.branches import Branches
from cleaner.judge.html.label_words import text_label
from cleaner.judge.html.signs import Found
from cleaner.page import Page

DATED_TITLE = 9
"""Words of a linked line that is more than the date for which its element is named."""
ASKED = 4
"""Spaces in a question, where "Ready?" on a button is none."""
IMPRINT, ADDRESS = 6, 3
"""Words of text at the page's foot that is no entry of a menu, and of an address with its figures."""
SKIP = re.compile(r"\b(skip|jump|zum inhalt|cookies?|back to|privacy|personal information|datenschutz)\b", re.I)
MENU = re.compile(r"menu|nav|dropdown", re.I)
CREDIT = re.compile(r"©|^(foto|photo|bild)\s*:", re.I)
FOOT = re.compile(r"foot|colophon", re.I)
ARCHIVE = re.compile(r"\b(19|20)\d\d\b")
EMBED = re.compile(r"tweet|instagram|tiktok", re.I)
BARS = re.compile(r" [|·•∙/] ")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

GENERAL = frozenset((Label.NAVIGATION, Label.PLAYER, Label.TEASER))
"""What gives way to what the line says of itself, if that is not a link."""
LISTED = frozenset((Label.TEASER, Label.NAVIGATION, Label.RELATED))
MORE_THAN = frozenset((Label.BYLINE, Label.DATELINE, Label.PLAYER))
CREDITED = frozenset((Label.BYLINE, Label.CAPTION))
MAY_BE_HEADLINES = frozenset((Label.TAGS, Label.PLAYER, Label.BYLINE, Label.ADVERT, Label.NAVIGATION, Label.CAPTION))


class Scene:
    """A page with the decision about its lines: what every label is judged against."""

    def __init__(self, page: Page, keep: NDArray[np.bool_], copies: set[int]) -> None:
        self.page, self.keep, self.copies = page, keep, copies
        kept = np.flatnonzero(keep).tolist()
        self.first, self.last = (kept[0], kept[-1]) if kept else (len(keep), -1)
        self.bodies = {page.lines[i].text for i in kept}
        self.title = page.title.lower() if page.title else None
        self.branches = Branches(page.tree, self._outside() if kept else ()) if page.tree is not None else None

    def _outside(self) -> list[int]:
        """The elements that hold the body, and so say nothing of what stands beside it."""
        tree, found = self.page.tree, [0]
        node = tree.node[self.first] if tree is not None else 0
        while tree is not None and node > 0:
            if tree.first[node] <= self.first <= self.last < tree.last[node]:
                found.append(node)
            node = tree.parent[node]
        return found

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
    found = scene.branches.found(index, line.link_density) if scene.branches is not None else None
    if found is None or found[0] in GENERAL:
        found = (by_text(line.text) if found is None or line.link_density < 0.5 else None) or found
    found = fitting(line, found or by_shape(scene, index))
    hidden = "; the page hides it" if line.hidden else ""
    return found[0], f"{found[1]} {scene.place(index)}{hidden}"


def fitting(line: Line, found: Found) -> Found:
    """A label that the line itself bears out: whole headlines are no menu, figures alone are no teaser."""
    what, reason = found
    if what in LISTED and not (line.text[:1].isalpha() or any(map(str.isalpha, line.text))):
        numbered = "pag" in reason or (line.link_density >= 0.5 and ARCHIVE.search(line.text) and len(line.text) < 16)
        return found if numbered else (Label.OTHER, f"a figure or a sign alone, {reason}")
    if line.link_density >= 0.8:
        if is_headline(what, reason, line.text):
            return Label.TEASER, f"reads like a headline, {reason}"
        if what is Label.CAPTION and not CREDIT.search(line.text):
            return Label.NAVIGATION, f"a linked picture's text, {reason}"
    if what is Label.NAVIGATION and line.link_density < 0.2 and FOOT.search(reason) and is_imprint(line):
        return Label.PUBLISHER, f"text and no entry, {reason}"
    if what in MORE_THAN:
        found = more_than(line, found)
        if found[0] is not what:
            return found
    if what in CREDITED and len(line.text.split(None, 5)) <= 5:
        own = by_text(line.text)
        return own if own is not None and own[0] is Label.DATELINE else found
    return found


def is_imprint(line: Line) -> bool:
    """Is a line at the page's foot text, or an address: what the publisher says of itself?"""
    words = line.text.count(" ") + 1
    return line.role != "heading" and words >= (ADDRESS if any(map(str.isdigit, line.text)) else IMPRINT)


def more_than(line: Line, found: Found) -> Found:
    """What a line is that its element is too modest about: an address of figures, a dated title, a question."""
    what, reason = found
    if what is Label.BYLINE and "<address>" in reason and any(map(str.isdigit, line.text)):
        return Label.PUBLISHER, f"an address with figures, {reason}"
    long = len(line.text.split(None, DATED_TITLE)) >= DATED_TITLE
    if what is Label.DATELINE and "inside" in reason and long and line.link_density > 0.2:
        return found if BARS.search(line.text) else (Label.RELATED, f"a title with its date, {reason}")
    if what is Label.PLAYER and "<button>" in reason and line.text.endswith("?"):
        return (Label.OTHER, f"a question that opens its answer, {reason}") if line.text.count(" ") >= ASKED else found
    return found


def is_headline(what: Label, reason: str, text: str) -> bool:
    """Is a linked line a headline, although its element is named after a menu, topics, a player, an author?"""
    if what not in MAY_BE_HEADLINES:
        return False
    words = sum(any(map(str.isalpha, word)) for word in text.split())
    if what is Label.TAGS:
        return words >= 5 and text.count(",") < 2 and ".tag" not in reason
    if what is Label.PLAYER:
        return (text.count(" ") >= 2 or len(CJK.findall(text)) >= 14) and not EMBED.search(reason)
    if what in (Label.BYLINE, Label.ADVERT):
        return words >= 6
    long = words >= 6 or (words >= 2 and len(text) >= 45) or (words <= 2 and len(CJK.findall(text)) >= 14)
    if not long or (what is Label.NAVIGATION and words < entry_length(reason)):
        return False
    return not SKIP.search(text) and len(BARS.findall(text)) < 2


def entry_length(reason: str) -> int:
    """The words from which a linked line is too long for an entry of the menu or the page's foot that holds it."""
    return 12 if MENU.search(reason) else 7 if FOOT.search(reason) else 0


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
        enough = 3 if line.role == "text" and scene.first < index < scene.last else 5
        what = Label.RELATED if words >= enough and index >= scene.first else Label.NAVIGATION
        if line.link_density < 0.8 and words >= 5:
            what = Label.OTHER
        return what, f"{line.link_density:.0%} of it is links,"
    if index > scene.last and words >= (4 if line.role == "heading" else 8) and beside_headline(scene, index):
        return Label.TEASER, "text beside a linked headline,"
    return Label.OTHER, f"{words} word{'s' * (words != 1)} that did not read on from the article,"


def beside_headline(scene: Scene, index: int) -> bool:
    """Does a linked line, long enough for a headline, stand next to a line or next but one?"""
    near = range(max(index - 2, scene.last + 1), min(index + 3, len(scene.page.lines)))
    lines = (scene.page.lines[i] for i in near if i != index)
    return any(line.link_density >= 0.3 and line.text.count(" ") >= 4 for line in lines)


def kept_label(scene: Scene, index: int, chance: float) -> Found:
    """Label and reason of a line that stays."""
    if scene.page.lines[index].role == "heading":
        return Label.HEADING, "a heading inside the article"
    return Label.BODY, f"reads like the article and stands with it (chance {chance:.2f})"
