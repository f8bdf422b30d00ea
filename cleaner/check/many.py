"""Many files, in their order: in this process, or in several, each of which loads the rules once."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from concurrent.futures import ProcessPoolExecutor

from cleaner.check.run import Outcome, Runner
from cleaner.check.settings import Settings

BATCH = 16  # files that a process takes at a time

_runner: Runner | None = None


def outcomes(settings: Settings, paths: Iterable[str], jobs: int) -> Generator[Outcome]:
    """The outcome of each file, in order; raises RuleError for rules that cannot be used."""
    runner = Runner(settings)  # also says here what is wrong with the rules
    if jobs == 1:
        yield from map(runner.file, paths)
        return
    pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=(settings,))
    try:
        yield from pool.map(_file, paths, chunksize=BATCH)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start(settings: Settings) -> None:
    global _runner
    _runner = Runner(settings)


def _file(path: str) -> Outcome:
    assert _runner is not None
    return _runner.file(path)
