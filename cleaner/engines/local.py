"""The default engine: all cores of this machine, through processes, in constant memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgspec

from cleaner.engines.plan import Failed, Part, Plan, Step
from cleaner.engines.pool import Pool, Refused
from cleaner.engines.worker import Report
from cleaner.io.blocks import Block
from cleaner.io.streams import InputError

LEAST = 1 << 29  # bytes of data that a worker has before it holds a document: libraries, rules, models


class Task(msgspec.Struct, frozen=True):
    """A block and the index of its input."""

    input: int
    block: Block


def cores() -> int:
    """How many processes this machine runs at once, of those that we may have."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def steps(
    plan: Plan, start: tuple[int, int], failed: Failed, *, jobs: int | None = None, memory: int = 0
) -> Iterator[Step]:
    """The parts of a run in the order of the input, from the record after `start` (input, record) on."""
    make = partial(_worker, plan)
    pool: Pool[Part] = Pool(make, jobs or cores(), seconds=plan.settings.seconds, memory=memory)
    with pool:
        for task, part in pool.map(_tasks(plan, start, failed)):
            yield Step(task.input, task.block.last, task.block.share, part)


def _tasks(plan: Plan, start: tuple[int, int], failed: Failed) -> Iterator[Task]:
    for index in range(start[0], len(plan.inputs)):
        try:
            for block in plan.blocks(index, start[1] if index == start[0] else 0):
                yield Task(index, block)
        except InputError as error:
            failed(str(error))


def _worker(plan: Plan, report: Report) -> Callable[[Any], Part]:
    """Runs in the worker."""
    do_block = plan.worker(report)

    def do(refused: Refused) -> Part:
        return do_block(refused.task.block, refused.items)

    return do
