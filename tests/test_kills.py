"""Runs that are killed, run out of room or read what was cut off: nothing lost and nothing doubled after --resume."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cleaner.engines.journal import State
from cleaner.engines.partial import OutputError
from cleaner.engines.run import run
from tests import corpus

KEPT = "what is done is kept, and --resume goes on from there"
Process = subprocess.Popen[bytes]
COUNT = 700
# A journal after each part, and a halt when so many documents are done: however busy the machine, a run is met midway.
PROGRAM = """
import os, pathlib, time
import cleaner.cli.main as cli, cleaner.engines.partial as partial

def append(self, step, append=partial.Partial.append):
    append(self, step)
    while self.state.summary.documents >= int(os.environ["HALT"]) and not pathlib.Path(os.environ["GO_ON"]).exists():
        time.sleep(0.01)

partial.EVERY = 0.0
partial.Partial.append = append
cli.main()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two inputs, and what an undisturbed run makes of them."""
    path = tmp_path_factory.mktemp("kills")
    rows = corpus.texts(COUNT)
    corpus.write_jsonl(path / "a.jsonl", rows[:300])
    corpus.write_parquet(path / "b.parquet", rows[300:], 120)
    for name in ("good.jsonl", "good.parquet"):
        run(inputs(path), str(path / name), steps=corpus.inline)
    return path


def inputs(folder: Path) -> list[str]:
    return [str(folder / "a.jsonl"), str(folder / "b.parquet")]


def started(
    folder: Path, output: Path, *options: str, halt: int = 2 * COUNT, limit: Callable[[], None] | None = None
) -> Process:
    command = [sys.executable, "-c", PROGRAM, "run", *inputs(folder), str(output), "--jobs", "2", *options]
    env = {**os.environ, "HALT": str(halt), "GO_ON": f"{output}.go"}

    def ready() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored where the tests run in the background, and inherited
        if limit:
            limit()

    return subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=ready, env=env)


def wait_for(output: Path, documents: int) -> None:
    """Until the journal tells of so many documents."""
    journal = output.with_name(f"{output.name}.partial") / "journal.json"
    for _ in range(30_000):
        if journal.exists() and msgspec.json.decode(journal.read_bytes(), type=State).summary.documents >= documents:
            return
        time.sleep(0.01)
    raise AssertionError("the run does not get on")


def children(process: Process) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def gone(pid: int) -> bool:
    for _ in range(1000):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.01)
    return False


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@on_linux
@pytest.mark.parametrize(("name", "points"), [("out.jsonl", (1, 400)), ("out.parquet", (350,))])
def test_a_killed_run_is_taken_up_and_gives_the_same_bytes(
    folder: Path, tmp_path: Path, name: str, points: tuple[int, ...]
) -> None:
    output = tmp_path / name
    for point in points:
        process = started(folder, output, "--resume", halt=point)
        wait_for(output, point)
        workers = children(process)
        process.kill()
        process.communicate(timeout=300)
        assert len(workers) >= 2
        assert all(map(gone, workers))
        assert not output.exists()
        with (tmp_path / f"{name}.partial" / "output-0").open("ab") as log:
            log.write(b"half a record that no journal vouches for")
    process = started(folder, output, "--resume")
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0
    assert output.read_bytes() == (folder / output.name.replace("out", "good")).read_bytes()
    assert msgspec.json.decode(said)["documents"] == COUNT
    assert [path.name for path in tmp_path.iterdir()] == [name]


@on_linux
def test_two_runs_cannot_have_the_same_output(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    process = started(folder, output, halt=1)
    wait_for(output, 1)
    every: tuple[dict[str, Any], ...] = ({}, {"resume": True}, {"overwrite": True})
    for options in every:
        with pytest.raises(OutputError, match=r"out\.jsonl\.partial: another run is writing there"):
            run(inputs(folder), str(output), steps=corpus.inline, **options)
    Path(f"{output}.go").touch()
    process.communicate(timeout=300)
    assert process.returncode == 0
    assert output.read_bytes() == (folder / "good.jsonl").read_bytes()


@on_linux
def test_a_killed_worker_is_replaced_and_nothing_is_lost(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    process = started(folder, output, halt=200)
    wait_for(output, 200)
    os.kill(children(process)[0], signal.SIGKILL)
    Path(f"{output}.go").touch()
    process.communicate(timeout=300)
    assert process.returncode == 0
    assert output.read_bytes() == (folder / "good.jsonl").read_bytes()
    assert not Path(f"{output}.rejects.jsonl").exists()


@on_linux
def test_ctrl_c_twice_ends_as_cleanly(folder: Path, tmp_path: Path) -> None:
    process = started(folder, tmp_path / "out.jsonl", halt=1)
    wait_for(tmp_path / "out.jsonl", 1)
    workers = children(process)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 130
    assert said.decode() == f"cleaner: stopped; {KEPT}\n"
    assert all(map(gone, workers))


def test_ctrl_c_ends_cleanly_and_can_be_taken_up(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    process = started(folder, output, halt=1)
    wait_for(output, 1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 130
    assert said.decode() == f"cleaner: stopped; {KEPT}\n"
    assert not output.exists()
    run(inputs(folder), str(output), resume=True, steps=corpus.inline)
    assert output.read_bytes() == (folder / "good.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_no_room_for_the_output(folder: Path, tmp_path: Path, name: str) -> None:
    """A bound on the size of files, as a full disk is: writing fails in the middle."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    output = tmp_path / name
    process = started(folder, output, limit=limit)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 2
    assert (
        said.decode() == f"cleaner: {output}: File too large; what is done is kept, and --resume goes on from there\n"
    )
    assert not output.exists()
    run(inputs(folder), str(output), resume=True, steps=corpus.inline)
    assert output.read_bytes() == (folder / name.replace("out", "good")).read_bytes()


def test_a_full_disk(folder: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("mounting a small disk is not permitted here")
    try:
        output = disk / "out.jsonl"
        process = started(folder, output)
        _, said = process.communicate(timeout=300)
        assert process.returncode == 2
        assert "No space left on device" in said.decode()
        assert not output.exists()
        subprocess.run(["mount", "-o", "remount,size=16m", disk], check=True)
        run(inputs(folder), str(output), resume=True, steps=corpus.inline)
        assert output.read_bytes() == (folder / "good.jsonl").read_bytes()
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_was_cut_off(tmp_path: Path, packed: bool) -> None:
    pytest.importorskip("fastwarc", reason="needs the extra `warc`")
    path = corpus.write_warc(tmp_path / ("in.warc.gz" if packed else "in.warc"), corpus.pages(5))
    whole = path.read_bytes()
    for cut in (len(whole) - 300, len(whole) - (3000 if packed else 9000)):
        path.write_bytes(whole[:cut])
        state = run([str(path)], str(tmp_path / "out.jsonl"), steps=corpus.inline, overwrite=True)
        assert len(state.failed) == 1
        assert state.failed[0].endswith("the file was cut off, get it again")
        ids = [row["id"] for row in corpus.rows_of(tmp_path / "out.jsonl")]
        assert ids == [f"<urn:page-{number:05}>" for number in range(len(ids))]
        assert 3 <= len(ids) <= 4


def test_other_options_or_inputs_do_not_go_on_with_a_run(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    process = started(folder, output, halt=1)
    wait_for(output, 1)
    process.kill()
    process.communicate(timeout=300)
    for arguments, said in (
        ([], "is there from a run that did not end; --resume continues it, --overwrite begins anew"),
        (["--resume", "--keep", "caption"], "was begun with other inputs or options; use those, or --overwrite"),
    ):
        again = started(folder, output, *arguments)
        assert said in again.communicate()[1].decode()
        assert again.returncode == 2
    again = started(folder, output, "--overwrite")
    again.communicate()
    assert (again.returncode, output.read_bytes()) == (0, (folder / "good.jsonl").read_bytes())


def interrupted(*arguments: Any) -> Iterator[Any]:
    """An engine that is stopped before it has done anything."""
    yield from ()
    raise KeyboardInterrupt


@pytest.mark.parametrize("change", ["a page more", "a page that is another", "a page less"])
def test_a_folder_whose_pages_are_others_by_now_does_not_go_on_with_a_run(tmp_path: Path, change: str) -> None:
    pages = tmp_path / "pages" / "sub"
    pages.mkdir(parents=True)
    for name in ("b", "c"):
        (pages / f"{name}.txt").write_text("River rises")
    output = str(tmp_path / "out.jsonl")
    with pytest.raises(KeyboardInterrupt):
        run([str(tmp_path / "pages")], output, steps=interrupted)
    if change == "a page less":
        (pages / "b.txt").unlink()
    else:
        (pages / ("a.txt" if change == "a page more" else "c.txt")).write_text("Dam holds again")
    with pytest.raises(OutputError, match="was begun with other inputs"):
        run([str(tmp_path / "pages")], output, resume=True, steps=corpus.inline)


def test_a_run_into_the_folder_that_it_reads_is_taken_up(tmp_path: Path) -> None:
    (tmp_path / "ü\udcff.txt").write_text("River rises\n\nIt rose.")  # a name in another encoding is a name, too
    (tmp_path / "a.txt").write_text("River rises\n\nIt rose.")
    output = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        run([str(tmp_path)], str(output), steps=interrupted)
    assert run([str(tmp_path)], str(output), resume=True, steps=corpus.inline).summary.documents == 2


def test_an_input_may_have_a_name_in_another_encoding(tmp_path: Path) -> None:
    path = corpus.write_jsonl(tmp_path / "ü\udcff.jsonl", corpus.texts(1))
    assert run([str(path)], str(tmp_path / "out.jsonl"), steps=corpus.inline).summary.documents == 1
