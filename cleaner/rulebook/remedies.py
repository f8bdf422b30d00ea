"""What the schema says of a mistake in a rule file, as a sentence with the place and a remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args, get_origin

import msgspec
import yaml

from cleaner.article import Label

UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(?P<field>.*)`")
ENUM = re.compile(r"Invalid enum value '(.*)'")
EXPECTED = re.compile(r"Expected `([^`]*)`, got `(\w+)`")
DAY = "; write a day as 2024-05-31"
KEYS = "; docs/rules.md lists the keys"
LABELS = "; docs/labels.md lists them"
PATH_STEP = re.compile(r"\[(\d+)\]|\.([^.\[\]]+)")


def explain(message: str, root: yaml.Node | None, data: Any, kind: Any) -> tuple[int, str]:
    """Line and sentence for a message of msgspec's such as "Expected `str`, got `int` - at `$.drop[0].exact`"."""
    problem, _, where = message.partition(" - at `")
    field = UNKNOWN_FIELD.match(problem)
    path = _culprit(where.rstrip("`").removeprefix("key in "), data, kind)
    node, key = _follow(root, path, field["field"] if field else None)
    line = node.start_mark.line + 1 if node else 1
    if field:
        return line, f"unknown key `{field['field']}`{_nearest(field['field'], _all_fields(kind), KEYS)}"
    return line, (f"{problem} (at `{key}`)" if key else problem) + _remedy(problem, _choices(kind, key))


def _nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    near = [found for found in difflib.get_close_matches(word, known, n=2) if found != word]
    if word in known:
        return "; it stands elsewhere, see docs/rules.md"
    return f"; did you mean `{near[0]}`?" if near else otherwise


def _remedy(problem: str, choices: list[str]) -> str:
    """What to do about the mistakes that YAML makes easy."""
    if found := ENUM.match(problem):
        listed = ", ".join(f"`{choice}`" for choice in choices)
        return _nearest(found[1], choices or list(Label), f"; there are {listed}" if choices else LABELS)
    if found := EXPECTED.match(problem):
        expected, got = found.groups()
        if expected.startswith("str") and got in ("bool", "int", "float", "date"):
            return "; put it in quotes"
        if expected == "array":
            return "; it is a list: begin each entry with `- `"
        if expected == "object":
            return "; it has keys of its own: `key: value`"
        if expected.startswith("date"):
            return DAY
    return DAY if problem.startswith("Invalid RFC3339") else ""


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
    return [field.encode_name for field in _fields(kind)]


def _choices(kind: Any, key: str) -> list[str]:
    """The words that a key takes, where it takes but a few."""
    kinds = [
        given for field in _fields(kind) if field.encode_name == key for given in (field.type, *get_args(field.type))
    ]
    return list(dict.fromkeys(word for one in kinds if get_origin(one) is Literal for word in get_args(one)))


def _fields(kind: Any) -> Iterator[msgspec.structs.FieldInfo]:
    pending, seen = [kind], set()
    while pending:
        current = pending.pop()
        if isinstance(current, type) and issubclass(current, msgspec.Struct) and current not in seen:
            seen.add(current)
            for field in msgspec.structs.fields(current):
                yield field
                pending.append(field.type)
        pending += list(getattr(current, "__args__", ()))
