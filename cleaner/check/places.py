"""From faults, which lie in a text, to findings, which lie in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

import msgspec

from cleaner.check.fields import Field, escaped, written
from cleaner.check.findings import Fault, Finding, Region, Replacement, fingerprint
from cleaner.check.texts import Physical


def in_text(path: str, name: str, text: str, faults: Sequence[Fault]) -> list[Finding]:
    """Findings in a file that is one text; `name` is what the file is called in fingerprints."""
    return _findings(path, (name, ""), text, faults, Physical(text).region, str) if faults else []


def in_record(
    path: str, name: str, number: int, record: str, field: Field, key: str, faults: Sequence[Fault]
) -> list[Finding]:
    """Findings in one field of the record that is the line `number` of a JSONL file; `key` tells it from others."""
    if not faults:
        return []
    at = [*accumulate(map(len, written(record, field)), initial=field.start)]
    ascii_only = record.isascii()
    found = _findings(
        path,
        (name, key),
        field.value,
        faults,
        lambda start, end: Region(number, at[start] + 1, number, at[end] + 1),
        lambda text: escaped(text, ascii_only),
    )
    within = Physical(field.value).region
    lines = [within(fault.start, fault.end).line for fault in faults]
    return [
        msgspec.structs.replace(finding, field=field.name, field_line=line)
        for finding, line in zip(found, lines, strict=True)
    ]


def _findings(
    path: str,
    key: tuple[str, str],
    text: str,
    faults: Sequence[Fault],
    region: Callable[[int, int], Region],
    inserted: Callable[[str], str],
) -> list[Finding]:
    return [
        Finding(
            path=path,
            code=fault.code,
            region=region(fault.start, fault.end),
            reason=fault.reason,
            text=text[fault.start : fault.end],
            certain=fault.certain,
            fix=fault.fix,
            replacements=tuple(Replacement(region(edit.start, edit.end), inserted(edit.text)) for edit in fault.edits),
            fingerprint=fingerprint(fault.code, *key, text[fault.start : fault.end]),
        )
        for fault in faults
    ]
