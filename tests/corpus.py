"""One corpus of pages in every format that runs read: made from the seeds, each page a little different."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.engines.plan import Failed, Plan, Step
from cleaner.io.streams import InputError
from tests.conftest import ROOT

DATE = "2026-03-01T07:30:00Z"
Row = dict[str, Any]


def pages(count: int) -> list[Row]:
    """So many HTML pages with id, url, and two columns that must pass through."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "html").glob("*.html"))]
    return [
        {
            "id": f"page-{number:05}",
            "url": f"https://www.paper{number % 7}.example/{number}",
            "html": seeds[number % len(seeds)].replace("</h1>", f" {number}</h1>", 1),
            "crawl": number,
            "score": number / 4,
        }
        for number in range(count)
    ]


def texts(count: int) -> list[Row]:
    """So many short texts, with a line that goes."""
    return [
        {
            "id": f"text-{number:05}",
            "text": f"River rises for the {number}th time\n\n5 minute read\n\nThe river rose to {number} centimetres,"
            " and the village waited for help all night while the mayor spoke.\n\nBack to top",
        }
        for number in range(count)
    ]


def inline(plan: Plan, start: tuple[int, int], failed: Failed) -> Iterator[Step]:
    """An engine without processes: the parts of a run, one after the other."""
    clean = plan.worker()
    for index in range(start[0], len(plan.inputs)):
        try:
            for block in plan.blocks(index, start[1] if index == start[0] else 0):
                yield Step(index, block.last, block.share, clean(block, {}))
        except InputError as error:
            failed(str(error))


def write_jsonl(path: Path, rows: Iterable[Row]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def write_parquet(path: Path, rows: Sequence[Row], row_group_size: int = 50) -> Path:
    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=row_group_size)
    return path


def write_warc(path: Path, rows: Iterable[Row]) -> Path:
    """An archive as crawlers write them: a member of gzip for each record, if the name says so."""
    records = [warc_record("warcinfo", {}, b"software: none\r\n"), *map(_response, rows)]
    path.write_bytes(b"".join(map(gzip.compress, records) if path.suffix == ".gz" else records))
    return path


def _response(row: Row) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + row["html"].encode()
    headers = {"WARC-Target-URI": row["url"], "WARC-Record-ID": f"<urn:{row['id']}>"}
    return warc_record("response", headers | {"Content-Type": "application/http; msgtype=response"}, http)


def warc_record(kind: str, headers: dict[str, str], content: bytes) -> bytes:
    """A record of an archive, by default as long as it says."""
    lines = {"WARC-Type": kind, "WARC-Date": DATE, "Content-Length": str(len(content)), **headers}
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return head.encode() + b"\r\n" + content + b"\r\n\r\n"


def rows_of(path: Path) -> list[Row]:
    """The articles that a run wrote as JSONL or Parquet."""
    if path.suffix == ".parquet":
        return list(pq.read_table(path).to_pylist())
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def digest(rows: Iterable[Row]) -> str:
    """A hash over address, title, body and removed lines of all articles, in the order of their addresses."""
    told = sorted(json.dumps([row["url"], row["title"], row["body"], list(_plain(row["removed"]))]) for row in rows)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _plain(removed: Iterable[Any]) -> Iterator[list[Any]]:
    for line in removed:
        fields = line if isinstance(line, dict) else line.asDict()
        yield [fields[key] for key in ("line", "start", "label", "reason", "judge", "text")]
