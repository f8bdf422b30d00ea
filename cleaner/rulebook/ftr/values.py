"""Comparisons of attributes in predicates: `@a = 'v'`, `contains(@a, 'v')`, and tokens as rules write them."""

from __future__ import annotations

import msgspec

from cleaner.rulebook.ftr.chains import ALWAYS, Never, Untranslatable, attribute
from cleaner.rulebook.ftr.expression import Call, Expr, Literal, Path, Step

SPACE = Literal(" ")
ATTRIBUTES = ("class", "id", "href", "src", "itemprop", "property", "rel")
GAPS = (" ", "\t", "\n", "\r")
"""What stands between two tokens, for XPath."""


class Subject(msgspec.Struct, frozen=True):
    """An attribute in a comparison: the steps to its element, its name, and what is done to its value before.

    `normal`: its white space is made single; `padded`: it stands between two spaces, so that tokens can be looked for.
    """

    steps: tuple[Step, ...]
    name: str
    normal: bool = False
    padded: bool = False


def subject_and_value(left: Expr, right: Expr) -> tuple[Subject, str]:
    """The attribute and the text that it is compared with; raises Untranslatable for anything else."""
    if not isinstance(right, Literal):
        raise Untranslatable("a comparison with something other than a text")
    return _subject(left), right.value


def _subject(expression: Expr) -> Subject:
    if isinstance(expression, Path) and expression.start is None and not expression.absolute:
        last = expression.steps[-1]
        if last.axis == "attribute" and not last.predicates:
            return Subject(expression.steps[:-1], last.test)
        if last.axis == "child" and last.test in ATTRIBUTES:
            raise Never(f"there is no element `{last.test}` in HTML; did you mean `@{last.test}`?")
        raise Untranslatable("a test of an element's text")
    if isinstance(expression, Call) and expression.name == "normalize-space" and len(expression.args) == 1:
        inner = _subject(expression.args[0])
        return msgspec.structs.replace(inner, normal=True)
    if isinstance(expression, Call) and expression.name == "concat" and len(expression.args) == 3:
        before, inside, after = expression.args
        if before == after == SPACE:
            return msgspec.structs.replace(_subject(inside), padded=True)
    if isinstance(expression, Call) and expression.name in ("string", "text"):
        raise Untranslatable("a test of an element's text")
    raise Untranslatable("a test of a computed value")


def compared(subject: Subject, value: str) -> str:
    """The condition that the attribute's value is this one."""
    if not subject.normal and not subject.padded:
        return attribute(subject.name, "=", value)
    wanted = value.strip(" ") if subject.padded and value == f" {value.strip(' ')} " else value
    if (subject.padded and wanted == value) or not wanted or set(wanted) & set(GAPS):
        raise Untranslatable("a comparison of several tokens")
    if not subject.normal:
        return attribute(subject.name, "=", wanted)
    raise Untranslatable("a comparison of a value without its white space")


def containing(subject: Subject, value: str) -> str:
    """The condition that the attribute's value contains this one."""
    bare = value.strip(" ")
    if not value:
        return ALWAYS
    if not bare:
        raise Untranslatable("a test for nothing but white space")
    if not subject.padded and not (subject.normal and bare != value):
        if subject.normal and set(value) & set(GAPS):
            raise Untranslatable("a test for several tokens")
        return attribute(subject.name, "*=", value)
    if set(bare) & set(GAPS) or len(value) - len(bare) > 2:
        raise Untranslatable("a test for several tokens")
    return _token(subject.name, bare, starts=value.startswith(" "), ends=value.endswith(" "))


def starting(subject: Subject, value: str) -> str:
    """The condition that the attribute's value begins with this one."""
    if not value:
        return ALWAYS
    if subject.normal or subject.padded:
        raise Untranslatable("a test of a computed value")
    return attribute(subject.name, "^=", value)


def _token(name: str, value: str, starts: bool, ends: bool) -> str:
    """A token that is the value, starts with it or ends with it."""
    if starts and ends:
        return attribute(name, "~=", value)
    if not starts and not ends:
        return attribute(name, "*=", value)
    edge = attribute(name, "^=" if starts else "$=", value)
    inner = [attribute(name, "*=", gap + value if starts else value + gap) for gap in GAPS]
    return f":is({', '.join([edge, *inner])})"
