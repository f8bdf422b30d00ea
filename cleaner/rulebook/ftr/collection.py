"""The files of a collection: one file, a folder, or a tar archive, which is read and never unpacked."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cleaner.rulebook.ftr.read import FtrError

LARGEST = 1 << 20  # bytes of one site's file; the largest that is known has some thousands
NEITHER = "neither a site file (`<host>.txt`), a folder nor a tar archive that can be read"
NOT_RULES = ("license.txt", "readme.txt")


def files_of(source: Path) -> Iterator[tuple[str, bytes | FtrError]]:
    """The name and content of each `.txt` file of a collection, by name, or why it cannot be read.

    Raises FtrError where the whole of it cannot: no such file, neither text nor an archive, an archive that is broken
    or holds names that lead out of it, or no file at all that could be one.
    """
    if not source.exists():
        raise FtrError(f"{source}: there is no such file or folder")
    if source.is_dir():
        found = _folder(source)
    elif source.suffix == ".txt":
        found = iter([(source.name, _content(source))])
    else:
        found = _archive(source)
    empty = True
    for name, content in found:
        empty = False
        yield name, content
    if empty:
        raise FtrError(f"{source}: no site file (`<host>.txt`) is in it")


def _folder(folder: Path) -> Iterator[tuple[str, bytes | FtrError]]:
    inside = [path for path in folder.rglob("*.txt") if path.is_file() and ".git" not in path.parts]
    for path in sorted(inside, key=lambda path: (path.name, path)):
        if _is_rules(path.name):
            yield path.name, _content(path)


def _content(path: Path) -> bytes | FtrError:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        return FtrError(f"cannot be read: {error.strerror}")
    return _bounded(content)


def _archive(path: Path) -> Iterator[tuple[str, bytes | FtrError]]:
    try:
        with tarfile.open(path) as archive:
            members = sorted(filter(tarfile.TarInfo.isfile, archive), key=lambda member: member.name)
            for member in members:
                _refuse_escape(path, member.name)
            for member in members:
                name = PurePosixPath(member.name).name
                stream = archive.extractfile(member) if _is_rules(name) else None
                if stream is not None:
                    yield name, _bounded(stream.read(LARGEST + 1))
    except (tarfile.TarError, EOFError, OSError) as error:
        raise FtrError(f"{path}: {_no_archive(path, str(error))}") from error


def _no_archive(path: Path, why: str) -> str:
    """What to say of a file that is no tar archive, or a broken one; of the former tarfile says what it tried, in five
    lines."""
    if zipfile.is_zipfile(path):
        return "a zip archive: unpack it, and name the folder"
    return NEITHER if "\n" in why else f"{NEITHER}: {why}"


def _refuse_escape(path: Path, name: str) -> None:
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        raise FtrError(f"{path}: the archive holds a name that leads out of it, {name!r}; nothing was imported")


def _is_rules(name: str) -> bool:
    return name.endswith(".txt") and name.lower() not in NOT_RULES


def _bounded(content: bytes) -> bytes | FtrError:
    return content if len(content) <= LARGEST else FtrError(f"larger than {LARGEST} bytes")
