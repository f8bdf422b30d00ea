"""`cleaner run --learn-first`: one pass counts, one cleans; killed anywhere, the same bytes after --resume."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cleaner.engines import local
from cleaner.engines.learning import CountPlan
from cleaner.engines.plan import Failed, Plan, Step
from cleaner.engines.run import run
from cleaner.io.streams import InputError
from tests import corpus
from tests.conftest import run as command
from tests.test_learn import article
from tests.test_learn_engines import rows

pytest.importorskip("duckdb", reason="needs the extra `learn`")
COUNT = 150


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus in two files, and what an undisturbed run makes of it."""
    path = tmp_path_factory.mktemp("learn-first")
    pages = rows(COUNT)
    corpus.write_jsonl(path / "a.jsonl", pages[:100])
    corpus.write_parquet(path / "b.parquet", pages[100:])
    run(inputs(path), str(path / "good.jsonl"), steps=corpus.inline, learn_first=True)
    return path


def inputs(folder: Path) -> list[str]:
    return [str(folder / "a.jsonl"), str(folder / "b.parquet")]


def test_what_repeats_goes_and_the_summary_says_what_was_learned(folder: Path, tmp_path: Path) -> None:
    out, told = str(tmp_path / "out.jsonl"), tmp_path / "told.json"
    done = command("run", *inputs(folder), out, "--learn-first", "--jobs", "2", "--summary", str(told))
    assert done.returncode == 0
    assert done.stderr.decode() == f"cleaner: learned 9 rules for 3 hosts from {COUNT} documents\n"
    assert Path(out).read_bytes() == (folder / "good.jsonl").read_bytes()
    bodies = [row["body"] for row in corpus.rows_of(Path(out))]
    assert bodies == ["\n".join(article(at, 3)) for at in range(COUNT)]
    hosts = {f"paper{at}.example": 3 for at in range(3)}
    assert json.loads(told.read_text())["learned"] == {"documents": COUNT, "rules": 9, "hosts": hosts}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "told.json"]


def test_it_cleans_as_rules_in_files_do(folder: Path, tmp_path: Path) -> None:
    assert command("learn", *inputs(folder), "--write", str(tmp_path / "rules")).returncode == 0
    run(inputs(folder), str(tmp_path / "out.jsonl"), steps=corpus.inline)
    assert "Coast and tides" in corpus.rows_of(tmp_path / "out.jsonl")[0]["body"]
    from cleaner.engines.settings import Settings

    rules = Settings(rules=(str(tmp_path / "rules"),))
    run(inputs(folder), str(tmp_path / "ruled.jsonl"), rules, steps=corpus.inline)
    bodies = [
        [row["body"] for row in corpus.rows_of(path)] for path in (tmp_path / "ruled.jsonl", folder / "good.jsonl")
    ]
    assert bodies[0] == bodies[1]


class Killed(Exception):
    """The end of a run, at a point that the test chooses."""


def killed(after: int, counting: bool) -> Callable[[Plan, tuple[int, int], Failed], Iterator[Step]]:
    """An engine that dies after so many parts of the pass that counts, or of the one that cleans."""

    def steps(plan: Plan, start: tuple[int, int], failed: Failed) -> Iterator[Step]:
        for number, step in enumerate(corpus.inline(plan, start, failed)):
            if number == after and isinstance(plan, CountPlan) == counting:
                raise Killed
            yield step

    return steps


@pytest.mark.parametrize(("after", "counting"), [(0, True), (2, True), (0, False), (2, False)])
def test_a_killed_run_ends_with_the_same_bytes(
    folder: Path, tmp_path: Path, after: int, counting: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleaner.engines.partial.EVERY", 0.0)  # a journal after each part
    out = tmp_path / "out.jsonl"
    with pytest.raises(Killed):
        run(inputs(folder), str(out), steps=killed(after, counting), learn_first=True)
    counted: list[Any] = []
    state = run(inputs(folder), str(out), steps=corpus.inline, learn_first=True, resume=True,
                counted=lambda *told: counted.append(told))  # fmt: skip
    assert out.read_bytes() == (folder / "good.jsonl").read_bytes()
    assert bool(counted) == counting  # what was learned is kept, and not learned again
    assert state.summary.documents == COUNT and state.learned is not None and state.learned.rules == 9


def test_processes_that_are_killed_in_the_middle_of_counting_lose_nothing(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    told = 0

    def kill_once(*_told: object) -> None:
        nonlocal told
        told += 1
        if told == 1:
            raise Killed

    two = partial(local.steps, jobs=2)
    with pytest.raises(Killed):
        run(inputs(folder), str(out), steps=two, learn_first=True, counted=kill_once)
    run(inputs(folder), str(out), steps=two, learn_first=True, resume=True, counted=kill_once)
    assert out.read_bytes() == (folder / "good.jsonl").read_bytes()


def test_what_can_be_read_only_once_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = command("run", "-", str(out), "--learn-first", "--jobs", "1", stdin=b'{"text": "River"}\n')
    message = "can be read but once, and learning first takes two: save it to a file"
    assert (done.returncode, done.stderr.decode()) == (2, f"cleaner: stdin: {message}\n")
    os.mkfifo(tmp_path / "pages.jsonl")
    with pytest.raises(InputError, match=message):
        run([str(tmp_path / "pages.jsonl")], str(out), steps=corpus.inline, learn_first=True)
    assert [path.name for path in tmp_path.iterdir()] == ["pages.jsonl"]


def test_documents_that_cannot_be_used_are_said_once(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "River"}\nnonsense\n')
    done = command("run", "in.jsonl", "out.jsonl", "--learn-first", "--jobs", "1", "--summary", "s", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        "cleaner: learned 0 rules for 0 hosts from 0 documents",
        "cleaner: in.jsonl:2: not valid JSON: Expecting value in column 1; left out",
    ]
