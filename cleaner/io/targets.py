"""What a run writes: articles to bytes that can be appended to a log, and the log to the file or folder asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from cleaner.io import folder, jsonl, parquet
from cleaner.io.blocks import ERROR, HIDDEN, INPUT, JSON, RECORD
from cleaner.io.fields import FieldMap
from cleaner.io.records import json_line
from cleaner.io.streams import packing

SUFFIX = {"text": ".txt", "markdown": ".md"}


class Target(msgspec.Struct, frozen=True):
    """A kind of output: "jsonl", "parquet", "text" or "markdown"; with `folder` one file a document (the last two).

    `columns` are those of a Parquet file.
    """

    kind: str
    folder: bool = False
    columns: pa.Schema | None = None

    def encode(self, articles: pa.RecordBatch) -> bytes:
        """The articles of a batch, without the rows that hold none, as bytes for the log."""
        good = articles.filter(pc.is_null(articles[ERROR]))
        if self.folder:
            return b"".join(map(_framed, _files(good, SUFFIX[self.kind])))
        if self.kind in SUFFIX:
            return "".join(text + "\n" for text in good["rendered"].to_pylist()).encode()
        bare = good.drop_columns(list(HIDDEN))
        return jsonl.encode(bare) if self.kind == "jsonl" else parquet.encode(parquet.conform(bare, self.columns))

    def finish(self, log: Path, name: str) -> Path:
        """The output made of the whole log, beside it; `name` is the one that it will bear."""
        made = log.with_name("finished")
        if made.is_dir():
            shutil.rmtree(made)
        if self.folder:
            _unfold(log, made)
        elif self.kind == "parquet":
            parquet.finish(log, made, self.columns)
        else:
            return _packed(log, made, name, tail=int(self.kind in SUFFIX))
        return made


def rejects(given: pa.RecordBatch, articles: pa.RecordBatch, names: FieldMap) -> bytes:
    """The rows that hold no article as lines of JSON: where each stood, why it was refused, and the page where it is
    text, so that the file can itself be cleaned later."""
    lines = []
    for index, reason in enumerate(articles[ERROR].to_pylist()):
        if reason is not None:
            lines.append(json_line(_reject(given, articles, names, index) | {"reason": reason}))
    return b"".join(lines)


def _reject(given: pa.RecordBatch, articles: pa.RecordBatch, names: FieldMap, index: int) -> dict[str, Any]:
    out = {key: articles[column][index].as_py() for key, column in
           (("input", INPUT), ("record", RECORD), ("id", "id"), ("url", "url"))}  # fmt: skip
    if articles.schema.field("id").metadata == JSON:
        out["id"] = msgspec.Raw(out["id"].encode())
    for key, column in (("html", names.html_field), ("text", names.text_field)):
        page = given[column][index].as_py() if column in given.schema.names else None
        if isinstance(page, str):
            out[key] = page
    return out


def _files(articles: pa.RecordBatch, suffix: str) -> Iterator[tuple[str, str]]:
    """The path of each article's file, by the page's own path or by input and record, and its text."""
    for row in articles.select([INPUT, RECORD, "id", "rendered"]).to_pylist():
        page = folder.is_page_of(row[INPUT], row["id"])
        name = _inside(row["id"]) if page else f"{_inside(row[INPUT])}/{row[RECORD]:08d}"
        yield name + suffix, row["rendered"]


def _inside(path: str) -> str:
    """A path that cannot lead out of the folder it is put in."""
    return "/".join(part for part in Path(path).parts if part not in ("..", Path(path).anchor))


def _framed(file: tuple[str, str]) -> bytes:
    data = msgspec.msgpack.encode(file)
    return len(data).to_bytes(8, "little") + data


def _unfold(log: Path, made: Path) -> None:
    made.mkdir()
    with log.open("rb") as stream:
        while size := stream.read(8):
            name, text = msgspec.msgpack.decode(stream.read(int.from_bytes(size, "little")))
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def _packed(log: Path, made: Path, name: str, tail: int) -> Path:
    """The log without its last `tail` bytes, packed where the name says so; the log itself if that changes nothing."""
    if not tail and not name.endswith((".gz", ".zst")):
        return log
    length = max(0, log.stat().st_size - tail)
    with log.open("rb") as source, made.open("wb") as file, packing(file, name) as out:
        while length > 0 and (data := source.read(min(length, 1 << 20))):
            out.write(data)
            length -= len(data)
    return made
