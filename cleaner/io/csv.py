"""CSV and TSV corpora: a column of each holds the page, named by `--text-field` or `--html-field`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import pyarrow as pa

from cleaner.io.blocks import ERROR, HIDDEN, RECORD, Block, grouped, pack
from cleaner.io.streams import IS_UTF16, LARGEST, UTF16, InputError, display, opened, share
from cleaner.io.utf8 import text as text_of

NO_CSV = "from here on it is no CSV that can be read"
REMEDY = 'a cell that begins with a quote ends with one, and a quote in it is written twice ("")'
DELIMITERS = ",;\t|"  # the one that occurs most often in the header is it


def blocks(name: str, skip: int = 0) -> Iterator[Block]:
    """The rows of a file after the first `skip` (the header is none), all cells as strings. Raises InputError."""
    csv.field_size_limit(LARGEST)  # Python's own limit of 128 Ki characters is less than a page
    with opened(name) as stream:
        reader = _reader(name, stream)
        columns = _header(name, reader)
        rows = ((number, row) for number, row in _rows(name, reader) if number > skip and row)
        for group in grouped(rows, lambda row: sum(map(len, row))):
            data = pack(_batch(group, columns))
            yield Block(name, "csv", group[0][0], group[-1][0], data, share(stream, name))


def _rows(name: str, reader: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers. Raises InputError where one cannot be read, with the line in which it begins."""
    number = 0
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise InputError(display(name), f"{NO_CSV} ({error}): {REMEDY}", line) from error
        if row is None:
            return
        number += 1
        yield number, row


def _reader(name: str, stream: Any) -> Any:
    """A reader of rows; bytes that are no UTF-8 come as halves of surrogate pairs."""
    header = stream.peek(1).partition(b"\n")[0]
    if header.startswith(UTF16):
        raise InputError(display(name), IS_UTF16)
    most = max(DELIMITERS, key=lambda one: header.count(one.encode()))
    delimiter = "\t" if ".tsv" in PurePath(name).suffixes else most
    text = io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="")
    return csv.reader(text, delimiter=delimiter, strict=True)


def _header(name: str, reader: Any) -> list[str]:
    return [_text(cell) for cell in next(_rows(name, reader), (0, []))[1]]


def _batch(group: list[tuple[int, list[str]]], columns: list[str]) -> pa.RecordBatch:
    """Short rows end in nulls; a row with more cells than the header has names cannot be used."""
    rows = [row for _, row in group]
    width = len(columns)
    cells = {
        name: [_text(row[index]) if index < len(row) else None for row in rows]
        for index, name in enumerate(columns)
        if name not in HIDDEN
    }
    long = [f"has {len(row)} cells, the header {width}" if len(row) > width else None for row in rows]
    arrays = [pa.array(column, pa.string()) for column in (*cells.values(), long)]
    numbers = pa.array([number for number, _ in group], pa.int64())
    return pa.record_batch([*arrays, numbers], names=[*cells, ERROR, RECORD])


def _text(cell: str) -> str:
    """A cell in UTF-8, or in the encoding that its bytes look like."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return text_of(cell.encode("utf-8", "surrogateescape"))
    return cell


def schema(name: str) -> pa.Schema:
    """The columns that the header names. Raises InputError for a file that has none."""
    with opened(name, look=True) as stream:
        reader = _reader(name, stream)
        names = _header(name, reader)
    if not names:
        raise InputError(display(name), "is empty: a header is missing")
    return pa.schema([pa.field(key, pa.string()) for key in names if key not in HIDDEN])
