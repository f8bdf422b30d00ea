"""XPath 1.0 into a tree of values: what the site rules are written in, read so that it can be translated.

The grammar is the standard's, without variables; axes and functions are not judged here, only their form.
"""

from __future__ import annotations

import difflib

from cleaner.rulebook.ftr.expression import Binary, Call, Expr, Literal, Number, Path, Step
from cleaner.rulebook.ftr.tokens import LEVELS, XPathError, tokens

KIND_TESTS = ("text", "node", "comment", "processing-instruction")
FUNCTIONS = {
    "boolean": (1, 1), "ceiling": (1, 1), "concat": (2, 99), "contains": (2, 2), "count": (1, 1), "false": (0, 0),
    "floor": (1, 1), "id": (1, 1), "lang": (1, 1), "last": (0, 0), "local-name": (0, 1), "name": (0, 1),
    "namespace-uri": (0, 1), "normalize-space": (0, 1), "not": (1, 1), "number": (0, 1), "position": (0, 0),
    "round": (1, 1), "starts-with": (2, 2), "string": (0, 1), "string-length": (0, 1), "substring": (2, 3),
    "substring-after": (2, 2), "substring-before": (2, 2), "sum": (1, 1), "translate": (3, 3), "true": (0, 0),
}  # fmt: skip
"""XPath 1.0's functions, with the fewest and the most arguments that each takes."""


ANYWHERE = Step("descendant-or-self", "node()")


def parse(text: str) -> Expr:
    """The expression as a tree; raises XPathError for what is not XPath."""
    parser = _Parser(text)
    found = parser.level(0)
    parser.expect("end", "")
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self.position = 0
        self.tokens = tokens(text)

    def level(self, level: int) -> Expr:
        """Binary operators from the loosest to the tightest, then unions."""
        if level == len(LEVELS):
            return self.union()
        left = self.level(level + 1)
        while self.kind() == "operator" and self.value() in LEVELS[level]:
            operator = self.take()
            left = Binary(operator, left, self.level(level + 1))
        return left

    def union(self) -> Expr:
        if self.value() == "-" and self.kind() == "symbol":
            self.take()
            return Binary("-", Number(0), self.union())
        left = self.path()
        while self.kind() == "symbol" and self.value() == "|":
            self.take()
            left = Binary("|", left, self.path())
        return left

    def path(self) -> Expr:
        kind, value = self.tokens[self.position]
        following = self.tokens[self.position + 1][1] if kind != "end" else ""
        called = kind == "name" and following == "(" and value not in KIND_TESTS
        if kind in ("literal", "number") or called or (kind, value) == ("symbol", "("):
            return self.filtered()
        if value in ("/", "//"):
            return self.absolute()
        return Path(self.steps(()))

    def absolute(self) -> Path:
        if self.take() == "//":
            return Path(self.steps((ANYWHERE,)), absolute=True)
        return Path(self.steps(()) if self.begins_step() else (), absolute=True)

    def filtered(self) -> Expr:
        start = self.primary()
        predicates = self.predicates()
        steps: tuple[Step, ...] = ()
        if self.kind() == "symbol" and self.value() in ("/", "//"):
            steps = self.steps((ANYWHERE,) if self.take() == "//" else ())
        return Path(steps, start=start, predicates=predicates) if predicates or steps else start

    def primary(self) -> Expr:
        kind, value = self.tokens[self.position]
        self.position += 1
        if kind == "literal":
            return Literal(value[1:-1])
        if kind == "number":
            return Number(float(value))
        if value == "(":
            found = self.level(0)
            self.expect("symbol", ")")
            return found
        self.expect("symbol", "(")
        args: list[Expr] = []
        while not (self.kind() == "symbol" and self.value() == ")"):
            if args:
                self.expect("symbol", ",")
            args.append(self.level(0))
        self.take()
        return _call(value, args)

    def steps(self, before: tuple[Step, ...]) -> tuple[Step, ...]:
        found = [*before, self.step()]
        while self.kind() == "symbol" and self.value() in ("/", "//"):
            if self.take() == "//":
                found.append(ANYWHERE)
            found.append(self.step())
        return tuple(found)

    def begins_step(self) -> bool:
        return self.kind() == "name" or (self.kind() == "symbol" and self.value() in (".", "..", "@", "*"))

    def step(self) -> Step:
        if not self.begins_step():
            raise self.wrong()
        value = self.take()
        if value in (".", ".."):
            return Step("self" if value == "." else "parent", "node()", self.predicates())
        axis = "child"
        if value == "@":
            axis, value = "attribute", self.take()
        elif self.kind() == "symbol" and self.value() == "::":
            self.take()
            axis, value = value, self.take()
        return Step(axis, self.test(value), self.predicates())

    def test(self, value: str) -> str:
        if value in KIND_TESTS and self.value() == "(":
            self.take()
            if self.kind() == "literal":
                self.take()
            self.expect("symbol", ")")
            return f"{value}()"
        if value != "*" and not value[0].isalpha() and value[0] != "_":
            self.position -= 1
            raise self.wrong()
        return value

    def predicates(self) -> tuple[Expr, ...]:
        found = []
        while self.kind() == "symbol" and self.value() == "[":
            self.take()
            found.append(self.level(0))
            self.expect("symbol", "]")
        return tuple(found)

    def kind(self) -> str:
        return self.tokens[self.position][0]

    def value(self) -> str:
        return self.tokens[self.position][1]

    def take(self) -> str:
        kind, value = self.tokens[self.position]
        if kind == "end":
            raise self.wrong()
        self.position += 1
        return value

    def expect(self, kind: str, value: str) -> None:
        if self.tokens[self.position] != (kind, value):
            raise self.wrong(value)
        self.position += kind != "end"

    def wrong(self, wanted: str = "") -> XPathError:
        kind, value = self.tokens[self.position]
        met = "the end" if kind == "end" else f"`{value}`"
        return XPathError(f"{met} where {f'`{wanted}`' if wanted else 'something else'} should stand")


def _call(name: str, args: list[Expr]) -> Call:
    if name not in FUNCTIONS:
        near = difflib.get_close_matches(name, FUNCTIONS, n=1)
        raise XPathError(f"there is no function `{name}`{f'; did you mean `{near[0]}`?' if near else ''}")
    fewest, most = FUNCTIONS[name]
    if not fewest <= len(args) <= most:
        wanted = str(fewest) if fewest == most else f"{fewest} to {most}"
        raise XPathError(f"`{name}` takes {wanted} arguments, not {len(args)}")
    return Call(name, tuple(args))
