"""The merge on one machine: DuckDB keeps counts on disk, larger than memory, and gives them back in order.

Most lines of a corpus stand in one document. They are written out with the rest, and only what was seen often enough
comes back, site by site.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from cleaner.extras import needed
from cleaner.io.streams import InputError
from cleaner.learn.packed import COUNTS, SITE, Row
from cleaner.learn.propose import Bar
from cleaner.learn.scratch import scratch

AT_ONCE = 20_000  # rows in memory before they are written out
BACK = 1000  # rows that come back at once
MEMORY = "300MB"  # that DuckDB may take; what is more goes to disk
TABLE = "CREATE TABLE counts (host VARCHAR, key BIGINT, documents BIGINT, counts BLOB)"
OFTEN = """
    WITH total AS (SELECT host, sum(documents) AS n FROM counts WHERE key = $site GROUP BY host),
    often AS (SELECT host, key FROM counts JOIN total USING (host) GROUP BY host, key, n
              HAVING key = $site OR sum(documents) >= greatest($least, ceil($share * n)))
    SELECT host, key, documents, counts FROM counts SEMI JOIN often USING (host, key) ORDER BY host, key
"""


class Store:
    """A folder for the time of one count; `add` counts to it, then `ordered` reads it."""

    def __init__(self) -> None:
        """Raises MissingExtra where DuckDB is missing, and InputError, as all methods do, where the disk is full."""
        self._duckdb: Any = needed("duckdb", "learn")
        self.homeless = 0  # documents that were counted without a host
        self._waiting: list[pa.RecordBatch] = []
        with ExitStack() as failed:
            self.folder = failed.enter_context(scratch())
            with self._on_disk():
                self._database = failed.enter_context(self._duckdb.connect(str(self.folder / "counts.duckdb")))
                self._database.execute(f"SET memory_limit = '{MEMORY}'; SET preserve_insertion_order = false")
                self._database.execute(f"SET temp_directory = '{self.folder / 'spill'}'; SET threads = 2")
                self._database.execute(TABLE)
            self._open = failed.pop_all()

    @contextmanager
    def _on_disk(self) -> Iterator[None]:
        """What DuckDB cannot write or read back, as one message."""
        try:
            yield
        except self._duckdb.Error as error:
            message = str(error).partition("\n")[0]
            raise InputError(str(self.folder.parent), f"no room to count ({message}): name another TMPDIR") from error

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._open.close()

    def add(self, counts: pa.RecordBatch) -> None:
        """Take in a batch of COUNTS, of any documents that were not counted before."""
        self._waiting.append(counts)
        self.homeless += pc.sum(counts.filter(pc.is_null(counts["host"]))["documents"]).as_py() or 0
        if sum(batch.num_rows for batch in self._waiting) >= AT_ONCE:
            self._write()

    def _write(self) -> None:
        table = pa.Table.from_batches(self._waiting, COUNTS)
        self._waiting = []
        with self._on_disk():
            self._database.register("batch", table)
            self._database.execute("INSERT INTO counts SELECT * FROM batch WHERE host IS NOT NULL")
            self._database.unregister("batch")

    def ordered(self, bar: Bar) -> Iterator[Row]:
        """The counts of what stands often enough, by host and key: what `cleaner.learn.packed.merged` asks for."""
        self._write()
        asked = {"site": SITE, "least": bar.documents, "share": bar.share}
        with self._on_disk():
            found = self._database.execute(OFTEN, asked)
        while rows := self._next(found):
            yield from rows

    def _next(self, found: Any) -> list[Row]:
        with self._on_disk():
            rows: list[Row] = found.fetchmany(BACK)
            return rows
