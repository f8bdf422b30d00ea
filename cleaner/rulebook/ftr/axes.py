"""A step along each of XPath's axes, from one chain of compounds to others; those that look back use `:has()`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cleaner.rulebook.ftr.chains import ROOT, Chain, Compound, Untranslatable, inside, level, replaced, single

ANY = Compound()
HTML = Compound("html")


def from_root(axis: str, target: Compound) -> Iterator[Chain]:
    """A step from the document itself."""
    if target.tag == "*" and any(one.startswith((":first-", ":last-", ":nth-")) for one in target.conditions):
        raise Untranslatable("a position that `html` may hold")  # Lexbor counts the doctype before it as an element
    if axis == "child":
        found = HTML.joined(target)
        if found is not None:
            yield single(found)
    elif axis in ("descendant", "descendant-or-self"):
        yield single(target)
        if axis == "descendant-or-self" and target == ANY:
            yield ROOT


def _child(chain: Chain, target: Compound) -> Iterator[Chain]:
    yield (*chain, (">", target))


def _descendant(chain: Chain, target: Compound) -> Iterator[Chain]:
    yield (*chain, (" ", target))


def _self(chain: Chain, target: Compound) -> Iterator[Chain]:
    both = chain[-1][1].joined(target)
    if both:
        yield replaced(chain, both)


def _descendant_or_self(chain: Chain, target: Compound) -> Iterator[Chain]:
    yield from _self(chain, target)
    yield from _descendant(chain, target)


def _parent(chain: Chain, target: Compound) -> Iterator[Chain]:
    start = level(chain)
    around = target.having(inside(">", chain[start:]))
    if start == 0:
        yield single(around)
        return
    above = chain[start - 1][1].joined(around)
    if above:
        yield replaced(chain[:start], above)
    if chain[start][0] == " ":
        yield (*chain[:start], (" ", around))


def _ancestor(chain: Chain, target: Compound) -> Iterator[Chain]:
    """Above all of the chain, or one of its own elements, or between two of them."""
    yield single(target.having(inside(" ", chain)))
    for at in range(1, len(chain)):
        by, below = chain[at][0], chain[at:]
        if by not in (" ", ">"):
            continue
        one = chain[at - 1][1].joined(target)
        if one:
            yield replaced(chain[:at], one.having(inside(by, below)))
        if by == " ":
            yield (*chain[:at], (" ", target.having(inside(" ", below))))


def _ancestor_or_self(chain: Chain, target: Compound) -> Iterator[Chain]:
    yield from _self(chain, target)
    yield from _ancestor(chain, target)


def _following_sibling(chain: Chain, target: Compound) -> Iterator[Chain]:
    yield (*chain, ("~", target))


def _preceding_sibling(chain: Chain, target: Compound) -> Iterator[Chain]:
    """Before all of the chain's last siblings, or one of them, or between two of them."""
    start = level(chain)
    yield (*chain[:start], (chain[start][0], target.having(inside("~", chain[start:]))))
    for at in range(start + 1, len(chain)):
        by, after = chain[at][0], chain[at:]
        one = chain[at - 1][1].joined(target)
        if one:
            yield replaced(chain[:at], one.having(inside(by, after)))
        if by == "~":
            yield (*chain[:at], ("~", target.having(inside("~", after))))


def _following(chain: Chain, target: Compound) -> Iterator[Chain]:
    """Siblings after the element or after one that it stands in, and what stands in those."""
    for around in _ancestor_or_self(chain, ANY):
        yield from _descendant_or_self((*around, ("~", ANY)), target)


def _preceding(chain: Chain, target: Compound) -> Iterator[Chain]:
    for around in _ancestor_or_self(chain, ANY):
        for before in _preceding_sibling(around, ANY):
            yield from _descendant_or_self(before, target)


MOVES: dict[str, Callable[[Chain, Compound], Iterator[Chain]]] = {
    "child": _child,
    "descendant": _descendant,
    "self": _self,
    "descendant-or-self": _descendant_or_self,
    "parent": _parent,
    "ancestor": _ancestor,
    "ancestor-or-self": _ancestor_or_self,
    "following-sibling": _following_sibling,
    "preceding-sibling": _preceding_sibling,
    "following": _following,
    "preceding": _preceding,
}
