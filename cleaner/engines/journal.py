"""How far a run is, as the journal tells it, and what tells one run from another."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec

from cleaner.engines.summary import Summary, WasLearned
from cleaner.io import folder


class State(msgspec.Struct):
    """How far a run is: `record` of the input with index `input` is done; the files' lengths in bytes then.

    Of a series, `part` is the number of the file at hand, `documents` what it holds, and `taken` how many articles of
    the block after `record` stand in the files before it.
    """

    job: str
    input: int = 0
    record: int = 0
    taken: int = 0
    part: int = 0
    documents: int = 0
    output: int = 0
    rejects: int = 0
    seconds: float = 0.0
    summary: Summary = msgspec.field(default_factory=Summary)
    failed: list[str] = []
    learned: WasLearned | None = None

    @property
    def is_void(self) -> bool:
        """Whether inputs could not be used, and no record came of any other."""
        return bool(self.failed) and not self.summary.documents and not self.summary.rejected


def read(path: Path, job: str) -> State:
    """The state that a journal tells, or that of a run which has not begun. Raises ValueError for another job's."""
    if not path.exists():
        return State(job)
    state = msgspec.json.decode(path.read_bytes(), type=State)
    if state.job != job:
        raise ValueError(f"the journal is that of job {state.job}")
    return state


def write(path: Path, state: State) -> None:
    """Replace the journal; at any moment it is the old one or the new one."""
    replace(path, msgspec.json.encode(state))


def replace(path: Path, data: bytes) -> None:
    """Write a file that is at any moment the old one or the new one."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(data)
    fresh.replace(path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that ends with this process at the latest. Raises BlockingIOError where another one has it."""
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def fingerprint(*parts: object, files: Sequence[str]) -> str:
    """What tells one run from another: its options, and its inputs, and the pages in those that are folders, with their
    sizes and times."""
    told = sha256(repr(parts).encode())
    for name in files:
        for path in folder.pages(name) if Path(name).is_dir() else (name,):
            told.update(repr((path, *_stat(path))).encode())
    return told.hexdigest()


def _stat(name: str) -> tuple[int, int]:
    try:
        stat = Path(name).stat()
    except OSError:
        return 0, 0
    return stat.st_size, stat.st_mtime_ns
