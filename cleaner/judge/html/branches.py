"""What the elements around a line say of it: worked out once for all lines whose elements are of the same kinds."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.article import Label
from cleaner.judge.html.signs import Found, sign
from cleaner.tree import Tree

MAX_LEVELS = 12
WRAPS = {
    label: frozenset((Label.NAVIGATION, Label.COOKIES))
    for label in (Label.TEASER, Label.TAGS, Label.PLAYER, Label.CAPTION)
} | {Label.BYLINE: frozenset((Label.COMMENTS,)), Label.COPYRIGHT: frozenset((Label.CAPTION,))}
"""What an element further out turns a label into: cards in the page's menu are navigation, a picture's © its credit."""
HEADER = "inside <header>"
"""What turns nothing into a menu: teasers have headers too."""
CAPTION, DATELINE = Label.CAPTION, Label.DATELINE
"""A member asked of its enum costs ten times as much as a name."""
Signs = tuple[Found | None, Found | None, bool]
"""What an element's class or id says, what its tag says, and whether it is a button."""
SILENT: Signs = None, None, False
Said = tuple[Label, str, bool]
"""A label, the end of a sentence that tells why, and whether an element's class or id says so and not its tag."""


class Branches:
    """The page's elements from lines outwards, up to those that hold the body and so say nothing of what is beside."""

    def __init__(self, tree: Tree, outside: Iterable[int]) -> None:
        self._tree = tree
        self._node, self._parent, self._kind = tree.node.tolist(), tree.parent.tolist(), tree.kind.tolist()
        self._outside = frozenset((0, *outside))
        self._signs: dict[int, Signs] = {}
        self._found: dict[tuple[int, int, float], Found | None] = {}

    def found(self, index: int, links: float) -> Found | None:
        """What the nearest telling element around a line says, which is in links to the share `links`."""
        node, signs, kind = self._node[index], self._signs, self._kind
        depth = 0
        while node not in self._outside and (signs.get(kind[node]) or self._sign(node)) is SILENT:
            node, depth = self._parent[node], depth + 1
            if depth == MAX_LEVELS:
                return None
        key = node, depth, links
        if key not in self._found:  # from here on entries of one menu have the same way out
            self._found[key] = self._tell(*key)
        return self._found[key]

    def _tell(self, node: int, depth: int, links: float) -> Found | None:
        said = self._ask(node, depth, links > 0)
        if said is None:
            return None
        label, reason, named = said
        return label, f"{links:.0%} of it is links, {reason}" if named and links >= 0.5 else reason

    def _ask(self, node: int, level: int, linked: bool) -> Said | None:
        """The nearest element, `level` or more out, whose class, id or tag says what its text is.

        A menu or footer around a list goes first. Not a linked button, which may be anything.
        """
        found: Said | None = None
        for depth in range(level, MAX_LEVELS):
            if node in self._outside:
                break
            signs = self._signs.get(self._kind[node]) or self._sign(node)
            here = None if signs is SILENT else _here(signs, depth, linked)
            if here is not None and (found is None or (here[0] in WRAPS.get(found[0], ()) and here[1] != HEADER)):
                found = here
            if found is not None and found[0] not in WRAPS:
                break
            node = self._parent[node]
        return found

    def _sign(self, node: int) -> Signs:
        """What an element says, and others of its kind."""
        tag = self._tree.tag[node]
        named, by_tag = sign(tag, self._tree.marks[node])
        signs = SILENT if named is None and by_tag is None else (named, by_tag, tag == "button")
        self._signs[self._kind[node]] = signs
        return signs


def _here(signs: Signs, depth: int, linked: bool) -> Said | None:
    """What an element so far out says of a line."""
    named, by_tag, button = signs
    if named is not None and not (depth > 3 and named[0] in (CAPTION, DATELINE)):
        return *named, True
    if by_tag is not None and not (linked and button):
        return *by_tag, False
    return None
