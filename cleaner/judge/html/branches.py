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
Signs = tuple[Found | None, Found | None, bool]
"""What an element's class or id says, what its tag says, and whether it is a button."""
Said = tuple[Label, str, bool]
"""A label, the end of a sentence that tells why, and whether an element's class or id says so and not its tag."""


class Branches:
    """The page's elements from lines outwards, up to those that hold the body and so say nothing of what is beside."""

    def __init__(self, tree: Tree, outside: Iterable[int]) -> None:
        self._tree = tree
        self._chain = dict.fromkeys((0, *outside), 0)
        self._signs: list[Signs] = []
        self._sign_of: dict[int, int] = {}
        self._sign_numbers: dict[Signs, int] = {}
        self._numbers: dict[tuple[int, int], int] = {}
        self._found: dict[tuple[int, float], Found | None] = {}

    def found(self, index: int, links: float) -> Found | None:
        """What the nearest telling element around a line says, which is in links to the share `links`."""
        node = self._tree.node[index]
        number = self._chain.get(node)
        key = number if number is not None else self._number(node), links
        if key not in self._found:
            self._found[key] = self._tell(node, links)
        return self._found[key]

    def _tell(self, node: int, links: float) -> Found | None:
        said = self._ask(node, links > 0)
        if said is None:
            return None
        label, reason, named = said
        return label, f"{links:.0%} of it is links, {reason}" if named and links >= 0.5 else reason

    def _number(self, node: int) -> int:
        """The number of an element's chain, which chains have in common that say the same from it outwards."""
        chain, parent, kind, sign_of = self._chain, self._tree.parent, self._tree.kind, self._sign_of
        path = []
        while node not in chain:
            path.append(node)
            node = parent[node]
        number = chain[node]
        for inner in reversed(path):
            here = sign_of.get(kind[inner])
            if here is None:
                here = self._sign(inner)
            number = chain[inner] = self._numbers.setdefault((here, number), len(self._numbers) + 1)
        return number

    def _sign(self, node: int) -> int:
        """The number of what an element says, which others of its kind say too."""
        tag = self._tree.tag[node]
        signs = *sign(tag, self._tree.marks[node]), tag == "button"
        number = self._sign_of[self._tree.kind[node]] = self._sign_numbers.setdefault(signs, len(self._signs))
        if number == len(self._signs):
            self._signs.append(signs)
        return number

    def _ask(self, node: int, linked: bool) -> Said | None:
        """The nearest element whose class, id or tag says what its text is; a menu or footer around a list goes first.

        Not a linked button, which may be anything.
        """
        found: Said | None = None
        for depth in range(MAX_LEVELS):
            if not self._chain[node]:
                break
            named, by_tag, button = self._signs[self._sign_of[self._tree.kind[node]]]
            here: Said | None = None
            if named is not None and not (depth > 3 and named[0] in (Label.CAPTION, Label.DATELINE)):
                here = *named, True
            elif by_tag is not None and not (linked and button):
                here = *by_tag, False
            if here is not None and (found is None or here[0] in WRAPS.get(found[0], ())):
                found = here
            if found is not None and found[0] not in WRAPS:
                break
            node = self._tree.parent[node]
        return found
