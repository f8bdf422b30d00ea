"""Whole corpora: the same articles through every engine, and what that costs.

    python -m bench.corpus DATA [--pages N] [--engines ray,spark,datatrove] [--write]
    python -m bench.corpus --memory [--write]

The pages of DATA, repeated under new addresses until there are N, are written as JSONL, Parquet and WARC and cleaned by
a plain loop, through the seam, and by each engine; articles are compared by hash. Processor time is that of all
processes. `--memory` runs 2,000 and 20,000 small texts, made here, and tells the peaks of parent and worker.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import cleaner
from bench.data import load
from bench.tables import publish, table
from cleaner.engines.arrow import clean_batches
from cleaner.io.records import article_fields
from tests.corpus import digest, rows_of, texts, write_jsonl, write_parquet, write_warc

Row = dict[str, Any]


def main() -> None:
    """Parse the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--engines", default="", help="ray, spark, datatrove: compared by hash")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if given.memory:
            peaks = list(memory(Path(name)))
            publish("memory", table(("documents", "parent, MB", "largest worker, MB"), peaks), write=given.write)
        else:
            rows = [*times(Path(name), pages(given.data, given.pages)), *others(Path(name), given.engines.split(","))]
            columns = ("what", "processor s", "s on the clock", "pages a second", "articles")
            publish("corpus", table(columns, rows), write=given.write)


def pages(data: Path, count: int) -> list[Row]:
    """So many pages of all sets in a folder, each under an address of its own."""
    samples = [sample for path in sorted(data.glob("*-dev*.jsonl.gz")) for sample in load(path)]
    return [
        {"id": f"{number:06}", "url": f"https://{sample.site or 'x'}/{number}", "html": sample.html, "n": number}
        for number, sample in enumerate(islice(cycle(samples), count))
    ]


def times(folder: Path, rows: list[Row]) -> Iterable[tuple[object, ...]]:
    """A row for each way through the corpus on this machine."""
    write_jsonl(folder / "pages.jsonl", rows)
    write_parquet(folder / "pages.parquet", rows)
    write_warc(folder / "pages.warc.gz", rows)
    warm = rows[:5]
    for name, way in (("a plain loop over clean", loop), ("the seam, in process", seam)):
        way(warm)
        yield _timed(name, len(rows), partial(_hash, way, rows))
    for form in ("jsonl", "parquet", "warc.gz"):
        for jobs in (1, 2):
            run = partial(local, folder, f"pages.{form}", jobs)
            yield _timed(f"cleaner run --jobs {jobs}, {form}", len(rows), run)
    yield _timed("trafilatura in two processes", len(rows), partial(trafilatura, rows))


def _hash(way: Callable[[list[Row]], list[Row]], rows: list[Row]) -> str:
    return digest(way(rows))


def _timed(name: str, count: int, call: Callable[[], str]) -> tuple[object, ...]:
    before, start = _cpu(), time.perf_counter()
    told = call()
    seconds = time.perf_counter() - start
    return name, f"{_cpu() - before:.1f}", f"{seconds:.1f}", f"{count / seconds:.1f}", told[:12]


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def loop(rows: list[Row]) -> list[Row]:
    """What a program of one line does."""
    articles = (cleaner.clean(row["html"], kind="html", url=row["url"], id=row["id"]) for row in rows)
    return [article_fields(article) for article in articles]


def seam(rows: list[Row]) -> list[Row]:
    """The same through record batches."""
    batches = pa.Table.from_pylist(rows).to_batches(64)
    return [row for batch in clean_batches(batches) for row in batch.to_pylist()]


def local(folder: Path, name: str, jobs: int) -> str:
    """The command, from file to file."""
    output = folder / f"out.{'parquet' if 'parquet' in name else 'jsonl'}"
    command = [sys.executable, "-m", "cleaner", "run", str(folder / name), str(output), "--overwrite"]
    command += ["--jobs", str(jobs)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return digest(rows_of(output))


def trafilatura(rows: list[Row]) -> str:
    """A pool of two processes; no articles to compare."""
    with multiprocessing.Pool(2) as pool:
        bodies = pool.map(_extracted, [row["html"] for row in rows], chunksize=16)
        pool.close()
        pool.join()
    return hashlib.sha256(json.dumps(bodies).encode()).hexdigest()


def _extracted(html: str) -> str:
    import trafilatura as peer

    return peer.extract(html, include_comments=False, include_tables=False) or ""


PROGRAMS = {
    "ray": """
import os; os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
import ray, cleaner.engines.ray
ray.init(num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1", log_to_driver=False)
cleaner.engines.ray.clean(ray.data.read_parquet("pages.parquet")).write_parquet("articles-ray")
""",
    "spark": """
from pyspark.sql import SparkSession
import cleaner.engines.spark
session = SparkSession.builder.master("local[2]").config("spark.sql.execution.arrow.maxRecordsPerBatch", 200)
session = session.config("spark.driver.memory", "4g").config("spark.driver.host", "127.0.0.1").getOrCreate()
cleaner.engines.spark.clean(session.read.parquet("pages.parquet")).write.parquet("articles-spark")
""",
    "datatrove": """
import json, pathlib
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import ParquetReader
from cleaner.engines.datatrove import CleanArticles
import pyarrow as pa, pyarrow.parquet as pq

class Keep(PipelineStep):
    name, type = "keep", "bench"
    def run(self, data, rank=0, world_size=1):
        rows = [{"body": document.text, **document.metadata} for document in data]
        pathlib.Path("articles-datatrove").mkdir(exist_ok=True)
        rows and pq.write_table(pa.Table.from_pylist(rows), f"articles-datatrove/{rank}.parquet")
        yield from ()

if __name__ == "__main__":
    steps = [ParquetReader(".", glob_pattern="pages.parquet", text_key="html"), CleanArticles(kind="html"), Keep()]
    LocalPipelineExecutor(steps, tasks=2, workers=1, logging_dir="log").run()
""",
}


def others(folder: Path, names: Iterable[str]) -> Iterable[tuple[object, ...]]:
    """A row for each cluster engine, started on this machine."""
    for name in filter(None, names):
        (folder / f"{name}_bench.py").write_text(PROGRAMS[name])
        count = pq.read_metadata(folder / "pages.parquet").num_rows
        yield _timed(name, count, partial(_engine, folder, name))


def _engine(folder: Path, name: str) -> str:
    subprocess.run([sys.executable, f"{name}_bench.py"], cwd=folder, check=True, capture_output=True)
    files = sorted((folder / f"articles-{name}").glob("*.parquet"))
    return digest(row | {"title": row.get("title")} for path in files for row in rows_of(path))


def memory(folder: Path) -> Iterable[tuple[object, ...]]:
    """Peaks of resident memory for a small and a large corpus, each in a process of its own."""
    for count in (2000, 20_000):
        write_jsonl(folder / "pages.jsonl", texts(count))
        command = [sys.executable, "-c", PEAK, str(folder / "pages.jsonl"), str(folder / "out.jsonl")]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        yield count, *(f"{int(kilobytes) / 1024:.0f}" for kilobytes in told)


PEAK = """
import resource, sys
from functools import partial
from cleaner.engines import local
from cleaner.engines.run import run
run([sys.argv[1]], sys.argv[2], overwrite=True, steps=partial(local.steps, jobs=2))
print(*(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


if __name__ == "__main__":
    main()
