"""A count on stderr for long work: only on a terminal, and only once it has taken a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")
PATIENCE = 2.0  # seconds before the first count
INTERVAL = 0.5


class Bar:
    """A line on stderr that is drawn over and over, on a terminal only, and wiped at the end."""

    def __init__(self, *, live: bool | None = None) -> None:
        self._live = sys.stderr.isatty() if live is None else live
        self._start = self._shown = time.monotonic()
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._start

    def show(self, text: Callable[[], str]) -> None:
        """Draw the line, if its time has come."""
        now = time.monotonic()
        if self._live and now - self._start >= PATIENCE and now - self._shown >= INTERVAL:
            self._shown, self._drawn = now, True
            sys.stderr.write(f"\rcleaner: {text()}\x1b[K")
            sys.stderr.flush()

    def say(self, message: str) -> None:
        """A message that stays."""
        self._wipe()
        sys.stderr.write(f"cleaner: {message}\n")
        sys.stderr.flush()

    def _wipe(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._wipe()


class Progress(Bar):
    """Counts what passes through `count`; nothing is drawn while stdout goes to the terminal too."""

    def __init__(self) -> None:
        super().__init__(live=sys.stderr.isatty() and not sys.stdout.isatty())
        self._done = 0

    def count(self, items: Iterator[T]) -> Iterator[T]:
        """The same items, counted."""
        for item in items:
            yield item
            self._done += 1
            self.show(lambda: f"{self._done:,} documents, {self._done / self.seconds:,.0f} a second")
