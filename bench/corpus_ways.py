"""The ways through one corpus that `bench.corpus` compares: each gives the hash of its articles and what it cost."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pyarrow as pa

from bench.corpus_programs import ENGINES, LOCAL, LOOPED
from cleaner.engines.arrow import clean_batches
from cleaner.io.records import article_fields
from cleaner.pipeline import clean
from tests.corpus import digest, rows_of

Row = dict[str, Any]
T = TypeVar("T")
BLOCK = 50  # pages
LOOP = "a plain loop"


class Cost(msgspec.Struct, frozen=True):
    """What one way through `pages` pages cost: seconds on the clock, processor seconds of all processes and, of a run
    with workers, of its parent; peaks in MB of the parent and of the largest worker."""

    name: str
    pages: int
    articles: str
    clock: float
    processor: float
    parent: float | None = None
    parent_mb: float | None = None
    worker_mb: float | None = None


class Watch:
    """Seconds on the clock and of all processors that calls took together."""

    clock = processor = 0.0

    def __call__(self, call: Callable[[], T]) -> T:
        """What the call gives."""
        before, start = _processor(), time.perf_counter()
        made = call()
        self.clock += time.perf_counter() - start
        self.processor += _processor() - before
        return made


def measured(name: str, count: int, call: Callable[[], str]) -> Cost:
    """The cost of a call that gives the hash of its articles."""
    watch = Watch()
    articles = watch(call)
    return Cost(name, count, articles, watch.clock, watch.processor)


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def in_memory(rows: Sequence[Row]) -> list[Cost]:
    """What calls of `clean` cost and what the seam does, in turn over blocks of pages, for a machine's pace changes.

    Who comes first changes too, for it fills the caches.
    """
    plain, seam, some, same = Watch(), Watch(), [], []
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        batches = pa.Table.from_pylist(block).to_batches()
        before = seam(lambda: list(clean_batches(batches))) if start % (2 * BLOCK) else None  # noqa: B023
        some += plain(partial(called, block))
        after = before or seam(lambda: list(clean_batches(batches)))  # noqa: B023
        same += [row for batch in after for row in batch.to_pylist()]
    return [
        Cost(name, len(rows), digest(found), watch.clock, watch.processor)
        for name, found, watch in (("clean, in memory", some, plain), ("the seam, in memory", same, seam))
    ]


def called(rows: Iterable[Row]) -> list[Row]:
    """The articles of some pages."""
    return [article_fields(clean(row["html"], kind="html", url=row["url"], id=row["id"])) for row in rows]


def loop(source: Path, output: Path, pages: int) -> Cost:
    """What a program of a few lines does, from file to file, which is a run's work too."""
    return program(LOOP, LOOPED, [source, output], pages, output)


def local(inputs: Sequence[Path], output: Path, jobs: int, pages: int) -> Cost:
    """A run from files to a file."""
    name = (
        f"run, {jobs} process{'es' * (jobs > 1)}, {inputs[0].name.partition('.')[2]} to {output.name.partition('.')[2]}"
    )
    return program(name, LOCAL, [jobs, output, *inputs], pages, output if len(inputs) == 1 else None)


def program(name: str, text: str, arguments: Sequence[object], pages: int, output: Path | None) -> Cost:
    """The cost of a Python program, start included, that prints what it and its workers took."""
    start = time.perf_counter()
    command = [sys.executable, "-c", text, *map(str, arguments)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    clock = time.perf_counter() - start
    parent, parent_kb, workers, worker_kb = map(float, told)
    articles = digest(rows_of(output)) if output else ""
    return Cost(name, pages, articles, clock, parent + workers, parent, parent_kb / 1024, worker_kb / 1024)


def trafilatura(rows: Iterable[Row]) -> str:
    """A pool of two processes; its bodies are others than ours."""
    with multiprocessing.Pool(2) as pool:
        bodies = pool.map(_extracted, [row["html"] for row in rows], chunksize=16)
        pool.close()
        pool.join()
    return hashlib.sha256(json.dumps(bodies).encode()).hexdigest()


def _extracted(html: str) -> str:
    import trafilatura as peer

    return peer.extract(html, include_comments=False, include_tables=False) or ""


def engine(folder: Path, name: str) -> str:
    """One of the engines that are not ours, started on this machine, over pages.parquet."""
    (folder / f"{name}_bench.py").write_text(ENGINES[name])
    env = os.environ | {"PYSPARK_PYTHON": sys.executable}
    subprocess.run([sys.executable, f"{name}_bench.py"], cwd=folder, check=True, capture_output=True, env=env)
    files = sorted((folder / f"articles-{name}").glob("*.parquet"))
    return digest(row | {"title": row.get("title")} for path in files for row in rows_of(path))
