"""One YAML rule file into one typed value, or one clear error that names file, line and key."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

T = TypeVar("T")
SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(?P<field>.*)`")
PATH_STEP = re.compile(r"\[(\d+)\]|\.([^.\[\]]+)")


class RuleError(ValueError):
    """A rule file that cannot be used: `file`, `line` (1-based) and what is wrong, with a remedy where known."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file, self.line, self.message = file, line, message


def read(path: Path, kind: type[T]) -> T:
    """The file as a value of `kind`; raises RuleError for anything that is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(path, 1, f"cannot be read as UTF-8 text: {error}") from error
    try:
        loader = SafeLoader(text)
        root = loader.get_single_node()
        refuse_duplicates(path, root, set())
        data = loader.construct_document(root) if root else None
        return msgspec.convert(data, type=kind)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(path, line, f"not valid YAML: {error.problem}{_tab_hint(text, line)}") from error
    except yaml.YAMLError as error:
        raise RuleError(path, 1, f"not valid YAML: {error}") from error
    except msgspec.ValidationError as error:
        raise RuleError(path, *_explain(str(error), root, data, kind)) from error


def line_of(path: Path, needle: str) -> int:
    """The first line of a file that contains a text; 1 when none does."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if needle in line), 1)


def _tab_hint(text: str, line: int) -> str:
    lines = text.splitlines()
    return " (indent with spaces, not tabs)" if line <= len(lines) and "\t" in lines[line - 1] else ""


def refuse_duplicates(path: Path, node: yaml.Node | None, done: set[int]) -> None:
    """YAML takes the last of two equal keys in silence; here that is an error."""
    if id(node) in done:  # an alias leads to the node that its anchor leads to
        return
    done.add(id(node))
    for child in _children(node):
        refuse_duplicates(path, child, done)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise RuleError(path, key.start_mark.line + 1, "a key must be a plain word")
        if key.value in seen:
            raise RuleError(path, key.start_mark.line + 1, f"the key `{key.value}` stands twice")
        seen.add(key.value)


def _children(node: yaml.Node | None) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _explain(message: str, root: yaml.Node | None, data: Any, kind: Any) -> tuple[int, str]:
    """Line and sentence for a message of msgspec's such as "Expected `str`, got `int` - at `$.drop[0].exact`"."""
    problem, _, where = message.partition(" - at `")
    field = UNKNOWN_FIELD.match(problem)
    path = _culprit(where.rstrip("`").removeprefix("key in "), data, kind)
    node, key = _follow(root, path, field["field"] if field else None)
    line = node.start_mark.line + 1 if node else 1
    if field:
        near = difflib.get_close_matches(field["field"], _all_fields(kind), n=1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        return line, f"unknown key `{field['field']}`{hint}"
    return line, f"{problem} (at `{key}`)" if key else problem


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
