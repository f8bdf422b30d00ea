"""An XPath expression as a value: what `cleaner.rulebook.ftr.xpath` reads and the translation walks through."""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class Literal(msgspec.Struct, frozen=True):
    """A string between quotes."""

    value: str


class Number(msgspec.Struct, frozen=True):
    """A number as written."""

    value: float


class Call(msgspec.Struct, frozen=True):
    """A function call."""

    name: str
    args: tuple[Expr, ...]


class Binary(msgspec.Struct, frozen=True):
    """Two expressions with an operator between them; `|` is one too."""

    operator: str
    left: Expr
    right: Expr


class Step(msgspec.Struct, frozen=True):
    """One step of a path: `axis::test[predicate]…`; the test is a name, `*`, or a kind such as `text()`."""

    axis: str
    test: str
    predicates: tuple[Expr, ...] = ()


class Path(msgspec.Struct, frozen=True):
    """Steps from the root (`absolute`), from the context node, or from what `start` with its predicates selects."""

    steps: tuple[Step, ...]
    absolute: bool = False
    start: Expr | None = None
    predicates: tuple[Expr, ...] = ()


Expr: TypeAlias = Literal | Number | Call | Binary | Path


def is_anywhere(step: Step) -> bool:
    """Is it what `//` is short for?"""
    return step.axis == "descendant-or-self" and step.test == "node()" and not step.predicates
