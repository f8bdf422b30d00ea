"""WARC archives: the HTML pages among the response records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from cleaner.extras import needed
from cleaner.io.blocks import ERROR, RECORD, Block, grouped, pack, whole
from cleaner.io.fields import FieldMap
from cleaner.io.streams import LARGEST, TOO_LARGE, InputError, display, opened, share

HTML = ("text/html", "application/xhtml+xml")
CUT = "ends in the middle of a record: the file was cut off, get it again"
CHARSET = "charset"
DATE = pa.timestamp("s", tz="UTC")


def blocks(name: str, names: FieldMap, skip: int = 0) -> Iterator[Block]:
    """The pages of an archive after record `skip`: response records of status 2xx with HTML. Raises InputError."""
    with opened(name) as stream:
        watched = _Watched(stream)
        for group in grouped(_pages(name, watched, skip), lambda page: len(page["html"] or b"")):
            data = pack(_batch(group, names))
            yield Block(name, "warc", group[0][0], group[-1][0], data, share(stream, name))
        if watched.end not in (b"", b"\r\n\r\n"):
            raise InputError(display(name), CUT)


def schema(names: FieldMap) -> pa.Schema:
    """The columns of an archive: the WARC record's identifier, target address and date, the page and its charset."""
    strings = [names.id_field, names.url_field, CHARSET, ERROR]
    fields = [pa.field(key, pa.string()) for key in strings]
    return pa.schema([*fields, pa.field(names.html_field, pa.binary()), pa.field("date", DATE)])


def _batch(group: list[tuple[int, dict[str, Any]]], names: FieldMap) -> pa.RecordBatch:
    own = {names.html_field: "html", names.url_field: "url", names.id_field: "id"}
    arrays = [pa.array([page[own.get(f.name, f.name)] for _, page in group], f.type) for f in schema(names)]
    numbers = pa.array([number for number, _ in group], pa.int64())
    return pa.record_batch(arrays, schema=schema(names)).append_column(RECORD, numbers)


class _Watched:
    """A stream that remembers its last four bytes, which end the last record of a whole archive."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.end = b""

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._stream.read1(size)  # `read` loses what stands before the point where a file was cut off
        self.end = (self.end + data[-4:])[-4:]
        return data

    def tell(self) -> int:
        return int(self._stream.tell())


def _pages(name: str, stream: _Watched, skip: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Pages with the numbers of their records, all records counted."""
    warc = needed("fastwarc.warc", "warc")
    records = warc.ArchiveIterator(stream, parse_http=False)
    for number, record in enumerate(records, 1):
        if number <= skip or record.record_type != warc.WarcRecordType.response:
            continue
        declared = int(record.headers.get("Content-Length") or 0)
        if declared <= LARGEST:
            record.freeze()
            if record.content_length != declared:
                raise InputError(display(name), CUT)
        page = _page(record, TOO_LARGE if declared > LARGEST else None)
        if page is not None:
            yield number, page


def _page(record: Any, problem: str | None) -> dict[str, Any] | None:
    """A page, unless it has a problem, and what its headers say of it; None for a response that is no page."""
    html = None
    try:
        record.parse_http(auto_decode="all")
        if not _is_page(record):
            return None
        html = record.reader.read() if problem is None else None
    except OSError as error:
        problem = f"the HTTP response cannot be read ({error})"
    http = record.http_headers
    return {
        "html": html,
        "id": whole(record.record_id),
        "url": whole((record.headers.get("WARC-Target-URI") or "").strip("<>")) or None,
        "date": record.record_date,
        CHARSET: whole((record.http_charset or "").strip("\"'")) or None if http else None,
        ERROR: whole(problem),
    }


def _is_page(record: Any) -> bool:
    kind = (record.http_content_type or "").lower()
    status = record.http_headers.status_code if record.http_headers else None
    return kind in HTML and (status is None or 200 <= status < 300)
