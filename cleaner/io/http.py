"""The body of an HTTP response, unpacked: headers of archived pages may tell how it came, not how it lies there."""

from __future__ import annotations

from typing import Any

from cleaner.extras import needed

CODED = ("transfer-encoding", "content-encoding")
LESS = ("content", "transfer", "none")  # what is undone where it cannot be all that the headers say


def body(record: Any) -> bytes:
    """The body of a fastwarc record whose headers have been read, which is used up by that. Raises OSError where it is
    neither what its headers say nor a page.

    Many crawlers unpack a body and keep the headers; what begins with a tag is a page, whatever they say.
    """
    data: bytes = record.reader.read()
    heads = [f"{name}: {value.removeprefix('x-')}" for name, value in record.http_headers if name.lower() in CODED]
    if not heads:
        return data
    try:
        return _undone(data, heads, "all")
    except OSError:
        for what in LESS:
            page = _page(data, heads, what)
            if page is not None:
                return page
        raise


def _page(data: bytes, heads: list[str], what: str) -> bytes | None:
    try:
        page = _undone(data, heads, what)
    except OSError:
        return None
    return page if page.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else None


def _undone(data: bytes, heads: list[str], what: str) -> bytes:
    """The data without their codings, read from a record of its own: a failure leaves an archive where it cannot be
    read on."""
    record = needed("fastwarc.warc", "warc").WarcRecord()
    record.is_http = True
    record.set_bytes_content("\r\n".join(("HTTP/1.1 200 OK", *heads, "", "")).encode() + data)
    record.parse_http(auto_decode=what)
    undone: bytes = record.reader.read()
    return undone
