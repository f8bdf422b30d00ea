"""Counting through the seam, for `cleaner learn`: batches of documents in, of counts out; ordered counts in, rules out.

Every engine calls these two and nothing else. Between them counts are put in order by host and key, those of one host
in one place: the shuffle that every engine has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
import pyarrow as pa

from cleaner.engines.arrow import check_columns, table_of
from cleaner.engines.documents import attempt, pieces, rows_of
from cleaner.engines.settings import Settings
from cleaner.learn.count import show
from cleaner.learn.counts import Counts
from cleaner.learn.learned import Learned, RulesByHost, learned
from cleaner.learn.packed import COUNTS, merged, pack, rows_in
from cleaner.learn.propose import Bar
from cleaner.rulebook.schema import SiteFile

RULES = pa.schema({"host": pa.string(), "documents": pa.int64(), "rules": pa.string()})
"""Of each site, from how many documents, and its rules as JSON."""
DEFAULT = Settings()
BAR = Bar()
MOST = 256  # rows that are counted at once
SITES = 256  # in a batch of rules


class BatchCounter:
    """Counts record batches of documents; `problems` says why rows of the last batch were left out, by their index.

    `watch` is called with the index of each row before it is counted, and with -1 after the last.
    """

    def __init__(self, settings: Settings = DEFAULT, watch: Callable[[int], None] = lambda _: None) -> None:
        self._settings, self._watch = settings, watch
        self.problems: dict[int, str] = {}

    def __call__(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The counts of a batch, as COUNTS. Raises ValueError where it has no column that holds pages."""
        check_columns(batch.schema, self._settings)
        counts, homeless = Counts(), 0
        self.problems = {}
        for index, row in enumerate(rows_of(batch, self._settings)):
            self._watch(index)
            shown, problem = attempt(row, self._settings, show)
            if problem is not None:
                self.problems[index] = problem
            elif shown is None:
                homeless += 1
            else:
                counts.add(*shown)
        self._watch(-1)
        return pack(counts, homeless)


def count_batches(batches: Iterable[pa.RecordBatch], settings: Settings = DEFAULT) -> Iterator[pa.RecordBatch]:
    """The counts of batches of documents, lazily: the map. Rows that hold no document count for nothing."""
    yield from map(BatchCounter(settings), pieces(batches, MOST))


def rule_batches(batches: Iterable[pa.RecordBatch], bar: Bar = BAR) -> Iterator[pa.RecordBatch]:
    """The rules of each site, as RULES, from batches of COUNTS ordered by host and key: the merge."""
    rows = []
    for one in learned(merged(rows_in(batches), bar), bar):
        rows.append({"host": one.host, "documents": one.documents, "rules": msgspec.json.encode(one.rules).decode()})
        if len(rows) == SITES:
            yield pa.RecordBatch.from_pylist(rows, RULES)
            rows = []
    yield pa.RecordBatch.from_pylist(rows, RULES)


def found_in(rows: Iterable[Mapping[str, Any]]) -> RulesByHost:
    """The rows of RULES, in any order, as what `Settings` takes."""
    ordered = sorted(rows, key=lambda row: str(row["host"]))
    decode = msgspec.json.Decoder(SiteFile).decode
    return RulesByHost(Learned(row["host"], row["documents"], decode(row["rules"])) for row in ordered)


def learn_table(data: Any, settings: Settings = DEFAULT, bar: Bar = BAR) -> RulesByHost:
    """The rules that the documents of a table speak for, in memory: Arrow's, or that of any library that speaks it."""
    table = table_of(data)
    counts = pa.Table.from_batches(count_batches(table.to_batches(), settings), COUNTS)
    ordered = counts.sort_by([("host", "ascending"), ("key", "ascending")])
    return found_in(row for batch in rule_batches(ordered.to_batches(), bar) for row in batch.to_pylist())
