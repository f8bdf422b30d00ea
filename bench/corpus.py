"""Whole corpora: the same articles on every way, what each costs, where the time goes, what memory it takes.

    python -m bench.corpus DATA [--pages N] [--engines ray,spark,datatrove] [--many TIMES] [--write]

The pages of DATA, repeated under new addresses until there are N, are written as JSONL, Parquet and WARC and cleaned by
a plain loop from file to file, by runs of one and two processes, by calls of `clean` and through the seam in memory,
and by each engine; articles are compared by hash, and the exit code is 1 where they differ. The largest run reads the
corpus TIMES times (0: leave it out). All in all a page is cleaned about twenty times, which at 2,000 pages takes a
quarter of an hour on an idle machine with two cores.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import fmean

from bench import corpus_ways as ways
from bench.corpus_steps import STEPS, steps
from bench.corpus_ways import Cost, Row
from bench.data import load
from bench.tables import publish, table
from tests.corpus import write_jsonl, write_parquet, write_warc

PEER = "trafilatura, 2 processes"
STEPPED = 300  # pages that tell where the time goes


def main() -> int:
    """Parse the command line, print the tables, and say whether all ways gave the same articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--engines", default="ray,spark,datatrove", help="of these; an empty string for none")
    parser.add_argument("--many", type=int, default=10, metavar="TIMES")
    parser.add_argument("--write", action="store_true", help="put the tables into bench/README.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = pages(given.data, given.pages)
        files = written(folder, rows)
        costs = list(told(compared(folder, rows, files, given.engines.split(","))))
        publish("corpus", compared_table(costs), write=given.write)
        publish("corpus-steps", steps_table(files, min(STEPPED, len(rows))), write=given.write)
        two = next(cost for cost in costs if cost.name.startswith("run, 2"))
        many = (
            [ways.local(files[:1] * given.many, folder / "many.jsonl", 2, given.many * len(rows))] if given.many else []
        )
        publish("corpus-memory", memory_table([two, *many]), write=given.write)
    return int(len({cost.articles for cost in costs if cost.name != PEER}) > 1)


def pages(data: Path, count: int) -> list[Row]:
    """So many pages of all sets in a folder, each under an address of its own."""
    samples = [sample for path in sorted(data.glob("*-dev*.jsonl.gz")) for sample in load(path)]
    return [
        {"id": f"{number:06}", "url": f"https://{sample.site or 'x'}/{number}", "html": sample.html, "n": number}
        for number, sample in enumerate(islice(cycle(samples), count))
    ]


def written(folder: Path, rows: Sequence[Row]) -> list[Path]:
    """The corpus in the three formats."""
    return [
        write_jsonl(folder / "pages.jsonl", rows),
        write_parquet(folder / "pages.parquet", rows),
        write_warc(folder / "pages.warc.gz", rows),
    ]


def compared(folder: Path, rows: list[Row], files: Sequence[Path], engines: Sequence[str]) -> Iterator[Cost]:
    """The cost of each way through the corpus."""
    count = len(rows)
    jsonl, parquet, warc = files
    loop = partial(ways.loop, jsonl, folder / "loop.jsonl", count)
    yield loop()
    for jobs in (1, 2):
        yield ways.local([jsonl], folder / "out.jsonl", jobs, count)
    yield loop()
    for source, output in ((parquet, "parquet"), (warc, "jsonl")):
        yield ways.local([source], folder / f"out.{output}", 2, count)
    yield from ways.in_memory(rows)
    yield ways.measured(PEER, count, partial(ways.trafilatura, rows))
    for name in filter(None, engines):
        yield ways.measured(name, count, partial(ways.engine, folder, name))


def told(costs: Iterator[Cost]) -> Iterator[Cost]:
    """The same, and each on stderr as it comes."""
    for cost in costs:
        print(f"{cost.name}: {cost.clock:.1f} s", file=sys.stderr)
        yield cost


def compared_table(costs: Sequence[Cost]) -> str:
    """All ways beside the plain loop."""
    plain = fmean(cost.clock for cost in costs if cost.name == ways.LOOP)
    rows = [
        (
            cost.name,
            f"{cost.processor:.1f}",
            f"{cost.parent / cost.processor:.1%}" if cost.parent is not None and cost.name != ways.LOOP else "",
            f"{cost.clock:.1f}",
            f"{cost.pages / cost.clock:.1f}",
            f"{plain / cost.clock:.2f}",
            cost.articles[:12],
        )
        for cost in costs
    ]
    columns = ("what", "processor s", "of it the parent", "s on the clock", "pages a second", "to the loop", "articles")
    return table(columns, rows)


def steps_table(files: Sequence[Path], count: int) -> str:
    """Where the time goes, for each format into its own kind of output."""
    rows = []
    for path, output in zip(files, ("o.jsonl", "o.parquet", "o.jsonl"), strict=True):
        spent = steps(path, output, count)
        rows.append((path.name.partition(".")[2], *(f"{spent[name]:.2f}" for name in STEPS)))
    return table(("from", *(f"{name}, ms a page" for name in STEPS)), rows)


def memory_table(costs: Sequence[Cost]) -> str:
    """Peaks for a small and a large corpus."""
    rows = [(f"{cost.pages:,}", f"{cost.parent_mb:.0f}", f"{cost.worker_mb:.0f}") for cost in costs]
    return table(("pages", "parent, MB", "largest worker, MB"), rows)


if __name__ == "__main__":
    sys.exit(main())
