"""What an element's tag, class and id say of the text inside: a label, told by whole tokens, then by their words."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.article import Label
from cleaner.judge.html.label_words import TAGS, TOKEN_LABELS
from cleaner.judge.html.vocabulary import pieces

NOT_WORD = re.compile(r"[^A-Za-z0-9]+")
DIGIT = re.compile(r"[0-9]")
PARTS = re.compile(r"entry|article|post|card|comment|teaser|story", re.I)
POST = re.compile(r"\b(post-\d+|hentry|type-post)\b")
FILED = re.compile(r"(tag|category)-")
"""What an article or its card is filed under, as WordPress writes it among the card's classes: no list of topics."""
EDGES = frozenset(("header", "footer"))
WHOLE = frozenset("site page global main top app section sticky desktop mobile primary super mega seo".split())
"""Before "header" or "footer", the words that make it the page's own."""
PICTURES = frozenset(("image", "photo", "picture"))
LAID_OUT = frozenset("bg background first has no with without".split())
"""Before a word for a picture, what says how a box is laid out: its text is not the picture's."""
RESULTS = frozenset(("page", "result", "results"))
"""After "search": what was found, and no form to search with."""
CARD_PARTS = frozenset((Label.BYLINE, Label.DATELINE))
"""What a name's last word says before all others: "related_author" is an author."""
RANKS = {Label.COMMENTS: 0, Label.AUTHOR_BIO: 1, Label.COPYRIGHT: 3, Label.PUBLISHER: 3, Label.NAVIGATION: 4}
"""What goes first where one element stands for several labels; those in between are equal (2)."""
TOLD = frozenset(TOKEN_LABELS)
Found = tuple[Label, str]


@lru_cache(maxsize=20_000)
def sign(tag: str, marks: str) -> tuple[Found | None, Found | None]:
    """What an element's class or id says, and what its tag says, each with the end of a sentence that tells so."""
    named = token_label(marks) if marks else None
    by_name = (named[0], f"inside {tag}.{named[1][:40]}") if named is not None else None
    by_tag = (TAGS[tag], f"inside <{tag}>") if tag in TAGS and not own_edge(tag, marks) else None
    return by_name, by_tag


def own_edge(tag: str, marks: str) -> bool:
    """Is this the head or foot of an article or a card, and not of the page?"""
    return tag in EDGES and PARTS.search(marks) is not None


def token_label(marks: str) -> Found | None:
    """The label that an element's class or id stands for, and the token that says so; whole tokens, then words."""
    tokens = marks.split()
    found: list[Found] = []
    if not TOLD.isdisjoint(marks.lower().split()):
        found = [(TOKEN_LABELS[lower], token) for token in tokens if (lower := token.lower()) in TOKEN_LABELS]
    elif not TOLD.isdisjoint(pieces(marks)):
        for token in tokens:
            if (said := labels_in(token)) and not (FILED.match(token) and POST.search(marks)):
                found += said
        if len(found) > 1 and {Label.COPYRIGHT, Label.PLAYER} <= {label for label, _ in found}:
            return Label.CAPTION, found[0][1]  # "gallery-copyright"
    return min(found, key=_rank) if found else None


def _rank(found: Found) -> int:
    return RANKS.get(found[0], 2)


@lru_cache(maxsize=50_000)
def labels_in(token: str) -> tuple[Found, ...]:
    """The labels that a token's words stand for, of the longest word first."""
    words = pieces(token)
    if TOLD.isdisjoint(words):
        return ()
    if DIGIT.search(token):
        words = words_of(token)
    hits = [w for i, w in enumerate(words) if w in TOLD and not means_else(words, i)]
    if len(hits) > 1:
        part = words[-1] if TOKEN_LABELS.get(words[-1]) in CARD_PARTS else None
        hits.sort(key=lambda word: (word != part, -len(word), word))
    return tuple([(TOKEN_LABELS[w], token) for w in hits if w != "language"])


def words_of(token: str) -> list[str]:
    """A token's words; a piece with digits inside is a generated name, and says nothing ("ad23cba")."""
    found = []
    for part in NOT_WORD.split(token):
        bare = part.rstrip("0123456789")
        if bare.isalpha() and (bare == part or len(bare) >= 4):
            found += pieces(bare)
    return found


def means_else(words: list[str], index: int) -> bool:
    """Does a word mean something else by its neighbour: the header of a box, a background's image, search results?"""
    word, before = words[index], words[index - 1] if index else ""
    if word in EDGES:
        return index > 0 and before not in WHOLE and len(before) > 2
    if word in PICTURES:
        return before in LAID_OUT
    return word == "search" and not RESULTS.isdisjoint(words[index + 1 : index + 2])
