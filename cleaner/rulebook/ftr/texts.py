"""Tests of an element's own text in a predicate: `contains(., 'x')`, `starts-with(., 'x')`, `. = 'x'`."""

from __future__ import annotations

from cleaner.rulebook.ftr.expression import Binary, Call, Expr, Literal, Path, Step

KEYS = {"contains": "contains", "starts-with": "prefix"}
SELF = Step("self", "node()")
TEXT = Step("child", "text()")
UNCHANGED = ("normalize-space", "string")
"""Functions of a text that change nothing here: it is read with single spaces."""


def asked_text(predicate: Expr) -> tuple[str, str] | None:
    """The key of an entry that asks the same of the whole text, and its value; None for any other predicate.

    White space at the ends of a value would not count there; what asks for it is left to XPath.
    """
    if isinstance(predicate, Call) and predicate.name in KEYS and len(predicate.args) == 2:
        key, (subject, value) = KEYS[predicate.name], predicate.args
    elif isinstance(predicate, Binary) and predicate.operator == "=":
        key, subject, value = "exact", predicate.left, predicate.right
    else:
        return None
    if not isinstance(value, Literal) or not value.value.strip():
        return None
    padded = value.value != " ".join(value.value.split())
    own = key == "contains" and _bare(subject) == Path((TEXT,))
    return None if padded or own or not is_text(subject) else (key, value.value)


def own_text(expression: Expr) -> tuple[tuple[Step, ...], str] | None:
    """The steps and the text of `contains(a/text(), 'Read on')`, which means any of the texts in an element."""
    if not isinstance(expression, Call) or expression.name != "contains":
        return None
    inside, value = expression.args
    if not isinstance(inside, Path) or inside.absolute or inside.start is not None or not isinstance(value, Literal):
        return None
    *steps, last = inside.steps
    return (tuple(steps), value.value) if last == TEXT and value.value.strip() else None


def is_text(subject: Expr) -> bool:
    """Is it an element's text, or that of its own that stands in no other element?"""
    return _bare(subject) in (Path((SELF,)), Path((TEXT,)))


def _bare(subject: Expr) -> Expr:
    if isinstance(subject, Call) and subject.name in UNCHANGED:
        return _bare(subject.args[0]) if subject.args else Path((SELF,))
    return subject
