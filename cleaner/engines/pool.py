"""Many processes, results in order, bounded memory; an item that hangs or kills its worker is refused and the rest
goes on."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, Generic, TypeVar

import msgspec

from cleaner.engines.worker import Make, TaskError, Worker

T = TypeVar("T")
AHEAD = 6  # tasks for each worker that may be read before the first of them is done
PATIENCE = 3.0  # times the limit on processor time that may pass on the clock before a worker is killed
GRACE = 2.0  # seconds more for a worker to end an item by itself
GIB = 1 << 30
TURN = 0.25  # seconds between looks at who is overdue
DEATHS = 2  # workers that an item may take with it before it is refused; the first may have died of something else


class Refused(msgspec.Struct, frozen=True):
    """A task, and the items of it that are not to be tried again: index to reason."""

    task: Any
    items: dict[int, str]


class _Job:
    """A task on its way: which worker has it, what became of it."""

    def __init__(self, task: Any) -> None:
        self.task = task
        self.refused: dict[int, str] = {}
        self.deaths: dict[int, int] = {}
        self.outcome: Any = None
        self.done = False

    def blame(self, item: int, reason: str, *, certain: bool) -> None:
        """Note that a worker ended at an item; with certainty, or the second time, it is the item's fault."""
        self.deaths[item] = self.deaths.get(item, 0) + 1
        if item >= 0 and (certain or self.deaths[item] >= DEATHS):
            self.refused[item] = reason


class Pool(Generic[T]):
    """`jobs` workers. `seconds` (0: none) of processor time is the limit on one item, `memory` (0: none) that on a
    worker's data, in bytes."""

    def __init__(self, make: Make, jobs: int, *, seconds: float = 0.0, memory: int = 0) -> None:
        self._make, self._seconds, self._memory = make, seconds, memory
        self._jobs = jobs
        self._idle: list[Worker] = []  # started as they are needed: a small input has no work for many
        self._busy: dict[Worker, _Job] = {}
        self._ahead = AHEAD * jobs
        self._failures = 0  # workers in a row that died at no item

    def __enter__(self) -> Pool[T]:
        return self

    def __exit__(self, _k: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        for worker in (*self._idle, *self._busy):
            worker.stop()

    def map(self, tasks: Iterator[Any]) -> Iterator[tuple[Any, T]]:
        """Each task with its outcome, in order. A task is sent as a `Refused`.

        Raises TaskError for a task that raised, and for workers that do not even start.
        """
        waiting: list[_Job] = []
        read: list[_Job] = []  # and not begun: a worker that is done need not wait for the next task to be read
        exhausted = False
        while not exhausted or waiting:
            while read and len(self._busy) < self._jobs:
                self._start(read.pop(0))
            while waiting and waiting[0].done:
                job = waiting.pop(0)
                yield job.task, job.outcome
            if not exhausted and len(read) < self._jobs and len(waiting) < self._ahead:
                task = next(tasks, None)
                exhausted = task is None
                if task is not None:
                    read.append(_Job(task))
                    waiting.append(read[-1])
            elif self._busy:
                self._turn(TURN)

    def _new(self) -> Worker:
        return Worker(self._make, self._memory)

    def _start(self, job: _Job) -> None:
        worker = self._idle.pop() if self._idle else self._new()
        self._busy[worker] = job
        worker.send(Refused(job.task, job.refused))

    def _turn(self, patience: float) -> None:
        """Take what has arrived; replace who is dead or overdue."""
        ready = wait([worker.pipe for worker in self._busy], patience)
        for worker in list(self._busy):
            if worker.pipe in ready:
                self._take(worker)
            elif self._seconds and worker.overdue(PATIENCE * self._seconds + GRACE):
                self._replace(worker, f"took longer than {self._seconds:g} s and was stopped", certain=True)

    def _take(self, worker: Worker) -> None:
        job = self._busy[worker]
        try:
            job.outcome = worker.receive()
        except (EOFError, OSError):
            worker.process.wait()
            self._replace(worker, f"ended its worker ({_death(worker.process.returncode)})", certain=False)
            return
        job.done, self._failures = True, 0
        del self._busy[worker]
        self._idle.append(worker)

    def _replace(self, worker: Worker, reason: str, *, certain: bool) -> None:
        """A new worker does the task from its start: what was done of it had not come out yet."""
        job = self._busy.pop(worker)
        self._failures = self._failures + 1 if worker.item < 0 else 0
        if self._failures > DEATHS * 2:
            remedy = f"; {self._memory / GIB:g} GiB of memory may be too little for them" if self._memory else ""
            raise TaskError(f"workers die before they do anything ({_death(worker.process.returncode)}){remedy}")
        job.blame(worker.item, reason, certain=certain)
        worker.stop()
        self._idle.append(self._new())
        self._start(job)


def _death(code: int | None) -> str:
    """What an exit code says."""
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
