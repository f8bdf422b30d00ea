"""What CSS cannot say and an entry's other keys can: the text of what is found, the nearest ancestor, a place.

    //p[contains(., 'Read on')]                        {css: p, contains: Read on}
    //a[@rel='tag']/ancestor::section[1]               {css: a[rel="tag" s], closest: section}
    (//article)[last()]                                {css: article, nth: -1}

An entry looks for its elements by CSS, then asks for their text, then goes up, then counts; from the outside of an
expression that is peeled off in the other order, and what is left must be CSS. `text() = 'x'` and the like ask for the
whole text of an element, as is meant by them.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cleaner.rulebook.ftr.chains import Untranslatable, selector_list, single
from cleaner.rulebook.ftr.css import select
from cleaner.rulebook.ftr.expression import Binary, Expr, Number, Path, Step
from cleaner.rulebook.ftr.places import place_of
from cleaner.rulebook.ftr.predicates import demanded
from cleaner.rulebook.ftr.texts import asked_text
from cleaner.rulebook.schema import Selector

NEAREST = Number(1)


def narrowed(tree: Expr) -> Selector:
    """The entry for an expression that needs more than CSS; raises Untranslatable where that does not suffice."""
    tree, nth = _counted(tree)
    if nth is not None and _reaches_document(tree):
        raise Untranslatable("a place among finds of which one is the document itself")
    if not isinstance(tree, Path) or not tree.steps:
        return _found(tree, Selector(nth=nth))
    tree, closest = _raised(tree)
    tree, said = _saying(tree)
    return _found(tree, msgspec.convert({"closest": closest, "nth": nth, **said}, Selector))


def alternatives(tree: Expr) -> list[Expr]:
    """The expressions whose finds together are those of one: both sides of a union, and of an `or` between texts."""
    if isinstance(tree, Binary) and tree.operator == "|":
        return [*alternatives(tree.left), *alternatives(tree.right)]
    if not isinstance(tree, Path) or not tree.steps or tree.predicates:
        return [tree]
    last = tree.steps[-1]
    for at, predicate in enumerate(last.predicates):
        if isinstance(predicate, Binary) and predicate.operator == "or":
            sides = [(*last.predicates[:at], side, *last.predicates[at + 1 :]) for side in _sides(predicate)]
            return [_ending(tree, msgspec.structs.replace(last, predicates=side)) for side in sides]
    return [tree]


def _sides(expression: Expr) -> Iterator[Expr]:
    if isinstance(expression, Binary) and expression.operator == "or":
        yield from (*_sides(expression.left), *_sides(expression.right))
    else:
        yield expression


def _found(tree: Expr, entry: Selector) -> Selector:
    found = select(tree)
    if found.attribute and entry.closest is not None:
        raise Untranslatable("a step from an attribute")
    return msgspec.structs.replace(entry, css=selector_list(found.chains), attr=found.attribute)


def _ending(path: Path, *last: Step) -> Path:
    return msgspec.structs.replace(path, steps=(*path.steps[:-1], *last))


def _counted(tree: Expr) -> tuple[Expr, int | None]:
    """What stands in `(…)[2]`, and the number; from the end, -1."""
    if not isinstance(tree, Path) or tree.start is None or tree.steps or len(tree.predicates) != 1:
        return tree, None
    place = place_of(tree.predicates[0])
    if place is None or not place.formula.isdigit():
        raise Untranslatable("a position that counts over the whole page")
    return tree.start, -int(place.formula) if place.last else int(place.formula)


def _reaches_document(tree: Expr) -> bool:
    """Whether what is found may be the parent of `html`: no element, and yet the first that XPath counts."""
    if isinstance(tree, Binary):
        return _reaches_document(tree.left) or _reaches_document(tree.right)
    if not isinstance(tree, Path) or len(tree.steps) < 2:
        return False
    below, above = tree.steps[-2:]
    return above.axis == "parent" and above.test == "node()" and below.test in ("*", "node()", "html")


def _raised(path: Path) -> tuple[Path, str | None]:
    """The path without a last step to the nearest ancestor or, after a text, to the parent; and that ancestor."""
    last = path.steps[-1]
    if last.axis == "ancestor" and last.predicates[-1:] == (NEAREST,):
        bare = msgspec.structs.replace(last, predicates=last.predicates[:-1])
        return _ending(path), _compound(bare)
    ups = 0
    while ups < len(path.steps) and path.steps[-ups - 1].axis == "parent":
        ups += 1
    if not ups or ups == len(path.steps):
        return path, None
    below, above = path.steps[: len(path.steps) - ups], path.steps[len(path.steps) - ups :]
    names = [step.test for step in above]
    if ups > 1 and (names[-1] in names[:-1] or not {"*", "node()"}.isdisjoint(names)):
        raise Untranslatable("several parents of an element that is known by its text")
    started = msgspec.structs.replace(below[-1], predicates=(*below[-1].predicates, _above(above)))
    return msgspec.structs.replace(path, steps=(*below[:-1], started)), _compound(above[-1])


def _above(parents: tuple[Step, ...]) -> Expr:
    """The demand that an element has these parents."""
    return Path(parents)


def _compound(step: Step) -> str:
    target, place = demanded(step)
    if place is not None:
        raise Untranslatable("a position among ancestors")
    return selector_list((single(target),))


def _saying(path: Path) -> tuple[Path, dict[str, str]]:
    """The path without the one test of its last element's text, and that test by the name of its key."""
    last, said, others = path.steps[-1], [], []
    for predicate in _conjuncts(last.predicates):
        asked = asked_text(predicate)
        if asked is None:
            others.append(predicate)
        else:
            said.append(asked)
    if len(said) > 1:
        raise Untranslatable("two tests of an element's text")
    if said and any(place_of(one) is not None for one in others):
        raise Untranslatable("a position and a test of an element's text")
    return _ending(path, msgspec.structs.replace(last, predicates=tuple(others))), dict(said)


def _conjuncts(predicates: tuple[Expr, ...]) -> Iterator[Expr]:
    for one in predicates:
        if isinstance(one, Binary) and one.operator == "and":
            yield from _conjuncts((one.left, one.right))
        else:
            yield one
