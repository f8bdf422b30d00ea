"""datatrove: a pipeline step that puts the article's body in the place of the page.

Removed lines and repairs go into the document's metadata, with the title and the language; counts into datatrove's own
statistics.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

import pyarrow as pa

from cleaner import given
from cleaner.engines.arrow import BatchCleaner
from cleaner.engines.settings import Settings
from cleaner.extras import needed
from cleaner.io.blocks import ERROR, whole
from cleaner.sniff import is_html

PipelineStep: Any = needed("datatrove.pipeline.base", "datatrove").PipelineStep
AT_ONCE = 32  # documents


class CleanArticles(PipelineStep):  # type: ignore[misc]
    """Replaces `document.text`, a page or a text, by the body of its article.

    `kind` is "html", "text" or "auto", which looks at each. What the metadata holds as `url`, `title`, `language` or
    `lang`, and `date`, is believed. `exclude_empty` drops documents of which nothing is left. Other options are those
    of `Settings`. A document that cannot be cleaned goes on as it came, with the reason in `metadata["cleaner_error"]`.
    Raises TypeError or ValueError for options that cannot be used.
    """

    name = "🧹 cleaner"
    type = "🔻 - EXTRACTOR"

    def __init__(self, kind: str = "auto", exclude_empty: bool = False, **options: Any) -> None:
        super().__init__()
        self.kind = given.kind(kind)
        self.exclude_empty = exclude_empty
        self.settings = Settings(**options)

    def run(self, data: Iterable[Any], rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """The documents, cleaned, lazily and in order."""
        clean = BatchCleaner(self.settings)
        source = iter(data)
        while documents := list(islice(source, AT_ONCE)):
            with self.track_time("batch"):
                rows = clean(_batch(documents, self.kind, self.settings)).to_pylist()
            for document, row in zip(documents, rows, strict=True):
                self._count(row)
                if row["body"] or not self.exclude_empty:
                    yield _filled(document, row)

    def _count(self, row: dict[str, Any]) -> None:
        self.stat_update("documents")
        if row[ERROR] is not None:
            self.stat_update("rejected")
        elif not row["body"]:
            self.stat_update("empty")
        for line in row.get("removed") or ():
            self.stat_update(f"removed_{line['label']}", unit="line")


def _batch(documents: list[Any], kind: str, settings: Settings) -> pa.RecordBatch:
    pages = [whole(document.text) for document in documents]
    html = [page if kind == "html" or (kind == "auto" and is_html(page or "")) else None for page in pages]
    metadata = [document.metadata for document in documents]
    columns = {
        settings.html_field: html,
        settings.text_field: [page if as_html is None else None for page, as_html in zip(pages, html, strict=True)],
        settings.id_field: [str(document.id) for document in documents],
        settings.url_field: [_string(known, settings.url_field) for known in metadata],
        settings.title_field: [_string(known, settings.title_field) for known in metadata],
        settings.lang_field: [_string(known, settings.lang_field) for known in metadata],
        **{name: [_string(known, name) for known in metadata] for name in ("language", "date")},
    }
    return pa.record_batch({key: pa.array(values, pa.string()) for key, values in columns.items()})


def _string(known: dict[str, Any], key: str) -> str | None:
    value = known.get(key)
    value = value.isoformat() if isinstance(value, date) else value
    return whole(value) if isinstance(value, str) else None


def _filled(document: Any, row: dict[str, Any]) -> Any:
    """The document with what was found. Nothing of it is lost: the removed lines are in the metadata."""
    if row[ERROR] is not None:
        document.metadata[ERROR] = row[ERROR]
        return document
    document.text = row["body"]
    ours = ("title", "language", "removed", "repairs", "metadata")
    document.metadata.update({key: row[key] for key in ours if row.get(key) is not None})
    return document
