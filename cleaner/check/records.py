"""One record of a JSONL file in, its findings out, and the record with its text fields mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from cleaner.check.examine import Examiner, Passage, Wanted
from cleaner.check.fields import Field, fields, rewritten
from cleaner.check.findings import Finding
from cleaner.check.places import in_record
from cleaner.check.settings import FIELDS


class Checked(msgspec.Struct, frozen=True):
    """What came of a record: the record as it is to be written, its findings, and how many faults were mended."""

    raw: bytes
    findings: list[Finding]
    mended: int = 0


class Records:
    """Checks the records of one file; `name` is what fingerprints call the file, `wanted` chooses among faults."""

    def __init__(self, examiner: Examiner, path: str, name: str, wanted: Callable[[str], Wanted]) -> None:
        self._examiner, self._path, self._name, self._wanted = examiner, path, name, wanted

    def check(self, number: int, raw: bytes, *, mend: bool) -> Checked:
        """The outcome of the record that is the line `number`; raises ValueError for one that cannot be used."""
        try:
            record = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ValueError(f"not UTF-8: byte {error.start + 1} of the record") from error
        members = fields(record)
        key = _key(members, number)
        findings: list[Finding] = []
        mended = 0
        for name in self._names(members):
            field_key = f"{key}\0{name}"
            wanted = self._wanted(field_key)
            field = _field(fields(record), name)
            passage = _passage(members, field)
            if mend:
                done = self._examiner.mend(passage, wanted)
                record, mended = rewritten(record, field, done.rounds), mended + done.mended
                field, faults = _field(fields(record), name), done.left
            else:
                faults = self._examiner.faults(passage, wanted)
            findings += in_record(self._path, self._name, number, record, field, field_key, faults)
        return Checked(record.encode("utf-8"), findings, mended)

    def _names(self, members: dict[str, Any]) -> list[str]:
        """The fields to check: those that were named, else the texts of the record, else its page."""
        asked = self._examiner.settings.fields
        found = [name for name in asked if name in members]
        if not found:
            wanted = " or ".join(f"`{name}`" for name in asked)
            raise ValueError(f"has no field {wanted}: name the field to check with --field")
        texts = [name for name in found if name != "html"]
        return texts if texts and asked == FIELDS else found


def _field(members: dict[str, Any], name: str) -> Field:
    value = members[name]
    if value is None:
        return Field(name, "", 0, 0)
    if not isinstance(value, Field):
        raise ValueError(f"`{name}` is not a string")
    return value


def _passage(members: dict[str, Any], field: Field) -> Passage:
    return Passage(
        text=field.value,
        kind="html" if field.name == "html" else "text",
        title=_hint(members, "title"),
        url=_hint(members, "url"),
        language=_hint(members, "lang") or _hint(members, "language"),
        title_apart=field.name == "body",
    )


def _hint(members: dict[str, Any], name: str) -> str | None:
    value = members.get(name)
    return value.value or None if isinstance(value, Field) else None


def _key(members: dict[str, Any], number: int) -> str:
    """What tells a record from others: its id, else where it stands."""
    value = members.get("id")
    value = value.value if isinstance(value, Field) else value
    return f"id {value}" if value is not None and value != "" else f"line {number}"
