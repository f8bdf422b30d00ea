"""CSV and TSV corpora: a column of each holds the page, named by `--text-field` or `--html-field`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import pyarrow as pa

from cleaner.io.blocks import ERROR, RECORD, Block, grouped, pack, whole
from cleaner.io.streams import InputError, display, opened, share

LONGEST = 1 << 30  # characters of a cell; Python's own limit of 128 Ki is less than a page


def blocks(name: str, skip: int = 0) -> Iterator[Block]:
    """The rows of a file after the first `skip` (the header is none), all cells as strings. Raises InputError."""
    csv.field_size_limit(LONGEST)
    with opened(name) as stream:
        reader = _reader(name, io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline=""))
        columns = pa.schema([pa.field(key, pa.string()) for key in next(reader, [])])
        try:
            rows = ((number, row) for number, row in enumerate(reader, 1) if number > skip and row)
            for group in grouped(rows, lambda row: sum(map(len, row))):
                data = pack(_batch(group, columns))
                yield Block(name, "csv", group[0][0], group[-1][0], data, share(stream, name))
        except csv.Error as error:
            raise InputError(display(name), f"is no CSV that can be read ({error})", reader.line_num) from error


def _reader(name: str, text: io.TextIOWrapper) -> Any:
    return csv.reader(text, delimiter="\t" if ".tsv" in PurePath(name).suffixes else ",", strict=True)


def _batch(group: list[tuple[int, list[str]]], columns: pa.Schema) -> pa.RecordBatch:
    """Short rows end in nulls; a row with more cells than the header has names cannot be used."""
    rows = [row for _, row in group]
    width = len(columns)
    cells = [[whole(row[index]) if index < len(row) else None for row in rows] for index in range(width)]
    long = [f"has {len(row)} cells, the header {width}" if len(row) > width else None for row in rows]
    arrays = [pa.array(column, pa.string()) for column in (*cells, long)]
    numbers = pa.array([number for number, _ in group], pa.int64())
    return pa.record_batch([*arrays, numbers], names=[*columns.names, ERROR, RECORD])


def schema(name: str) -> pa.Schema:
    """The columns that the header names."""
    with opened(name) as stream:
        reader = _reader(name, io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline=""))
        return pa.schema([pa.field(key, pa.string()) for key in next(reader, [])])
