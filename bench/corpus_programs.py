"""The programs that `bench.corpus` starts: each a process of its own, for what it costs is then its own too."""

from __future__ import annotations

# Prints processor seconds and peak memory (KB) of the program itself, then of its workers: seconds together, memory of
# the largest.
TOLD = """
import re, resource
own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]  # ru_maxrss counts who started this, too
print(own.ru_utime + own.ru_stime, peak)
print(workers.ru_utime + workers.ru_stime, workers.ru_maxrss)
"""

# Arguments: processes, output, inputs.
LOCAL = (
    """
import sys
from functools import partial
from cleaner.engines import local
from cleaner.engines.run import run
jobs, output, *inputs = sys.argv[1:]
run(inputs, output, overwrite=True, steps=partial(local.steps, jobs=int(jobs), memory=4 << 30))
"""
    + TOLD
)

# Arguments: input, output.
LOOPED = (
    """
import json, sys
import cleaner
from cleaner.io.records import article_fields
with open(sys.argv[1], encoding="utf-8") as pages, open(sys.argv[2], "w", encoding="utf-8") as out:
    for line in pages:
        row = json.loads(line)
        article = cleaner.clean(row["html"], kind="html", url=row["url"], id=row["id"])
        out.write(json.dumps(article_fields(article)) + "\\n")
"""
    + TOLD
)

# Each reads pages.parquet and writes Parquet into a folder, in the folder that it is started in.
ENGINES = {
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
