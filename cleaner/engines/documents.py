"""Rows of a record batch as documents, each within its limits; what hinders one is said, not raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

import pyarrow as pa

from cleaner.article import Document
from cleaner.decode import is_binary
from cleaner.engines.limit import TooLong, time_limit
from cleaner.engines.settings import Settings
from cleaner.io.blocks import ERROR
from cleaner.io.utf8 import sound
from cleaner.rulebook.read import RuleError

T = TypeVar("T")
KNOWN = ("language", "date", "charset")  # columns with what is known of a page, beside those that `Settings` names
Row = dict[str, Any]


class Unusable(Exception):
    """A row that holds no document."""


def pieces(batches: Iterable[pa.RecordBatch], most: int) -> Iterator[pa.RecordBatch]:
    """The batches, cut into such of at most so many rows, each string in them UTF-8."""
    for batch in batches:
        for start in range(0, batch.num_rows, most):
            yield sound(batch.slice(start, most))


def rows_of(batch: pa.RecordBatch, settings: Settings) -> list[Row]:
    """The rows with the columns that documents are made of."""
    read = (*settings.consumed, settings.lang_field, *KNOWN, ERROR)
    return list(batch.select([name for name in dict.fromkeys(read) if name in batch.schema.names]).to_pylist())


def attempt(row: Row, settings: Settings, do: Callable[[Document], T]) -> tuple[T | None, str | None]:
    """What `do` makes of the document in a row, or why nothing. Raises RuleError for a rule file that is broken."""
    if row.get(ERROR) is not None:
        return None, row[ERROR]
    try:
        with time_limit(settings.seconds):
            return do(document_of(row, settings)), None
    except TooLong:
        return None, f"took longer than {settings.seconds:g} s and was stopped"
    except MemoryError:
        return None, "needs more memory than a worker may take"
    except Unusable as error:
        return None, str(error)
    except RuleError:
        raise
    except Exception as error:
        return None, f"a fault in cleaner ({type(error).__name__}: {error}), please report it"


def document_of(row: Row, settings: Settings) -> Document:
    """The document in a row; raises Unusable where there is none."""
    html, text = row.get(settings.html_field), row.get(settings.text_field)
    source = html if html or text is None else text
    if source is None:
        raise Unusable(settings.missing(row))
    if isinstance(source, bytes) and is_binary(source):
        raise Unusable("holds binary data, not text")
    url = _hint(row.get(settings.url_field))
    return Document(
        source=source,
        kind="html" if source is html else "auto",
        id=_hint(row.get(settings.id_field)),
        url=url,
        title=_hint(row.get(settings.title_field)),
        language=_hint(row.get(settings.lang_field)) or _hint(row.get("language")) or settings.language,
        site=None if url else settings.site,
        date=_day(row.get("date")),
        encoding=_hint(row.get("charset")),
    )


def _day(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else _hint(value)  # a datetime is a date too


def _hint(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
