"""A folder in TMPDIR for what does not fit in memory, and an end to those that killed processes have left there."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "cleaner-learn-"
LOCK = "owner"  # the file that the owner holds a lock on, which ends with its process, however that ends


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder for the time of the context; first those go whose owners are dead."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with (folder / "new").open("wb") as file:
            with suppress(OSError):  # a file system without locks: nobody will take the folder for a dead one's
                fcntl.flock(file, fcntl.LOCK_EX)
                (folder / "new").rename(folder / LOCK)  # so under this name it is never seen unlocked
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError), (left / LOCK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while its owner lives
            shutil.rmtree(left, ignore_errors=True)
