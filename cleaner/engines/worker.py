"""A worker process and the parent's handle on it: one task at a time over a pipe of its own.

No locks are shared, so a worker that is killed at any moment takes nobody with it. Which item of its task a worker is
at, and since when, stands in shared memory, where it can be read after the worker's death. A worker is a Python of its
own that imports nothing of the program that started it, so a notebook can run one as well as a script.
"""

from __future__ import annotations

import ctypes
import gc
import mmap
import multiprocessing
import pickle
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from multiprocessing.connection import Connection
from typing import Any

Report = Callable[[int], None]
Make = Callable[[Report], Callable[[Any], Any]]
"""Given a function that reports the index of the item at hand (-1: none), makes the function that does a task."""

PLACE = struct.Struct("=qd")  # index of the item, and the time of the monotonic clock when it was begun
START = "import sys; sys.path[:] = {path!r}; from cleaner.engines.worker import work; work({pipe}, {place}, {memory})"
PR_SET_PDEATHSIG = 1


class TaskError(Exception):
    """What a task raised in its worker, by its message."""


class Worker:
    """A process of its own that does one task after the other. `memory` bounds its data, in bytes (0: no bound)."""

    def __init__(self, make: Make, memory: int) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        with tempfile.TemporaryFile() as file:
            file.write(PLACE.pack(-1, 0.0))
            file.flush()
            self._place = mmap.mmap(file.fileno(), PLACE.size)
            start = START.format(path=sys.path, pipe=theirs.fileno(), place=file.fileno(), memory=memory)
            self.process = subprocess.Popen(
                [sys.executable, "-c", start],
                pass_fds=(theirs.fileno(), file.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=sys.__stderr__ and sys.__stderr__.fileno(),  # stdout is for data, and that goes another way
            )
        theirs.close()
        self.send(make)

    def send(self, task: Any) -> None:
        """Hand over a task; a worker that is dead by now is met when its pipe is read."""
        try:
            self.pipe.send_bytes(pickle.dumps(task, protocol=5))
        except OSError:
            self.process.kill()

    def receive(self) -> Any:
        """The outcome of its task; raises TaskError for one that failed, EOFError or OSError for a dead worker."""
        done, value = pickle.loads(self.pipe.recv_bytes())
        if not done:
            raise TaskError(value)
        return value

    @property
    def item(self) -> int:
        """The index of the item that the worker is at, or died at; -1: at none."""
        return int(PLACE.unpack(self._place[:])[0])

    def overdue(self, seconds: float) -> bool:
        """Whether it has been at one item for longer."""
        item, since = PLACE.unpack(self._place[:])
        return bool(item >= 0 and time.monotonic() - since > seconds)

    def stop(self) -> None:
        """End the process, now."""
        self.process.kill()
        self.process.wait()
        self.pipe.close()


def work(pipe_number: int, place_number: int, memory: int) -> None:
    """What a worker does, from its start to the end of its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent decides
    _bound(memory)
    sys.meta_path.insert(0, _WithoutPandas())
    pipe, place = Connection(pipe_number), mmap.mmap(place_number, PLACE.size)

    def report(index: int) -> None:
        place[:] = PLACE.pack(index, time.monotonic())

    try:
        made, do = _outcome(pickle.loads(pipe.recv_bytes()), report)
        gc.freeze()  # rules and models stay: looking through them again and again takes a twentieth of the time
        while True:
            task = pipe.recv_bytes()  # what hindered the start is said to whoever asks first
            pipe.send_bytes(pickle.dumps(_outcome(do, pickle.loads(task)) if made else (False, do), protocol=5))
    except (EOFError, OSError):  # the parent is gone
        return


class _WithoutPandas(MetaPathFinder):
    """pyarrow loads pandas wherever it is installed, unasked: a quarter of a worker's start, and 40 MB."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("workers do without pandas", name=name)


def _outcome(do: Callable[[Any], Any], task: Any) -> tuple[bool, Any]:
    try:
        return True, do(task)
    except Exception as error:
        return False, str(error) or type(error).__name__


def _bound(memory: int) -> None:
    """At most so many bytes of data, and no life after the parent's, where the platform knows how."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if memory and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
