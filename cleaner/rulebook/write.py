"""A rule file's value as YAML that a person would write: no defaults, blocks for what has several lines."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import yaml

from cleaner.rulebook.schema import Entry, Rules

FIRST = ("site", "sites", "subdomains", "group", "source", "note", "notes", "extends", "since", "until")
LAST = ("tests",)
WIDTH = 1 << 20  # one line is one value; nothing is folded


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, and repeats a value instead of naming it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Several lines as a block, unless white space at a line's end would not be seen there."""
    block = "\n" in text and all(line == line.rstrip() for line in text.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if block else None)


_Dumper.add_representer(str, _text)


def to_yaml(rules: Rules) -> str:
    """The whole file, keys in the order of the documentation; `read` gives the same value back."""
    plain = {key: value for key, value in _plain(rules).items() if value != {}}
    middle = [key for key in plain if key not in FIRST + LAST]
    return as_yaml({key: plain[key] for key in (*FIRST, *middle, *LAST) if key in plain})


def entry_yaml(entry: Entry) -> str:
    """One entry of a list, such as a `LineRule`, as the lines that stand below the list's key."""
    return as_yaml([_plain(entry)])


def as_yaml(plain: Any) -> str:
    """Plain dicts, lists, texts, dates and numbers in the same style."""
    return str(yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH))


def _plain(value: msgspec.Struct) -> Any:
    return msgspec.to_builtins(value, builtin_types=(date,))
