"""Many processes: outcomes in the order of the tasks, and no worker that waits for its next task to be read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cleaner.engines import partial
from cleaner.engines.partial import Partial
from cleaner.engines.pool import AHEAD, Pool, Refused
from cleaner.engines.worker import Report, TaskError
from cleaner.io.targets import make_target


def maker(_report: Report) -> Callable[[Refused], int]:
    """What a worker does with a number: the later ones are done first."""

    def do(refused: Refused) -> int:
        time.sleep(0.2 / (1 + refused.task))
        return int(refused.task * 2)

    return do


def counted(read: list[int], count: int) -> Iterator[int]:
    for number in range(count):
        read.append(number)
        yield number


@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_every_task_has_its_outcome_in_order(count: int) -> None:
    with Pool[int](maker, 2) as pool:
        assert list(pool.map(counted([], count))) == [(number, number * 2) for number in range(count)]


def test_workers_that_cannot_even_start_are_told_with_what_they_had() -> None:
    with (
        Pool[int](maker, 1, memory=1 << 20) as pool,
        pytest.raises(TaskError, match=r"0.000976562 GiB of memory may be"),
    ):
        next(pool.map(counted([], 1)))


def test_tasks_are_read_ahead_but_not_all() -> None:
    read: list[int] = []
    with Pool[int](maker, 1) as pool:
        outcomes = pool.map(counted(read, 100))
        next(outcomes)
        assert 2 <= len(read) <= AHEAD


def test_the_journal_is_written_less_often_where_that_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]  # a clock of its own: on a busy machine anything may take long
    monkeypatch.setattr("cleaner.engines.partial.time", SimpleNamespace(monotonic=lambda: now[0]))

    def pause(seconds: float) -> Any:
        monkeypatch.setattr("os.fsync", lambda _file: now.append(now.pop() + seconds))
        under_way = Partial(make_target(str(tmp_path / "out.jsonl")), "job", resume=False, overwrite=True)
        under_way._save()
        under_way.close()
        return under_way._pause

    assert pause(0.05) >= 5 * partial.EVERY
    assert pause(0) < 5 * partial.EVERY
