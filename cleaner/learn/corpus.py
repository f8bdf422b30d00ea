"""The documents of a corpus: JSONL, Parquet, single pages, and folders of any of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import msgspec

from cleaner.article import Document
from cleaner.decode import is_binary
from cleaner.io.records import is_record, read_records
from cleaner.io.streams import InputError, display, opened

PAGES = (".html", ".htm", ".xhtml", ".txt")
RECORDS = (".jsonl", ".ndjson")
PACKED = (".gz", ".zst")
ROWS = 256  # of a Parquet file at once
FIELDS = ("id", "url", "title", "html", "text", "lang", "language")
LINE_TO_SNIFF = 1 << 26  # bytes of a first line that are read to tell JSONL from a page


def documents(names: tuple[str, ...], site: str | None, report: Callable[[str], None]) -> Iterator[Document]:
    """The documents of files and folders, in the order of their names; what cannot be used is reported, and left out.

    `site` is the host of all of them, where they do not name one.
    """
    for name in names:
        try:
            for path in _files(name):
                yield from _file(path, site, report)
        except InputError as error:
            report(str(error))


def _files(name: str) -> Iterator[str]:
    folder = Path(name)
    if name == "-" or not folder.is_dir():
        yield name
        return
    found = sorted(str(path) for path in folder.rglob("*") if path.is_file() and _is_known(path))
    if not found:
        raise InputError(display(name), f"no file in this folder ends in {', '.join((*PAGES, *RECORDS, '.parquet'))}")
    yield from found


def _is_known(path: Path) -> bool:
    suffixes = [suffix for suffix in path.suffixes if suffix not in PACKED]
    return bool(suffixes) and suffixes[-1].lower() in (*PAGES, *RECORDS, ".parquet")


def _file(name: str, site: str | None, report: Callable[[str], None]) -> Iterator[Document]:
    try:
        if name.endswith(".parquet"):
            yield from _parquet(name, site)
            return
        with opened(name) as stream:
            first = stream.readline(LINE_TO_SNIFF)
            while first and not first.strip():
                first += stream.readline(LINE_TO_SNIFF)
            if name.removesuffix(".gz").removesuffix(".zst").endswith(RECORDS) or is_record(first.strip()):
                yield from _records(name, chain(BytesIO(first), stream), site, report)
            else:
                yield _page(name, first, stream, site)
    except InputError as error:
        report(str(error))


def _records(name: str, lines: Iterator[bytes], site: str | None, report: Callable[[str], None]) -> Iterator[Document]:
    for record in read_records(lines):
        if record.document is None:
            report(str(InputError(display(name), f"{record.problem}; this record is left out", record.number)))
        else:
            yield _of(record.document, site)


def _page(name: str, first: bytes, stream: BinaryIO, site: str | None) -> Document:
    data = first + stream.read()
    if is_binary(data):
        raise InputError(display(name), "holds binary data, not text")
    return Document(source=data, site=site, id=name)


def _parquet(name: str, site: str | None) -> Iterator[Document]:
    from pyarrow import ArrowException, parquet

    try:
        file = parquet.ParquetFile(name)
        columns = [column for column in file.schema_arrow.names if column in FIELDS]
        if not {"html", "text"} & set(columns):
            raise InputError(display(name), "has neither a column `html` nor a column `text`")
        for batch in file.iter_batches(batch_size=ROWS, columns=columns):
            yield from (_of(document, site) for row in batch.to_pylist() if (document := _row(row)) is not None)
    except (OSError, ArrowException) as error:
        raise InputError(display(name), f"cannot be read as Parquet: {error}") from error


def _row(row: dict[str, object]) -> Document | None:
    text = {field: value for field, value in row.items() if isinstance(value, str) and value}
    source = text.get("html") or text.get("text")
    if source is None:
        return None
    kind = "html" if "html" in text else "text"
    language = text.get("lang") or text.get("language")
    return Document(source=source, kind=kind, url=text.get("url"), title=text.get("title"), language=language)


def _of(document: Document, site: str | None) -> Document:
    return document if document.url or site is None else msgspec.structs.replace(document, site=site)
