"""What the schema says of a mistake in a rule file, as a sentence with the place and a remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

import msgspec
import yaml

from cleaner.article import Label

UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(?P<field>.*)`")
ENUM = re.compile(r"Invalid enum value '(.*)'")
EXPECTED = re.compile(r"Expected `([^`]*)`, got `(\w+)`")
PATH_STEP = re.compile(r"\[(\d+)\]|\.([^.\[\]]+)")


def explain(message: str, root: yaml.Node | None, data: Any, kind: Any) -> tuple[int, str]:
    """Line and sentence for a message of msgspec's such as "Expected `str`, got `int` - at `$.drop[0].exact`"."""
    problem, _, where = message.partition(" - at `")
    field = UNKNOWN_FIELD.match(problem)
    path = _culprit(where.rstrip("`").removeprefix("key in "), data, kind)
    node, key = _follow(root, path, field["field"] if field else None)
    line = node.start_mark.line + 1 if node else 1
    if field:
        return line, f"unknown key `{field['field']}`{_nearest(field['field'], _all_fields(kind))}"
    return line, (f"{problem} (at `{key}`)" if key else problem) + _remedy(problem)


def _nearest(word: str, known: Iterable[str]) -> str:
    near = [found for found in difflib.get_close_matches(word, known, n=2) if found != word]
    if word in known:
        return "; it stands elsewhere, see docs/rules.md"
    return f"; did you mean `{near[0]}`?" if near else ""


def _remedy(problem: str) -> str:
    """What to do about the mistakes that YAML makes easy."""
    if found := ENUM.match(problem):
        return _nearest(found[1], list(Label))
    if found := EXPECTED.match(problem):
        expected, got = found.groups()
        if expected.startswith("str") and got in ("bool", "int", "float", "date"):
            return "; put it in quotes"
        if expected == "array":
            return "; it is a list: begin each entry with `- `"
    return "; write a day as 2024-05-31" if problem.startswith("Invalid RFC3339") else ""


def _culprit(path: str, data: Any, kind: Any) -> str:
    """msgspec does not say which entry of a mapping ("$.phrases[...].label"): each is tried alone."""
    field, found, rest = path.partition("[...]")
    name = field.removeprefix("$.")
    for key, value in data[name].items() if found else ():
        try:
            msgspec.convert({**data, name: {key: value}}, type=kind)
        except msgspec.ValidationError:
            return f"{field}.{key}{rest}"
    return path


def _follow(node: yaml.Node | None, path: str, field: str | None) -> tuple[yaml.Node | None, str]:
    last = ""
    for step in PATH_STEP.finditer(path):
        index, name = step.groups()
        if name is not None and isinstance(node, yaml.MappingNode):
            node, last = _value(node, name) or node, name
        elif index is not None and isinstance(node, yaml.SequenceNode):
            node = node.value[int(index)]
    if field and isinstance(node, yaml.MappingNode):
        node = next((key for key, _ in node.value if key.value == field), node)
    return node, last


def _value(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in node.value if key.value == name), None)


def _all_fields(kind: Any) -> list[str]:
    """The field names of a struct and of the structs within it."""
    names: list[str] = []
    pending, seen = [kind], set()
    while pending:
        current = pending.pop()
        if isinstance(current, type) and issubclass(current, msgspec.Struct) and current not in seen:
            seen.add(current)
            for field in msgspec.structs.fields(current):
                names.append(field.encode_name)
                pending.append(field.type)
        pending += list(getattr(current, "__args__", ()))
    return names
