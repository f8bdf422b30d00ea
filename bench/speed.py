"""Time: one short text through the command, and one document in a long stream.

    python -m bench.speed [--runs N] [--documents N] [--write]

Wall-clock medians on the machine at hand, with the time of an empty Python beside them; ratios travel, times don't.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.tables import publish, table
from cleaner import Cleaner, Document

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
IRIA = SEEDS / "002_ef01effe9d15167d.txt"
SIZE = 4096  # bytes of a document in the stream


def wall(command: list[str], data: bytes, runs: int) -> float:
    """Median seconds from start to end of a process, after one run that does not count."""
    return statistics.median(_timed(lambda: subprocess.run(command, input=data, capture_output=True), runs))


def _timed(call: Callable[[], object], runs: int) -> list[float]:
    call()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return times


def stream(documents: int) -> float:
    """Mean seconds for one document of 4 KB among many: the seeds, cut at a line, one after the other."""
    texts = [_cut(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    cleaner = Cleaner()
    many = [Document(source=texts[number % len(texts)], kind="text") for number in range(documents)]
    for _ in cleaner.clean_many(many[: len(texts)]):
        pass
    start = time.perf_counter()
    for _ in cleaner.clean_many(many):
        pass
    return (time.perf_counter() - start) / documents


def _cut(text: str) -> str:
    whole = text
    while len(whole.encode()) < SIZE:
        whole += "\n" + text
    return whole.encode()[:SIZE].decode("utf-8", "ignore").rpartition("\n")[0]


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    data = IRIA.read_bytes()
    rows = [
        ("an empty Python, start to end", f"{1000 * wall([sys.executable, '-c', ''], b'', given.runs):.0f} ms"),
        ("`cleaner < seeds/002…`", f"{1000 * wall([sys.executable, '-m', 'cleaner'], data, given.runs):.0f} ms"),
        ("a 4 KB text in a long stream, one core", f"{1000 * stream(given.documents):.2f} ms"),
    ]
    publish("speed", table(("what", "median"), rows), write=given.write)


if __name__ == "__main__":
    main()
