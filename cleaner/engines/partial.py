"""A run that is under way: its output in a folder beside the final name, and a journal of how far it is.

The journal says which records are done and how long the files were then. What was written after that is cut off when a
run is taken up again, so nothing is lost and nothing doubled.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import msgspec

from cleaner.engines.plan import Step
from cleaner.engines.summary import Summary, WasLearned
from cleaner.io.targets import Target

EVERY = 1.0  # seconds between entries of the journal


class OutputError(Exception):
    """An output that cannot be written, or is there already: its name and what to do."""


class State(msgspec.Struct):
    """How far a run is: `record` of the input with index `input` is done; the files' lengths in bytes then."""

    job: str
    input: int = 0
    record: int = 0
    output: int = 0
    rejects: int = 0
    seconds: float = 0.0
    summary: Summary = msgspec.field(default_factory=Summary)
    failed: list[str] = []
    learned: WasLearned | None = None


class Partial:
    """The folder `OUTPUT.partial`: the log of the output, the rejects, the journal."""

    def __init__(self, output: Path, job: str, *, resume: bool, overwrite: bool) -> None:
        """Raises OutputError where something stands in the way."""
        self.target = output
        self.rejects_target = output.with_name(f"{output.name}.rejects.jsonl")
        self.folder = output.with_name(f"{output.name}.partial")
        self.log = self.folder / "output"
        self.state = State(job)
        self.complete = resume and self.target.exists() and not self.log.exists()
        if self.complete:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        if overwrite and self.folder.exists():
            shutil.rmtree(self.folder)
        self._take_up(resume, overwrite)
        self._output, self._rejects = self._open("output"), self._open("rejects")
        self._saved = self._begun = time.monotonic()

    def _take_up(self, resume: bool, overwrite: bool) -> None:
        journal = self.folder / "journal.json"
        if not self.folder.exists():
            self._make_folder(overwrite)
        elif not resume:
            raise OutputError(
                f"{self.folder}: is there from a run that did not end; --resume continues it, --overwrite begins anew"
            )
        elif journal.exists():
            state = msgspec.json.decode(journal.read_bytes(), type=State)
            if state.job != self.state.job:
                raise OutputError(
                    f"{self.folder}: was begun with other inputs or options; use those, or --overwrite begins anew"
                )
            self.state = state

    def _make_folder(self, overwrite: bool) -> None:
        if self.target.is_dir() and any(self.target.iterdir()):
            raise OutputError(f"{self.target}: is a folder with something in it; name a new one")
        if self.target.is_file() and not overwrite:
            raise OutputError(f"{self.target}: is there already; --overwrite replaces it")
        try:
            self.folder.mkdir()
        except OSError as error:
            raise OutputError(f"{self.target}: {error.strerror}") from error

    def _open(self, name: str) -> BinaryIO:
        """A file of the folder, cut to the length that the journal tells, open at its end."""
        stream = (self.folder / name).open("ab")
        length = getattr(self.state, name)
        if stream.tell() < length:
            raise OutputError(f"{self.folder}: lacks what its journal tells; --overwrite begins anew")
        stream.truncate(length)
        stream.seek(length)
        return stream

    def kept(self, name: str) -> bytes | None:
        """What `keep` put aside, maybe before this run was taken up."""
        path = self.folder / name
        return path.read_bytes() if path.exists() else None

    def keep(self, name: str, data: bytes) -> None:
        """Put something aside for as long as the run is under way. Raises OutputError."""
        try:
            fresh = self.folder / f"{name}.new"
            fresh.write_bytes(data)
            fresh.replace(self.folder / name)
        except OSError as error:
            raise self._full(error) from error

    def append(self, step: Step) -> None:
        """Write what came of some records, and from time to time the journal. Raises OutputError where there is no
        room."""
        try:
            self._output.write(step.part.output)
            self._rejects.write(step.part.rejects)
        except OSError as error:
            raise self._full(error) from error
        self.state.summary.add(step.part.summary)
        self.state.input, self.state.record = step.input, step.record
        if time.monotonic() - self._saved > EVERY:
            self.save()

    def save(self) -> None:
        """Write the journal, after what it vouches for. Raises OutputError."""
        try:
            for stream in (self._output, self._rejects):
                stream.flush()
                os.fsync(stream.fileno())
            self.state.output, self.state.rejects = self._output.tell(), self._rejects.tell()
            self.state.seconds += time.monotonic() - self._begun
            self._begun = self._saved = time.monotonic()
            fresh = self.folder / "journal.new"
            fresh.write_bytes(msgspec.json.encode(self.state))
            fresh.replace(self.folder / "journal.json")
        except OSError as error:
            raise self._full(error) from error

    def _full(self, error: OSError) -> OutputError:
        return OutputError(f"{self.target}: {error.strerror}; what is done is kept, and --resume goes on from there")

    def close(self) -> None:
        """Close the files; what cannot be flushed is not in the journal either."""
        for stream in (self._output, self._rejects):
            with suppress(OSError):
                stream.close()

    def finish(self, target: Target) -> None:
        """Make the output of the log and give it its name. Raises OutputError.

        The last step but tidying up is the one that makes the output appear, so a run that ends on the way can be taken
        up again.
        """
        self.close()
        try:
            made = target.finish(self.log, self.target.name)
            self.rejects_target.unlink(missing_ok=True)
            if self.state.rejects:
                shutil.copyfile(self.folder / "rejects", self.folder / "rejects.copy")
                (self.folder / "rejects.copy").replace(self.rejects_target)
            made.replace(self.target)
            shutil.rmtree(self.folder)
        except OSError as error:
            raise self._full(error) from error


def fingerprint(*parts: object, files: Sequence[str]) -> str:
    """What tells one run from another: its options, and its inputs with their sizes and times."""
    stats = [(name, *(_stat(name))) for name in files]
    return sha256(msgspec.json.encode([repr(parts), stats])).hexdigest()


def _stat(name: str) -> tuple[int, int]:
    try:
        stat = Path(name).stat()
    except OSError:
        return 0, 0
    return stat.st_size, stat.st_mtime_ns
