"""A file that is replaced at once, when its new content is complete, and keeps its mode and its compression."""

from __future__ import annotations

import contextlib
import gzip
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from cleaner.io.streams import GZIP, ZSTD

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


MEMORY = 1 << 22  # bytes that are held before a file is made: most files are smaller, and most stay as they are


class Replacement:
    """Takes a file's new content; without `keep` set at the end, the file stays as it was."""

    def __init__(self, path: Path) -> None:
        self.keep = False
        self._path = path
        self._held: list[bytes] = []
        self._size = 0
        self._raw: BinaryIO | None = None
        self._packed: BinaryIO | None = None
        self._temporary: Path | None = None

    def write(self, data: bytes) -> int:
        """Takes the next bytes, unpacked; raises OSError."""
        self._held.append(data)
        self._size += len(data)
        if self._size > MEMORY:
            self._flush()
        return len(data)

    def _flush(self) -> None:
        if self._raw is None or self._packed is None:
            name = f".{self._path.name[:100]}."
            handle, temporary = tempfile.mkstemp(prefix=name, suffix=".partial", dir=self._path.parent)
            self._temporary = Path(temporary)
            self._raw = os.fdopen(handle, "wb")
            self._packed = _packed(self._path, self._raw)
        self._packed.writelines(self._held)
        self._held, self._size = [], 0

    def finish(self) -> None:
        """Puts the new content in the file's place; raises OSError."""
        self._flush()
        if self._raw is None or self._packed is None or self._temporary is None:
            return
        if self._packed is not self._raw:
            self._packed.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        _like(self._path, self._temporary)
        self._temporary.replace(self._path)

    def end(self) -> None:
        """Leaves nothing behind."""
        if self._raw is not None:
            self._raw.close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)


@contextmanager
def replacing(name: str) -> Iterator[Replacement]:
    """What takes the file's place when the block ends without an error and `keep` is set.

    A link stays a link: what it leads to is replaced. Raises OSError.
    """
    new = Replacement(Path(name).resolve())
    try:
        yield new
        if new.keep:
            new.finish()
    finally:
        new.end()


def _packed(path: Path, raw: BinaryIO) -> BinaryIO:
    with path.open("rb") as old:
        start = old.read(4)
    if start.startswith(GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename=""))
    return cast(BinaryIO, zstd.open(raw, "wb")) if start == ZSTD else raw


def _like(path: Path, temporary: Path) -> None:
    """The mode, and where that is allowed the owner, of a file."""
    old = path.stat()
    with contextlib.suppress(PermissionError, AttributeError):
        os.chown(temporary, old.st_uid, old.st_gid)
    temporary.chmod(stat.S_IMODE(old.st_mode))
