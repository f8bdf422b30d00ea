"""What a check gives: a `Fault` in a text, by character offsets, and a `Finding` in a file, by line and column."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from cleaner.check.codes import CHECKS

SHOWN = 60  # characters of an offending text in a message


class Edit(msgspec.Struct, frozen=True, order=True):
    """One change of a text: the characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str = ""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong in a text, from the character `start` to `end`; both 0 where it concerns the whole.

    `reason` is a sentence for people. `certain` faults are mended by `--fix`, others only by `--unsafe-fixes`; `fix`
    says what that does, empty where nothing can be done; `edits` does it, where asked for.
    """

    code: str
    start: int = 0
    end: int = 0
    reason: str
    certain: bool = True
    fix: str = ""
    edits: tuple[Edit, ...] = ()


class Region(msgspec.Struct, frozen=True):
    """A part of a file: lines and columns (characters) from 1; the end column is the one after the last character."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Replacement(msgspec.Struct, frozen=True):
    """A part of a file, and the text to put there."""

    region: Region
    text: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A fault in a file. `text` is what is wrong there, as it stands.

    In JSONL `region` lies in the record's line, `field` names the field, and `field_line` counts the lines of its
    value from 1. `details` are lines for a terminal: a golden's diff.
    """

    path: str
    code: str
    region: Region
    reason: str
    text: str = ""
    certain: bool = True
    fix: str = ""
    replacements: tuple[Replacement, ...] = ()
    field: str | None = None
    field_line: int | None = None
    fingerprint: str = ""
    details: str = ""

    @property
    def name(self) -> str:
        """The check's name."""
        return CHECKS[self.code].name

    @property
    def level(self) -> str:
        """`error` for what is certain, `warning` for the rest."""
        return "error" if self.certain else "warning"

    @property
    def message(self) -> str:
        """What is wrong and what can be done about it, in one line."""
        quoted = f"“{shorten(self.text)}” " if self.text.strip() else ""
        option = "--fix" if self.certain else "--unsafe-fixes"
        return f"{quoted}{self.reason}" + (f"; {option} {self.fix}" if self.fix else "")

    @property
    def place(self) -> str:
        """The field and the line within it, of a record."""
        return f"{self.field}:{self.field_line}" if self.field else ""


def shorten(text: str) -> str:
    """The text in one line, cut to `SHOWN` characters, with what cannot be shown escaped."""
    line = " ".join(text.split())
    line = line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in line)
    return shown.encode("utf-8", "backslashreplace").decode()


def fingerprint(code: str, name: str, key: str, text: str) -> str:
    """One stable name for a finding, by check, file, record and text but not by line: lines move when others go."""
    joined = "\0".join((code, name, key, " ".join(text.split())))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def numbered(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint, told apart from equal ones by counting them: "0123456789abcdef:1"."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        yield finding, f"{finding.fingerprint}:{seen[finding.fingerprint]}"
