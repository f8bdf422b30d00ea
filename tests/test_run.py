"""Runs from files to files on one machine: what comes out, its name, and what is said of bad inputs."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click import Context

from cleaner.cli.main import group
from cleaner.engines import local
from cleaner.engines.arrow import REMOVED, output_schema
from cleaner.engines.journal import State
from cleaner.engines.partial import OutputError
from cleaner.engines.run import run
from cleaner.engines.settings import Settings
from cleaner.engines.worker import Report, TaskError, Worker
from cleaner.io.blocks import ERROR
from cleaner.io.streams import InputError, opened
from tests import corpus
from tests.conftest import ROOT
from tests.conftest import run as command
from tests.hostile import hostile

__all__ = ["hostile"]
PAGES = corpus.pages(40)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus as JSONL, Parquet and WARC."""
    path = tmp_path_factory.mktemp("corpus")
    corpus.write_jsonl(path / "pages.jsonl", PAGES)
    corpus.write_parquet(path / "pages.parquet", PAGES, 15)
    return path


def done(folder: Path, name: str, output: Path, steps: Any = corpus.inline, **settings: Any) -> State:
    return run([str(folder / name)], str(output), Settings(**settings), steps=steps)


def filtered(path: Path) -> bytes:
    return command("--from", "jsonl", "--to", "jsonl", str(path)).stdout


def test_jsonl_comes_out_as_the_filter_writes_it(folder: Path, tmp_path: Path) -> None:
    state = done(folder, "pages.jsonl", tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == filtered(folder / "pages.jsonl")
    assert (state.summary.documents, state.summary.rejected, state.failed) == (40, 0, [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl"]


def test_every_format_and_number_of_processes_gives_the_same_articles(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("fastwarc", reason="needs the extra `warc`")
    corpus.write_warc(tmp_path / "pages.warc.gz", PAGES)
    inputs = [folder / "pages.jsonl", folder / "pages.parquet", tmp_path / "pages.warc.gz"]
    found = set()
    for number, path in enumerate(inputs):
        output = tmp_path / f"out{number}.{'parquet' if number else 'jsonl'}"
        run([str(path)], str(output), steps=partial(local.steps, jobs=1 + number % 2))
        found.add(corpus.digest(corpus.rows_of(output)))
    assert found == {corpus.digest(json.loads(line) for line in filtered(folder / "pages.jsonl").splitlines())}


def test_parquet_has_the_documented_schema_and_keeps_the_types_of_other_columns(folder: Path, tmp_path: Path) -> None:
    for source in ("pages.parquet", "pages.jsonl"):
        done(folder, source, tmp_path / f"{source}.parquet")
        schema = pq.read_schema(tmp_path / f"{source}.parquet").remove_metadata()
        assert schema.names[:9] == [*output_schema(pa.schema({"html": pa.string()})).names[:-1], "crawl", "score"]
        assert [str(schema.field(name).type) for name in ("id", "crawl", "score")] == ["string", "int64", "double"]
        assert schema.field("removed").type.value_type == REMOVED.value_type
        rows = corpus.rows_of(tmp_path / f"{source}.parquet")
        assert [(row["id"], row["crawl"], row["score"]) for row in rows] == [
            (page["id"], page["crawl"], page["score"]) for page in PAGES
        ]


def test_the_documented_schema_is_that_of_the_code() -> None:
    text = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    for field in output_schema(pa.schema({"html": pa.string()})):
        if field.name != ERROR:
            kind = str(field.type) if not pa.types.is_list(field.type) else "list of struct: " + ", ".join(
                f"`{inner.name}` {inner.type}" for inner in field.type.value_type.fields)  # fmt: skip
            assert f"| `{field.name}` | {kind} |" in text


def test_values_that_do_not_fit_their_column_are_kept_in_rest(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"text": f"River {number}", "n": number} for number in range(1100)]
    rows[1050] |= {"n": "many", "late": {"a": [1]}}
    corpus.write_jsonl(tmp_path / "in.jsonl", rows)
    run([str(tmp_path / "in.jsonl")], str(tmp_path / "out.parquet"), steps=corpus.inline)
    out = corpus.rows_of(tmp_path / "out.parquet")
    assert len(out) == 1100
    assert (out[7]["n"], out[7]["rest"]) == (7, None)
    assert (out[1050]["n"], json.loads(out[1050]["rest"])) == (None, {"n": "many", "late": {"a": [1]}})


def test_one_bad_record_is_left_out_named_and_kept_aside(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"text": "River"}\nnonsense\n{"id": 7, "url": "u", "texts": ""}\n{"text": "Dam"}\n'
    )
    done_ = command("run", "in.jsonl", "out.jsonl", "--jobs", "1", "--summary", "s.json", cwd=tmp_path)
    assert done_.returncode == 0
    assert done_.stdout == b""
    assert done_.stderr.decode().splitlines() == [
        "cleaner: in.jsonl:2: not valid JSON: Expecting value in column 1; left out",
        "cleaner: in.jsonl:3: `text` or `html` is missing: name the field that holds the page so; left out",
    ]
    assert [row["title"] or row["body"] for row in corpus.rows_of(tmp_path / "out.jsonl")] == ["River", "Dam"]
    rejects = [json.loads(line) for line in (tmp_path / "out.jsonl.rejects.jsonl").read_text().splitlines()]
    assert [(row["input"], row["record"]) for row in rejects] == [("in.jsonl", 2), ("in.jsonl", 3)]
    assert [(row["id"], row["url"]) for row in rejects] == [(None, None), (7, "u")]
    summary = json.loads((tmp_path / "s.json").read_text())
    assert (summary["documents"], summary["rejected"], sum(summary["reasons"].values())) == (2, 2, 2)


DEEDS = {
    "LOOP": "took longer than 2 s and was stopped",
    "HANG": "took longer than 2 s and was stopped",
    "EAT": "needs more memory than a worker may take",
    "ABORT": "ended its worker (signal 6)",
    "FAULT": "a fault in cleaner (RuntimeError: a fault), please report it",
}


@pytest.mark.usefixtures("hostile")
def test_documents_that_hang_or_die_are_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = corpus.texts(150)
    for number, word in enumerate(DEEDS):
        rows[20 * number + 7]["text"] += f"\n\n{word} in the night"
    bad = [row for row in rows if "in the night" in row["text"]]
    corpus.write_jsonl(tmp_path / "in.jsonl", rows)
    steps = partial(local.steps, jobs=2, memory=1 << 30)
    run([str(tmp_path / "in.jsonl")], str(tmp_path / "out.jsonl"), Settings(seconds=2.0), steps=steps)
    good = [row["id"] for row in rows if row not in bad]
    assert [row["id"] for row in corpus.rows_of(tmp_path / "out.jsonl")] == good
    assert corpus.rows_of(tmp_path / "out.jsonl.rejects.jsonl") == [
        {"input": str(tmp_path / "in.jsonl"), "record": 20 * number + 8, "id": row["id"], "url": None,
         "text": row["text"], "reason": reason}
        for number, (row, reason) in enumerate(zip(bad, DEEDS.values(), strict=True))
    ]  # fmt: skip


@pytest.mark.parametrize("options", [(), ("--second-opinion", "always", "--metadata")], ids=["plain", "all"])
def test_the_least_memory_is_enough_for_a_page(tmp_path: Path, options: tuple[str, ...]) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", [*PAGES[:3], *corpus.texts(3)])
    arguments = ("run", "in.jsonl", str(ROOT / "seeds" / "text"), "out.jsonl", "--jobs", "1", "--summary", "s.json")
    least = f"{local.LEAST / (1 << 30):g}"
    done_ = command(*arguments, "--memory-limit", least, *options, cwd=tmp_path)
    assert (done_.returncode, done_.stderr, json.loads((tmp_path / "s.json").read_text())["rejected"]) == (0, b"", 0)


def test_a_rule_file_that_is_broken_ends_the_run_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "rules" / "sites").mkdir(parents=True)
    (tmp_path / "rules" / "sites" / "paper1.example.yaml").write_text("site: paper1.example\ndrops: []\n")
    corpus.write_jsonl(tmp_path / "in.jsonl", PAGES[:3])
    with pytest.raises(TaskError, match=r"paper1.example.yaml:2: .*drops"):  # from a process, where no RuleError leads
        run([str(tmp_path / "in.jsonl")], str(tmp_path / "out.jsonl"), Settings(rules=(str(tmp_path / "rules"),)))
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("written", [datetime(2024, 6, 1, 12), date(2024, 6, 1), "2024-06-01T12:00:00Z"])
def test_rules_with_a_day_see_the_date_of_a_record(tmp_path: Path, written: Any) -> None:
    rule = "site: paper1.example\ndrop:\n  - exact: The river rises.\n    since: 2024-05-31\n"
    (tmp_path / "rules" / "sites").mkdir(parents=True)
    (tmp_path / "rules" / "sites" / "paper1.example.yaml").write_text(rule)
    text = "The river rises.\nThe village waited all night for the water to fall again."
    days = [written, "2024-05-01" if isinstance(written, str) else type(written)(2024, 5, 1)]
    rows = [{"text": text, "url": "https://paper1.example/a", "date": day} for day in days]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    run([str(tmp_path / "in.parquet")], str(tmp_path / "out.parquet"), Settings(rules=(str(tmp_path / "rules"),)))
    removed = pq.read_table(tmp_path / "out.parquet").column("removed").to_pylist()
    assert [len(lines) for lines in removed] == [1, 0]


@pytest.mark.parametrize(
    ("name", "first"),
    [("out.txt", "River rises for the 0th time\n\nThe"), ("out.md", "# River rises for the 0th time\n\nThe")],
)
def test_text_and_markdown_in_one_file(tmp_path: Path, name: str, first: str) -> None:
    rows = corpus.texts(70)
    corpus.write_jsonl(tmp_path / "in.jsonl", rows)
    run([str(tmp_path / "in.jsonl")], str(tmp_path / name), steps=corpus.inline)
    text = (tmp_path / name).read_text()
    assert text.startswith(first)
    shown = command("--to", "markdown" if name.endswith("md") else "text", str(tmp_path / "in.jsonl")).stdout.decode()
    assert text == shown


def test_a_folder_gets_a_file_for_each_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = tmp_path / "site" / "2026"
    pages.mkdir(parents=True)
    (pages / "a.html").write_text(PAGES[0]["html"])
    (pages / ".hidden.html").write_text("no")
    (tmp_path / "site" / "b.txt").write_text("River rises\n\nBack to top")
    (tmp_path / "site" / "b.pdf").write_text("no")
    corpus.write_jsonl(
        tmp_path / "site" / "two.jsonl", [{"text": "Dam", "id": "../../../etc/x.html"}, {"text": "Weir"}]
    )
    monkeypatch.chdir(tmp_path)
    run(["site"], "articles/", steps=corpus.inline)
    out = tmp_path / "articles"
    found = {str(path.relative_to(out)): path.read_text() for path in out.rglob("*") if path.is_file()}
    assert {name: text for name, text in found.items() if "a.html" not in name} == {
        "site/b.txt.txt": "River rises\n",
        "site/two.jsonl/00000001.txt": "Dam\n",
        "site/two.jsonl/00000002.txt": "Weir\n",
    }
    assert found["site/2026/a.html.txt"].startswith("Seaweed bricks pass their first fire test 0\n\n")


def test_a_folder_takes_names_of_any_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    for start in "ab":
        (tmp_path / "site" / f"{'ü' * 124}{start}.htm").write_text(f"<title>River {start}</title>")
    run(["site"], "articles/", steps=corpus.inline)
    found = list((tmp_path / "articles" / "site").iterdir())
    assert sorted(path.read_text() for path in found) == ["River a\n", "River b\n"]
    assert {(path.suffix, path.name[:100], len(path.name.encode()) <= 255) for path in found} == {
        (".txt", "ü" * 100, True)
    }


def test_documents_of_one_name_do_not_replace_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "now" / "crawl").mkdir(parents=True)
    (tmp_path / "crawl").mkdir()
    corpus.write_jsonl(tmp_path / "now" / "crawl" / "p.jsonl", [{"text": "Dam"}])
    corpus.write_jsonl(tmp_path / "crawl" / "p.jsonl", [{"text": "Weir"}])
    monkeypatch.chdir(tmp_path / "now")
    run(["crawl/p.jsonl", "../crawl/p.jsonl"], "out/", steps=corpus.inline)
    found = {str(path.relative_to("out")): path.read_text() for path in Path("out").rglob("*.txt")}
    assert found == {"crawl/p.jsonl/00000001.txt": "Dam\n", "crawl/p.jsonl/00000001-2.txt": "Weir\n"}


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_packed_output_is_packed_and_the_same_each_time(tmp_path: Path, ending: str) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", corpus.texts(5))
    outputs = [tmp_path / f"{number}.jsonl{ending}" for number in range(2)]
    for output in outputs:
        run([str(tmp_path / "in.jsonl")], str(output), steps=corpus.inline)
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    with opened(str(outputs[0])) as stream:
        assert stream.read() == filtered(tmp_path / "in.jsonl")


def test_several_inputs_by_pattern_in_order_and_fields_by_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        corpus.write_jsonl(tmp_path / f"{name}.jsonl", [{"key": name, "words": f"River {name}", "text": "kept"}])
    (tmp_path / "c.csv").write_text('key,words\nc,"River, c"\nd\ne,f,g\n')
    settings = Settings(text_field="words", id_field="key")
    inputs = [str(tmp_path / "*.jsonl"), str(tmp_path / "c.csv")]
    state = run(inputs, str(tmp_path / "out.jsonl"), settings, steps=corpus.inline)
    rows = corpus.rows_of(tmp_path / "out.jsonl")
    assert [(row["id"], row["title"] or row["body"], row.get("text")) for row in rows] == [
        ("a", "River a", "kept"),
        ("b", "River b", "kept"),
        ("c", "River, c", None),
    ]
    assert list(state.summary.reasons) == [
        "`words` is null: there is no page",
        "has 3 cells, the header 2",
    ]


WRONG = "has no column `html` or `text` but id, content; html_field or text_field, "
WRONG += "in a shell --html-field or --text-field, names the one that holds the page"


def test_an_input_that_cannot_be_used_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    corpus.write_parquet(tmp_path / "a.parquet", [{"id": 1, "content": "River"}])
    corpus.write_parquet(tmp_path / "b.parquet", [{"id": 2, "text": 5}])
    corpus.write_jsonl(tmp_path / "c.jsonl", corpus.texts(3))
    (tmp_path / "d.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-20])
    (tmp_path / "e.jsonl.gz").write_bytes(gzip.compress(b'{"text": "River"}\n' * 9)[:-9])
    inputs = [str(path) for path in sorted(tmp_path.iterdir())]
    state = run(inputs, str(tmp_path / "out.parquet"), steps=corpus.inline)
    assert [message.removeprefix(f"{tmp_path}/").split(" (")[0] for message in state.failed] == [
        f"a.parquet: {WRONG}",
        "b.parquet: the column `text` holds int64, not text",
        "d.parquet: is no Parquet file that can be read",
        "e.jsonl.gz: the compressed data end too early: the file was cut off, get it again",
    ]
    assert state.summary.documents == 12  # and what stood before the cut


def test_what_cannot_even_begin(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": "River"}])
    (tmp_path / "there.jsonl").touch()
    name = str(tmp_path / "in.jsonl")
    for inputs, output, error, message in (
        ([str(tmp_path / "no.jsonl")], "out.jsonl", InputError, "there is no such file"),
        ([str(tmp_path / "*.warc")], "out.jsonl", InputError, "there is no such file that fits"),
        ([name], "out.odd", InputError, "--to"),
        ([name], "-", InputError, "stdout: the name does not say what to write"),
        ([name], "nowhere/out.jsonl", OutputError, "No such file or directory"),
        ([name], "there.jsonl", OutputError, "--overwrite"),
    ):
        with pytest.raises(error, match=message):
            run(inputs, output if output == "-" else str(tmp_path / output))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "there.jsonl"]


def test_a_folder_with_something_in_it_is_never_replaced(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": "River"}])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    with pytest.raises(OutputError, match="name a new one"):
        run([str(tmp_path / "in.jsonl")], str(tmp_path / "mine"), overwrite=True)
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_resume_of_nothing_begins_and_of_a_finished_run_does_nothing(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", corpus.texts(3))
    inputs, output = [str(tmp_path / "in.jsonl")], tmp_path / "out.jsonl"
    assert run(inputs, str(output), resume=True, steps=corpus.inline).summary.documents == 3
    before = output.stat()
    assert run(inputs, str(output), resume=True, steps=corpus.inline).summary.documents == 0
    assert output.stat() == before


def _looks(_report: Report) -> Callable[[Any], Any]:
    return lambda given: (pa.array(given).to_pylist(), "pandas" in sys.modules)


def test_a_worker_does_not_load_pandas() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    worker = Worker(_looks, 0)
    worker.send([1, None])
    assert worker.receive() == ([1, None], False)
    worker.stop()


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", corpus.texts(20))
    code = (
        "import cleaner.cli.progress as progress, cleaner.cli.main as cli\n"
        "progress.PATIENCE = progress.INTERVAL = 0.0\n"
        "cli.main()"
    )
    parent, child = pty.openpty()
    arguments = [sys.executable, "-c", code, "run", "in.jsonl", "out.jsonl", "--jobs", "1", "--summary", "s.json"]
    subprocess.run(arguments, cwd=tmp_path, stderr=child, stdout=subprocess.DEVNULL, check=True)
    shown = os.read(parent, 100_000).decode()
    assert re.search(r"20 documents, \d+ a second, \d+% removed, 0 rejected", shown)
    quiet = subprocess.run([*arguments, "--overwrite"], cwd=tmp_path, capture_output=True, check=True)
    assert quiet.stderr == b""


def test_the_summary_counts(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", PAGES[:10])
    shown = command("run", "in.jsonl", "out.jsonl", cwd=tmp_path).stderr
    summary = json.loads(shown)
    rows = corpus.rows_of(tmp_path / "out.jsonl")
    assert summary["documents"] == 10
    assert sum(summary["removed"].values()) == sum(len(row["removed"]) for row in rows)
    assert summary["hosts"] == {"paper0.example": 2, "paper1.example": 2, "paper2.example": 2, "paper3.example": 1,
                                "paper4.example": 1, "paper5.example": 1, "paper6.example": 1}  # fmt: skip
    kept, gone = (sum(lengths) for lengths in zip(*map(_lengths, rows), strict=True))
    assert (summary["characters_kept"], summary["characters_removed"]) == (kept, gone)
    assert len(summary["slowest"]) == 10
    assert summary["slowest"][0]["document"].startswith("in.jsonl:")


def _lengths(row: dict[str, Any]) -> tuple[int, int]:
    return len(row["body"]) + len(row["title"] or ""), sum(len(line["text"]) for line in row["removed"])


def test_warc_keeps_address_and_date(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc", reason="needs the extra `warc`")
    corpus.write_warc(tmp_path / "in.warc", PAGES[:2])
    run([str(tmp_path / "in.warc")], str(tmp_path / "out.parquet"), steps=corpus.inline)
    row = corpus.rows_of(tmp_path / "out.parquet")[1]
    assert (row["id"], row["url"]) == ("<urn:page-00001>", "https://www.paper1.example/1")
    assert row["date"] == datetime(2026, 3, 1, 7, 30, tzinfo=UTC)


def test_the_command_is_there() -> None:
    assert "run" in group.list_commands(Context(group))
