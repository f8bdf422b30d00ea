"""Ray: `clean` for a Ray Data set, and `cleaner run --engine ray`.

Rules are loaded once in each worker process. cleaner must be installed on every node, and rule folders and inputs must
be there under the same names.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import pyarrow as pa

from cleaner.engines.arrow import check_columns, clean_batches
from cleaner.engines.counting import BAR, count_batches, found_in, rule_batches
from cleaner.engines.plan import Failed, Plan, Step
from cleaner.engines.settings import Settings
from cleaner.engines.worker import TaskError
from cleaner.extras import needed
from cleaner.io import parquet
from cleaner.io.formats import Input
from cleaner.io.streams import InputError
from cleaner.learn.learned import RulesByHost
from cleaner.learn.propose import Bar

Seam = Callable[[Iterable[pa.RecordBatch], Settings], Iterator[pa.RecordBatch]]

ROWS = 64  # of a batch that goes to a task at once
BLOCK = 8 << 20  # bytes of a Ray block in a run: enough pages for a second or two


def clean(dataset: Any, **options: Any) -> Any:
    """The articles of a Ray Data set with a column `html` or `text`; the options are those of `Settings`.

    Raises ValueError where it is known to have no such column.
    """
    task = partial(_through, clean_batches, settings=_settings(dataset, options))
    return dataset.map_batches(task, batch_format="pyarrow", batch_size=ROWS, zero_copy_batch=True)


def learn(dataset: Any, bar: Bar = BAR, **options: Any) -> RulesByHost:
    """The rules that the documents of a Ray Data set speak for; `clean(dataset, learned=…)` takes them.

    Raises ValueError where it is known to have no column `html` or `text`.
    """
    task = partial(_through, count_batches, settings=_settings(dataset, options))
    counts = dataset.map_batches(task, batch_format="pyarrow", batch_size=ROWS, zero_copy_batch=True)
    rules = counts.groupby("host").map_groups(partial(_ruled, bar=bar), batch_format="pyarrow")
    return found_in(rules.iter_rows())


def _settings(dataset: Any, options: dict[str, Any]) -> Settings:
    """The settings, and a look at the columns where Ray has not to run anything to know them."""
    settings = Settings(**options)
    known = dataset.schema(fetch_if_missing=False)
    if known is not None and isinstance(known.base_schema, pa.Schema):
        check_columns(known.base_schema, settings)
    return settings


def _through(seam: Seam, table: pa.Table, settings: Settings) -> Iterator[pa.Table]:
    """What the seam makes of the rows of a table."""
    for batch in seam(table.to_batches(), settings):
        yield pa.Table.from_batches([batch])


def _ruled(counts: pa.Table, bar: Bar) -> pa.Table:
    """The rules of one host."""
    return pa.Table.from_batches(rule_batches(counts.sort_by("key").to_batches(), bar))


def steps(
    plan: Plan, start: tuple[int, int], failed: Failed, *, address: str | None = None, jobs: int | None = None
) -> Iterator[Step]:
    """The parts of a run in the order of the input, as `local.steps` gives them; raises TaskError as that does."""
    ray = _started(address, jobs)
    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.target_max_block_size = BLOCK
    items = list(_items(plan, start)) or [{"input": len(plan.inputs), "skip": 0, "last": 0}]
    cores = max(1, int(ray.cluster_resources().get("CPU", 1)))
    # Reading takes no core of its own, which also keeps Ray from reading and cleaning a whole file in one task.
    blocks = ray.data.from_items(items, override_num_blocks=len(items)).flat_map(
        partial(_read, plan=plan), num_cpus=0, concurrency=cores
    )
    done = blocks.map_batches(partial(_done, plan=plan), batch_format="pyarrow", batch_size=1, num_cpus=1)
    try:
        yield from _steps(done.iter_rows(), failed)
    except ray.exceptions.RayError as error:
        raise TaskError(str(error).strip().splitlines()[-1]) from error


def _started(address: str | None, jobs: int | None) -> Any:
    """Ray itself: one that runs already, the cluster at `address`, or one on this machine that tells nobody."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    ray = needed("ray", "ray")
    needed("ray.data", "ray")
    if not ray.is_initialized():
        local = {"num_cpus": jobs, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        ray.init(address=address, log_to_driver=False, logging_level="error", **({} if address else local))
    return ray


def _items(plan: Plan, start: tuple[int, int]) -> Iterator[dict[str, int]]:
    """What one task reads: an input from the record after `skip` on, up to `last` where it is a share of a large file;
    Parquet has shares, for their beginnings can be found."""
    first, skip = start
    for index in range(first, len(plan.inputs)):
        done = skip if index == first else 0
        for before, last in _shares(plan.inputs[index]):
            if last > done:
                yield {"input": index, "skip": max(before, done), "last": last}


def _shares(one: Input) -> list[tuple[int, int]]:
    """The records of an input as (first less one, last) of each share."""
    if one.kind == "parquet" and one.size > BLOCK:
        with suppress(InputError):  # which the task that reads it will say
            return parquet.shares(one.name, BLOCK)
    return [(0, sys.maxsize)]


def _read(item: dict[str, int], plan: Plan) -> Iterator[dict[str, Any]]:
    """The blocks of an input, or of a share of one, in a task of its own."""
    index = item["input"]
    try:
        for block in plan.blocks(index, item["skip"]) if index < len(plan.inputs) else ():
            yield {"input": index, "block": pickle.dumps(block), "failed": None}
            if block.last >= item["last"]:
                break
    except InputError as error:
        yield {"input": index, "block": None, "failed": str(error)}


def _done(table: pa.Table, plan: Plan) -> pa.Table:
    """The steps that blocks make."""
    do_block = plan.worker()
    made: list[dict[str, Any]] = []
    for row in table.to_pylist():
        step = None
        if row["block"] is not None:
            block = pickle.loads(row["block"])
            step = pickle.dumps(Step(row["input"], block.last, block.share, do_block(block, {})))
        made.append({"input": row["input"], "step": step, "failed": row["failed"]})
    return pa.Table.from_pylist(made, pa.schema({"input": pa.int64(), "step": pa.binary(), "failed": pa.string()}))


def _steps(rows: Iterable[dict[str, Any]], failed: Failed) -> Iterator[Step]:
    """The steps; of an input that fails nothing more, as where it is read by one task."""
    ended = -1
    for row in rows:
        if row["failed"] is not None:
            failed(row["failed"])
            ended = row["input"]
        elif row["input"] != ended:
            yield pickle.loads(row["step"])
