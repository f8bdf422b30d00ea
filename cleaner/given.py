"""What a caller gives, looked at before anything is made of it: misuse is one error that says what to give instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypedDict

import msgspec

from cleaner.article import Document, Label
from cleaner.decode import web_charset

KINDS = ("auto", "text", "html")
PARTS = ("phrases", "groups", "publishers", "sites")  # of a rules folder
STRINGS = ("url", "site", "title", "language", "date", "encoding")  # an `id` of another kind does no harm
REMEDIES = {  # by what the thing that is given has
    "read": "give what its read() returns",
    "read_bytes": "give its read_bytes()",
    "as_py": "give its as_py()",
    "keys": "make a Document of its fields",
}
MISSING = ("NoneType", "float", "NAType")  # what tables have in the place of a text that is not there
Source = str | bytes | bytearray | memoryview | Document


class Fields(TypedDict, total=False):
    """What may go with a source: the fields of `Document`."""

    url: str | None
    id: str | None
    site: str | None
    title: str | None
    language: str | None
    date: str | None
    encoding: str | None
    kind: str


def usable(given: Source, place: int | None = None) -> Document:
    """The document that is given, whole or as its source alone; TypeError or ValueError where it cannot be used.

    `place` is its index among many. What a document's source holds is no misuse, and neither is an encoding that
    nobody knows: a header may say anything.
    """
    document = given if isinstance(given, Document) else Document(source=given)  # type: ignore[arg-type]
    source: Any = document.source
    if not isinstance(source, (str, bytes)):
        document = msgspec.structs.replace(document, source=_bytes(source, place))
    kind(document.kind, place)
    for name in STRINGS:
        value = getattr(document, name)
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{_of(place)}{name} is a string or None, not {value!r}")
    return document


def kind(name: Any, place: int | None = None) -> str:
    """The kind of a document; ValueError for none that there is."""
    if name not in KINDS:
        raise ValueError(f"{_of(place)}kind is one of {', '.join(KINDS)}, not {name!r}")
    return str(name)


def by_keywords(given: Source, fields: dict[str, Any]) -> Document:
    """The document of a source and the fields that go with it; errors as of `usable`."""
    if isinstance(given, Document):
        extra = [name for name, value in fields.items() if value is not None and (name, value) != ("kind", "auto")]
        if extra:
            remedy = f"msgspec.structs.replace(document, {extra[0]}=…) gives one with it"
            raise TypeError(f"{extra[0]} is a field of the Document that is given: {remedy}")
        return usable(given)
    document = usable(Document(source=given, **fields))  # type: ignore[arg-type]
    if document.encoding and web_charset(document.encoding) is None:
        remedy = "leave it out, and it is found out; of a Document it may be anything that a header says"
        raise ValueError(f"there is no encoding {document.encoding!r}: {remedy}")
    return document


def folders(given: Iterable[str | Path]) -> tuple[Path, ...]:
    """Folders of rules; TypeError for what is no list of them, ValueError for one that is not there."""
    found = tuple(map(Path, listed("rules", given)))
    for folder in found:
        if not folder.is_dir():
            fault = "is a file; name the folder with phrases/ or sites/ in it" if folder.exists() else "does not exist"
            raise ValueError(f"rules: the folder {str(folder)!r} {fault}")
        if folder.name in PARTS and any(folder.glob("*.yaml")):
            raise ValueError(f"rules: the folder {str(folder)!r} is but a part of one; name the folder around it")
        if not any((folder / part).is_dir() for part in PARTS) and any(folder.glob("*.yaml")):
            raise ValueError(f"rules: the folder {str(folder)!r} has rule files, but not in {'/, '.join(PARTS)}/")
    return found


def labels(given: Iterable[str | Label]) -> frozenset[Label]:
    """Labels by name; TypeError for what is no list of them, ValueError for one that does not exist."""
    return frozenset(map(label, listed("keep", given)))


def label(name: str) -> Label:
    """The label of that name; a typo is answered with the nearest one, in a ValueError."""
    if name in set(Label):
        return Label(name)
    import difflib

    near = difflib.get_close_matches(str(name), list(Label), n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(Label)}"
    raise ValueError(f"there is no label '{name}'; {hint}")


def many(given: Iterable[Source]) -> Iterable[Source]:
    """Documents to be cleaned one after the other; TypeError for a single one, and for a table or a record."""
    if hasattr(given, "columns"):
        remedy = "give the column of the pages, or the whole to clean_table of cleaner.engines.arrow"
        raise TypeError(f"sources are a list of documents, not a table ({type(given).__name__}): {remedy}")
    if isinstance(given, Mapping):
        raise TypeError(f"sources are a list of documents, not a {type(given).__name__}: {REMEDIES['keys']}")
    if isinstance(given, (str, bytes, bytearray, memoryview, Path, Document)) or not isinstance(given, Iterable):
        raise TypeError(f"sources are a list of documents, not a single {type(given).__name__}; clean() takes one")
    return given


def listed(name: str, given: Any) -> Iterable[Any]:
    """A list of things; TypeError for a single one."""
    if given is None:
        raise TypeError(f"{name} is a list, not None: leave it out, or give an empty one")
    if isinstance(given, (str, bytes, Path)) or not isinstance(given, Iterable):
        shown = str(given) if isinstance(given, (str, Path)) else given
        raise TypeError(f"{name} is a list, such as {name}=[{shown!r}], not {given!r}")
    return given


def _bytes(given: Any, place: int | None) -> bytes:
    if isinstance(given, (bytearray, memoryview)):
        return bytes(given)
    remedy = next((f": {remedy}" for name, remedy in REMEDIES.items() if hasattr(given, name)), "")
    remedy = ": leave out what is missing" if type(given).__name__ in MISSING else remedy
    raise TypeError(f"{_of(place)}source is a string, bytes or a Document, not {type(given).__name__}{remedy}")


def _of(place: int | None) -> str:
    return "" if place is None else f"sources[{place}]: "
