"""XPath 1.0 cut into tokens, with names told from operators as the standard has it."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"""\s*(?:
      (?P<literal>"[^"]*"|'[^']*')
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<symbol>//|::|\.\.|!=|<=|>=|[/@()\[\],|=<>+*.-])
    | (?P<name>[^\W\d][\w.-]*(?::(?!:)(?:[^\W\d][\w.-]*|\*))?)
    )""",
    re.VERBOSE,
)
LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
OPERATORS = frozenset(name for level in LEVELS for name in level)


class XPathError(ValueError):
    """An expression that is not XPath: what is wrong and where."""


def tokens(text: str) -> list[tuple[str, str]]:
    """Kinds and texts, with an end; a name or `*` after an operand is an operator, as the standard has it."""
    found: list[tuple[str, str]] = []
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = TOKEN.match(text, position)
        if match is None:
            rest = text[position:].lstrip()
            what = "a quotation mark without its partner" if rest[:1] in "'\"" else f"`{rest[:1]}` has no meaning"
            raise XPathError(f"{what} at “{rest[:20]}”")
        position = match.end()
        kind = match.lastgroup or ""
        found.append(_as_operator(kind, match[kind], found))
    return [*found, ("end", "")]


def _as_operator(kind: str, value: str, before: list[tuple[str, str]]) -> tuple[str, str]:
    """The token, with the kind `operator` where it stands after an operand."""
    if value not in OPERATORS or kind == "literal":
        return kind, value
    if not before:
        return kind, value
    last_kind, last = before[-1]
    operand = last_kind != "operator" and (last_kind != "symbol" or last in (")", "]", ".", "..", "*"))
    return ("operator", value) if operand or value in ("=", "!=", "<", "<=", ">", ">=", "+") else (kind, value)
