"""Pages that are files of their own: a folder of HTML and text files in, text or Markdown files out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from cleaner.io.blocks import ERROR, RECORD, Block, grouped, whole
from cleaner.io.fields import FieldMap
from cleaner.io.streams import LARGEST, TOO_LARGE, InputError, display, is_pipe, opened

HTML = (".html", ".htm", ".xhtml")
TEXT = (".txt", ".text", ".md")
READ = 1 << 20  # bytes at once


def pages(folder: str) -> Iterator[str]:
    """The HTML and text files in a folder and its subfolders, in the order of their names; hidden ones are left out."""
    for path in walk(folder, hidden=(".",)):
        if suffix(path) in HTML + TEXT:
            yield path


def walk(folder: str, hidden: tuple[str, ...]) -> Iterator[str]:
    """All files below a folder, in the order of their names, but for names that begin as hidden ones do. Raises
    InputError for folders that cannot be read."""
    for where, folders, files in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith(hidden))
        paths = (str(Path(where, name)) for name in sorted(files) if not name.startswith(hidden))
        yield from (path for path in paths if not is_pipe(path))


def _unreadable(error: OSError) -> None:
    raise InputError(display(str(error.filename)), error.strerror or str(error)) from error


def suffix(name: str) -> str:
    """What a file is by its name, without what packs it."""
    return Path(name.lower().removesuffix(".gz").removesuffix(".zst")).suffix


def is_page_of(folder: str, path: object) -> bool:
    """Whether a path is that of a page in a folder, or of the one page that is the input."""
    inside = isinstance(path, str) and suffix(path) in HTML + TEXT
    return inside and (path == folder or (Path(folder).is_dir() and str(path).startswith(folder)))


def blocks(name: str, skip: int = 0) -> Iterator[Block]:
    """The files of a folder, or one file, after the first `skip`; they are read where they are cleaned."""
    found = list(pages(name)) if Path(name).is_dir() else [name]
    numbered = ((number, path) for number, path in enumerate(found, 1) if number > skip)
    for group in grouped(numbered, lambda path: Path(path).stat().st_size if Path(path).exists() else 0):
        yield Block(name, "folder", group[0][0], group[-1][0], group, group[-1][0] / len(found))


def load(paths: list[tuple[int, str]], names: FieldMap) -> pa.RecordBatch:
    """The files as a batch of bytes, their paths as identifiers."""
    rows = [(path, *_read(path)) for _, path in paths]
    html = [data if suffix(path) in HTML else None for path, data, _ in rows]
    text = [data if suffix(path) not in HTML else None for path, data, _ in rows]
    columns = [
        pa.array([whole(path) for path, _, _ in rows], pa.string()),
        pa.array(html, pa.binary()),
        pa.array(text, pa.binary()),
        pa.array([problem for _, _, problem in rows], pa.string()),
        pa.array([number for number, _ in paths], pa.int64()),
    ]
    return pa.record_batch(columns, schema=schema(names))


def schema(names: FieldMap) -> pa.Schema:
    """The columns of a folder: the path of each page, and its bytes."""
    own = {names.id_field: pa.string(), names.html_field: pa.binary(), names.text_field: pa.binary()}
    return pa.schema(own | {ERROR: pa.string(), RECORD: pa.int64()})


def _read(path: str) -> tuple[bytes | None, str | None]:
    try:
        with opened(path) as stream:
            data = bytearray()
            while len(data) <= LARGEST and (more := stream.read(READ)):  # room for what is asked for is taken at once
                data += more
            return (bytes(data), None) if len(data) <= LARGEST else (None, TOO_LARGE)
    except InputError as error:
        return None, str(error)
