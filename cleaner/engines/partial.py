"""A run that is under way: its output in a folder beside the final name, and a journal of how far it is.

The journal says which records are done and how long the files were then. What was written after that is cut off when a
run is taken up again, so nothing is lost and nothing doubled. A part that is full gets its name at once.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cleaner.engines import journal
from cleaner.engines.journal import State
from cleaner.engines.plan import Step
from cleaner.io.targets import Target

EVERY = 1.0  # seconds between entries of the journal, and so much longer
RARELY = 50  # as the last one took longer than a second over this: some disks take a tenth of a second to be sure
OURS = ("output-", "rejects", "learned", "finished")  # how the names of files begin that a run has under way


class OutputError(Exception):
    """An output that cannot be written, or is there already: its name and what to do."""


class Partial:
    """The folder `OUTPUT.partial`: the log of the output, or of the part at hand, the rejects, the journal."""

    def __init__(self, target: Target, job: str, *, resume: bool, overwrite: bool) -> None:
        """Raises OutputError where something stands in the way."""
        self.target = target
        self.folder = target.names.beside(".partial")
        self._journal = self.folder / "journal.json"
        self.state = State(job)
        self._kept = ""
        self._streams = ExitStack()
        self.complete = resume and not self._journal.exists() and bool(target.names.there())
        if not self.complete:
            with self._writing(), ExitStack() as failed:
                failed.callback(self.close)
                self._claim(resume, overwrite)
                self._take_up(overwrite)
                failed.pop_all()
        self._saved = self._begun = time.monotonic()
        self._pause = EVERY
        self._kept = "; what is done is kept, and --resume goes on from there"

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What cannot be written, as one message."""
        try:
            yield
        except OSError as error:
            raise OutputError(f"{self.target.names.output}: {error.strerror}{self._kept}") from error

    def _claim(self, resume: bool, overwrite: bool) -> None:
        """Make the folder and lock it; raises OutputError for what nobody has allowed us to touch."""
        self._refuse_outputs(resume, overwrite)
        if self.target.names.series:
            self.folder.parent.mkdir(exist_ok=True)
        self.folder.mkdir(exist_ok=True)
        try:
            self._streams.enter_context(journal.locked(self.folder / "lock"))
        except BlockingIOError as error:
            raise OutputError(f"{self.folder}: another run is writing there") from error
        if self._journal.exists() and not (resume or overwrite):
            kept = "--resume continues it, --overwrite begins anew"
            raise OutputError(f"{self.folder}: is there from a run that did not end; {kept}")

    def _refuse_outputs(self, resume: bool, overwrite: bool) -> None:
        there = self.target.names.there()
        if there and there[0].is_dir():
            if any(there[0].iterdir()):
                raise OutputError(f"{there[0]}: is a folder with something in it; name a new one")
        elif there and not overwrite and not self._journal.exists():
            raise OutputError(f"{there[0]}: is there already; --overwrite replaces it")

    def _take_up(self, overwrite: bool) -> None:
        """Begin, or go on where the journal says."""
        if overwrite or not self._journal.exists():
            self._clear()
        try:
            self.state = journal.read(self._journal, self.state.job)
        except ValueError as error:
            raise OutputError(
                f"{self.folder}: was begun with other inputs or options; use those, or --overwrite begins anew"
            ) from error
        journal.write(self._journal, self.state)
        for part in range(self.state.part):
            if self._log(part).exists():
                self._give(part)
        self._output = self._open(self._log(self.state.part), self.state.output)
        self._rejects = self._open(self.folder / "rejects", self.state.rejects)

    def _clear(self) -> None:
        """Forget a run that did not end, and all parts of a series, or those of two runs would stand side by side."""
        self._journal.unlink(missing_ok=True)
        for old in self.target.names.there() if self.target.names.series else ():
            old.unlink()
        for left in (path for path in self.folder.iterdir() if path.name.startswith(OURS)):
            shutil.rmtree(left) if left.is_dir() else left.unlink()

    def _log(self, part: int) -> Path:
        return self.folder / f"output-{part}"

    def _open(self, path: Path, length: int) -> BinaryIO:
        """A file of the folder, cut to the length that the journal tells, open at its end."""
        stream = self._streams.enter_context(path.open("ab"))
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
        with self._writing():
            journal.replace(self.folder / name, data)

    def append(self, step: Step) -> None:
        """Write what came of some records, and now and then the journal. Raises OutputError where there is no room."""
        with self._writing():
            self._write(step.part.output, step.part.summary.documents)
            self._rejects.write(step.part.rejects)
            self.state.summary.add(step.part.summary)
            self.state.input, self.state.record, self.state.taken = step.input, step.record, 0
            if time.monotonic() - self._saved > self._pause:
                self._save()

    def _write(self, articles: tuple[bytes, ...], count: int) -> None:
        """Articles of one block to the part at hand and, as each is full, to the ones after it."""
        state, size = self.state, self.target.part_size
        articles, count = self.target.cut(articles, state.taken)[1], count - state.taken
        while size and count >= size - state.documents:
            room = size - state.documents
            first, articles = self.target.cut(articles, room)
            self._output.writelines(first)
            state.taken, count = state.taken + room, count - room
            self._end_part()
            self._output = self._open(self._log(state.part), 0)
        self._output.writelines(articles)
        state.documents += count

    def _save(self) -> None:
        """Write the journal, after what it vouches for."""
        start = time.monotonic()
        for stream in (self._output, self._rejects):
            stream.flush()
            os.fsync(stream.fileno())
        self.state.output, self.state.rejects = self._output.tell(), self._rejects.tell()
        self._note()
        self._pause = EVERY * max(1.0, RARELY * (time.monotonic() - start))

    def _note(self) -> None:
        self.state.seconds += time.monotonic() - self._begun
        self._begun = self._saved = time.monotonic()
        journal.write(self._journal, self.state)

    def _end_part(self) -> None:
        """The part at hand is whole: the journal says so first, so that it gets its name whenever this ends."""
        self._output.flush()
        os.fsync(self._output.fileno())
        self._output.close()
        self.state.part, self.state.documents, self.state.output = self.state.part + 1, 0, 0
        self._note()
        self._give(self.state.part - 1)

    def _give(self, part: int) -> None:
        """Make the file of a log and give it its name."""
        made = self.target.finish(self._log(part))
        if made.is_file():
            with made.open("rb") as file:
                os.fsync(file.fileno())
        made.replace(self.target.names.file(part))
        self._log(part).unlink(missing_ok=True)

    def finish(self) -> None:
        """Give the output, or its last part, its name; nothing is left beside it but rejects. Raises OutputError."""
        with self._writing():
            self._save()
            rejects = self.target.names.beside(".rejects.jsonl")
            rejects.unlink(missing_ok=True)
            if self.state.rejects:
                shutil.copyfile(self.folder / "rejects", self.folder / "rejects.copy")
                (self.folder / "rejects.copy").replace(rejects)
            if self.state.documents or not self.state.part:
                self._end_part()
            self._journal.unlink()  # first: without it there is nothing to take up
            shutil.rmtree(self.folder)

    def discard(self) -> None:
        """Leave nothing: an empty output would look like a corpus without documents, and as if nothing was left to do.
        Raises OutputError."""
        with self._writing():
            self._journal.unlink()
            shutil.rmtree(self.folder)

    def close(self) -> None:
        """Close the files; what cannot be flushed is not in the journal either."""
        with suppress(OSError):
            self._streams.close()
