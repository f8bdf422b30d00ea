"""What stands in brackets: a demand on an element, as a condition of a compound selector."""

from __future__ import annotations

from cleaner.rulebook.ftr.chains import (
    ALWAYS,
    BareText,
    Compound,
    Never,
    Untranslatable,
    alone,
    attribute,
    either,
    inside,
    quoted,
    single,
    unwrapped,
)
from cleaner.rulebook.ftr.expression import Binary, Call, Expr, Literal, Path, Step, is_anywhere
from cleaner.rulebook.ftr.places import Place, neighbour, nth, place_of
from cleaner.rulebook.ftr.texts import own_text
from cleaner.rulebook.ftr.values import Subject, compared, containing, starting, subject_and_value

ANY = Compound()
TAG_NAME = (Call("local-name", ()), Call("name", ()))
INSIDE = {"child": ">", "descendant": " ", "following-sibling": "~"}
OUTSIDE = {"parent": ">", "ancestor": " ", "preceding-sibling": "~"}


def demanded(step: Step) -> tuple[Compound, Place | None]:
    """What a step demands of an element, and its position where that is not yet among the demands."""
    if step.test == "node()" and step.axis not in (
        "self",
        "parent",
        "ancestor",
        "ancestor-or-self",
        "descendant-or-self",
    ):
        raise Untranslatable("`node()` selects texts too")
    target, place = Compound(_tag(step.test)), None
    for predicate in step.predicates:
        asked = place_of(predicate)
        if asked is None:
            target = target.having(condition(predicate))
        elif step.axis in ("parent", "self") and asked.first:
            continue
        elif step.axis == "child":
            target = nth(target, asked)
        elif place is None and target == ANY:
            place = asked
        else:
            raise Untranslatable(f"a position on the axis `{step.axis}`")
    return target, place


def _tag(test: str) -> str:
    if test in ("node()", "*"):
        return "*"
    if test.endswith("()"):
        raise BareText(f"`{test}` selects bare text, not elements")
    if ":" in test:
        raise Untranslatable(f"`{test}` is in a namespace")
    if test != test.lower():
        raise Never(f"names are in lower case in HTML: `{test}` never matches; did you mean `{test.lower()}`?")
    return test


def condition(expression: Expr) -> str:
    """The condition on an element that a predicate other than a position says; raises Untranslatable."""
    try:
        return _condition(expression) or ALWAYS
    except BareText as error:
        raise Untranslatable("a test of an element's text") from error


def _condition(expression: Expr) -> str:
    if isinstance(expression, Binary):
        return _binary(expression)
    if isinstance(expression, Call) and expression.name == "not" and len(expression.args) == 1:
        return _not(expression.args[0])
    own = own_text(expression)
    if own is not None:
        return exists(own[0], f":lexbor-contains({quoted(own[1])})")
    if isinstance(expression, Call) and len(expression.args) == 2:
        subject, value = subject_and_value(*expression.args)
        if expression.name == "contains":
            return exists(_single(subject), containing(subject, value))
        if expression.name == "starts-with":
            return exists(_single(subject), starting(subject, value))
    if isinstance(expression, Path) and not expression.absolute and expression.start is None:
        return exists(expression.steps)
    if isinstance(expression, Path) and expression.start is not None and not expression.steps + expression.predicates:
        return condition(expression.start)
    raise Untranslatable("a computed condition")


def _binary(expression: Binary) -> str:
    if expression.operator == "and":
        return condition(expression.left) + condition(expression.right)
    if expression.operator in ("or", "|"):
        return _or(expression.left, expression.right)
    if expression.operator not in ("=", "!="):
        raise Untranslatable("a computed condition")
    sides = (expression.left, expression.right)
    if isinstance(expression.left, Literal):
        sides = sides[::-1]
    if sides[0] in TAG_NAME and isinstance(sides[1], Literal):
        return f":is({sides[1].value})" if expression.operator == "=" else f":not({sides[1].value})"
    subject, value = subject_and_value(*sides)
    equal = compared(subject, value)
    if expression.operator == "=":
        return exists(subject.steps, equal)
    return exists(subject.steps, f"{attribute(subject.name)}:not({equal})")


def _or(*sides: Expr) -> str:
    found = []
    for side in sides:
        try:
            found.append(condition(side))
        except Never as error:
            reason = error
    if not found:
        raise reason
    return either(*found)


def _not(expression: Expr) -> str:
    try:
        return f":not({alone(unwrapped(condition(expression)))})"
    except Never:
        return ALWAYS


def _single(subject: Subject) -> tuple[Step, ...]:
    """Functions take the first node alone: the steps to it, where they lead to one node at most."""
    if all(step.axis in ("self", "parent") for step in subject.steps):
        return subject.steps
    raise Untranslatable("a function of the first of several nodes")


def exists(steps: tuple[Step, ...], demand: str = "") -> str:
    """The condition that these steps from an element lead to something that meets a demand."""
    if not steps:
        return demand
    step, rest = steps[0], steps[1:]
    if step.axis == "attribute":
        if rest or step.predicates or step.test == "*":
            raise Untranslatable("a step from an attribute, or an attribute without a name")
        return attribute(step.test)
    if is_anywhere(step):
        if rest and rest[0].axis == "child":
            return _inside("descendant", rest[0], exists(rest[1:], demand))
        if rest and rest[0].axis not in ("self", "attribute"):
            raise Untranslatable("a step that starts from texts too")
        here = exists(rest, demand) or ALWAYS
        return either(here, inside(" ", single(ANY.having(here))))
    demand = exists(rest, demand)
    if step.axis == "self":
        target = _demanding(step, demand)
        return "".join(target.conditions) if target.tag == "*" else f":is({target})"
    if step.axis in OUTSIDE:
        return _outside(step, demand)
    return _inside(step.axis, step, demand)


def _demanding(step: Step, demand: str) -> Compound:
    target, place = demanded(step)
    if place:
        raise Untranslatable(f"a position on the axis `{step.axis}`")
    return target.having(demand) if demand else target


def _inside(axis: str, step: Step, demand: str) -> str:
    if axis not in INSIDE:
        raise Untranslatable(f"the axis `{axis}` in a condition")
    target, place = demanded(step)
    target = target.having(demand) if demand else target
    if place:
        return inside("+", neighbour(single(ANY), step.axis, target, place)[1:])
    return inside(INSIDE[axis], single(target))


def _outside(step: Step, demand: str) -> str:
    target, place = demanded(step)
    target = target.having(demand) if demand else target
    if not place:
        return either(f"{target} *" if step.axis == "ancestor" else f"{target} {OUTSIDE[step.axis]} *")
    if place.last or not place.formula.isdigit():
        raise Untranslatable(f"a position on the axis `{step.axis}`")
    by = "+" if step.axis == "preceding-sibling" else ">"
    return either(f"{target}{f' {by} *' * int(place.formula)}")
