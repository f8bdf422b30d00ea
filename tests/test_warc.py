"""Archives as crawlers leave them: bodies that are not what their headers say, records that are not as long."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cleaner.engines.run import run
from cleaner.io import archive
from tests import corpus

pytest.importorskip("fastwarc", reason="needs the extra `warc`")

PAGE = "<title>River rises</title><p>The river rose, and the café of the village waited all night.".encode()
CHUNKED, GZIP, BR = "Transfer-Encoding: chunked", "Content-Encoding: gzip", "Content-Encoding: br"
HTML = "Content-Type: text/html; charset=utf-8"


def chunks(data: bytes) -> bytes:
    pieces = [data[at : at + 40] for at in range(0, len(data), 40)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def response(body: bytes, heads: Sequence[str] = (), end: str = "\r\n", **headers: str) -> bytes:
    http = end.join(("HTTP/1.1 200 OK", HTML, *heads, "", "")).encode() + body
    kind = {"WARC-Record-ID": "<urn:1>", "Content-Type": "application/http; msgtype=response"}
    return corpus.warc_record("response", kind | {key.replace("_", "-"): value for key, value in headers.items()}, http)


def read(path: Path, records: Sequence[bytes]) -> tuple[list[str], dict[int, str], list[str]]:
    """The bodies that come of an archive, why records were left out, and what was said of the archive."""
    (path / "in.warc").write_bytes(b"".join(records))
    state = run([str(path / "in.warc")], str(path / "out.jsonl"), steps=corpus.inline)
    rejects = path / "out.jsonl.rejects.jsonl"
    left = {row["record"]: row["reason"] for row in corpus.rows_of(rejects)} if rejects.exists() else {}
    return [row["body"] for row in corpus.rows_of(path / "out.jsonl")], left, state.failed


@pytest.mark.parametrize(
    ("body", "heads"),
    [
        pytest.param(PAGE, [], id="as it is"),
        pytest.param(chunks(PAGE), [CHUNKED], id="chunked"),
        pytest.param(gzip.compress(PAGE), [GZIP], id="gzip"),
        pytest.param(gzip.compress(PAGE), ["content-encoding: x-gzip"], id="gzip by its old name"),
        pytest.param(chunks(gzip.compress(PAGE)), [CHUNKED, GZIP], id="chunked gzip"),
        pytest.param(zlib.compress(PAGE), ["Content-Encoding: deflate"], id="deflate"),
        pytest.param(PAGE, [CHUNKED], id="not chunked, whatever the header says"),
        pytest.param(PAGE, [GZIP], id="not gzip, whatever the header says"),
        pytest.param(PAGE, [BR], id="not brotli, whatever the header says"),
        pytest.param(PAGE, [CHUNKED, GZIP], id="neither"),
        pytest.param(gzip.compress(PAGE), [CHUNKED, GZIP], id="gzip, but no longer chunked"),
        pytest.param(chunks(PAGE), [CHUNKED, GZIP], id="chunked, but no longer gzip"),
        pytest.param(PAGE, ["Content-Encoding: UTF-8"], id="an encoding that is none"),
        pytest.param(b"\xef\xbb\xbf\r\n" + PAGE, [GZIP], id="not gzip, with a byte order mark"),
    ],
)
def test_a_body_is_unpacked_as_far_as_it_is_packed(tmp_path: Path, body: bytes, heads: list[str]) -> None:
    pages, left, failed = read(tmp_path, [response(body, heads), response(PAGE)])
    assert pages == ["The river rose, and the café of the village waited all night."] * 2
    assert (left, failed) == ({}, [])


def test_headers_whose_lines_end_with_lf(tmp_path: Path) -> None:
    pages, left, failed = read(tmp_path, [response(PAGE, end="\n")])
    assert (len(pages), left, failed) == (1, {}, [])


@pytest.mark.parametrize(
    ("body", "heads"),
    [
        pytest.param(gzip.compress(PAGE)[:30] + b"damaged" + gzip.compress(PAGE)[37:], [GZIP], id="gzip"),
        pytest.param(chunks(PAGE).replace(b"\r\n28\r\n", b"\r\nzz\r\n"), [CHUNKED], id="chunks"),
        pytest.param(b"hello " * 1000, [CHUNKED], id="no page at all"),
    ],
)
def test_a_body_that_cannot_be_read_is_left_out_alone(tmp_path: Path, body: bytes, heads: list[str]) -> None:
    pages, left, failed = read(tmp_path, [response(PAGE), response(body, heads), response(PAGE)])
    assert (len(pages), list(left), failed) == (2, [2], [])
    assert left[2].startswith("the HTTP response cannot be read (")
    assert len(left[2]) < 120


WRONG = "the WARC record does not end where its Content-Length says"
LENGTH = len(response(PAGE).partition(b"\r\n\r\n")[2]) - 4
CUT = "ends in the middle of a record: the file was cut off, get it again"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("length", [LENGTH + 300, LENGTH - 20, LENGTH + 5, 100_000, 10**9])
def test_a_record_that_is_not_as_long_as_it_says(
    tmp_path: Path, length: int, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is left out, and the next ones are found, although it may have swallowed them."""
    monkeypatch.setattr(archive, "LARGEST", 50_000)
    records = [response(PAGE), response(PAGE, Content_Length=str(length)), response(PAGE), response(PAGE)]
    pages, left, failed = read(tmp_path, [pack(one) for one in [*records, *records]])
    assert len(pages) == 6
    assert left == {2: WRONG, 6: WRONG}
    assert [one.partition(": ")[2] for one in failed] == [
        "is damaged after record 2, 6: get the file again; the records behind were read"
    ]


@pytest.mark.parametrize(
    ("records", "pages", "said"),
    [
        pytest.param([response(PAGE, Content_Length="so"), response(PAGE)], 1, "is damaged after record 1", id="none"),
        pytest.param([response(PAGE), b"junk\r\n" * 50_000, response(PAGE)], 2, "is damaged after record 1", id="junk"),
        pytest.param([b"junk\r\n", response(PAGE)], 1, "is damaged after record 0", id="junk before all"),
        pytest.param([response(PAGE), b"junk"], 1, CUT, id="junk behind all"),
        pytest.param([response(PAGE), response(PAGE)[:60]], 1, CUT, id="cut off in a head"),
        pytest.param([response(PAGE), response(PAGE)[:-30]], 1, CUT, id="cut off in a body"),
        pytest.param([response(PAGE), b"\r\n\r\n"], 1, "", id="blank lines behind all"),
    ],
)
def test_what_is_said_of_an_archive(tmp_path: Path, records: list[bytes], pages: int, said: str) -> None:
    found, _, failed = read(tmp_path, records)
    assert len(found) == pages
    assert len(failed) == bool(said)
    assert said in "".join(failed)
