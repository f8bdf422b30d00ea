"""Node sets in XPath to CSS selectors that select the same nodes, or a reason why there are none.

A step becomes a combinator and a compound; axes that look back become `:has()`. What CSS cannot say, such as "the
nearest ancestor" or "the text in all of it", is refused: nothing is translated to something near it.

    //div[contains(@class, 'body')]/p[1]               div[class*="body"] > p:first-of-type
    //a[@rel='tag']/parent::p/following-sibling::*     p:has(> a[rel="tag" s]) ~ *
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cleaner.rulebook.ftr.axes import MOVES, from_root
from cleaner.rulebook.ftr.chains import (
    ROOT,
    BareText,
    Chain,
    Compound,
    Never,
    Untranslatable,
    attribute,
    replaced,
    single,
)
from cleaner.rulebook.ftr.expression import Binary, Call, Expr, Literal, Path, Step, is_anywhere
from cleaner.rulebook.ftr.places import Place, neighbour
from cleaner.rulebook.ftr.predicates import demanded

ABOVE, BELOW = ("parent", "ancestor", "ancestor-or-self"), ("child", "descendant", "self", "attribute")
MOST = 64
"""Selectors in a list: more are no rule that anyone can read."""


class Selection(msgspec.Struct, frozen=True):
    """What a path selects: elements by `chains`, or the value of an `attribute` of each.

    `partial` says that it selects bare text too, which is left out.
    """

    chains: tuple[Chain, ...]
    attribute: str | None = None
    partial: bool = False


def select(expression: Expr) -> Selection:
    """What an expression selects on a page; raises Untranslatable where CSS cannot say it, with the reason."""
    if isinstance(expression, Binary) and expression.operator == "|":
        return _union(expression)
    if isinstance(expression, Call) and expression.name == "id" and isinstance(expression.args[0], Literal):
        return Selection((single(Compound("*", (attribute("id", "=", expression.args[0].value),))),))
    if not isinstance(expression, Path):
        raise Untranslatable("a value, not nodes")
    if expression.predicates:
        raise Untranslatable("a position that counts over the whole page")
    start = select(expression.start) if expression.start is not None else Selection((ROOT,))
    if start.attribute and expression.steps:
        raise Untranslatable("a step from an attribute")
    return walk(expression.steps, start.chains) if expression.steps else start


def _union(expression: Binary) -> Selection:
    found: list[Selection] = []
    failed: list[Untranslatable] = []
    for side in (expression.left, expression.right):
        try:
            found.append(select(side))
        except (Never, BareText) as error:
            failed.append(error)
    if not found:
        raise next((error for error in failed if isinstance(error, BareText)), failed[0])
    if len({selection.attribute for selection in found}) > 1:
        raise Untranslatable("a union of elements and attributes, or of several attributes")
    partial = any(selection.partial for selection in found) or any(isinstance(error, BareText) for error in failed)
    return Selection(sum((selection.chains for selection in found), ()), found[0].attribute, partial)


def walk(steps: tuple[Step, ...], chains: tuple[Chain, ...]) -> Selection:
    """The steps of a path from some chains; an attribute may be the last of them."""
    while steps:
        step, *rest = steps
        if step.axis == "attribute":
            if rest or step.predicates or step.test == "*":
                raise Untranslatable("a step from an attribute, or an attribute without a name")
            asked = attribute(step.test)
            return Selection(tuple(replaced(c, _asking(c[-1][1], asked)) for c in chains if c), step.test)
        if is_anywhere(step) and rest and rest[0].axis not in BELOW:
            raise Untranslatable("a step that starts from texts too")
        if is_anywhere(step) and rest and rest[0].axis == "child":
            chains = _stepped(chains, rest.pop(0), "descendant", last=not rest)
        else:
            chains = _stepped(chains, step, step.axis, last=not rest)
        steps = tuple(rest)
    return Selection(chains)


def _asking(compound: Compound, asked: str) -> Compound:
    """With the attribute demanded, unless a condition demands more of it already."""
    more = any(condition.startswith((asked, asked[:-1] + "=", asked[:-1] + "~=")) for condition in compound.conditions)
    return compound if more else compound.having(asked)


def _stepped(chains: tuple[Chain, ...], step: Step, axis: str, last: bool) -> tuple[Chain, ...]:
    """The chains after one step along `axis`; positions count along the step's own axis (`//p[1]`: among children)."""
    target, place = demanded(step)
    found = tuple(found for chain in chains for found in _from(chain, step, axis, target, place, last))
    if chains == (ROOT,) and axis == "child" and not found:
        raise Never(f"nothing but `html` stands at the root of a page; did you mean `//{step.test}`?")
    if len(found) > MOST:
        raise Untranslatable(f"more than {MOST} selectors")
    return found


def _from(chain: Chain, step: Step, axis: str, target: Compound, place: Place | None, last: bool) -> Iterator[Chain]:
    if not chain:
        yield from from_root(axis, target)
    elif place:
        yield neighbour(chain, step.axis, target, place)
    elif axis in MOVES:
        yield from MOVES[axis](chain, target)
        if step.test == "node()" and axis in ABOVE and len(chain) == 1 and chain[0][1].tag in ("*", "html"):
            if chain[0][1].conditions and not last:
                raise Untranslatable("a step that may start from what stands above `html`")
            yield ROOT
    else:
        raise Untranslatable(f"there is no axis `{axis}` in CSS")
