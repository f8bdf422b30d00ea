"""Bytes from a file or from stdin, unpacked where they are gzip or zstd, by their first bytes and not by their name."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, cast

UTF16 = (b"\xff\xfe", b"\xfe\xff")
IS_UTF16 = "is UTF-16: convert it first, with iconv -f UTF-16 -t UTF-8"
LARGEST = 1 << 28  # bytes of a record; a larger one is no page, and could not be held in memory many times
TOO_LARGE = f"is larger than {LARGEST >> 20} MB"
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
UNREAD = (  # how packed data begin that we do not unpack
    (re.compile(rb"BZh\d1AY&SY"), "bzip2", "bzcat"),
    (re.compile(rb"\xfd7zXZ\0"), "xz", "xzcat"),
)


class InputError(Exception):
    """An input that cannot be used: its name, the line where known, and what to do. Other inputs go on."""

    def __init__(self, name: str, message: str, line: int | None = None) -> None:
        super().__init__(f"{name}:{line}: {message}" if line else f"{name}: {message}")


def display(name: str) -> str:
    """How messages name an input."""
    return "stdin" if name == "-" else name.encode("utf-8", "replace").decode()


def is_pipe(path: str) -> bool:
    """Whether it is a pipe, a socket or a device: who reads one that lies about in a folder may wait for ever."""
    return not Path(path).is_file() and Path(path).exists()


@contextmanager
def opened(name: str, *, look: bool = False) -> Iterator[BinaryIO]:
    """The unpacked bytes of a file, or of stdin for "-"; every failure to open or read it is an InputError.

    Who only has a look at stdin leaves it whole for the next one.
    """
    try:
        raw = _stdin(look) if name == "-" else Path(name).open("rb")  # noqa: SIM115
        try:
            yield _unpacked(raw, name)
        finally:
            if name != "-":
                raw.close()
    except IsADirectoryError as error:
        raise InputError(display(name), "is a folder; name the files in it") from error
    except FileNotFoundError as error:
        raise InputError(display(name), "there is no such file") from error
    except EOFError as error:
        raise InputError(
            display(name), "the compressed data end too early: the file was cut off, get it again"
        ) from error
    except damaged() as error:
        raise InputError(display(name), f"the compressed data are damaged ({error}): get the file again") from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(display(name), error.strerror or str(error)) from error


def packing(file: BinaryIO, name: str) -> AbstractContextManager[BinaryIO]:
    """A stream that packs what it is given into `file`, as the name says (.gz, .zst or neither); the same bytes each
    time."""
    if name.endswith(".gz"):
        import gzip

        return cast(AbstractContextManager[BinaryIO], gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0))
    if name.endswith(".zst"):
        return cast(AbstractContextManager[BinaryIO], zstd().open(file, "wb"))
    return nullcontext(file)


def share(stream: BinaryIO, name: str) -> float:
    """How much of a file, 0 to 1, has been read through the stream that `opened` gave; 0 where that cannot be told."""
    raw = getattr(stream, "fileobj", None) or getattr(stream, "_fp", None) or stream
    try:
        return float(raw.tell() / Path(name).stat().st_size)
    except (OSError, ValueError, ZeroDivisionError):
        return 0.0


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of one that is larger than LARGEST, as much as shows that it is."""
    while line := stream.readline(LARGEST + 1):
        yield line
        while len(line) > LARGEST and not line.endswith(b"\n"):
            line = stream.readline(LARGEST + 1) or b"\n"


class _Looked(io.RawIOBase):
    """Stdin from its beginning, although somebody has looked at it; `keep` is for one more look."""

    seen = bytearray()
    of: object = None  # which stdin that was

    def __init__(self, stream: io.BufferedReader, keep: bool) -> None:
        self._stream, self._keep, self._at = stream, keep, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = bytes(self.seen[self._at : self._at + len(buffer)])
        if not data:
            data = self._stream.read1(len(buffer))
            if self._keep:
                self.seen += data
        self._at += len(data)
        buffer[: len(data)] = data
        return len(data)


def _stdin(look: bool) -> io.BufferedReader:
    """Stdin as it is, or buffered where a program has put another stream in its place."""
    if sys.stdin is None:
        raise InputError("stdin", "is closed")
    stream = sys.stdin.buffer
    if not isinstance(stream, io.BufferedReader):
        stream = io.BufferedReader(cast(io.RawIOBase, stream))
    if _Looked.of is not sys.stdin:
        _Looked.seen, _Looked.of = bytearray(), sys.stdin
    return io.BufferedReader(_Looked(stream, look)) if look or _Looked.seen else stream


def _unpacked(raw: io.BufferedReader, name: str) -> BinaryIO:
    begin = raw.peek(10)[:10]
    for mark, packed, unpack in UNREAD:
        if mark.match(begin):
            raise InputError(display(name), f"is packed with {packed}: unpack it first, with {unpack}")
    start = begin[:4]
    if start.startswith(GZIP):
        import gzip  # 10 ms, and most input is not packed

        return cast(BinaryIO, gzip.open(raw))
    return cast(BinaryIO, zstd().open(raw)) if start == ZSTD else raw


def zstd() -> Any:
    """The module that packs and unpacks zstd."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def damaged() -> tuple[type[Exception], ...]:
    """What is raised where packed data are damaged."""
    import gzip
    import zlib

    return gzip.BadGzipFile, zlib.error, zstd().ZstdError
