"""JSONL corpora: lines to record batches, and record batches to lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa

from cleaner.io.blocks import ERROR, JSON, RECORD, REST, Block, grouped, strings
from cleaner.io.fields import FieldMap
from cleaner.io.not_jsonl import jsonl_lines
from cleaner.io.records import Record, fields_of, json_line, read_record, with_rest
from cleaner.io.streams import lines, opened, share

SEEN = 1000  # records that decide the types of the columns, where columns must have types
Lines = Sequence[tuple[int, bytes]]


def blocks(name: str, skip: int = 0) -> Iterator[Block]:
    """The lines of a file after the first `skip`; blank lines only count. Raises InputError."""
    with opened(name) as stream:
        numbered = ((number, line) for number, line in _numbered(name, stream) if number > skip and line.strip())
        for group in grouped(numbered, len):
            yield Block(name, "jsonl", group[0][0], group[-1][0], group, share(stream, name))


def _numbered(name: str, stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    return enumerate(jsonl_lines(name, lines(stream)), 1)


def load(lines: Lines, names: FieldMap, typed: pa.Schema | None) -> pa.RecordBatch:
    """The records as a batch: the fields that `names` names, and every other field.

    Without `typed` the identifier and the other fields stay JSON, so that JSONL can repeat them byte for byte; with it
    they become its columns, and what does not fit their types goes into the column `rest`.
    """
    records = [read_record(number, line, names) for number, line in lines]
    columns = _documents(records, names)
    found = _json_columns(records, names) if typed is None else _typed_columns(records, names, typed)
    others = {key: one for key, one in found.items() if key not in columns}  # an address may be the identifier, too
    fields = [pa.field(key, value.type) for key, value in columns.items()] + [field for field, _ in others.values()]
    return pa.record_batch([*columns.values(), *(value for _, value in others.values())], schema=pa.schema(fields))


def _documents(records: Sequence[Record], names: FieldMap) -> dict[str, pa.Array]:
    documents = [record.document for record in records]
    either = names.html_field == names.text_field
    columns: dict[str, list[str | None]] = {  # of fields with one name the last counts
        "language": [d.language if d else None for d in documents],
        names.title_field: [d.title if d else None for d in documents],
        names.url_field: [d.url if d else record.url for d, record in zip(documents, records, strict=True)],
        names.text_field: [str(d.source) if d and d.kind != "html" else None for d in documents],
        names.html_field: [str(d.source) if d and (either or d.kind == "html") else None for d in documents],
        ERROR: [record.problem or None for record in records],
    }
    numbers = pa.array([record.number for record in records], pa.int64())
    return {key: strings(values) for key, values in columns.items()} | {RECORD: numbers}


def _json_columns(records: Sequence[Record], names: FieldMap) -> dict[str, tuple[pa.Field, pa.Array]]:
    ids = [bytes(record.id).decode("utf-8", "replace") for record in records]
    rest = [msgspec.json.encode(record.rest).decode() if record.rest else None for record in records]
    return {
        key: (pa.field(key, pa.string(), metadata=JSON), pa.array(values, pa.string()))
        for key, values in ((names.id_field, ids), (REST, rest))
    }


def types(name: str, names: FieldMap) -> pa.Schema:
    """The types of the identifier and of the other fields, as the first records of a file have them."""
    columns: dict[str, list[Any]] = {names.id_field: []}
    with opened(name, look=True) as stream:
        for number, line in islice(_numbered(name, stream), SEEN):
            for key, value in _values(read_record(number, line, names), names).items():
                if key != REST:  # that one stays in the column of its name, with whatever has no column
                    columns.setdefault(key, []).append(value)
    fields = [pa.field(key, _type(values)) for key, values in columns.items()]
    return pa.schema([*fields, pa.field(REST, pa.string(), metadata=JSON)])


def _values(record: Record, names: FieldMap) -> dict[str, Any]:
    return {key: _value(raw) for key, raw in {names.id_field: record.id, **record.rest}.items()}


def _value(raw: msgspec.Raw) -> Any:
    """What a field holds; its JSON where Python has no such value, as for a number of thousands of digits."""
    try:
        return json.loads(bytes(raw))
    except (ValueError, RecursionError):
        return bytes(raw).decode("utf-8", "replace")


def _type(values: list[Any]) -> pa.DataType:
    """The type of all values; a string, holding JSON where it is none, for values that share no type."""
    try:
        inferred = pa.array(values).type
    except (pa.ArrowException, UnicodeEncodeError, OverflowError):
        return pa.string()
    return pa.string() if "null" in str(inferred) else inferred


def _typed_columns(
    records: Sequence[Record], names: FieldMap, typed: pa.Schema
) -> dict[str, tuple[pa.Field, pa.Array]]:
    rows = [_values(record, names) for record in records]
    left: list[dict[str, Any]] = [
        {key: v for key, v in row.items() if key == REST or key not in typed.names} for row in rows
    ]
    columns = {}
    for field in typed:
        if field.name != REST:
            columns[field.name] = (field, _column(field, rows, left))
    rest = [json.dumps(row, ensure_ascii=False) if row else None for row in left]
    columns[REST] = (typed.field(REST), strings(rest))
    return columns


def _column(field: pa.Field, rows: Sequence[dict[str, Any]], left: list[dict[str, Any]]) -> pa.Array:
    """The values that fit the type of `field`; the others go to `left`."""
    values = [row.get(field.name) for row in rows]
    try:
        array = pa.array(values, field.type)
        if array.to_pylist() == values:
            return array
    except (pa.ArrowException, UnicodeEncodeError, OverflowError, TypeError):
        pass
    for index, value in enumerate(values):
        if not _fits(value, field.type):
            left[index][field.name] = value
            values[index] = None
    return pa.array(values, field.type)


def _fits(value: Any, kind: pa.DataType) -> bool:
    try:
        return bool(pa.array([value], kind).to_pylist() == [value])
    except (pa.ArrowException, UnicodeEncodeError, OverflowError, TypeError):
        return False


def encode(batch: pa.RecordBatch) -> Iterator[bytes]:
    """The rows as lines of JSON, as `cleaner --to jsonl` writes them."""
    json_columns = {field.name for field in batch.schema if field.metadata == JSON}
    batch = batch.cast(pa.schema([field.with_type(_readable(field.type)) for field in batch.schema]))
    return (json_line(_fields(row, json_columns)) for row in batch.to_pylist())


def _readable(kind: pa.DataType) -> pa.DataType:
    """The type, where it holds nanoseconds as strings, for Python's own values do not."""
    if (pa.types.is_timestamp(kind) or pa.types.is_time64(kind)) and kind.unit == "ns":
        return pa.string()
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(kind.value_field.with_type(_readable(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_readable(field.type)) for field in kind])
    return kind


def _fields(row: dict[str, Any], json_columns: set[str]) -> dict[str, Any]:
    for key in json_columns - {REST}:
        row[key] = msgspec.Raw((row[key] or "null").encode())
    if REST in json_columns:
        rest = row.pop(REST)
        row = with_rest(row, fields_of(rest.encode()) if rest else {})
    return row
