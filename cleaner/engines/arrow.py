"""The seam: record batches of documents in, record batches of articles out. Every engine calls this.

Out come `id`, `url`, `title`, `body`, `language`, `removed`, `repairs`, then every column of the input that is not one
of these and not the page itself, with its type; and `cleaner_error`, which says why a row has no article.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import pyarrow as pa

from cleaner import render
from cleaner.article import Article
from cleaner.engines.documents import attempt, pieces, rows_of
from cleaner.engines.settings import Settings
from cleaner.io.blocks import ERROR
from cleaner.io.fields import OURS
from cleaner.io.records import article_fields
from cleaner.pipeline import Cleaner

STRING = pa.string()
LINE = pa.int32()
REMOVED = pa.list_(
    pa.struct({"line": LINE, "start": LINE, "label": STRING, "reason": STRING, "judge": STRING, "text": STRING})
)
REPAIRS = pa.list_(pa.struct({"line": LINE, "what": STRING, "before": STRING, "after": STRING}))
METADATA = pa.struct(dict.fromkeys(("author", "date", "site_name", "language", "canonical"), STRING))
OWN = {"url", "title", "body", "language", "removed", "repairs", ERROR}
PAGES = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_binary_view,
    pa.types.is_null,
)
MOST = 64  # rows of a batch that comes out; those that come in may be of any size
DEFAULT = Settings()
WARM = "Der Fluss stieg in der Nacht und das Dorf wartete auf Hilfe."  # long enough to ask for its language


class BatchCleaner:
    """Cleans record batches by one set of rules, loaded once.

    `watch` is called with the index of each row before it is cleaned, and with -1 after the last. `seconds` holds what
    each row of the last batch took.
    """

    def __init__(self, settings: Settings = DEFAULT, watch: Callable[[int], None] = lambda _: None) -> None:
        self._settings = settings
        self._cleaner = _cleaner(settings)
        self._watch = watch
        self.seconds: list[float] = []

    def warm_up(self) -> None:
        """Load what the first documents would load, so that none of them pays for it."""
        for row in ({self._settings.html_field: f"<p>{WARM}"}, {self._settings.text_field: WARM}):
            self._row(row)

    def __call__(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The articles of a batch. Raises ValueError where it has no column that holds pages."""
        schema = output_schema(batch.schema, self._settings)
        rows = self._rows(batch)
        self._watch(-1)
        return pa.record_batch([self._column(field, batch, rows) for field in schema], schema=schema)

    def _column(self, field: pa.Field, batch: pa.RecordBatch, rows: list[dict[str, Any]]) -> pa.Array:
        """What we found where the column is ours, else the column of the input."""
        name = self._settings.id_field if field.name == "id" else field.name
        if field.name in _own(self._settings) or name not in batch.schema.names:
            return pa.array([row.get(field.name) for row in rows], field.type)
        return batch.column(name)

    def _rows(self, batch: pa.RecordBatch) -> list[dict[str, Any]]:
        rows, self.seconds = [], []
        for index, given in enumerate(rows_of(batch, self._settings)):
            self._watch(index)
            start = time.perf_counter()
            rows.append(self._row(given))
            self.seconds.append(time.perf_counter() - start)
        return rows

    def _row(self, given: dict[str, Any]) -> dict[str, Any]:
        fields, problem = attempt(given, self._settings, lambda document: self._fields(self._cleaner.clean(document)))
        return fields or {"url": given.get(self._settings.url_field), ERROR: problem}

    def _fields(self, article: Article) -> dict[str, Any]:
        fields = article_fields(article, removed=self._settings.removed)
        if self._settings.rendered:
            fields["rendered"] = getattr(render, self._settings.rendered)(article)
        return fields


def clean_batches(batches: Iterable[pa.RecordBatch], settings: Settings = DEFAULT) -> Iterator[pa.RecordBatch]:
    """The articles of batches of any size, lazily, in order, in batches of `output_schema`. Raises ValueError."""
    yield from map(BatchCleaner(settings), pieces(batches, MOST))


def clean_table(data: Any, settings: Settings = DEFAULT) -> pa.Table:
    """The articles of a whole table: Arrow's, or that of any library that speaks Arrow (pandas, Polars, DuckDB).

    A row for each row, in their order; `cleaner_error` says why one has no article. Raises ValueError where no column
    holds pages, TypeError for what is no table.
    """
    table = table_of(data)
    cleaned = clean_batches(table.to_batches(), settings)
    return pa.Table.from_batches(cleaned, output_schema(table.schema, settings))


def table_of(data: Any) -> pa.Table:
    """A table as Arrow has it. Raises TypeError for what is none, such as one column of it."""
    try:
        return data if isinstance(data, pa.Table) else pa.table(data)
    except (pa.ArrowException, TypeError, ValueError) as error:
        why = ": ".join(map(str, error.args))
        remedy = "a table has named columns, each of one type; pyarrow.Table.from_pylist makes one of a list of records"
        raise TypeError(f"cannot be read as a table of Arrow ({why}): {remedy}") from error


def clean_reader(data: Any, settings: Settings = DEFAULT) -> pa.RecordBatchReader:
    """The articles of a stream of batches as such a stream: nothing is cleaned before it is read.

    Raises ValueError where no column holds pages.
    """
    reader = pa.RecordBatchReader.from_stream(data)
    return pa.RecordBatchReader.from_batches(output_schema(reader.schema, settings), clean_batches(reader, settings))


def output_schema(given: pa.Schema, settings: Settings = DEFAULT) -> pa.Schema:
    """The columns that come out for those that go in. Raises ValueError where none of those holds pages."""
    check_columns(given, settings)
    names = given.names
    first = given.field(settings.id_field).with_name("id") if settings.id_field in names else pa.field("id", STRING)
    fields = [first, *(pa.field(name, STRING) for name in ("url", "title", "body", "language"))]
    fields += [pa.field("removed", REMOVED), pa.field("repairs", REPAIRS)] if settings.removed else []
    fields += [pa.field("metadata", METADATA)] if settings.metadata else []
    fields += [pa.field("rendered", STRING)] if settings.rendered else []
    ours = {*OURS, *settings.consumed, *_own(settings)}
    fields += [field for field in given if field.name not in ours]
    return pa.schema([*fields, pa.field(ERROR, STRING)])


def _own(settings: Settings) -> set[str]:
    """The columns in which we write what we found."""
    return OWN | {name for name in ("metadata", "rendered") if getattr(settings, name)}


def check_columns(given: pa.Schema, settings: Settings) -> None:
    """Raises ValueError where no column holds pages, and where two have one name."""
    if twice := [name for name, count in Counter(given.names).items() if count > 1]:
        raise ValueError(f"has several columns named `{twice[0]}`: rename them")
    named = [given.field(name) for name in (settings.html_field, settings.text_field) if name in given.names]
    if not named:
        wanted = f"`{settings.html_field}` or `{settings.text_field}`"
        remedy = "html_field or text_field, in a shell --html-field or --text-field, names the one that holds the page"
        raise ValueError(f"has no column {wanted} but {', '.join(given.names) or 'none'}; {remedy}")
    for field in named:
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        if not any(is_a(kind) for is_a in PAGES):
            raise ValueError(f"the column `{field.name}` holds {field.type}, not text")


@lru_cache(maxsize=4)
def _cleaner(settings: Settings) -> Cleaner:
    return Cleaner(
        rules=settings.rules,
        keep=settings.keep,
        metadata=settings.metadata,
        second_opinion=settings.second_opinion,
        learned=settings.learned,
    )
