"""What a run writes: articles to bytes that can be appended to a log, and the log to the file or folder asked for."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from cleaner.io import folder, formats, jsonl, parquet
from cleaner.io.blocks import ERROR, HIDDEN, INPUT, JSON, RECORD
from cleaner.io.fields import FieldMap
from cleaner.io.naming import PART, Names
from cleaner.io.records import json_line
from cleaner.io.streams import InputError, packing

SUFFIX = {"text": ".txt", "markdown": ".md"}
LONGEST = 240  # bytes of the name of a file; 255 is what most file systems take
PART_SIZE = 100_000  # documents in a file of a series, unless told otherwise


class Target(msgspec.Struct, frozen=True):
    """Where a run writes, and what: "jsonl", "parquet", "text" or "markdown"; with `folder` one file a document (the
    last two), in a series one file for each `part_size` documents. `columns` are those of a Parquet file.
    """

    names: Names
    kind: str
    folder: bool = False
    part_size: int = 0
    columns: pa.Schema | None = None

    def encode(self, articles: pa.RecordBatch) -> tuple[bytes, ...]:
        """The articles of a batch, without the rows that hold none, as bytes for the log: each its own, but for Parquet
        all in one."""
        good = articles.filter(pc.is_null(articles[ERROR]))
        if self.folder:
            return tuple(map(_framed, _files(good, SUFFIX[self.kind])))
        if self.kind in SUFFIX:
            return tuple(f"{text}\n".encode() for text in good["rendered"].to_pylist())
        bare = good.drop_columns(list(HIDDEN))
        if self.kind == "jsonl":
            return tuple(jsonl.encode(bare))
        return (parquet.encode(parquet.conform(bare, self.columns)),) if bare.num_rows else ()

    def cut(self, encoded: tuple[bytes, ...], count: int) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
        """What `encode` gave, as the first `count` articles and the others."""
        if self.kind == "parquet" and count and encoded:
            return parquet.cut(encoded[0], count)
        return (encoded[:count], encoded[count:]) if count else ((), encoded)

    def finish(self, log: Path) -> Path:
        """The output made of a whole log, beside it."""
        made = log.with_name("finished")
        if made.is_dir():
            shutil.rmtree(made)
        if self.folder:
            _unfold(log, made)
        elif self.kind == "parquet":
            parquet.finish(log, made, self.columns)
        else:
            return _packed(log, made, self.names.output, tail=int(self.kind in SUFFIX))
        return made


def make_target(output: str, kind: str = "auto", part_size: int = 0) -> Target:
    """What to write under a name, which says it, or under names in a folder. Raises InputError where it does not."""
    if not output:
        raise InputError("OUTPUT", "is empty: name a file")
    inside = PART not in output and (output.endswith("/") or Path(output).is_dir())
    kind = formats.target(output, "text" if inside and kind == "auto" else kind)
    if inside and kind not in SUFFIX:
        output, inside = str(Path(output) / f"part-{PART}.{kind}"), False
    names = Names(output)
    if PART in str(Path(output).parent):
        raise InputError(output, f"{PART} may stand in the name of the file, not of a folder")
    if part_size and not names.series:
        raise InputError(output, f"is not in parts: --part-size takes {PART} in the name, as in articles-{PART}.jsonl")
    return Target(names, kind, folder=inside, part_size=(part_size or PART_SIZE) if names.series else 0)


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
            path = _short(made / name)
            path.parent.mkdir(parents=True, exist_ok=True)
            _free(path).write_text(text, encoding="utf-8")


def _short(path: Path) -> Path:
    """The path with a name that every file system takes, although what the page is called and an ending are longer."""
    name = path.name.encode()
    if len(name) <= LONGEST:
        return path
    own = f"-{sha256(name).hexdigest()[:16]}{path.suffix}"
    return path.with_name(name[: LONGEST - len(own)].decode("utf-8", "ignore") + own)


def _free(path: Path) -> Path:
    """The path, with a number where a document of another input has it: `../a` and `a` go to one place."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in itertools.count(2))
    return next(one for one in itertools.chain((path,), numbered) if not one.exists())


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
