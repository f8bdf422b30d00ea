"""Does the number of hosts in a rules folder cost anything, and what does a long chain of groups cost an HTML page?

    python -m bench.rules [SET]

makes folders and measures. SET is one of the sets that bench/README.md describes; without it, the chain is not tried.

Start-up is the user time of `cleaner` on one short text of a host with rules; time per document that of one `Cleaner`
over texts of as many hosts as there are in the smallest folder, once cold (each host's file is read) and once warm.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (10, 10_000)
STARTS = 15
DOCUMENTS = 500
ROUNDS = 3
TEXT = "River rises again\n\nIt rose on Tuesday, and the village waited all night.\n\nGazette gnomes say hello"
RULES = """site: {host}
extends: [widgets]
drop:
  - prefix: Gazette gnomes
    label: advert
  - template: '{{n}} comments on {{title}}'
    label: comments
html:
  drop: ['.share', '#related']
tests:
  gone: Gazette gnomes
"""


def main() -> None:
    """Print one row a folder size."""
    print("| hosts | start-up, ms | first document of a host, ms | later ones, ms |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folders = [made(Path(name) / str(size), size) for size in SIZES]
        starts = [started(folder) for folder in folders]
        for folder, size, start in zip(folders, SIZES, starts, strict=True):
            cold, warm = cleaned(folder)
            print(f"| {size:,} | {start:.0f} | {cold:.2f} | {warm:.3f} |")
    if len(sys.argv) > 1:
        print(chained(Path(sys.argv[1])))


def chained(data: Path) -> str:
    """The CPU time of reading a page without rules and with those of all shipped groups, in ms, as a sentence."""
    from bench.data import load
    from cleaner.rulebook.folders import shipped
    from cleaner.rulebook.load import Files, Layer
    from cleaner.rulebook.schema import SiteFile
    from cleaner.rulebook.sites import SiteRules
    from cleaner.split.html import split_html

    groups = sorted(path.stem for path in (shipped() / "groups").glob("*.yaml"))
    site = SiteFile(site="paper.example", extends=groups)
    rules = SiteRules(Files([shipped()]).alone(Layer("paper.example", Path("paper.example.yaml"), site)))
    pages = [page.html for page in load(data)]
    times = []
    for chosen in (None, rules) * ROUNDS:
        begun = time.process_time()
        for page in pages:
            split_html(page, chosen)
        times.append((time.process_time() - begun) / len(pages) * 1000)
    plain, ruled = min(times[::2]), min(times[1::2])
    return f"{len(rules.selectors)} selectors of {len(groups)} groups: {plain:.1f} ms a page without, {ruled:.1f} with"


def made(folder: Path, hosts: int) -> Path:
    """A rules folder with so many hosts."""
    (folder / "sites").mkdir(parents=True)
    for number in range(hosts):
        host = f"paper{number}.example"
        (folder / "sites" / f"{host}.yaml").write_text(RULES.format(host=host), encoding="utf-8")
    return folder


def started(folder: Path) -> float:
    """The median user time of a run of `cleaner`, in ms."""
    command = [sys.executable, "-m", "cleaner", "--rules", str(folder), "--url", "https://paper5.example/"]
    times = []
    for _ in range(STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=True)
        assert b"gnomes" not in done.stdout
        times.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
    return sorted(times)[len(times) // 2] * 1000


def cleaned(folder: Path) -> tuple[float, float]:
    """CPU time of a host's first document and of a later one, in ms."""
    from cleaner import Cleaner

    shop = Cleaner(rules=[folder])
    shop.clean(TEXT)
    hosts = [f"paper{number}.example" for number in range(min(SIZES))]
    begun = time.process_time()
    for host in hosts:
        shop.clean(TEXT, site=host)
    cold = time.process_time() - begun
    begun = time.process_time()
    for number in range(DOCUMENTS):
        shop.clean(TEXT, site=hosts[number % len(hosts)])
    return cold / len(hosts) * 1000, (time.process_time() - begun) / DOCUMENTS * 1000


if __name__ == "__main__":
    main()
