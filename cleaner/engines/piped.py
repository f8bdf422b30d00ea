"""A run whose output goes to stdout: nothing is kept, so nothing can be taken up."""

from __future__ import annotations

import sys

from cleaner.engines.journal import State
from cleaner.engines.plan import Step
from cleaner.io.streams import InputError
from cleaner.io.targets import Target


class Piped:
    """Writes articles to stdout as they come; rejects are only named and counted. Raises InputError for what needs a
    file, and BrokenPipeError where nobody reads any more."""

    complete = False

    def __init__(self, target: Target, *, resume: bool) -> None:
        if target.kind == "parquet" or resume:
            raise InputError("stdout", f"cannot be {'resumed' if resume else 'Parquet'}: name a file")
        self.state = State("")
        self._begun = False
        self._text = target.kind != "jsonl"

    def kept(self, _name: str) -> bytes | None:
        """Nothing."""
        return None

    def keep(self, _name: str, _data: bytes) -> None:
        """Nothing is put aside where nothing is taken up."""

    def append(self, step: Step) -> None:
        """Write what came of some records."""
        pieces = list(step.part.output)
        if self._text and pieces:  # a blank line between articles, none after the last
            pieces = [b"\n" * self._begun + pieces[0][:-1], *(b"\n" + piece[:-1] for piece in pieces[1:])]
            self._begun = True
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        self.state.summary.add(step.part.summary)
        self.state.input, self.state.record = step.input, step.record

    def finish(self) -> None:
        """Nothing is left to do."""

    def discard(self) -> None:
        """Nothing has been written."""

    def close(self) -> None:
        """Nothing is open."""
