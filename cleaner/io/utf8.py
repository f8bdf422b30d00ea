"""Strings that are not UTF-8, although their table says so: they are read as the encoding that they look like."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from cleaner.decode import decode
from cleaner.mend import stray_bytes

STRINGS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
LISTS = (pa.types.is_list, pa.types.is_large_list)


def text(data: bytes) -> str:
    """The bytes as text that can be written again."""
    return stray_bytes(decode(data)[0])


def sound(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch, each string in it UTF-8: whoever wrote a file may have put any bytes into its strings."""
    for index, field in enumerate(batch.schema):
        try:
            batch.column(index).validate(full=True)
        except pa.ArrowInvalid:
            values = batch.column(index).cast(_of_bytes(field.type)).to_pylist()
            told = [_told(value, field.type) for value in values]
            batch = batch.set_column(index, field, pa.array(told, field.type))
    return batch


def _of_bytes(kind: pa.DataType) -> pa.DataType:
    """The type with bytes in place of strings."""
    if pa.types.is_dictionary(kind):
        return _of_bytes(kind.value_type)
    if any(is_a(kind) for is_a in STRINGS):
        return pa.large_binary()
    if any(is_a(kind) for is_a in LISTS):
        return pa.large_list(kind.value_field.with_type(_of_bytes(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_of_bytes(field.type)) for field in kind])
    return kind


def _told(value: Any, kind: pa.DataType) -> Any:
    """A value of `_of_bytes(kind)` as one of `kind`."""
    if pa.types.is_dictionary(kind):
        return _told(value, kind.value_type)
    if isinstance(value, bytes):
        return text(value) if any(is_a(kind) for is_a in STRINGS) else value
    if isinstance(value, list) and any(is_a(kind) for is_a in LISTS):
        return [_told(one, kind.value_type) for one in value]
    if isinstance(value, dict):
        return {field.name: _told(value[field.name], field.type) for field in kind}
    return value
