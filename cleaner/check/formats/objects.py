"""`json` and `jsonl`: findings as objects, all in one array or each in a line of its own."""

from __future__ import annotations

from typing import Any

import msgspec

from cleaner.check.findings import Finding, numbered
from cleaner.check.run import Outcome
from cleaner.io.records import one_line


def as_object(finding: Finding, mark: str) -> dict[str, Any]:
    """A finding as programs read it; `fix` is null where nothing can be done."""
    region = finding.region
    return {
        "path": printable(finding.path),
        "line": region.line,
        "column": region.column,
        "end_line": region.end_line,
        "end_column": region.end_column,
        "field": finding.field,
        "field_line": finding.field_line,
        "code": finding.code,
        "name": finding.name,
        "certain": finding.certain,
        "text": printable(finding.text),
        "reason": printable(finding.reason),
        "message": printable(finding.message),
        "fix": finding.fix or None,
        "fingerprint": mark,
    }


def printable(text: str) -> str:
    """The text without lone surrogates, which no JSON can hold."""
    return text.encode("utf-8", "backslashreplace").decode()


class JsonLines:
    """One object a line."""

    def outcome(self, outcome: Outcome) -> str:
        """A line for each finding of a file."""
        objects = [as_object(finding, mark) for finding, mark in numbered(outcome.findings)]
        return "".join(one_line(msgspec.json.encode(each)).decode() + "\n" for each in objects)

    def end(self) -> str:
        """Nothing."""
        return ""


class Json:
    """One array of objects, also when it is empty."""

    def __init__(self) -> None:
        self._objects: list[dict[str, Any]] = []

    def outcome(self, outcome: Outcome) -> str:
        """Nothing yet."""
        self._objects += [as_object(finding, mark) for finding, mark in numbered(outcome.findings)]
        return ""

    def end(self) -> str:
        """The array."""
        return msgspec.json.format(msgspec.json.encode(self._objects), indent=2).decode() + "\n"
