"""Where the time of a run goes, step by step, in one process and in processor time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from cleaner.engines.arrow import BatchCleaner
from cleaner.engines.plan import part
from cleaner.engines.run import make_plan
from cleaner.engines.settings import Settings
from cleaner.io import formats
from cleaner.io.blocks import Block

T = TypeVar("T")
STEPS = ("reading", "to batches", "cleaning", "seam", "writing")


def steps(path: Path, output: str, count: int) -> dict[str, float]:
    """Milliseconds a page for each of STEPS, over the first `count` pages of a file; the parent of a run does the
    reading and moves bytes, its workers do the rest."""
    plan = make_plan([str(path)], output, Settings(), "auto", "auto")
    looks: list[float] = []  # before each page and after the last
    clean = BatchCleaner(plan.settings, lambda _: looks.append(time.process_time()))
    clean.warm_up()
    spent, done = dict.fromkeys(STEPS, 0.0), 0
    blocks: Iterator[Block] = plan.blocks(0)
    while done < count and (block := _timed(spent, "reading", lambda: next(blocks, None))):
        looks.clear()
        given = _timed(spent, "to batches", lambda: formats.load(block, plan.settings, plan.typed))
        articles = _timed(spent, "seam", lambda: clean(given))  # noqa: B023
        _timed(spent, "writing", lambda: part(plan, given, articles, clean.seconds))  # noqa: B023
        spent["cleaning"] += looks[-1] - looks[0]
        spent["seam"] -= looks[-1] - looks[0]
        done += given.num_rows
    return {name: 1000 * seconds / max(1, done) for name, seconds in spent.items()}


def _timed(spent: dict[str, float], name: str, call: Callable[[], T]) -> T:
    start = time.process_time()
    made = call()
    spent[name] += time.process_time() - start
    return made
