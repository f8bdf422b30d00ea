"""The records of a WARC archive, one after the other, and on behind a place where no record begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cleaner.extras import needed
from cleaner.io.streams import LARGEST

BEGIN = re.compile(rb"WARC/1\.\d\r?\n")
LONGEST = 16  # bytes of what BEGIN matches, and more
READ = 1 << 16
SHORT = "the archive ends within a record"
END = b"\r\n\r\n"  # of the head of a record, and of a record


def _freeze(record: Any) -> bool:
    """Take in all of a record, unless it is too large for that; whether it is as long as it says."""
    declared = (record.headers.get("Content-Length") or "0").strip()
    if record.content_length <= LARGEST:
        record.freeze()
    return declared.isdecimal() and int(declared) == record.content_length


class Lost(Exception):
    """What follows the last record does not begin as a record does; `sound` is whether the last one ends as it says."""

    def __init__(self, reason: str, sound: bool) -> None:
        super().__init__(reason)
        self.sound = sound


class Archive:
    """The records in a stream of unpacked bytes.

    What has been read since the last record began is kept (LARGEST bytes of it at most), so that the next one can be
    looked for where a record is longer or shorter than it says.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._kept = bytearray()
        self._again = memoryview(b"")  # bytes that are read once more
        self._at = self._record = 0  # where in the stream `_kept` and the last record begin
        self._length = 0  # bytes of content that the last record has
        self.end = b""  # the last four bytes

    def read(self, size: int) -> bytes:
        """For fastwarc: what is there, of `size` bytes at most."""
        data = bytes(self._again[:size]) if self._again else self._more(size)
        self._again = self._again[len(data) :]
        self._kept += data
        if len(self._kept) > LARGEST + READ:
            self._forget(len(self._kept) - READ)
        return data

    def tell(self) -> int:
        """For fastwarc: how many bytes it has read."""
        return self._at + len(self._kept)

    def _more(self, size: int) -> bytes:
        data: bytes = self._stream.read1(size)  # `read` loses what stands before the point where a file was cut off
        self.end = (self.end + data[-4:])[-4:]
        return data

    def _forget(self, count: int) -> None:
        del self._kept[:count]
        self._at += count

    def records(self) -> Iterator[Any]:
        """The records up to the end, or up to where none begins. Raises Lost there; called again, it goes on."""
        begun = False
        records = needed("fastwarc.warc", "warc").ArchiveIterator(self, parse_http=False)
        while True:
            try:
                record = next(records, None)
            except OSError as error:
                if type(error) is not OSError or error.errno is not None:  # the stream's own, not fastwarc's
                    raise
                raise Lost(str(error), not begun or self._is_whole()) from error
            if record is None and begun and self.tell() < self._record + self._length:  # not frozen: it was too large
                raise Lost(SHORT, sound=False)
            if record is None:
                return
            begun = True
            self._record, self._length = record.stream_pos, record.content_length
            self._forget(max(0, self._record - self._at))
            whole = _freeze(record)
            yield record
            if not whole:
                raise Lost(SHORT, sound=False)

    def _is_whole(self) -> bool:
        """Whether the last record ends where it says."""
        head = self._kept.find(END) if self._at == self._record else -1
        end = head + len(END) + self._length
        return head >= 0 and self._kept[end : end + len(END)] == END

    def find(self) -> bool:
        """Go to the next place after the begin of the last record where one begins; False: there is none."""
        if self._at == self._record:
            self._forget(1)
        data = bytes(self._kept) + bytes(self._again)
        while (found := BEGIN.search(data)) is None:
            more = self._more(READ)
            if not more:
                return False
            self._at += max(0, len(data) - LONGEST)
            data = data[-LONGEST:] + more
        self._kept.clear()
        self._again, self._at = memoryview(data)[found.start() :], self._at + found.start()
        return True
