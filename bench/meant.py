"""XPath of site rules as it is meant, for lxml: the yardstick of `bench/selectors.py`.

Two things are not read to the letter. `contains(text(), 'x')` asks for any of an element's own texts, where XPath takes
the first; and other tests of a text (`. = 'x'`, `text() = 'x'`, `starts-with(., 'x')`) ask for the whole text of an
element with single spaces, which is compared as the entries of rule files compare it.
"""

from __future__ import annotations

from typing import Any

import msgspec
from lxml import etree

from cleaner.rulebook.ftr.expression import Binary, Call, Expr, Literal, Number, Path, Step
from cleaner.rulebook.ftr.texts import asked_text, own_text
from cleaner.rulebook.schema import Selector
from cleaner.rulebook.selectors import said

NAMESPACE = "urn:meant"


def as_meant(tree: Expr) -> Any:
    """The expression as lxml has it, a function from a root to what it finds."""
    extensions = {(NAMESPACE, "said"): _said}
    return etree.XPath(written(tree), namespaces={"m": NAMESPACE}, extensions=extensions)


def _said(_: object, key: str, value: str, text: str) -> bool:
    asked = said(msgspec.convert({str(key): str(value)}, Selector))  # lxml's texts are of a subclass
    return asked is not None and asked(text)


def written(tree: Expr) -> str:
    """The expression as XPath, with tests of texts as they are meant."""
    if isinstance(tree, Literal):
        return f"'{tree.value}'" if "'" not in tree.value else f'"{tree.value}"'
    if isinstance(tree, Number):
        return f"{tree.value:g}"
    if isinstance(tree, Path):
        return _path(tree)
    own, asked = own_text(tree), asked_text(tree)
    if own is not None:
        steps, value = own
        return "/".join((*(_step(step) for step in steps), f"text()[contains(., {written(Literal(value))})]"))
    if asked is not None:
        return f"m:said('{asked[0]}', {written(Literal(asked[1]))}, string(.))"
    if isinstance(tree, Call):
        return f"{tree.name}({', '.join(map(written, tree.args))})"
    assert isinstance(tree, Binary)
    return f"({written(tree.left)} {tree.operator} {written(tree.right)})"


def _path(path: Path) -> str:
    steps = "/".join(map(_step, path.steps))
    if path.start is not None:
        start = f"({written(path.start)}){_predicates(path.predicates)}"
        return f"{start}/{steps}" if steps else start
    return f"/{steps}" if path.absolute else steps


def _step(step: Step) -> str:
    return f"{step.axis}::{step.test}{_predicates(step.predicates)}"


def _predicates(predicates: tuple[Expr, ...]) -> str:
    return "".join(f"[{written(one)}]" for one in predicates)
