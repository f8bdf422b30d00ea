"""A count on stderr for long work: only on a terminal, and only once it has taken a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 2.0  # seconds before the first count
INTERVAL = 0.5


class Progress:
    """Counts what passes through `count`, and wipes its line when the work ends."""

    def __init__(self) -> None:
        self._start = self._shown = time.monotonic()
        self._done = 0
        self._live = sys.stderr.isatty() and not sys.stdout.isatty()
        self._drawn = False

    def __enter__(self) -> Progress:
        return self

    def count(self, items: Iterator[T]) -> Iterator[T]:
        """The same items, counted."""
        for item in items:
            yield item
            self._done += 1
            if self._live:
                self._show()

    def _show(self) -> None:
        now = time.monotonic()
        if now - self._start < PATIENCE or now - self._shown < INTERVAL:
            return
        self._shown, self._drawn = now, True
        rate = self._done / (now - self._start)
        sys.stderr.write(f"\rcleaner: {self._done:,} documents, {rate:,.0f} a second\x1b[K")
        sys.stderr.flush()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
