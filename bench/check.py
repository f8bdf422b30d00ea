"""What `cleaner check` says of clean texts, and what it finds of noise that was planted in them; its time.

    python -m bench.check DATA [SET ...] [--list] [--write]
    python -m bench.check --speed [--files N] [--write]

DATA is a folder with sets as JSONL (`bench/data.py` says which fields). Clean are their true bodies, as text. Planted
is one line of each label a file, from `bench/noise.tsv`, where such a line stands on pages: above the first paragraph,
between two, below the last, or, for teasers, below a heading such as "Related Articles"; the title is the first line.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.data import find
from bench.data import rows as read
from bench.tables import publish, table
from cleaner.article import Label
from cleaner.check.codes import CHECKS
from cleaner.check.examine import Examiner, Passage
from cleaner.check.findings import Fault
from cleaner.check.settings import Settings

SETS = ("wcxb-dev-article",)
NOISE = Path(__file__).resolve().parent / "noise.tsv"
ROOT = Path(__file__).resolve().parent.parent
SEED = 20241122
LINES = ("a", "b")  # phrases were bettered by what was missed of a; b was written before and not looked at
SIZE = 4096  # bytes of a file
FEW = 20  # files that the slowest way is timed on
GROUPS = {"NC1": "boilerplate", "NC20": "characters", "NC205": "markup", "NC3": "document"}
SHOWN = 90  # characters of a line in the list


def everything(faults: Sequence[Fault], _text: str) -> list[Fault]:
    """No choice among faults."""
    return list(faults)


def group(code: str) -> str:
    """The row that a code counts in."""
    return GROUPS[max((start for start in GROUPS if code.startswith(start)), key=len)]


def bodies(folder: Path, name: str) -> list[tuple[str, str, str]]:
    """Id, title and true body of a set's articles."""
    return [(row["id"], row.get("title") or "", row["body"]) for row in read(find(folder, name)) if row.get("body")]


def alarms(folder: Path, name: str, examiner: Examiner, *, listed: bool) -> list[tuple[Any, ...]]:
    """What is said of clean texts: a row a group, with counts, and lines that are spoken of in a thousand."""
    found: Counter[tuple[str, bool]] = Counter()
    lines = 0
    for key, _, body in bodies(folder, name):
        lines += sum(1 for line in body.split("\n") if line.strip())
        for fault in examiner.faults(Passage(text=body), everything):
            found[group(fault.code), fault.certain] += 1
            if listed:
                wrong = " ".join(body[fault.start : fault.end].split())[:SHOWN]
                print(f"{key}\t{fault.code}\t{'certain' if fault.certain else 'unsafe'}\t{fault.reason}\t{wrong}")
    return [
        (name, kind, found[kind, True], found[kind, False], 1000 * (found[kind, True] + found[kind, False]) / lines)
        for kind in GROUPS.values()
    ]


def noise_lines(which: str) -> dict[Label, list[tuple[str, str]]]:
    """Label -> place and line, of the set "a" or "b"."""
    lines: dict[Label, list[tuple[str, str]]] = {}
    with NOISE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["set"] == which:
                lines.setdefault(Label(row["label"]), []).append((row["place"], row["line"]))
    return lines


def planted(
    title: str, body: str, noise: dict[Label, list[tuple[str, str]]], draw: random.Random
) -> list[tuple[str, Label | None]]:
    """The lines of a file with one line of each label planted, and the label of each that was."""
    chosen = [(label, *draw.choice(lines)) for label, lines in noise.items()]
    draw.shuffle(chosen)
    at = {
        place: [(line, label) for label, where, line in chosen if where == place]
        for place in ("head", "middle", "tail", "teaser")
    }
    text: list[tuple[str, Label | None]] = [(line, None) for line in body.split("\n") if line.strip()]
    copied = draw.choice([number for number, (line, _) in enumerate(text) if len(line.split()) >= 8] or [0])
    text.insert(copied + 1, (text[copied][0], Label.DUPLICATE))
    for line in at["middle"]:
        text.insert(draw.randrange(1, max(2, len(text))), line)
    under = [("Related stories", None)] if at["teaser"] else []
    return [(title, None), *at["head"], *text, *at["tail"], *under, *at["teaser"]]


def shares(folder: Path, name: str, examiner: Examiner, which: str, *, listed: bool) -> list[tuple[Any, ...]]:
    """A row a label: planted, the share found, found under its own label, and found for certain."""
    draw, noise = random.Random(SEED), noise_lines(which)
    count: Counter[tuple[Label, str]] = Counter()
    missed: Counter[tuple[Label, str]] = Counter()
    for _, title, body in bodies(folder, name):
        lines = planted(" ".join(title.split()) or "Untitled", body, noise, draw)
        text = "\n\n".join(line for line, _ in lines)
        faults = {
            fault.start: fault
            for fault in examiner.faults(Passage(text=text), everything)
            if group(fault.code) == "boilerplate"
        }
        at = 0
        for line, label in lines:
            fault = faults.get(at + len(line) - len(line.lstrip()))
            at += len(line) + 2
            if label is not None:
                count[label, "planted"] += 1
                count[label, "found"] += fault is not None
                count[label, "own"] += fault is not None and CHECKS[fault.code].name == label.value.replace("_", "-")
                count[label, "certain"] += fault is not None and fault.certain
                missed[label, line] += fault is None
    if listed:
        for (label, line), times in missed.most_common():
            print(f"missed {times} times\t{label}\t{line[:SHOWN]}" if times else "", end="\n" if times else "")
    return [_share(label, count) for label in (*noise, Label.DUPLICATE)]


def _share(label: Label, count: Counter[tuple[Label, str]]) -> tuple[Any, ...]:
    total = count[label, "planted"]
    return (label.value, total, *(count[label, kind] / max(1, total) for kind in ("found", "own", "certain")))


def corpus(folder: Path, files: int) -> None:
    """Files of 4 KB, clean: each a different cut of the goldens, with a number so that no two are alike."""
    sources = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "golden").glob("*.txt"))]
    for number in range(files):
        text = sources[number % len(sources)]
        paragraphs = [line for line in text.split("\n") if line.strip()]
        start = number % max(1, len(paragraphs) - 2)
        turned = "\n\n".join([*paragraphs[start:], *paragraphs[:start]])
        (folder / f"{number:05}.txt").write_text(_cut(turned), encoding="utf-8")


def _cut(text: str) -> str:
    whole = text.encode()[:SIZE].decode("utf-8", "ignore")
    return whole.rpartition(" ")[0] + "\n"


def spent(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Wall-clock and processor seconds of a command, its children among them."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def speed(files: int) -> list[tuple[Any, ...]]:
    """A row a way of going through the files: seconds for all, and times what `wc` takes."""
    cleaner = [sys.executable, "-m", "cleaner"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus(folder, files)
        names = sorted(path.name for path in folder.iterdir())
        timed = {"`wc`": spent(["wc", "-w", *names], folder)}
        timed["`cleaner check .`"] = spent([*cleaner, "check", "."], folder)
        timed["`cleaner check --jobs 2 .`"] = spent([*cleaner, "check", "--jobs", "2", "."], folder)
        few = [spent([*cleaner, "clean", each], folder) for each in names[:FEW]]
        timed[f"`cleaner clean` for each file ({FEW} timed)"] = (
            sum(wall for wall, _ in few) * files / FEW,
            sum(processor for _, processor in few) * files / FEW,
        )
    least = timed["`wc`"][1]
    return [
        (what, f"{wall:.2f}", f"{cpu:.2f}", f"{1000 * cpu / files:.2f}", f"{cpu / least:.0f}")
        for what, (wall, cpu) in timed.items()
    ]


def main() -> None:
    """Parse the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--speed", action="store_true", help="the time of many small files instead")
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument(
        "--list", action="store_true", help="show every finding, and the planted lines that were missed"
    )
    parser.add_argument("--write", action="store_true", help="put the tables into bench/README.md")
    given = parser.parse_args()
    if given.speed:
        columns: tuple[str, ...] = ("what", "seconds", "processor seconds", "ms a file", "times `wc`")
        publish("check-speed", table(columns, speed(given.files)), write=given.write)
        return
    if given.data is None:
        parser.error("name the folder with the sets")
    examiner = Examiner(Settings())
    columns = ("set", "kind", "certain", "not certain", "per 1,000 lines")
    rows = [row for name in given.sets for row in alarms(given.data, name, examiner, listed=given.list)]
    publish("check-alarms", table(columns, rows), write=given.write)
    found = [with_total(shares(given.data, given.sets[0], examiner, which, listed=given.list)) for which in LINES]
    columns = ("label", "planted", "found", "under its own label", "certain", "found (b)", "certain (b)")
    both = [(*a, b[2], b[4]) for a, b in zip(*found, strict=True)]
    publish("check-planted", table(columns, both), write=given.write)


def with_total(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows, and one for all labels together."""
    planted = sum(row[1] for row in rows)
    return [*rows, ("all", planted, *(sum(row[1] * row[at] for row in rows) / max(1, planted) for at in (2, 3, 4)))]


if __name__ == "__main__":
    main()
