"""One YAML rule file into one typed value, or one clear error that names file, line and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from cleaner.rulebook.remedies import explain
from cleaner.rulebook.yaml_remedies import explain_yaml

T = TypeVar("T")
SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RuleError(ValueError):
    """A rule file that cannot be used: `file`, `line` (1-based) and what is wrong, with a remedy where known."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file, self.line, self.message = file, line, message

    def __reduce__(self) -> tuple[type[RuleError], tuple[Path, int, str]]:
        """An error that is raised in another process must arrive: one that cannot be read breaks the whole pool."""
        return type(self), (self.file, self.line, self.message)


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
    except yaml.YAMLError as error:
        raise RuleError(path, *explain_yaml(error, text)) from error
    except msgspec.ValidationError as error:
        raise RuleError(path, *explain(str(error), root, data, kind)) from error
    except RuleError:
        raise
    except ValueError as error:  # a day that no calendar has
        raise RuleError(path, _line_of_day(root), f"not a day: {error}") from error


def line_of(path: Path, needle: str) -> int:
    """The first line of a file that contains a text; 1 when none does."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if needle in line), 1)


def line_at(path: Path, *steps: str | int) -> int:
    """The line of a value of a file that is valid YAML, by the keys and positions (from 0) that lead to it.

    Steps that lead nowhere count as far as they lead.
    """
    node: yaml.Node | None = SafeLoader(path.read_text(encoding="utf-8")).get_single_node()
    line = 1
    for step in steps:
        node, line = _step(node, step, line)
    return line


def _step(node: yaml.Node | None, step: str | int, line: int) -> tuple[yaml.Node | None, int]:
    """A key's line is its own, as its value may begin a line further down; an entry's is its first."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line + 1
    return None, line


def _line_of_day(node: yaml.Node | None) -> int:
    """The line of the first value that looks like a day and is none."""
    if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":timestamp"):
        try:
            yaml.SafeLoader("").construct_yaml_timestamp(node)
        except ValueError:
            return node.start_mark.line + 1
    return next(filter(None, map(_line_of_day, _children(node))), 0)


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
        if not isinstance(key, yaml.ScalarNode) or not key.tag.endswith((":str", ":merge")):
            raise RuleError(path, key.start_mark.line + 1, "a key must be a plain word")
        if key.value in seen:
            raise RuleError(path, key.start_mark.line + 1, f"the key `{key.value}` stands twice")
        seen.add(key.value)


def _children(node: yaml.Node | None) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []
