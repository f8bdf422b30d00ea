"""The unit of work: some records of one input, in order, few enough to be held many times in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
import pyarrow as pa

T = TypeVar("T")
MOST = 64  # records in a block
SIZE = 2 << 20  # bytes after which a block is full

# Columns that say where a row comes from, and what is wrong with it; they never reach a file.
INPUT, RECORD, ERROR = "cleaner_input", "cleaner_record", "cleaner_error"
HIDDEN = (INPUT, RECORD, ERROR)
JSON = {b"content": b"json"}  # field metadata: the strings of this column are JSON
REST = "rest"  # a column of JSON objects whose members are fields of the record


class Block(msgspec.Struct, frozen=True):
    """Records `first` to `last` of the input `source`; `share` (0 to 1) of that input is read when they are.

    `data` is what `cleaner.io.formats.load` makes a record batch of, in whichever process that is.
    """

    source: str
    kind: str
    first: int
    last: int
    data: Any
    share: float


def grouped(items: Iterable[tuple[int, T]], size_of: Callable[[T], int]) -> Iterator[list[tuple[int, T]]]:
    """Numbered items in groups of at most MOST items and, but for one large item, SIZE bytes.

    What came before a failure of `items` still comes out, and then the failure.
    """
    group: list[tuple[int, T]] = []
    size = 0
    failure = None
    try:
        for number, item in items:
            own = size_of(item)
            if group and (len(group) == MOST or size + own > SIZE):
                yield group
                group, size = [], 0
            group.append((number, item))
            size += own
    except Exception as error:
        failure = error
    if group:
        yield group
    if failure:
        raise failure


def pack(batch: pa.RecordBatch) -> bytes:
    """A batch as bytes: pickle would take along everything that a slice was cut from."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def unpack(data: bytes) -> pa.RecordBatch:
    """The batch that `pack` made bytes of."""
    return pa.ipc.open_stream(data).read_next_batch()


def strings(values: Sequence[str | None]) -> pa.Array:
    """A column of strings, each `whole`; hardly any page needs to be looked through for that."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return pa.array(map(whole, values), pa.string())


def whole(text: str | None) -> str | None:
    """The string without halves of surrogate pairs, which Arrow cannot hold."""
    if text is None or text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
