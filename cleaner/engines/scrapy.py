"""Scrapy: an item pipeline that adds the article to each item.

    ITEM_PIPELINES = {"cleaner.engines.scrapy.CleanArticles": 300}
    CLEANER = {"html_field": "html", "drop_empty": True}

The page stays in the item; `title` (unless it has one), `body`, `language`, `removed` and `repairs` are added, or those
of them that the item's class has fields for.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from cleaner.engines.arrow import BatchCleaner
from cleaner.engines.documents import KNOWN
from cleaner.engines.settings import Settings
from cleaner.extras import needed
from cleaner.io.blocks import ERROR, whole

ItemAdapter: Any = needed("itemadapter", "scrapy").ItemAdapter
DropItem: Any = needed("scrapy.exceptions", "scrapy").DropItem


class CleanArticles:
    """Adds title, body, language and what was removed to items that hold a page.

    `drop_empty` drops items of which nothing is left. Other options are those of `Settings`. What an item holds as
    `url`, `title`, `lang`, `date` and, where pages are bytes, `charset`, is believed. An item that cannot be cleaned
    gets the reason as `cleaner_error`, if it has room for it.
    """

    def __init__(self, drop_empty: bool = False, **options: Any) -> None:
        self._settings = Settings(**options)
        self._drop_empty = drop_empty
        self._clean = BatchCleaner(self._settings)

    @classmethod
    def from_crawler(cls, crawler: Any) -> CleanArticles:
        """The pipeline with the options in the crawler's setting CLEANER."""
        return cls(**crawler.settings.getdict("CLEANER"))

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item with its article. Raises DropItem for an empty one, if asked to."""
        adapter = ItemAdapter(item)
        row = self._clean(_batch(adapter, self._settings)).to_pylist()[0]
        if self._drop_empty and not row["body"]:
            raise DropItem(row[ERROR] or "nothing of the page is an article")
        if adapter.get("title"):
            del row["title"]
        for key in ("title", "body", "language", "removed", "repairs", "metadata", ERROR):
            if row.get(key) is not None and _has_room(adapter, key):
                adapter[key] = row[key]
        return item


def _batch(adapter: Any, settings: Settings) -> pa.RecordBatch:
    """A batch of one row; pages may be strings or bytes, dates strings or dates."""
    columns = {}
    for name in (*settings.consumed, settings.lang_field, *KNOWN):
        value = adapter.get(name)
        if isinstance(value, str):
            columns[name] = pa.array([whole(value)], pa.string())
        elif isinstance(value, bytes):
            columns[name] = pa.array([value], pa.binary())
        elif isinstance(value, date):
            columns[name] = pa.array([value.isoformat()], pa.string())
    columns.setdefault(settings.text_field, pa.nulls(1, pa.string()))
    return pa.record_batch(columns)


def _has_room(adapter: Any, key: str) -> bool:
    """Whether the item's class has such a field; a dict takes any."""
    names = adapter.get_field_names_from_class(type(adapter.item))
    return names is None or key in names
