"""Peers side by side in one run: figures, time and peak memory; or the worst pages with their wrong lines.

    python -m bench.run DATA --sets wcxb-dev-article --peers cleaner,trafilatura,resiliparse
    python -m bench.run DATA --sets fundus-pages-dev --predictions FILE --worst 30

With `--lacking "without names"` the pages lack what pages of other sites and years lack (`bench/blind.py`).
With `--predictions` (kept by `bench.train`) the figures of `cleaner` are cross-validated by site: honest
on the pages that the shipped weights were trained on; its time is always that of the shipped model.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import msgspec

from bench.blind import MEASURED, html_without, without
from bench.data import Sample, find, load
from bench.doubt import doubtful
from bench.evaluate import GRID, body, choose_threshold, load_predictions, worst
from bench.metrics import aeb, mean, segments, word_f1
from bench.peers import PEERS
from bench.prepare import prepare
from bench.tables import publish, table

SURE = ("f1", "precision", "recall", "exact")
COLUMNS = ("f1", "precision", "recall", "exact", "word", "snippet_f1", "kept", "left", "ms", "mb")
Measured = tuple[list[str], float, float]


def measure(name: str, path: Path, limit: int | None, lacking: str, times: int) -> Measured:
    """Bodies of a set by one peer, its processor time (ms a page, the least of some times), its peak memory (MB)."""
    samples = load(path)[:limit]
    if lacking:
        samples = [msgspec.structs.replace(s, html=html_without(s.html, MEASURED[lacking])) for s in samples]
    extract = PEERS[name]
    for sample in samples[:2]:
        attempt(extract, sample)
    found, spent = [], 0.0
    for sample in samples:
        least = float("inf")
        for _ in range(times):
            start = time.process_time()
            text = attempt(extract, sample)
            least = min(least, time.process_time() - start)
        found.append(text)
        spent += least
    return found, 1000 * spent / len(samples), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def attempt(extract: object, sample: Sample) -> str:
    """What an extractor gives; nothing if it fails."""
    try:
        return extract(sample.html, sample.url)  # type: ignore[operator,no-any-return]
    except Exception:
        return ""


def figures(samples: Sequence[Sample], found: Sequence[str]) -> dict[str, float]:
    """All figures that a set's truth allows."""
    pairs = [(s.body, f) for s, f in zip(samples, found, strict=True) if s.body]
    result = aeb(pairs) | {"word": mean([word_f1(*p) for p in pairs])} if pairs else {}
    if any(s.must for s in samples):
        truth = [({"with": s.must, "without": s.must_not}, f) for s, f in zip(samples, found, strict=True)]
        snippets = segments(truth)
        result |= {"snippet_f1": snippets["f1"], "kept": snippets["kept"], "left": snippets["left"]}
    return result


def cross_validated(
    folder: Path, names: Sequence[str], file: Path, threshold: float | None, lacking: str
) -> dict[str, dict[str, str]]:
    """Set -> page -> body, from kept chances; the threshold is chosen over all sets if none is given."""
    pages = [without(page, MEASURED.get(lacking, ())) for page in prepare(folder, names, 2, 0)]
    chances = load_predictions(file, lacking)
    limit = threshold or choose_threshold(pages, chances)
    result: dict[str, dict[str, str]] = {name: {} for name in names}
    for item in pages:
        if (item.set, item.sample.id) in chances:
            result[item.set][item.sample.id] = body(item, chances[item.set, item.sample.id], limit)
    return result


def run(peer: str, path: Path, options: argparse.Namespace) -> Measured:
    """One peer over a set, in a process of its own: its memory is not another's."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (peer, path, options.limit, options.lacking, options.times))


def row(samples: Sequence[Sample], peer: str, found: Sequence[str], spent: float, memory: float) -> list[str]:
    """The cells of one peer."""
    told = figures(samples, found) | {"ms": spent, "mb": memory}
    return [peer, *(f"{told[c]:.{1 if c in ('ms', 'mb') else 4}f}" if c in told else "" for c in COLUMNS)]


def without_doubtful(name: str, samples: Sequence[Sample], found: dict[str, list[str]]) -> list[list[str]]:
    """A row a peer, over the pages of which the truth is not in doubt (`bench/doubt.py`); none without truth."""
    others = [bodies for peer, bodies in found.items() if peer != "cleaner"]
    told = [at for at, sample in enumerate(samples) if sample.body]
    sound = [at for at in told if not doubtful(samples[at].body, [bodies[at] for bodies in others])]
    rows = []
    for peer, bodies in found.items() if told else ():
        score = aeb([(samples[at].body, bodies[at]) for at in sound])
        rows.append([name, str(len(sound)), str(len(told) - len(sound)), peer, *(f"{score[c]:.4f}" for c in SURE)])
    return rows


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", required=True)
    parser.add_argument("--peers", default="cleaner,trafilatura,resiliparse")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--times", type=int, default=1, help="run each page so often; its least time counts")
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--threshold", type=float, help=f"instead of the best of {GRID[0]} to {GRID[-1]}")
    parser.add_argument("--worst", type=int, metavar="N")
    parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
    parser.add_argument("--lacking", choices=[*MEASURED], default="", help="measure on copies of the pages")
    options = parser.parse_args()
    names, peers = options.sets.split(","), options.peers.split(",")
    if options.worst:
        pages, chances = prepare(options.data, names, 2, 0), load_predictions(options.predictions)
        limit = options.threshold or choose_threshold(pages, chances)
        print("\n".join(worst(pages, chances, limit, options.worst, name) for name in names))
        return
    asked = options.predictions, options.threshold, options.lacking
    honest = cross_validated(options.data, names, *asked) if options.predictions else {}
    rows: list[list[str]] = []
    sure: list[list[str]] = []
    for name in names:
        samples = load(find(options.data, name))[: options.limit]
        ran = {peer: run(peer, find(options.data, name), options) for peer in peers}
        if "cleaner" in ran and honest:
            ran["cleaner"] = ([honest[name].get(s.id, "") for s in samples], *ran["cleaner"][1:])
        rows += [[name, *row(samples, peer, *ran[peer])] for peer in peers]
        sure += without_doubtful(name, samples, {peer: ran[peer][0] for peer in peers})
        print(*rows[-len(peers) :], sep="\n", flush=True)
    where = "-".join(["html", *MEASURED.get(options.lacking, ())])
    publish(where, table(("set", "extractor", *COLUMNS), rows), write=options.write)
    if sure and not options.lacking:
        columns = ("set", "pages", "left out", "extractor", *SURE)
        publish("html-without-doubtful", table(columns, sure), write=options.write)


if __name__ == "__main__":
    main()
