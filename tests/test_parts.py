"""Outputs in parts: `{part}` in the name, or JSONL and Parquet into a folder; each part whole, and once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from cleaner.engines import partial
from cleaner.engines.partial import OutputError, Partial
from cleaner.engines.plan import Failed, Plan, Step
from cleaner.engines.run import run
from cleaner.io.naming import Names
from cleaner.io.streams import InputError
from tests import corpus
from tests.conftest import run as command

COUNT = 150


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two inputs with bad records in them, and what becomes of them in one file."""
    path = tmp_path_factory.mktemp("parts")
    rows = corpus.texts(COUNT)
    for name, some in (("a.jsonl", rows[:70]), ("b.jsonl", [{"no": 1}, *rows[70:], {"no": 2}])):
        corpus.write_jsonl(path / name, some)
    for name in ("good.jsonl", "good.txt", "good.parquet"):
        run(inputs(path), str(path / name), steps=corpus.inline)
    return path


def inputs(folder: Path) -> list[str]:
    return [str(folder / "a.jsonl"), str(folder / "b.jsonl")]


def parted(folder: Path, output: Path | str, size: int, **options: Any) -> Any:
    return run(inputs(folder), str(output), part_size=size, **({"steps": corpus.inline} | options))


@pytest.mark.parametrize(
    ("size", "parts"), [(1, 150), (40, 4), (64, 3), (50, 3), (149, 2), (150, 1), (1000, 1)]
)  # blocks are of 64
def test_parts_hold_so_many_documents_and_together_all(folder: Path, tmp_path: Path, size: int, parts: int) -> None:
    state = parted(folder, tmp_path / "out-{part}.jsonl", size)
    made = sorted(path for path in tmp_path.iterdir() if path.name.startswith("out"))
    assert [path.name for path in made] == [f"out-{number:05}.jsonl" for number in range(parts)]
    assert [path.read_bytes().count(b"\n") for path in made[:-1]] == [size] * (parts - 1)
    assert b"".join(path.read_bytes() for path in made) == (folder / "good.jsonl").read_bytes()
    assert (state.part, state.summary.documents, state.summary.rejected) == (parts, COUNT, 2)
    assert [path.name for path in tmp_path.iterdir() if path not in made] == ["_out-parts.jsonl.rejects.jsonl"]


def test_parts_of_parquet_are_files_with_one_schema(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    parted(folder, tmp_path / "made", 60, to="parquet")
    parted(folder, f"{tmp_path}/new/", 60, to="parquet")
    for where in ("made", "new"):
        files = sorted((tmp_path / where).glob("part-*.parquet"))
        assert [pq.read_metadata(path).num_rows for path in files] == [60, 60, 30]
        assert [row for path in files for row in corpus.rows_of(path)] == corpus.rows_of(folder / "good.parquet")
        assert pq.read_table(tmp_path / where).num_rows == COUNT  # the rejects beside them do not disturb


def test_parts_of_text_end_as_one_file_ends(folder: Path, tmp_path: Path) -> None:
    parted(folder, tmp_path / "{part}.txt", 100)
    parts = [(tmp_path / f"{number:05}.txt").read_text() for number in range(2)]
    assert "\n".join(parts) == (folder / "good.txt").read_text()


class Killed(Exception):
    """As `kill -9` ends a run: nothing is written any more."""


@pytest.mark.parametrize("name", ["out-{part}.jsonl", "out-{part}.parquet", "out-{part}.txt"])
def test_a_run_that_ends_at_any_moment_goes_on_to_the_same_parts(
    folder: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step that touches the disk is the last one of some run, every run is taken up by the next."""
    monkeypatch.setattr(partial, "EVERY", 0.0)
    left = 0

    def counted(method: str) -> None:
        plain = getattr(Partial, method)

        def counting(self: Partial, *arguments: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                raise Killed
            return plain(self, *arguments)

        monkeypatch.setattr(Partial, method, counting)

    for method in ("_note", "_give", "_save", "_open", "_log", "_write"):
        counted(method)
    ends = 0
    for life in range(1, 100):
        left = life
        try:
            parted(folder, tmp_path / name, 40, resume=True)
            break
        except Killed:
            ends += 1
    assert ends > 8
    monkeypatch.undo()
    parted(folder, tmp_path / "whole" / name, 40)
    for made in sorted((tmp_path / "whole").iterdir()):
        assert (tmp_path / made.name).read_bytes() == made.read_bytes()
    assert len(list(tmp_path.iterdir())) == 6  # four parts, the rejects, and "whole"


def test_parts_appear_as_they_are_whole(folder: Path, tmp_path: Path) -> None:
    seen: list[int] = []

    def watched(plan: Plan, start: tuple[int, int], failed: Failed) -> Iterator[Step]:
        for step in corpus.inline(plan, start, failed):
            seen.append(len(Names(str(tmp_path / "{part}.jsonl")).there()))
            yield step

    parted(folder, tmp_path / "{part}.jsonl", 30, steps=watched)
    assert seen == [0, 2, 2, 4]  # after 64, 70 and 134 documents


def test_old_parts_stand_in_the_way_and_none_is_left_among_new_ones(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out-{part}.jsonl"
    parted(folder, output, 10)
    (tmp_path / "out-mine.jsonl").touch()
    with pytest.raises(OutputError, match=r"out-00000.jsonl: is there already; --overwrite replaces it"):
        parted(folder, output, 50)
    assert parted(folder, output, 10, resume=True).summary.documents == 0  # it is complete
    parted(folder, output, 50, overwrite=True)
    assert [path.name for path in sorted(tmp_path.glob("out*"))] == [
        *(f"out-{number:05}.jsonl" for number in range(3)),
        "out-mine.jsonl",
    ]


def test_nothing_in_gives_one_empty_part(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").touch()
    run([str(tmp_path / "in.jsonl")], str(tmp_path / "{part}.parquet"), steps=corpus.inline)
    assert pq.read_metadata(tmp_path / "00000.parquet").num_rows == 0


def test_names_that_cannot_be_parts(folder: Path, tmp_path: Path) -> None:
    for output, message in (
        (tmp_path / "out.jsonl", r"--part-size takes \{part\} in the name"),
        (tmp_path / "{part}" / "x.jsonl", "may stand in the name of the file"),
        (tmp_path / "out-{part}", "--to"),
    ):
        with pytest.raises(InputError, match=message):
            parted(folder, output, 5)


def test_the_option(folder: Path, tmp_path: Path) -> None:
    done = command("run", *inputs(folder), "o/{part}.jsonl.gz", "--part-size", "100", "--jobs", "1", cwd=tmp_path)
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "o").glob("0*")) == ["00000.jsonl.gz", "00001.jsonl.gz"]
