"""Counts of a corpus that is larger than memory: DuckDB groups them on disk, and gives back what stands often.

Most lines of a corpus stand in one document. They are written out with the rest, and only the templates that were seen
often enough come back, site by site; there they are added up by the same code that adds in memory.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from cleaner.learn.counts import Counts, Sight, Site
from cleaner.learn.propose import Bar
from cleaner.learn.sketch import digest

AT_ONCE = 20_000  # templates in memory before they are written out
MEMORY = "300MB"  # that DuckDB may take; what is more goes to disk
NEEDS = "`cleaner learn` needs DuckDB, pyarrow and ruamel.yaml; install them with: pip install 'news-cleaner[learn]'"
TABLES = """
    CREATE TABLE lines (host VARCHAR, key UBIGINT, documents BIGINT, sight BLOB);
    CREATE TABLE sites (host VARCHAR, documents BIGINT, site BLOB);
"""
OFTEN = """
    WITH total AS (SELECT host, sum(documents) AS n FROM sites GROUP BY host),
    often AS (SELECT key FROM lines JOIN total USING (host) GROUP BY key, n
              HAVING sum(documents) >= greatest($least, ceil($share * n)))
    SELECT host, sight FROM lines SEMI JOIN often USING (key) ORDER BY host
"""


class Store:
    """A folder for the time of one count; `add` counts to it, then `often` reads it."""

    def __init__(self) -> None:
        """Raises ImportError with a remedy where DuckDB or pyarrow are missing."""
        try:
            import duckdb
            import pyarrow
        except ImportError as error:
            raise ImportError(NEEDS) from error
        self._arrow: Any = pyarrow
        self.folder = Path(tempfile.mkdtemp(prefix="cleaner-learn-"))
        self._database = duckdb.connect(str(self.folder / "counts.duckdb"))
        self._database.execute(f"SET memory_limit = '{MEMORY}'; SET preserve_insertion_order = false")
        self._database.execute(f"SET temp_directory = '{self.folder / 'spill'}'; SET threads = 2")
        self._database.execute(TABLES)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._database.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, counts: Counts) -> None:
        """Write counts out, those of any documents that were not counted before."""
        pack = msgspec.msgpack.encode
        lines = [
            (host, digest(f"{host}\n{template}"), sight.documents, pack((template, sight)))
            for host, known in counts.lines.items()
            for template, sight in known.items()
        ]
        sites = [(host, site.documents, pack(site)) for host, site in counts.sites.items()]
        arrow = self._arrow
        integer = (arrow.string(), arrow.uint64(), arrow.int64(), arrow.binary())
        self._insert("lines", lines, ("host", "key", "documents", "sight"), integer)
        self._insert("sites", sites, ("host", "documents", "site"), (integer[0], *integer[2:]))

    def _insert(self, name: str, rows: list[Any], columns: tuple[str, ...], types: tuple[Any, ...]) -> None:
        if not rows:
            return
        values = zip(*rows, strict=True)
        arrays = [self._arrow.array(column, kind) for column, kind in zip(values, types, strict=True)]
        self._database.register("batch", self._arrow.Table.from_arrays(arrays, names=list(columns)))
        self._database.execute(f"INSERT INTO {name} SELECT * FROM batch")
        self._database.unregister("batch")

    def often(self, bar: Bar) -> Iterator[Counts]:
        """Site by site in the order of their names, the counts of the lines that stand often enough."""
        asked = {"least": bar.documents, "share": bar.share}
        lines = _by_host(self._database.cursor().execute(OFTEN, asked), tuple[str, Sight])
        sites = _by_host(self._database.cursor().execute("SELECT host, site FROM sites ORDER BY host"), Site)
        waiting = next(lines, None)
        for host, found in sites:
            counts = Counts()
            for site in found:
                counts.add(host, site, {})
            if waiting is not None and waiting[0] == host:
                for template, sight in waiting[1]:
                    counts.add(host, Site(), {template: sight})
                waiting = next(lines, None)
            yield counts


def _by_host(result: Any, kind: Any) -> Iterator[tuple[str, list[Any]]]:
    """The rows of a result, unpacked, in groups of one host."""
    unpack = msgspec.msgpack.Decoder(kind).decode
    rows = (row for rows in iter(lambda: result.fetchmany(1000), []) for row in rows)
    for host, group in groupby(rows, itemgetter(0)):
        yield host, [unpack(packed) for _, packed in group]
