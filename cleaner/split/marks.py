"""What the walk asks of single elements: what names them, whether a browser shows them, whether they stand aside."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from cleaner.split.tags import ASIDE, MEANING, NO_DISPLAY, PATH_PARTS, Meaning

MARKS = ("id", "role", "itemprop")
TELLING = frozenset((*MARKS, "hidden", "aria-hidden", "style", "open", "shadowrootmode", "lang", "xml:lang"))
"""Attributes that are read, beside `class`."""
SHOWN = {"dialog": "open", "template": "shadowrootmode"}
"""Elements that a browser hides, and the attribute with which it shows them."""

NUMBERED = 1_000
"""Lexbor's numbers of the tags that it knows are less; those of others, which pages make up, hold for one page."""
BY_NUMBER: dict[int, Meaning] = {}


def meaning_of(node: LexborNode) -> Meaning:
    """What a node means, by its tag; noted by its tag's number, which is quicker to ask for."""
    found = MEANING[node.tag or ""]
    if node.tag_id < NUMBERED:
        BY_NUMBER[node.tag_id] = found
    return found


class Kinds(dict[tuple[str, str], tuple[int, bool]]):
    """For each tag with its marks a number, counted up, and whether such an element's text stands aside.

    Aside is what is there for screen readers or appears under the pointer.
    """

    def __missing__(self, element: tuple[str, str]) -> tuple[int, bool]:
        self[element] = found = len(self), not ASIDE.isdisjoint(element[1].split())
        return found


class Trails(dict[tuple[str, str], str]):
    """The path of a block by the path of the one around it and its own tag, which stands last."""

    def __missing__(self, inner: tuple[str, str]) -> str:
        path, tag = inner
        self[inner] = found = "/".join([*path.split("/")[1 - PATH_PARTS :], tag]) if path else tag
        return found


def marks_of(attributes: dict[str, str | None]) -> str:
    """An element's class and what else names it."""
    marks = attributes.get("class") or ""
    for name in MARKS:
        if value := attributes.get(name):
            marks = f"{marks} {value}" if marks else value
    return marks


def fragment(template: LexborNode) -> LexborNode | None:
    """The first node of a template's content, which stands beside the tree."""
    found = template.template_fragments()
    return found[0].first_child if found else None


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Does the markup say that a browser does not show this element?"""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and NO_DISPLAY.search(style or "") is not None
