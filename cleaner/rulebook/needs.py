"""What a page must have for a CSS selector to find anything: classes, ids, and parts of them.

Most rules of a long chain of groups find nothing on a page, and looking for each costs more than a set of the page's
classes. Only what certainly must be there counts: nothing inside `:is()`, `:not()` or `:has()`, and nothing that is
said of a sibling, which may be an element without content that the set does not have.
"""

from __future__ import annotations

import re

import msgspec

ATTRIBUTE = re.compile(
    r"""\[\s*([\w-]+)\s*(?:([*^$~|]?)=\s*(?:"([^"\\]*)"|'([^'\\]*)'|([\w-]+))\s*[is]?\s*)?\]""",
)
SIMPLE = re.compile(r"([.#]?)(-?[A-Za-z_\u00a0-\U0010ffff][\w\u00a0-\U0010ffff-]*|\*)")
PSEUDO = re.compile(r"::?[\w-]+")
STRING = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""", re.DOTALL)
BETWEEN = re.compile(r"\s*([>+~,])\s*|\s+")
MARKS = ("class", "id", "role", "itemprop")
"""Attributes whose values `Tree.marks` has."""


class Need(msgspec.Struct, frozen=True):
    """Words that must all stand in the marks of a page, and parts that must all occur in them, in lower case."""

    words: frozenset[str]
    parts: tuple[str, ...]


def needs(css: str) -> tuple[Need, ...]:
    """What each selector of a list needs; empty where one needs nothing, or says what this does not read."""
    found, words, parts = [], set[str](), list[str]()
    own_words, own_parts = set[str](), list[str]()
    position = 0
    css = css.strip()
    while position < len(css):
        if between := BETWEEN.match(css, position):
            if between[1] not in ("+", "~"):
                words, parts = words | own_words, parts + own_parts
            own_words, own_parts = set(), []
            if between[1] == ",":
                found.append(Need(frozenset(words), tuple(parts)))
                words, parts = set(), []
            position = between.end()
        elif simple := SIMPLE.match(css, position):
            if simple[1]:
                own_words.add(simple[2].lower())
            position = simple.end()
        elif attribute := ATTRIBUTE.match(css, position):
            if attribute[1] in MARKS and attribute[2] is not None:
                own_parts += (attribute[3] or attribute[4] or attribute[5] or "").lower().split()
            position = attribute.end()
        elif pseudo := PSEUDO.match(css, position):
            position = _behind_brackets(css, pseudo.end())
        else:
            return ()
    found.append(Need(frozenset(words | own_words), tuple(parts + own_parts)))
    return tuple(found) if all(one.words or one.parts for one in found) else ()


def _behind_brackets(css: str, position: int) -> int:
    """Where the brackets end that open at a position; the position itself where none do."""
    depth = 0
    while position < len(css):
        if string := STRING.match(css, position):
            position = string.end()
            continue
        depth += (css[position] == "(") - (css[position] == ")")
        if not depth:
            return position + (css[position] == ")")
        position += 1
    return position


class Present:
    """The marks of a page."""

    def __init__(self, marks: list[str] | None) -> None:
        """`marks` are those of its elements, as `Tree.marks` has them; None where they are not known."""
        self._known = marks is not None
        self._text = "\n".join(set(marks or ())).lower()
        self._words = frozenset(self._text.split())

    def has(self, needed: tuple[Need, ...]) -> bool:
        """Whether a selector with these needs may find anything."""
        return not self._known or not needed or any(self._meets(one) for one in needed)

    def _meets(self, need: Need) -> bool:
        return need.words <= self._words and all(part in self._text for part in need.parts)
