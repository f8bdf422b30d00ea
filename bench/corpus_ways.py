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
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

import cleaner
from bench.corpus_programs import ENGINES, LOCAL
from cleaner.engines.arrow import clean_batches
from cleaner.io.records import article_fields
from tests.corpus import digest, rows_of

Row = dict[str, Any]


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


def measured(name: str, count: int, call: Callable[[], str]) -> Cost:
    """The cost of a call that gives the hash of its articles."""
    before, start = _processor(), time.perf_counter()
    articles = call()
    return Cost(name, count, articles, time.perf_counter() - start, _processor() - before)


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def loop(rows: Iterable[Row]) -> str:
    """What a program of one line does."""
    articles = (cleaner.clean(row["html"], kind="html", url=row["url"], id=row["id"]) for row in rows)
    return digest(map(article_fields, articles))


def seam(rows: Sequence[Row]) -> str:
    """The same through record batches."""
    batches = pa.Table.from_pylist(list(rows)).to_batches(64)
    return digest(row for batch in clean_batches(batches) for row in batch.to_pylist())


def local(inputs: Sequence[Path], output: Path, jobs: int, pages: int) -> Cost:
    """A run from files to a file, in a process of its own."""
    name = (
        f"run, {jobs} process{'es' * (jobs > 1)}, {inputs[0].name.partition('.')[2]} to {output.name.partition('.')[2]}"
    )
    start = time.perf_counter()
    command = [sys.executable, "-c", LOCAL, str(jobs), str(output), *map(str, inputs)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    clock = time.perf_counter() - start
    parent, parent_kb, workers, worker_kb = map(float, told)
    articles = digest(rows_of(output)) if len(inputs) == 1 else ""
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
