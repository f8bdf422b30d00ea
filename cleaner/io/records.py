"""The JSONL contract: one JSON object a line in, one out.

In: `text` or `html`, and where known `id`, `url`, `title`, `lang`, `date`. Out: `id`, `url`, `title`, `body`,
`language`, `removed`, `repairs`, then every other field of the input as it was, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from numbers import Real
from typing import Any

import msgspec

from cleaner import language
from cleaner.article import Article, Document
from cleaner.io.fields import OURS, FieldMap
from cleaner.io.streams import LARGEST, TOO_LARGE

Fields = dict[str, msgspec.Raw]
# Legal within JSON, but line ends to many a reader of lines, Python's str.splitlines among them.
SEPARATORS = {b"\xc2\x85": rb"\u0085", b"\xe2\x80\xa8": rb"\u2028", b"\xe2\x80\xa9": rb"\u2029"}
AS_NAMED = FieldMap()
NOT_UTF8 = "not UTF-8"


class Record(msgspec.Struct, frozen=True):
    """One line of a JSONL stream: its number from 1, its bytes, and the document or what is wrong with it."""

    number: int
    raw: bytes
    document: Document | None = None
    id: msgspec.Raw = msgspec.Raw(b"null")  # of any JSON type, and so it goes out again
    rest: Fields = {}
    problem: str = ""
    url: str | None = None  # of a record without a document, so that somebody can look it up


def is_record(line: bytes) -> bool:
    """Whether a line is a JSON object with a `text` or `html` field, as the first line of a JSONL stream is."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    record = read_record(1, line)
    return record.document is not None or record.problem.startswith(("`", NOT_UTF8))


def read_records(stream: Iterable[bytes]) -> Iterator[Record]:
    """The records of a stream, lazily; blank lines only count."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield read_record(number, line)


def read_record(number: int, line: bytes, names: FieldMap = AS_NAMED) -> Record:
    """One record; what is wrong with it, if anything, is in `problem`."""
    fields: Fields = {}
    if len(line) > LARGEST:
        return Record(number, b"", problem=TOO_LARGE)
    try:
        fields = fields_of(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
        line.decode()  # also of fields that nobody reads, for they are written again
        rest = {key: raw for key, raw in fields.items() if key not in OURS and key not in names.consumed}
        return Record(number, line, _document(fields, names), fields.get(names.id_field, msgspec.Raw(b"null")), rest)
    except UnicodeDecodeError:
        return Record(number, line, problem=_not_utf8(line))
    except (ValueError, RecursionError) as error:
        id = fields.get(names.id_field, msgspec.Raw(b"null"))
        return Record(number, line, id=id, problem=str(error), url=_address(fields, names.url_field))


def _address(fields: Fields, name: str) -> str | None:
    """The address of a record in which anything may be wrong, the address too."""
    try:
        return _hint(fields, name)
    except (ValueError, RecursionError):
        return None


def _not_utf8(line: bytes) -> str:
    good = line.decode("utf-8", "surrogateescape")
    column = next(index for index, char in enumerate(good, 1) if "\udc80" <= char <= "\udcff")
    return f"{NOT_UTF8}: byte 0x{ord(good[column - 1]) - 0xDC00:02x} in column {column}; iconv converts other encodings"


def fields_of(line: bytes) -> Fields:
    """The fields of a JSON object, unread. Raises ValueError for what is none."""
    try:
        return msgspec.json.decode(line, type=Fields)
    except msgspec.ValidationError as error:
        array = ", but an array: jq -c '.[]' makes lines of it" if line.lstrip().startswith(b"[") else ""
        raise ValueError(f"not a JSON object{array}") from error
    except msgspec.DecodeError:  # Python's own json also takes NaN and lone surrogates, which Python programs write
        loaded = _loaded(line)
    if not isinstance(loaded, dict):
        raise ValueError("not a JSON object")
    return {
        key.encode("utf-8", "replace").decode(): msgspec.Raw(json.dumps(value).encode())
        for key, value in loaded.items()
    }


def _loaded(line: bytes) -> Any:
    try:
        return json.loads(line)
    except UnicodeDecodeError as error:
        raise ValueError(f"not valid JSON, and {_not_utf8(line)}") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg.removesuffix(' at')} in column {error.pos + 1}") from error


def _document(fields: Fields, names: FieldMap) -> Document:
    html, text = _string(fields, names.html_field), _string(fields, names.text_field)
    source = html if html or text is None else text
    if source is None:
        raise ValueError(names.missing(fields))
    return Document(
        source=source,
        kind="html" if source is html else "auto",
        id=_hint(fields, names.id_field),
        url=_hint(fields, names.url_field),
        title=_hint(fields, names.title_field),
        language=_hint(fields, names.lang_field) or _hint(fields, "language"),
        date=_hint(fields, "date"),
    )


def _string(fields: Fields, name: str) -> str | None:
    value = _value(fields[name]) if name in fields else None
    if value is not None and not isinstance(value, str):
        raise ValueError(f"`{name}` is not a string")
    return value


def _hint(fields: Fields, name: str) -> str | None:
    """A field that only helps; None where it is missing, empty or no string."""
    value = _value(fields[name]) if name in fields else None
    if not isinstance(value, str) or not value:
        return None
    return value.encode("utf-8", "replace").decode()  # half a surrogate pair can be read but not written


def _value(raw: msgspec.Raw) -> Any:
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError:  # half a surrogate pair, NaN
        return json.loads(bytes(raw))


def write_record(article: Article, record: Record | None = None, *, removed: bool = True) -> bytes:
    """One line of JSON, newline included; without `removed`, neither removed lines nor repairs are in it."""
    out = article_fields(article, removed=removed) | {"id": record.id if record else article.id}
    return json_line(with_rest(out, record.rest if record else {}))


def with_rest(ours: dict[str, Any], rest: Fields) -> dict[str, Any]:
    """Our fields, then those that pass through; of two with one name, `metadata`, ours."""
    return ours | {key: raw for key, raw in rest.items() if key not in ours}


def article_fields(article: Article, *, removed: bool = True) -> dict[str, Any]:
    """The fields of an article as every writer writes them."""
    out: dict[str, Any] = {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "body": article.body,
        "language": article.language or language.detect([line.text for line in article.kept]),
    }
    if removed:
        out["removed"] = [
            {
                "line": line.number,
                "start": line.line.start,
                "label": line.label,
                "reason": line.reason,
                "judge": line.verdict.judge,
                "text": line.text,
            }
            for line in article.removed
        ]
        out["repairs"] = [msgspec.structs.asdict(repair) for repair in article.repairs]
    if article.metadata is not None:
        out["metadata"] = msgspec.structs.asdict(article.metadata)
    return out


def json_line(fields: dict[str, Any]) -> bytes:
    """An object on one line, newline included; values that JSON has no word for are numbers or strings."""
    return one_line(msgspec.json.encode(fields, enc_hook=_told)) + b"\n"


def _told(value: Any) -> float | str:
    return float(value) if isinstance(value, Real) else str(value)


def one_line(encoded: bytes) -> bytes:
    """JSON that is one line to every reader of lines."""
    for separator, escaped in SEPARATORS.items():
        encoded = encoded.replace(separator, escaped)
    return encoded
