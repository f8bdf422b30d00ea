"""WARC archives: the HTML pages among the response records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from cleaner.io import http
from cleaner.io.archive import END, Archive, Lost
from cleaner.io.blocks import ERROR, RECORD, Block, grouped, pack, whole
from cleaner.io.fields import FieldMap
from cleaner.io.streams import TOO_LARGE, InputError, display, opened, share

HTML = ("text/html", "application/xhtml+xml")
CUT = "ends in the middle of a record: the file was cut off, get it again"
READ_ON = ": get the file again; the records behind were read"
WRONG_LENGTH = "the WARC record does not end where its Content-Length says"
CHARSET = "charset"
DATE = pa.timestamp("s", tz="UTC")
SHOWN = 5  # places where an archive is damaged
MESSAGE = 60  # characters of what fastwarc says, which may hold the whole page

Page = dict[str, Any]


def blocks(name: str, names: FieldMap, skip: int = 0) -> Iterator[Block]:
    """The pages of an archive after record `skip`: response records of status 2xx with HTML. Raises InputError, at the
    end for what is damaged on the way."""
    with opened(name) as stream:
        for group in grouped(_pages(name, Archive(stream), skip), lambda page: len(page["html"] or b"")):
            data = pack(_batch(group, names))
            yield Block(name, "warc", group[0][0], group[-1][0], data, share(stream, name))


def schema(names: FieldMap) -> pa.Schema:
    """The columns of an archive: the WARC record's identifier, target address and date, the page and its charset."""
    strings = [names.id_field, names.url_field, CHARSET, ERROR]
    fields = [pa.field(key, pa.string()) for key in strings]
    return pa.schema([*fields, pa.field(names.html_field, pa.binary()), pa.field("date", DATE)])


def _batch(group: list[tuple[int, Page]], names: FieldMap) -> pa.RecordBatch:
    own = {names.html_field: "html", names.url_field: "url", names.id_field: "id"}
    arrays = [pa.array([page[own.get(f.name, f.name)] for _, page in group], f.type) for f in schema(names)]
    numbers = pa.array([number for number, _ in group], pa.int64())
    return pa.record_batch(arrays, schema=schema(names)).append_column(RECORD, numbers)


def _pages(name: str, archive: Archive, skip: int) -> Iterator[tuple[int, Page]]:
    """Pages with the numbers of their records, all records counted; each comes when it is known whether another record
    follows its own."""
    number, damaged = 0, list[int]()
    while True:
        page: Page | None = None
        failure: Exception | None = None
        try:
            for record in archive.records():
                if page is not None:
                    yield number, page
                number, page = number + 1, None
                if number > skip and record.record_type == record.record_type.response:
                    page = _page(record, None if record.is_frozen else TOO_LARGE)
        except Exception as error:
            failure = error
        if page is not None:
            sound = not isinstance(failure, Lost) or failure.sound
            yield number, page if sound else page | {"html": None, ERROR: WRONG_LENGTH}
        if not isinstance(failure, Lost):
            break
        damaged.append(number)
        if not archive.find():
            raise InputError(display(name), CUT if number else f"is no WARC archive ({failure})") from failure
    if failure is not None:
        raise failure
    _say(name, damaged, archive.end)


def _say(name: str, damaged: list[int], end: bytes) -> None:
    """Raises InputError for an archive that is damaged after some records, or does not end as one."""
    if damaged:
        where = ", ".join(map(str, damaged[:SHOWN])) + " …" * (len(damaged) > SHOWN)
        raise InputError(display(name), f"is damaged after record {where}{READ_ON}")
    if end not in (b"", END):
        raise InputError(display(name), CUT)


def _page(record: Any, problem: str | None) -> Page | None:
    """A page, unless it has a problem, and what its headers say of it; None for a response that is no page."""
    html = None
    try:
        record.parse_http(quirks_mode=True)  # some servers end their lines with LF alone
        if not _is_page(record):
            return None
        html = http.body(record) if problem is None else None
    except OSError as error:
        problem = f"the HTTP response cannot be read ({str(error)[:MESSAGE]})"
    charset = (record.http_charset or "").strip("\"'") if record.http_headers else None
    return {
        "html": html,
        "id": whole(record.record_id),
        "url": whole((record.headers.get("WARC-Target-URI") or "").strip("<>")) or None,
        "date": record.record_date,
        CHARSET: whole(charset) or None,
        ERROR: whole(problem),
    }


def _is_page(record: Any) -> bool:
    kind = (record.http_content_type or "").lower()
    status = record.http_headers.status_code if record.http_headers else None
    return kind in HTML and (status is None or 200 <= status < 300)
