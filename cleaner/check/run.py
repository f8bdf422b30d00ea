"""One file in, its outcome out: read, checked, and mended where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO, Protocol

import msgspec

from cleaner.check import diffs
from cleaner.check.examine import Examiner, Passage
from cleaner.check.files import kind_of, sniffed
from cleaner.check.findings import Finding
from cleaner.check.places import in_text
from cleaner.check.records import Records
from cleaner.check.replacing import replacing
from cleaner.check.rules import rule_findings
from cleaner.check.settings import Settings
from cleaner.check.texts import Encoded, read
from cleaner.check.wanted import Selection
from cleaner.decode import is_binary
from cleaner.io.streams import InputError, display, opened
from cleaner.rulebook.read import RuleError


class Sink(Protocol):
    """What takes a file's content as it shall be."""

    def write(self, data: bytes, /) -> object:
        """Takes the next bytes."""


class Outcome(msgspec.Struct, kw_only=True):
    """What came of one file: findings, how many faults were mended, the diff asked for, what could not be used."""

    path: str
    findings: list[Finding] = []
    mended: int = 0
    diff: str = ""
    errors: list[str] = []


class Runner:
    """Checks files by one set of settings."""

    def __init__(self, settings: Settings) -> None:
        """Raises RuleError for rules that cannot be used."""
        self._settings = settings
        self._mends = settings.write or settings.diff
        self._examiner = Examiner(settings)
        self._selection = Selection(settings)

    def file(self, path: str) -> Outcome:
        """The outcome of one file, mended in place where that is asked for."""
        outcome = Outcome(path=path)
        try:
            with _unreadable(path):
                if kind_of(path) == "rules":
                    with opened(path):
                        findings = rule_findings(path, self._selection.name(path))
                    outcome.findings = self._selection.findings(path, findings)
                elif self._settings.write:
                    with replacing(path) as new, opened(path) as stream:
                        self._stream(outcome, stream, new)
                        new.keep = outcome.mended > 0
                else:
                    with opened(path) as stream:
                        self._stream(outcome, stream, None)
        except InputError as error:
            outcome.errors.append(str(error))
        return outcome

    def stream(self, path: str, stream: BinaryIO, out: Sink | None) -> Outcome:
        """The outcome of what a stream holds, as if it were the file; its content, mended, goes to `out`."""
        outcome = Outcome(path=path)
        try:
            with _unreadable(path):
                self._stream(outcome, stream, out)
        except InputError as error:
            outcome.errors.append(str(error))
        return outcome

    def _stream(self, outcome: Outcome, stream: BinaryIO, out: Sink | None) -> None:
        kind = kind_of(outcome.path)
        if kind == "jsonl":
            self._records(outcome, stream, out)
            return
        data = stream.read()
        if is_binary(data):
            raise InputError(display(outcome.path), "holds binary data, not text; nothing was checked")
        source = read(data)
        kind = kind or sniffed(source.text)
        if kind == "jsonl":
            self._records(outcome, BytesIO(data), out)
        else:
            changed = self._whole(outcome, kind, data, source)
            if out is not None:
                out.write(changed)

    def _whole(self, outcome: Outcome, kind: str, data: bytes, source: Encoded) -> bytes:
        """The findings of a file that is one text, into its outcome; its bytes, mended where that is asked for."""
        name, wanted = self._selection.name(outcome.path), self._selection.wanted(outcome.path)("")
        passage = Passage(text=source.text, kind=kind)
        text = source.text
        exact = source.is_exact(data)
        if self._mends and kind != "html" and exact:
            done = self._examiner.mend(passage, wanted)
            text, outcome.mended, faults = done.text, done.mended, done.left
        else:
            faults = self._examiner.faults(passage, wanted)
        if not exact:  # what would be written is not what was read, and so nothing is
            faults = [msgspec.structs.replace(fault, fix="", edits=()) for fault in faults]
        outcome.findings += in_text(outcome.path, name, text, faults)
        if self._settings.diff:
            outcome.diff = diffs.of_texts(outcome.path, source.text, text)
        return source.encode(text) if outcome.mended else data

    def _records(self, outcome: Outcome, stream: BinaryIO, out: Sink | None) -> None:
        name, wanted = self._selection.name(outcome.path), self._selection.wanted(outcome.path)
        records = Records(self._examiner, outcome.path, name, wanted)
        diff = diffs.Lines(outcome.path)
        for number, raw in enumerate(stream, 1):
            written = raw
            if raw.strip():
                try:
                    checked = records.check(number, raw, mend=self._mends)
                except RuleError:
                    raise
                except ValueError as error:
                    outcome.errors.append(f"{display(outcome.path)}:{number}: {error}; this record is left out")
                else:
                    outcome.findings += checked.findings
                    outcome.mended += checked.mended
                    written = checked.raw
            if self._settings.diff:
                diff.add(raw, written)
            if out is not None:
                out.write(written)
        outcome.diff = diff.text()


@contextmanager
def _unreadable(path: str) -> Iterator[None]:
    """What a file system refuses, as one clear message."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(display(path), error.strerror or str(error)) from error
    except RuleError:
        raise
    except ValueError as error:
        raise InputError(display(path), str(error)) from error
