"""Positions among siblings: `[1]`, `[last()]`, `[position() > 2]`, and the neighbour next to an element."""

from __future__ import annotations

import msgspec

from cleaner.rulebook.ftr.chains import Chain, Compound, Never, Untranslatable, alone, either, inside, level, unwrapped
from cleaner.rulebook.ftr.expression import Binary, Call, Expr, Number

LAST, POSITION = Call("last", ()), Call("position", ())
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


class Place(msgspec.Struct, frozen=True):
    """A position: CSS's formula (`2`, `n+3`, `-n+2`), counted from the end where `last`."""

    formula: str
    last: bool = False

    @property
    def bounds(self) -> tuple[int, int]:
        """The lowest and the highest number that the formula allows; 0 for no highest."""
        if self.formula.isdigit():
            return int(self.formula), int(self.formula)
        number = int(self.formula.rpartition("+")[2])
        return (1, number) if self.formula.startswith("-") else (number, 0)

    @property
    def first(self) -> bool:
        """Is it that of an element that is alone?"""
        return self.formula == "1"


def place_of(predicate: Expr) -> Place | None:
    """The position that a predicate asks for; None for any other predicate."""
    if isinstance(predicate, Binary) and POSITION in (predicate.left, predicate.right):
        left = predicate.left == POSITION
        operator = predicate.operator if left else MIRRORED.get(predicate.operator, predicate.operator)
        return _compared(operator, predicate.right if left else predicate.left)
    if predicate == LAST or isinstance(predicate, Number | Binary):
        return _counted(predicate)
    return None


def _counted(value: Expr) -> Place | None:
    """A number, or one counted from the end: `last() - 1`."""
    if isinstance(value, Number):
        return Place(str(_whole(value)))
    if value == LAST:
        return Place("1", last=True)
    if isinstance(value, Binary) and value.operator == "-" and value.left == LAST and isinstance(value.right, Number):
        return Place(str(_whole(value.right) + 1), last=True)
    return None


def _compared(operator: str, value: Expr) -> Place:
    place = _counted(value)
    if place is None or (operator not in ("=", "!=") and place.last and operator not in ("<", "<=")):
        raise Untranslatable("a position that is computed")
    number = int(place.formula)
    if place.last and operator in ("<", "<="):  # before the last one: from the end, after it
        return Place(f"n+{number + (operator == '<')}", last=True)
    if operator == "!=" and number == 1:
        return Place("n+2", place.last)
    formulas = {
        "=": f"{number}",
        ">": f"n+{number + 1}",
        ">=": f"n+{number}",
        "<": f"-n+{number - 1}",
        "<=": f"-n+{number}",
    }
    if operator not in formulas:
        raise Untranslatable("a position that is computed")
    return Place(formulas[operator], place.last)


def _whole(number: Number) -> int:
    if number.value != int(number.value) or number.value < 1:
        raise Never("positions are counted from 1")
    return int(number.value)


def nth(target: Compound, place: Place) -> Compound:
    """The element at a position among its siblings that meet the same demands."""
    if target.conditions:
        return target.having(*_among(str(target), place))
    kind = "child" if target.tag == "*" else "of-type"
    if place.first:
        return target.having(f":{'last' if place.last else 'first'}-{kind}")
    return target.having(f":nth-{'last-' if place.last else ''}{kind}({place.formula})")


def _among(target: str, place: Place) -> tuple[str, ...]:
    """How many siblings like it stand before (or after) it: Lexbor's `:nth-child(… of …)` overlooks some of them."""
    least, most = place.bounds
    conditions = []
    if least > 1:
        conditions.append(_beside(target, least - 1, place.last))
    if most:
        conditions.append(f":not({alone(unwrapped(_beside(target, most, place.last)))})")
    return tuple(conditions)


def _beside(target: str, number: int, after: bool) -> str:
    """The condition that at least so many siblings like the target stand before, or after, an element."""
    row = " ~ ".join([target] * number)
    if after and ":has(" in row:
        raise Untranslatable("a condition inside a condition")
    return f":has({alone(f'~ {row}')})" if after else either(f"{row} ~ *")


def neighbour(chain: Chain, axis: str, target: Compound, place: Place) -> Chain:
    """What stands a number of places after or before an element."""
    number = 0 if place.last or not place.formula.isdigit() else int(place.formula)
    start = level(chain)
    gaps: Chain = (("+", Compound()),) * (number - 1)
    if number and axis == "following-sibling":
        return (*chain, *gaps, ("+", target))
    if number and axis == "preceding-sibling" and start == len(chain) - 1:
        by, last = chain[start]
        return (*chain[:start], (by, target.having(inside("+", (*gaps, ("+", last))))))
    raise Untranslatable(f"a position on the axis `{axis}`")
