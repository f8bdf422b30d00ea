"""What a line is: the label of a dropped line by its strongest evidence, with a sentence that says which.

Evidence in this order: the line itself (a copy, a headline), class and id tokens on its branch from the inside out,
tags on its branch, its own text, its share of links, its place relative to the body. The nearest evidence wins: an
avatar's caption inside a comment is first a caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cleaner.article import Label
from cleaner.judge.label_words import TAGS, TEXTS, TOKEN_LABELS
from cleaner.judge.vocabulary import PIECE
from cleaner.page import Page

MAX_LEVELS = 12
NOT_WORD = re.compile(r"[^A-Za-z0-9]+")
SKIP = re.compile(r"\b(skip|jump|zum inhalt|cookies?|back to)\b", re.I)
MENU = re.compile(r"menu|nav|dropdown", re.I)
PARTS = re.compile(r"entry|article|post|card|comment|teaser|story", re.I)
EMBED = re.compile(r"tweet|instagram|tiktok", re.I)
BARS = re.compile(r" [|·•∙/] ")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
EDGES = frozenset(("header", "footer"))
WHOLE = frozenset("site page global main top app section sticky desktop mobile primary super mega".split())
"""Before "header" or "footer", the words that make it the page's own."""
Found = tuple[Label, str]

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
        kept = np.flatnonzero(keep)
        self.first, self.last = (int(kept[0]), int(kept[-1])) if len(kept) else (len(keep), -1)
        self.bodies = {page.lines[i].text for i in kept.tolist()}

    def place(self, index: int) -> str:
        """Where a line stands to the body, as the end of a sentence."""
        if self.last < 0:
            return "on a page without article text"
        if index < self.first:
            return "before the first paragraph"
        return "after the last paragraph" if index > self.last else "between the paragraphs"

    def branch(self, index: int) -> Iterator[tuple[str, str]]:
        """Tag and marks of the elements around a line, from the inside out, up to what also holds the
        body."""
        tree = self.page.tree
        if tree is None:
            return
        node = tree.node[index]
        for _ in range(MAX_LEVELS):
            if node <= 0 or (tree.first[node] <= self.first <= self.last < tree.last[node]):
                return
            yield tree.tag[node], tree.marks[node]
            node = tree.parent[node]


@lru_cache(maxsize=20_000)
def token_label(marks: str) -> tuple[Label, str] | None:
    """The label that an element's class or id stands for, and the token that says so; whole tokens, then words."""
    tokens = marks.split()
    found = [(TOKEN_LABELS[token.lower()], token) for token in tokens if token.lower() in TOKEN_LABELS]
    if not found:
        for token in tokens:
            pieces = pieces_of(token)
            hits = [w for i, w in enumerate(pieces) if w in TOKEN_LABELS and not (w in EDGES and beside(pieces, i))]
            found += [
                (TOKEN_LABELS[w], token) for w in sorted(hits, key=lambda word: (-len(word), word)) if w != "language"
            ]
    return min(found, key=lambda one: (one[0] is not Label.COMMENTS, one[0] is Label.NAVIGATION), default=None)


def pieces_of(token: str) -> list[str]:
    """A token's words; a piece with digits inside is a generated name, and says nothing ("ad23cba")."""
    found = []
    for part in NOT_WORD.split(token):
        bare = part.rstrip("0123456789")
        if bare and (bare == part or len(bare) >= 4) and bare.isalpha():
            found += [piece.lower() for piece in PIECE.findall(bare)] or [bare.lower()]
    return found


def beside(pieces: list[str], index: int) -> bool:
    """Is a "header" or "footer" that of a box ("sidebar-header"), and not that of the page?"""
    return index > 0 and pieces[index - 1] not in WHOLE and len(pieces[index - 1]) > 2


def label(scene: Scene, index: int) -> Found:
    """The label and the reason of a line that was dropped."""
    line = scene.page.lines[index]
    if index in scene.copies or (line.text in scene.bodies and len(line.text) > 20):
        return Label.DUPLICATE, "the same line stands in the body already"
    if is_title(scene.page, index):
        return Label.DUPLICATE, "repeats the headline"
    found = by_branch(scene, index)
    if found is None or found[0] in GENERAL:
        found = (by_text(line.text) if found is None or line.link_density < 0.5 else None) or found
    found = fitting(scene, index, found or by_shape(scene, index))
    hidden = "; the page hides it" if line.hidden else ""
    return found[0], f"{found[1]} {scene.place(index)}{hidden}"


def by_branch(scene: Scene, index: int) -> Found | None:
    """The nearest element whose class, id or tag says what its text is; a menu or footer around a list goes first."""
    line = scene.page.lines[index]
    found: Found | None = None
    for depth, (tag, marks) in enumerate(scene.branch(index)):
        named = token_label(marks) if marks else None
        if named is not None and not (depth > 3 and named[0] in (Label.CAPTION, Label.DATELINE)):
            links = f"{line.link_density:.0%} of it is links, " if line.link_density >= 0.5 else ""
            here: Found = named[0], f"{links}inside {tag}.{named[1][:40]}"
        elif tag in TAGS and not (tag == "button" and line.link_density) and not own_edge(tag, marks):
            here = TAGS[tag], f"inside <{tag}>"
        else:
            continue
        if found is None or here[0] in WRAPS.get(found[0], ()):
            found = here
        if found[0] not in WRAPS:
            break
    return found


def own_edge(tag: str, marks: str) -> bool:
    """Is this the head or foot of an article or a card, and not of the page?"""
    return tag in EDGES and PARTS.search(marks) is not None


def fitting(scene: Scene, index: int, found: Found) -> Found:
    """A label that the line itself bears out: whole headlines are no menu, figures alone are no teaser."""
    line = scene.page.lines[index]
    what, reason = found
    words, linked = len(line.text.split()), line.link_density >= 0.8
    if not any(c.isalpha() for c in line.text) and what in (Label.TEASER, Label.NAVIGATION, Label.RELATED):
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
    if what not in (Label.NAVIGATION, Label.CAPTION) or SKIP.search(text) or len(BARS.findall(text)) > 1:
        return False
    if what is Label.NAVIGATION and MENU.search(reason) and words < 10:
        return False
    return words >= 6 or (words >= 2 and len(text) >= 45) or (words <= 2 and len(CJK.findall(text)) >= 14)


def by_text(text: str) -> Found | None:
    """What a short line says of itself."""
    if len(text) > 200:
        return None
    for pattern, what, reason in TEXTS:
        if pattern.search(text):
            return what, reason + ","
    return None


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


def is_title(page: Page, index: int) -> bool:
    """Does a line repeat the headline?"""
    return (
        bool(page.title) and index != page.title_line and page.lines[index].text.lower() == (page.title or "").lower()
    )


def kept_label(scene: Scene, index: int, chance: float) -> Found:
    """Label and reason of a line that stays."""
    if scene.page.lines[index].role == "heading":
        return Label.HEADING, "a heading inside the article"
    return Label.BODY, f"reads like the article and stands with it (chance {chance:.2f})"
