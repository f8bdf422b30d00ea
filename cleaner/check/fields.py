"""The text fields of a JSONL record, and how one is changed while every other byte of the record stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

import msgspec

from cleaner.check.findings import Edit

MARK = "\ufeff"  # before the first record of a file, at times
SPACE = re.compile(r"[ \t\r\n]*")
# One character of a JSON string as it is written: a pair of surrogates, any other escape, or the character itself.
WRITTEN = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.S)
DECODER = json.JSONDecoder(strict=False)


class Field(msgspec.Struct, frozen=True):
    """A text field: its name, its value, and where in the record the value stands, without its quotes."""

    name: str
    value: str
    start: int
    end: int


def fields(record: str) -> dict[str, Any]:
    """The members of a JSON object: strings as `Field`, others as values; raises ValueError for anything else."""
    found: dict[str, Any] = {}
    at = _skip(record, record.startswith(MARK))
    if record[at : at + 1] != "{":
        raise ValueError("not a JSON object")
    try:
        for name, value, start, end in _members(record, at + 1):
            found[name] = Field(name, value, start + 1, end - 1) if isinstance(value, str) else value
    except (IndexError, StopIteration, RecursionError) as error:
        raise ValueError("not valid JSON") from error
    return found


def _members(record: str, at: int) -> Iterator[tuple[str, Any, int, int]]:
    at = _skip(record, at)
    while record[at] != "}":
        at = _expect(record, at, '"')
        name, at = scanstring(record, at, False)
        start = _skip(record, _expect(record, _skip(record, at), ":"))
        value, end = DECODER.raw_decode(record, start)
        yield name, value, start, end
        at = _skip(record, end)
        if record[at] == ",":
            at = _skip(record, at + 1)
            if record[at] == "}":
                raise ValueError("not valid JSON: a comma before the closing brace")
        elif record[at] != "}":
            raise ValueError(f"not valid JSON: `,` or `}}` expected in column {at + 1}")
    if record[at + 1 :].strip():
        raise ValueError("not valid JSON: something stands after the object")


def _skip(record: str, at: int) -> int:
    found = SPACE.match(record, at)
    return found.end() if found else at


def _expect(record: str, at: int, char: str) -> int:
    if record[at] != char:
        raise ValueError(f"not valid JSON: `{char}` expected in column {at + 1}")
    return at + 1


def written(record: str, field: Field) -> list[str]:
    """A field's value character by character as the record writes it, escapes and all."""
    return WRITTEN.findall(record[field.start : field.end])


def rewritten(record: str, field: Field, rounds: Sequence[Sequence[Edit]]) -> str:
    """The record with the field changed by rounds of edits, each of the value that the round before left."""
    chars = written(record, field)
    ascii_only = record.isascii()
    for edits in rounds:
        for edit in reversed(edits):
            chars[edit.start : edit.end] = [escaped(char, ascii_only) for char in edit.text]
    return record[: field.start] + "".join(chars) + record[field.end :]


def escaped(text: str, ascii_only: bool) -> str:
    """A text as JSON writes it between quotes."""
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]
