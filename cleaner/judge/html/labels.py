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
from cleaner.judge.html.fitting import CJK, GENERAL, by_text, fitting, only_laid_out
from cleaner.judge.html.signs import Found
from cleaner.page import Page

BODY, DATELINE, DUPLICATE, HEADING, NAVIGATION, OTHER, PAYWALL, PLAYER, RELATED, SUBSCRIBE, TEASER = map(
    Label, "body dateline duplicate heading navigation other paywall player related subscribe teaser".split()
)
"""A member asked of its enum costs ten times as much as a name."""
PASSWORD = re.compile(r"password|passwort|kennwort|mot de passe|contraseña|senha|wachtwoord|passord|lösenord", re.I)
FIELD = 40
"""Characters of the name of a form's field, or less."""


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
        return DUPLICATE, "the same line stands in the body already"
    found = scene.branches.found(index, line.link_density) if scene.branches is not None else None
    again = scene.title is not None and line.text.lower() == scene.title and index != scene.page.title_line
    if again and not is_entry(line, found):
        return DUPLICATE, "repeats the headline"
    if found is None or (found[0] in GENERAL and line.link_density < 0.5):
        found = by_itself(line, found) or found
        if found is not None and found[0] is SUBSCRIBE and beside_password(scene, index):
            found = PAYWALL, "asks for an address beside a password,"
    if found is None or only_laid_out(line, found):
        found = by_shape(scene, index)
    found = fitting(line, found)
    hidden = "; the page hides it" if line.hidden else ""
    return found[0], f"{found[1]} {scene.place(index)}{hidden}"


def is_entry(line: Line, found: Found | None) -> bool:
    """Is this a link of a menu, which leads to the page itself?"""
    return found is not None and found[0] is NAVIGATION and line.link_density >= 0.8 and line.role != "heading"


def beside_password(scene: Scene, index: int) -> bool:
    """Does a field for a password stand next to a line or next but one: is it a form to log in?"""
    near = scene.page.lines[max(index - 2, 0) : index + 3]
    return any(len(line.text) < FIELD and PASSWORD.search(line.text) for line in near)


def by_itself(line: Line, found: Found | None) -> Found | None:
    """What a line says of itself; a headline with a date is none, nor is a player's time."""
    own = by_text(line.text)
    no_date = line.role == "heading" or (found is not None and found[0] is PLAYER)
    return None if own is not None and own[0] is DATELINE and no_date else own


def by_shape(scene: Scene, index: int) -> Found:
    """What is left: lists of links, summaries of other articles, the rest."""
    line = scene.page.lines[index]
    words = len(line.text.split())
    if line.link_density >= 0.5:
        alone = line.role == "text" and index < scene.last and scene.keep[index - 1 : index + 2].any()
        long = words >= (3 if alone or line.role == "heading" else 5) or len(CJK.findall(line.text)) >= 10
        what = RELATED if long and index >= scene.first else NAVIGATION
        if line.link_density < 0.8 and words >= 5:
            what = OTHER
        return what, f"{line.link_density:.0%} of it is links,"
    enough = 4 if line.role == "heading" else 8
    if words >= enough and not line.hidden and beside_headline(scene, index):
        return TEASER, "text beside a linked headline,"
    return OTHER, f"{words} word{'s' * (words != 1)} that did not read on from the article,"


def beside_headline(scene: Scene, index: int) -> bool:
    """Does a linked line, long enough for a headline, stand below the body next to a line or next but one?"""
    if index <= scene.last:
        return False
    near = range(max(index - 2, scene.last + 1), min(index + 3, len(scene.page.lines)))
    lines = (scene.page.lines[i] for i in near if i != index)
    return any(line.link_density >= 0.3 and line.text.count(" ") >= 4 for line in lines)


def kept_label(scene: Scene, index: int, chance: float) -> Found:
    """Label and reason of a line that stays."""
    if scene.page.lines[index].role == "heading":
        return HEADING, "a heading inside the article"
    return BODY, f"reads like the article and stands with it (chance {chance:.2f})"
