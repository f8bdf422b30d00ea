"""Parquet corpora: files to record batches, and logged batches to one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.io.blocks import HIDDEN, MOST, SIZE, Block, pack, unpack
from cleaner.io.records import json_line
from cleaner.io.streams import InputError, display

ROWS = 1000  # in a row group of a file that we write


def _opened(name: str) -> pq.ParquetFile:
    if name == "-":
        raise InputError(display(name), "is a stream, and Parquet has its beginning at its end: name a file")
    try:
        return pq.ParquetFile(name)
    except FileNotFoundError as error:
        raise InputError(display(name), "there is no such file") from error
    except (pa.ArrowException, OSError) as error:
        raise InputError(display(name), f"is no Parquet file that can be read ({_first_line(error)})") from error


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0].rstrip(".")


def blocks(name: str, skip: int = 0) -> Iterator[Block]:
    """The rows of a file after the first `skip`, whole row groups passed over unread. Raises InputError."""
    with _opened(name) as file:
        rows, done = max(1, file.metadata.num_rows), 0
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            if done + size > skip:
                for first, batch in _slices(file, name, group, max(0, skip - done)):
                    last = done + first + batch.num_rows
                    yield Block(name, "parquet", done + first + 1, last, pack(batch), last / rows)
            done += size


def shares(name: str, size: int) -> list[tuple[int, int]]:
    """The rows of a file as (first less one, last) of shares of whole row groups with about `size` packed bytes each.
    Raises InputError."""
    with _opened(name) as file:
        groups = [file.metadata.row_group(index) for index in range(file.num_row_groups)]
    found, before, last, held = [], 0, 0, 0
    for group in groups:
        last += group.num_rows
        held += sum(group.column(index).total_compressed_size for index in range(group.num_columns))
        if held >= size:
            found.append((before, last))
            before, held = last, 0
    return found if last == before and found else [*found, (before, last)]


def _slices(file: pq.ParquetFile, name: str, group: int, start: int) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The rows of a row group from `start` on, each slice with the number of rows before it; steps hang on the group
    alone, not on where a run was taken up again."""
    about = file.metadata.row_group(group)
    step = max(1, min(MOST, SIZE * about.num_rows // max(1, about.total_byte_size)))
    done = 0
    try:
        for batch in file.iter_batches(batch_size=step, row_groups=[group], columns=_columns(file)):
            if done >= start:
                yield done, batch
            elif done + batch.num_rows > start:
                yield start, batch.slice(start - done)
            done += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise InputError(display(name), f"the Parquet data are damaged ({_first_line(error)})") from error


def schema(name: str) -> pa.Schema:
    """The columns of a file and their types."""
    with _opened(name) as file:
        kept = [
            file.schema_arrow.field(index) for index, key in enumerate(file.schema_arrow.names) if key not in HIDDEN
        ]
        return pa.schema(kept)


def _columns(file: pq.ParquetFile) -> list[str] | None:
    """The columns to read; None: all."""
    names = file.schema_arrow.names
    return [name for name in names if name not in HIDDEN] if set(names) & set(HIDDEN) else None


def finish(log: Path, target: Path, columns: pa.Schema) -> None:
    """Write the packed batches in `log` as one Parquet file, in row groups that do not hang on how they were packed."""
    with log.open("rb") as packed, pq.ParquetWriter(target, columns, compression="zstd") as writer:
        for table in _groups(_batches(packed), columns):
            writer.write_table(table, row_group_size=ROWS)


def _batches(packed: pa.NativeFile | object) -> Iterator[pa.RecordBatch]:
    while size := packed.read(8):  # type: ignore[union-attr]
        yield unpack(packed.read(int.from_bytes(size, "little")))  # type: ignore[union-attr]


def _groups(batches: Iterable[pa.RecordBatch], columns: pa.Schema) -> Iterator[pa.Table]:
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        while sum(one.num_rows for one in waiting) >= ROWS:
            table = pa.Table.from_batches(waiting, columns)
            yield table.slice(0, ROWS).combine_chunks()
            waiting = table.slice(ROWS).to_batches()
    if waiting:
        yield pa.Table.from_batches(waiting, columns).combine_chunks()


def encode(batch: pa.RecordBatch) -> bytes:
    """A batch for the log, with its length before it."""
    data = pack(batch)
    return len(data).to_bytes(8, "little") + data


def cut(encoded: bytes, count: int) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """An encoded batch as one of its first `count` rows and one of the others, where there are such."""
    batch = unpack(encoded[8:])
    first, others = batch.slice(0, count), batch.slice(count)
    return (encode(first),), (encode(others),) if others.num_rows else ()


def conform(batch: pa.RecordBatch, columns: pa.Schema) -> pa.RecordBatch:
    """The batch with exactly these columns: missing ones are null, types are widened."""
    arrays = [
        _as(batch.column(field.name), field.type)
        if field.name in batch.schema.names
        else pa.nulls(batch.num_rows, field.type)
        for field in columns
    ]
    return pa.record_batch(arrays, schema=columns)


def _as(column: pa.Array, kind: pa.DataType) -> pa.Array:
    """The column as another type; lists and structs become strings as JSON."""
    if pa.types.is_nested(column.type) and pa.types.is_string(kind):
        told = (None if value is None else json_line({"": value})[4:-2].decode() for value in column.to_pylist())
        return pa.array(told, kind)
    return column.cast(kind)
