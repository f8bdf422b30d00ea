"""What a name says of a file, in one place: which reader reads it, which writer writes it."""

from __future__ import annotations

import glob
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import pyarrow as pa

from cleaner.io import csv, folder, jsonl, parquet, warc
from cleaner.io.blocks import INPUT, RECORD, Block, unpack, whole
from cleaner.io.fields import FieldMap
from cleaner.io.streams import InputError, display
from cleaner.io.utf8 import sound

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".csv": "csv",
    ".tsv": "csv",
    **dict.fromkeys(folder.HTML + folder.TEXT, "folder"),
}
NAMED = {".json": "jsonl"}  # what somebody names is a corpus; in a folder it may be anything
HIDDEN = (".", "_")  # how the names of files begin that are no data, as Spark and Hadoop write them
SOURCES = ("jsonl", "parquet", "warc", "csv", "folder")
TARGETS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".txt": "text",
    ".md": "markdown",
}


class Input(msgspec.Struct, frozen=True):
    """One file, or one folder of pages, and what reads it."""

    name: str
    kind: str

    @property
    def size(self) -> int:
        """Bytes, packed as they are; 0 where that cannot be told."""
        try:
            return Path(self.name).stat().st_size
        except OSError:
            return 0


def inputs(names: Sequence[str], kind: str = "auto") -> list[Input]:
    """The inputs that file names, folders and patterns mean, in the order given, sorted within each.

    A folder gives the corpus files in it and, as one input, its pages; stdin ("-") is JSONL. Raises InputError.
    """
    found = [(name, list(_meant(name, kind))) for name in names]
    empty = next((name for name, meant in found if not meant), None)
    if empty is not None:
        raise InputError(display(empty), f"holds no files that end in {', '.join(SUFFIXES)}")
    if list(names).count("-") > 1:
        raise InputError("stdin", "can be read once only")
    return [one for _, meant in found for one in meant]


def _meant(name: str, kind: str) -> Iterator[Input]:
    if not name:
        raise InputError("INPUT", "is empty: name a file")
    found = [name] if Path(name).exists() or name == "-" else sorted(glob.glob(name, recursive=True))  # noqa: PTH207
    if not found:
        raise InputError(display(name), "there is no such file" + " that fits" * glob.has_magic(name))
    for path in found:
        if Path(path).is_dir() and kind in ("auto", "folder"):
            yield from _in_folder(path)
        else:
            yield Input(path, _kind(path, kind))


def _kind(path: str, kind: str) -> str:
    by_name = "jsonl" if path == "-" else (SUFFIXES | NAMED).get(_suffix(path))
    known = by_name if kind == "auto" else kind
    if known == "folder" and path == "-":
        raise InputError("stdin", "is no folder")
    if known is None:
        raise InputError(display(path), f"the name does not say what it is; --from {{{','.join(SOURCES)}}} does")
    return known


def _suffix(path: str) -> str:
    """What a corpus is by its name; one that is packed as we cannot read it says so when its turn comes."""
    return folder.suffix(path.removesuffix(".bz2").removesuffix(".xz"))


def _in_folder(path: str) -> Iterator[Input]:
    for file in folder.walk(path, HIDDEN):
        kind = SUFFIXES.get(_suffix(file), "folder")
        if kind != "folder":
            yield Input(file, kind)
    if next(folder.pages(path), None) is not None:
        yield Input(path, "folder")


def target(name: str, kind: str = "auto") -> str:
    """What to write to a file of that name; raises InputError where the name does not say it."""
    known = TARGETS.get(folder.suffix(name)) if kind == "auto" else kind
    if known is None:
        kinds = ",".join(dict.fromkeys(TARGETS.values()))
        shown = "stdout" if name == "-" else display(name)
        raise InputError(shown, f"the name does not say what to write; --to {{{kinds}}} does")
    return known


def blocks(one: Input, names: FieldMap, skip: int = 0) -> Iterator[Block]:
    """The records of an input after the first `skip`, in blocks. Raises InputError."""
    if one.kind == "warc":
        return warc.blocks(one.name, names, skip)
    reader = {"jsonl": jsonl.blocks, "parquet": parquet.blocks, "csv": csv.blocks, "folder": folder.blocks}[one.kind]
    return reader(one.name, skip)


def load(block: Block, names: FieldMap, typed: pa.Schema | None = None) -> pa.RecordBatch:
    """The record batch of a block, with the columns that say where each row comes from."""
    if block.kind == "jsonl":
        batch = jsonl.load(block.data, names, typed)
    else:
        batch = folder.load(block.data, names) if block.kind == "folder" else sound(unpack(block.data))
    if RECORD not in batch.schema.names:
        batch = batch.append_column(RECORD, pa.array(range(block.first, block.last + 1), pa.int64()))
    return batch.append_column(INPUT, pa.repeat(whole(block.source), batch.num_rows))


def schemas(many: Sequence[Input], names: FieldMap) -> tuple[pa.Schema, pa.Schema | None]:
    """The columns of all inputs together, and the types of JSONL's, which its first file decides.

    Inputs that cannot be opened say so when they are read. Columns of one name and several types become strings.
    """
    found: list[pa.Schema] = []
    typed = None
    for one in many:
        with suppress(InputError):
            given = columns(one, names)
            if given is not None:
                found.append(given)
            elif typed is None:
                typed = jsonl.types(one.name, names)
                found.append(typed)
    return _unified(found), typed


def columns(one: Input, names: FieldMap) -> pa.Schema | None:
    """The columns that an input names itself; None for JSONL, where records may differ. Raises InputError."""
    if one.kind in ("parquet", "csv"):
        given = parquet.schema(one.name) if one.kind == "parquet" else csv.schema(one.name)
        twice = [name for name, count in Counter(given.names).items() if count > 1]
        if twice:
            raise InputError(display(one.name), f"has several columns named `{twice[0]}`: rename them")
        return given
    return {"warc": warc.schema, "folder": folder.schema}[one.kind](names) if one.kind != "jsonl" else None


def _unified(found: Sequence[pa.Schema]) -> pa.Schema:
    fields: dict[str, pa.Field] = {}
    for field in (field for schema in found for field in schema):
        before = fields.get(field.name, field)
        try:
            one = pa.unify_schemas([pa.schema([before]), pa.schema([field])], promote_options="permissive")
            fields[field.name] = one.field(0)
        except pa.ArrowException:
            fields[field.name] = pa.field(field.name, pa.string())
    return pa.schema(list(fields.values()))
