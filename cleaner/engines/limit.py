"""A time limit that ends Python code; what hangs in C ends only with its process.

It counts the processor time of its own thread, so that neither a busy machine nor the threads of a library beside it
make a document too long.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SOON = 0.01  # seconds; an interval of none would stop the clock


class TooLong(BaseException):
    """A document took longer than it may. No Exception, so that no library on the way takes it for its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLong in the body after so many seconds of processor time (0: never), where platform and thread allow."""
    if seconds <= 0 or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    end = time.thread_time() + seconds

    def stop(_signal: int, _frame: Any) -> None:
        left = end - time.thread_time()
        if left <= 0:
            raise TooLong
        signal.setitimer(signal.ITIMER_PROF, max(left, SOON))  # the clock of the process counts its other threads too

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
