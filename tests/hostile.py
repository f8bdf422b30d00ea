"""A worker in which documents do what no document should be able to do, by a word in their text."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from cleaner.article import Article, Document
from cleaner.engines import local
from cleaner.engines.plan import Part, Plan
from cleaner.engines.worker import Report
from cleaner.given import Source
from cleaner.pipeline import Cleaner

_worker = local._worker


def loop() -> None:
    while True:
        pass


def hang() -> None:
    """As C code does that never comes back to Python: no signal gets through."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
    time.sleep(1000)


def eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(1 << 26))


def fault() -> None:
    raise RuntimeError("a fault")


DEEDS: dict[str, Callable[[], None]] = {"LOOP": loop, "HANG": hang, "EAT": eat, "ABORT": os.abort, "FAULT": fault}


def worker(plan: Plan, report: Report) -> Callable[[Any], Part]:
    clean = Cleaner.clean

    def hostile(self: Cleaner, source: Source, **fields: Any) -> Article:
        for word, deed in DEEDS.items():
            if isinstance(source, Document) and word in str(source.source):
                deed()
        return clean(self, source, **fields)

    Cleaner.clean = hostile  # type: ignore[method-assign]
    return _worker(plan, report)


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_worker", worker)
