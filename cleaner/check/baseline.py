"""A baseline: the findings that a corpus has today, so that only new ones are reported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from cleaner.check.findings import Finding, shorten

DEFAULT = "cleaner-baseline.json"

Known = dict[str, dict[str, int]]
"""File -> fingerprint -> how many such findings it has."""


class BaselineError(ValueError):
    """A baseline file that cannot be used."""


class Entry(msgspec.Struct, forbid_unknown_fields=True):
    """Equal findings of one file; `code` and `text` are for the reader."""

    code: str
    text: str
    fingerprint: str
    count: int = 1


class Baseline(msgspec.Struct, forbid_unknown_fields=True):
    """A baseline file: entries by file, named as seen from the folder of the config."""

    version: Literal[1]
    findings: dict[str, list[Entry]]


def read_baseline(path: Path) -> Known:
    """What a baseline file knows; raises BaselineError."""
    try:
        stored = msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError as error:
        raise BaselineError(f"{path}: {error.strerror}; write it with --write-baseline") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BaselineError(f"{path}: not a baseline ({error}); write it anew with --write-baseline") from error
    return {name: {entry.fingerprint: entry.count for entry in entries} for name, entries in stored.findings.items()}


def baseline_bytes(findings: Iterable[tuple[str, Finding]]) -> bytes:
    """The baseline file of some findings, each with its file's name; the same findings give the same bytes."""
    files: dict[str, dict[str, Entry]] = {}
    for name, finding in findings:
        entries = files.setdefault(name, {})
        if finding.fingerprint in entries:
            entries[finding.fingerprint].count += 1
        else:
            text = shorten(finding.text or finding.reason)
            entries[finding.fingerprint] = Entry(finding.code, text, finding.fingerprint)
    stored = Baseline(1, {name: list(entries.values()) for name, entries in sorted(files.items())})
    return msgspec.json.format(msgspec.json.encode(stored), indent=2) + b"\n"
