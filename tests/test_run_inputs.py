"""Inputs as they are met: other dialects and encodings, columns of any type, streams, folders that cannot be read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.engines.arrow import clean_batches
from cleaner.engines.counting import count_batches
from cleaner.engines.journal import State
from cleaner.engines.run import run
from cleaner.engines.settings import Settings
from cleaner.io import folder, formats, jsonl, records, streams
from cleaner.io.csv import NO_CSV, REMEDY
from cleaner.io.streams import InputError
from tests import corpus
from tests.conftest import run as command

TEXT = "River rises\n\nBack to top"


def ran(path: Path, name: str, **options: Any) -> tuple[State, list[corpus.Row]]:
    """A run over one input of the folder, and the rows that it gave."""
    output = path / options.pop("output", "out.jsonl")
    state = run([str(path / name)], str(output), overwrite=True, steps=corpus.inline, **options)
    return state, corpus.rows_of(output) if output.exists() else []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("in.jsonl", b'\xef\xbb\xbf{"text": "River"}\n', id="a byte order mark"),
        pytest.param("in.jsonl", b'{"text": "River"}', id="no last newline"),
        pytest.param("in.jsonl", b'\r\n{"text": "River"}\r\n\r\n', id="ends and blank lines of Windows"),
        pytest.param("in.jsonl.gz", b'{"text": "River"}\n', id="not packed, whatever the name"),
        pytest.param("in.jsonl", gzip.compress(b'\xef\xbb\xbf{"text": "River"}\n'), id="packed, whatever the name"),
        pytest.param("in.json", b'{"text": "River"}\n', id="named json, as C4 is"),
        pytest.param("in.csv", b"text,n\nRiver,1\n", id="comma"),
        pytest.param("in.csv", b"\xef\xbb\xbftext,n\nRiver,1\n", id="comma and byte order mark"),
        pytest.param("in.csv", b"n;text\n1;River\n", id="semicolon"),
        pytest.param("in.csv", b"n|text\n1|River\n", id="bar"),
        pytest.param("in.tsv", b"n\ttext\n1\tRiver\n", id="tab"),
        pytest.param("in.csv", b'text\n"River"\n', id="one column"),
    ],
)
def test_dialects(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    state, rows = ran(tmp_path, name)
    assert [row["title"] or row["body"] for row in rows] == ["River"]
    assert state.failed == []


def test_a_table_in_an_old_encoding_is_read_as_what_it_looks_like(tmp_path: Path) -> None:
    lines = ["text,n", "Die Straße am Fluß steht unter Wasser und der Bürgermeister hört die Glocken läuten.,1"]
    (tmp_path / "in.csv").write_bytes("\n".join(lines).encode("latin-1"))
    _, rows = ran(tmp_path, "in.csv")
    assert rows[0]["body"] == lines[1].removesuffix(",1")


@pytest.mark.parametrize(
    ("fields", "row", "page"),
    [
        ({"id_field": "url"}, {"id": "https://a.example/1", "url": "https://a.example/1"}, "text"),
        ({"url_field": "id"}, {"id": "https://a.example/2", "url": "https://a.example/2"}, "text"),
        ({"html_field": "text"}, {"id": "7", "url": "https://a.example/1"}, "html"),
        ({"text_field": "html"}, {"id": "7", "url": "https://a.example/1"}, "html"),
    ],
)
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_one_field_may_be_two_things(
    tmp_path: Path, form: str, fields: dict[str, Any], row: corpus.Row, page: str
) -> None:
    source = "<h1>River rises</h1><p>It rose.</p>" if page == "html" else "River rises\n\nIt rose."
    holds = {"id": "7", "url": "https://a.example/1", fields.get("text_field", "text"): source}
    holds |= {"id": "https://a.example/2"} if fields == {"url_field": "id"} else {}
    write: Any = corpus.write_jsonl if form == "jsonl" else corpus.write_parquet
    write(tmp_path / f"in.{form}", [holds])
    for output in ("out.jsonl", "out.parquet"):
        state = run([str(tmp_path / f"in.{form}")], str(tmp_path / output), Settings(**fields), steps=corpus.inline)
        (out,) = corpus.rows_of(tmp_path / output)
        assert {key: out[key] for key in ("id", "url", "body")} == row | {"body": "It rose."}
        assert (out["removed"], state.failed) == ([], [])
        (tmp_path / output).unlink()


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_field_with_a_name_of_ours_passes_through_unless_ours_was_asked_for(
    tmp_path: Path, form: str, asked: bool
) -> None:
    write: Any = corpus.write_jsonl if form == "jsonl" else corpus.write_parquet
    given = {"metadata": {"crawl": 7}, "rendered": "yes"}
    write(tmp_path / f"in.{form}", [{"html": "<h1>River</h1><p>It rose.</p>", **given}])
    for output in ("out.jsonl", "out.parquet"):
        state = run(
            [str(tmp_path / f"in.{form}")], str(tmp_path / output), Settings(metadata=asked), steps=corpus.inline
        )
        (out,) = corpus.rows_of(tmp_path / output)
        assert state.failed == [] and out["rendered"] == "yes"
        assert ("author" in out["metadata"]) if asked else (out["metadata"] == given["metadata"])
        (tmp_path / output).unlink()


STRAY = "Der Fluß stieg in der Nacht — das Café blieb offen — und das Dorf wartete im ".encode() + b"Caf\xe9."
LATIN = "Die Straße am Fluß steht unter Wasser und der Bürgermeister hört die Glocken läuten."


def test_a_stray_byte_in_a_table_is_mended_and_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"text,Caf\xe9\n" + STRAY + b",Caf\xe9\nRiver,1\n")
    for output in ("out.jsonl", "out.parquet"):
        _, rows = ran(tmp_path, "in.csv", output=output)
        assert [row["body"] for row in rows] == [STRAY[:-5].decode() + "Café.", "River"]
        assert [row["Café"] for row in rows] == ["Café", "1"]


def test_a_stray_byte_in_a_field_of_a_record_costs_that_record_alone(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'{"text": "Dam", "by": "Jos\xe9"}\n{"text": "River", "by": "Eve"}\n')
    for output in ("out.jsonl", "out.parquet"):
        state, rows = ran(tmp_path, "in.jsonl", output=output)
        assert [row["by"] for row in rows] == ["Eve"]
        assert list(state.summary.reasons) == ["not UTF-8: byte 0xe9 in column 27; iconv converts other encodings"]


@pytest.mark.parametrize(
    ("field", "in_jsonl", "in_parquet"),
    [
        pytest.param('"a": "half \\ud83d"', '"a":"half \\ud83d"', ("rest", '{"a": "half \ufffd"}'), id="half a pair"),
        pytest.param('"a": NaN', '"a":NaN', ("rest", '{"a": NaN}'), id="not a number"),
        pytest.param('"a": -Infinity', '"a":-Infinity', ("a", float("-inf")), id="infinite"),
        pytest.param('"\\ud83d": 1', '"?":1', ("?", 1), id="half a pair in a name"),
        pytest.param('"rest": {"x": 1}', '"rest":{"x": 1}', ("rest", '{"rest": {"x": 1}}'), id="a field named rest"),
    ],
)
def test_what_other_programs_write_into_fields_passes_through(
    tmp_path: Path, field: str, in_jsonl: str, in_parquet: tuple[str, Any]
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "Dam", ' + field + '}\n{"text": "River"}\n')
    ran(tmp_path, "in.jsonl")
    written = (tmp_path / "out.jsonl").read_bytes()
    assert written == command("--from", "jsonl", "--to", "jsonl", str(path)).stdout
    assert in_jsonl in written.decode()
    _, rows = ran(tmp_path, "in.jsonl", output="out.parquet")
    assert [row["title"] or row["body"] for row in rows] == ["Dam", "River"]
    assert rows[0][in_parquet[0]] == in_parquet[1]


def as_strings(*values: bytes | None) -> pa.Array:
    """A column of strings of any bytes, as other libraries write them unasked."""
    array = pa.array(values, pa.binary())
    return pa.Array.from_buffers(pa.string(), len(array), array.buffers())


def test_strings_of_a_table_that_are_not_utf8_are_read_as_what_they_look_like(tmp_path: Path) -> None:
    bad = as_strings(STRAY, None, LATIN.encode("latin-1"))
    raw = pa.array([b"\xff", None, b"\x00"])
    columns = {
        "text": bad,
        "id": as_strings(b"a\xe9", b"b", b"c"),
        "category": pa.DictionaryArray.from_arrays([0, None, 1], as_strings(STRAY, LATIN.encode("latin-1"))),
        "nested": pa.StructArray.from_arrays([bad, raw], ["name", "raw"]),
        "tags": pa.ListArray.from_arrays([0, 1, 1, 3], bad),
    }
    batch = pa.record_batch(columns)
    pq.write_table(pa.table(batch).drop_columns(["category"]), tmp_path / "in.parquet")
    texts = [STRAY[:-5].decode() + "Café.", LATIN]
    for output in ("out.jsonl", "out.parquet"):
        state, rows = ran(tmp_path, "in.parquet", output=output)
        assert [row["body"] for row in rows] == texts
        assert [row["id"] for row in rows] == ["aé", "c"]
        assert [row["nested"]["name"] for row in rows] == texts
        assert [row["tags"] for row in rows] == [[texts[0]], [None, texts[1]]]
        assert (state.failed, state.summary.rejected) == ([], 1)
    assert [row["nested"]["raw"] for row in rows] == [b"\xff", b"\x00"]
    (articles,) = clean_batches([batch])
    assert [body for body in articles["body"].to_pylist() if body] == texts
    assert articles["category"].to_pylist() == [texts[0], None, texts[1]]
    (counts,) = count_batches([batch.append_column("url", pa.array(["https://a.example/"] * 3))])
    assert counts.num_rows > 0


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("in.jsonl", '{"text": "River"}\n'.encode("utf-16"), "is UTF-16: convert it first, with iconv"),
        ("in.csv", "text,n\nRiver,1\n".encode("utf-16"), "is UTF-16: convert it first, with iconv"),
        ("in.csv", b"", "is empty: a header is missing"),
        ("in.csv", b'"text"s,n\nRiver,1\n', f"1: {NO_CSV} (',' expected after '\"'): {REMEDY}"),
        ("in.jsonl.bz2", bz2.compress(b'{"text": "River"}\n'), "is packed with bzip2: unpack it first, with bzcat"),
        ("in.csv.xz", lzma.compress(b"text\nRiver\n"), "is packed with xz: unpack it first, with xzcat"),
        ("in.csv", b"text,a,a\nRiver,1,2\n", "has several columns named `a`: rename them"),
        ("in.warc", b"hello, this is no archive\n" * 20, "is no WARC archive (Invalid WARC header)"),
    ],
)
def test_inputs_that_are_refused_whole(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    if name == "in.warc":
        pytest.importorskip("fastwarc", reason="needs the extra `warc`")
    (tmp_path / name).write_bytes(data)
    state, _ = ran(tmp_path, name)
    assert [one.name for one in tmp_path.iterdir()] == [name]
    (said,) = state.failed
    assert said.startswith((f"{tmp_path / name}: {message}", f"{tmp_path / name}:{message}"))


@pytest.mark.parametrize("row", ['"the "dam" holds",2', '"the dam\nholds,2', '"\'\nx\n\n"y,2'])
def test_a_row_that_cannot_be_read_is_named_by_its_first_line(tmp_path: Path, row: str) -> None:
    (tmp_path / "in.csv").write_text(f'text,n\n"River\nrises.",1\n{row}\nWeir,3\n')
    state, rows = ran(tmp_path, "in.csv")
    assert [one["body"] for one in rows] == ["River\nrises."]
    (said,) = state.failed
    assert said.startswith(f"{tmp_path / 'in.csv'}:4: {NO_CSV} (")


def test_a_corpus_in_a_folder_that_is_packed_otherwise_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "crawl").mkdir()
    (tmp_path / "crawl" / "a.jsonl.bz2").write_bytes(bz2.compress(b'{"text": "River"}\n'))
    corpus.write_jsonl(tmp_path / "crawl" / "b.jsonl", [{"text": TEXT}])
    state, rows = ran(tmp_path, "crawl")
    assert len(rows) == 1
    assert state.failed == [f"{tmp_path / 'crawl' / 'a.jsonl.bz2'}: is packed with bzip2: unpack it first, with bzcat"]


def test_a_column_twice_is_named_and_the_other_inputs_go_on(tmp_path: Path) -> None:
    pq.write_table(pa.table([["River"], ["Other"]], names=["text", "text"]), tmp_path / "a.parquet")
    corpus.write_parquet(tmp_path / "b.parquet", [{"text": TEXT}])
    for output in ("out.jsonl", "out.parquet"):
        state = run(
            [str(tmp_path / "?.parquet")], str(tmp_path / output), steps=corpus.inline
        )  # and so for the schema of what comes out
        assert state.failed == [f"{tmp_path / 'a.parquet'}: has several columns named `text`: rename them"]
        assert state.summary.documents == 1


COLUMNS = {
    "nested": pa.array([{"a": [1, 2], "b": {"c": "x"}}]),
    "pairs": pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())),
    "category": pa.array(["x"]).dictionary_encode(),
    "exact": pa.array([1], pa.timestamp("ns", "UTC")),
    "exact_inside": pa.array([{"at": [1]}], pa.struct({"at": pa.list_(pa.timestamp("ns"))})),
    "at": pa.array([datetime(2026, 3, 1, tzinfo=UTC)], pa.timestamp("us", "UTC")),
    "price": pa.array([Decimal("1.50")], pa.decimal128(10, 2)),
    "raw": pa.array([b"\xff\x00"]),
    "tags": pa.array([["a", "b"]], pa.large_list(pa.large_string())),
    "half": pa.array([1.5], pa.float16()),
    "cleaner_error": pa.array(["of the run that made this file"]),
}


def test_columns_of_any_type_pass_through(tmp_path: Path) -> None:
    pytest.importorskip("pandas", reason="without it, the test cannot read nanoseconds")
    table = pa.table({"text": pa.array([TEXT]), **COLUMNS})
    pq.write_table(table, tmp_path / "in.parquet")
    ran(tmp_path, "in.parquet", output="out.parquet")
    out = pq.read_table(tmp_path / "out.parquet")
    kept = [name for name in COLUMNS if name != "cleaner_error"]
    assert out.column_names[-len(kept) :] == kept
    assert [out.schema.field(name).type for name in kept] == [table.schema.field(name).type for name in kept]
    assert out.select(kept).equals(table.select(kept))
    (row,) = ran(tmp_path, "in.parquet")[1]
    assert (row["nested"], row["category"], row["price"], row["half"]) == (
        {"a": [1, 2], "b": {"c": "x"}},
        "x",
        "1.50",
        1.5,
    )
    assert row["exact"] == "1970-01-01 00:00:00.000000001Z"
    assert row["exact_inside"] == {"at": ["1970-01-01 00:00:00.000000001"]}
    assert (row["at"], row["tags"]) == ("2026-03-01T00:00:00Z", ["a", "b"])


def test_a_column_that_is_a_list_here_and_a_string_there_becomes_strings(tmp_path: Path) -> None:
    corpus.write_parquet(tmp_path / "a.parquet", [{"text": TEXT, "tags": ["x", "y"]}, {"text": TEXT, "tags": None}])
    corpus.write_parquet(tmp_path / "b.parquet", [{"text": TEXT, "tags": "x"}])
    run([str(tmp_path / "?.parquet")], str(tmp_path / "out.parquet"), steps=corpus.inline)
    assert [row["tags"] for row in corpus.rows_of(tmp_path / "out.parquet")] == ['["x","y"]', None, "x"]


def test_a_file_without_rows_gives_the_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array([], pa.string()), "n": pa.array([], pa.int8())}), tmp_path / "in.parquet")
    state, rows = ran(tmp_path, "in.parquet", output="out.parquet")
    assert (rows, state.failed, state.summary.documents) == ([], [], 0)
    assert str(pq.read_schema(tmp_path / "out.parquet").field("n").type) == "int8"


def test_a_record_that_is_too_large_is_left_out_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (streams, records, folder):
        monkeypatch.setattr(module, "LARGEST", 200)
    corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": "River"}, {"text": "x" * 3000}, {"text": "Dam"}])
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.txt").write_text("y" * 201)
    (tmp_path / "site" / "b.txt").write_text("z" * 200)
    for name, kept in (("in.jsonl", ["River", "Dam"]), ("site", ["z" * 200])):
        state, rows = ran(tmp_path, name)
        assert [row["title"] or row["body"] for row in rows] == kept
        assert state.summary.reasons == {"is larger than 256 MB": 1}
        (reject,) = corpus.rows_of(tmp_path / "out.jsonl.rejects.jsonl")
        assert reject["record"] == (2 if name == "in.jsonl" else 1)


def test_a_record_too_large_for_a_worker_is_refused_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = jsonl.load

    def short_of_memory(lines: Any, *arguments: Any) -> pa.RecordBatch:
        if len(lines[0][1]) > 2 << 20:
            raise MemoryError
        return load(lines, *arguments)

    monkeypatch.setattr(jsonl, "load", short_of_memory)
    corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": "River"}, {"text": "x" * (3 << 20)}, {"text": "Dam"}])
    state, rows = ran(tmp_path, "in.jsonl")
    assert [row["title"] or row["body"] for row in rows] == ["River", "Dam"]
    reason = "needs more memory than a worker may take"
    assert (state.summary.rejected, state.summary.reasons) == (1, {reason: 1})
    assert corpus.rows_of(tmp_path / "out.jsonl.rejects.jsonl") == [
        {"input": str(tmp_path / "in.jsonl"), "record": 2, "reason": reason}
    ]


def test_a_folder_that_cannot_be_read_is_no_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "crawl" / "secret").mkdir(parents=True)
    corpus.write_jsonl(tmp_path / "crawl" / "a.jsonl", [{"text": TEXT}])
    scandir = os.scandir

    def refusing(path: str) -> Any:
        if "secret" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)  # tests may run as root, who may read everything
    with pytest.raises(InputError, match=r"crawl/secret: Permission denied"):
        ran(tmp_path, "crawl")


def test_inputs_that_hold_nothing_at_all_are_no_run(tmp_path: Path) -> None:
    (tmp_path / "crawl").mkdir()
    (tmp_path / "crawl" / "notes.pdf").touch()
    with pytest.raises(InputError, match=r"crawl: holds no files that end in \.jsonl"):
        ran(tmp_path, "crawl")
    assert [path.name for path in tmp_path.iterdir()] == ["crawl"]


def test_an_input_is_never_replaced(tmp_path: Path) -> None:
    path = corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": TEXT}])
    (tmp_path / "link.jsonl").symlink_to(path)
    for output in ("in.jsonl", "link.jsonl"):
        with pytest.raises(InputError, match="is one of the inputs: name another output"):
            ran(tmp_path, "in.jsonl", output=output)


def test_rejects_that_are_cleaned_again_are_not_replaced(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": TEXT}, {"no": "page"}])
    ran(tmp_path, "in.jsonl")
    rejects = tmp_path / "out.jsonl.rejects.jsonl"
    with pytest.raises(InputError, match=r"out\.jsonl: has rejects that are one of the inputs: name another output"):
        ran(tmp_path, rejects.name)
    assert len(corpus.rows_of(rejects)) == 1


@pytest.mark.parametrize("summary", ["in.jsonl", "./out.jsonl"])
def test_a_summary_replaces_neither_input_nor_output(tmp_path: Path, summary: str) -> None:
    before = corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": TEXT}]).read_bytes()
    done = command("run", "in.jsonl", "out.jsonl", "--summary", summary, cwd=tmp_path)
    assert (done.returncode, b"is an input or the output: name another file" in done.stderr) == (2, True)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("in.jsonl", before)]


@pytest.mark.parametrize(("names", "message"), [(("", "out.jsonl"), "INPUT"), (("in.jsonl", ""), "OUTPUT")])
def test_an_empty_name_is_misuse(tmp_path: Path, names: tuple[str, str], message: str) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": TEXT}])
    done = command("run", *names, cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (2, f"cleaner: {message}: is empty: name a file\n")


def test_a_corpus_of_which_nothing_can_be_used_is_no_success(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", [{"content": TEXT}] * 3)
    done = command("run", "in.jsonl", "out.jsonl", "--jobs", "1", "--summary", "s.json", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == "cleaner: none of 3 documents could be cleaned"


@pytest.mark.parametrize("output", ["out.jsonl", "out.parquet", "out/", "out-{part}.jsonl"])
def test_an_input_that_cannot_be_read_is_tried_again(tmp_path: Path, output: str) -> None:
    (tmp_path / "in.parquet").write_bytes(b"no Parquet")
    said = "cleaner: in.parquet: is no Parquet file that can be read (Parquet magic bytes not found in footer"
    to = ("--to", "text") if output == "out/" else ()
    for more in ((), ("--resume",), ("--resume", "--learn-first"), ("--overwrite",)):
        done = command("run", "in.parquet", output, "--jobs", "1", "--summary", "s.json", *to, *more, cwd=tmp_path)
        assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
        assert done.stderr.decode().startswith(said)
        assert sorted(one.name for one in tmp_path.iterdir()) == ["in.parquet", "s.json"]
    corpus.write_parquet(tmp_path / "in.parquet", [{"text": TEXT}])
    assert command("run", "in.parquet", output, "--jobs", "1", *to, "--resume", cwd=tmp_path).returncode == 0
    (written,) = (one for one in tmp_path.rglob("*") if one.is_file() and one.name.startswith(("out", "0000")))
    assert written.stat().st_size


def test_what_is_there_is_not_replaced_by_nothing(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": TEXT}])
    _, rows = ran(tmp_path, "in.jsonl")
    (tmp_path / "in.jsonl").write_bytes(b"\xff\xfe{\0}\0")
    assert ran(tmp_path, "in.jsonl")[1] == rows
    (tmp_path / "in.jsonl").write_bytes(b"")  # a corpus without documents
    assert (ran(tmp_path, "in.jsonl")[1], (tmp_path / "out.jsonl").exists()) == ([], True)


ROWS: list[corpus.Row] = [{"text": f"River {number}", "n": number} for number in range(1500)]


@pytest.mark.parametrize("output", ["out.jsonl", "out.parquet"])
@pytest.mark.parametrize("form", ["jsonl", "csv", "jsonl packed"])
def test_stdin_is_whole_although_its_columns_are_looked_at(
    tmp_path: Path, form: str, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if form == "csv":
        data = b"text,n\n" + b"".join(b"%s,%d\n" % (row["text"].encode(), row["n"]) for row in ROWS)
    else:
        data = b"".join(json.dumps(row).encode() + b"\n" for row in ROWS)
    stream = io.BytesIO(gzip.compress(data) if "packed" in form else data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(stream)))
    state = run(["-"], str(tmp_path / output), source=form.split()[0], steps=corpus.inline)
    assert state.failed == []
    assert [int(row["n"]) for row in corpus.rows_of(tmp_path / output)] == list(range(1500))


@pytest.mark.parametrize(
    ("inputs", "source", "message"),
    [
        (["-", "-"], "jsonl", "stdin: can be read once only"),
        (["-"], "folder", "stdin: is no folder"),
    ],
)
def test_what_stdin_cannot_be(tmp_path: Path, inputs: list[str], source: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        run(inputs, str(tmp_path / "out.jsonl"), source=source)


def test_stdin_to_stdout_on_many_processes_is_the_filter(tmp_path: Path) -> None:
    path = corpus.write_jsonl(tmp_path / "in.jsonl", [*corpus.texts(100), {"no": 1}])
    for form, jobs in (("jsonl", "2"), ("text", "1")):
        done = command("run", "-", "-", "--from", "jsonl", "--to", form, "--jobs", jobs, stdin=path.read_bytes())
        assert done.stdout == command("--from", "jsonl", "--to", form, str(path)).stdout
        assert done.stderr.startswith(b"cleaner: stdin:101: `text` or `html` is missing")
    assert [one.name for one in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", corpus.texts(2000))
    shell = f"{sys.executable} -m cleaner run in.jsonl - --to jsonl --jobs 1 | head -c 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], cwd=tmp_path, capture_output=True)
    assert (done.stdout, done.stderr) == (b"{0\n", b"")


def test_stdout_takes_neither_parquet_nor_resume(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": TEXT}])
    for options, message in (({"to": "parquet"}, "cannot be Parquet"), ({"to": "jsonl", "resume": True}, "resumed")):
        with pytest.raises(InputError, match=message):
            run([str(tmp_path / "in.jsonl")], "-", **options)


def test_a_fault_names_the_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cleaner.engines import plan

    def faulty(*_arguments: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(plan, "summarize", faulty)
    corpus.write_jsonl(tmp_path / "in.jsonl", corpus.texts(3))
    with pytest.raises(plan.Fault, match=r"in.jsonl: records 1 to 3: a fault in cleaner \(KeyError: 'x'\), please"):
        ran(tmp_path, "in.jsonl")


def test_a_summary_that_cannot_be_written_is_said_before_the_run(tmp_path: Path) -> None:
    corpus.write_jsonl(tmp_path / "in.jsonl", [{"text": TEXT}])
    done = command("run", "in.jsonl", "out.jsonl", "--summary", "nowhere/s.json", cwd=tmp_path)
    assert (done.returncode, b"nothing can be written in nowhere" in done.stderr) == (2, True)
    assert [one.name for one in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("pipe.txt", "pipe.jsonl"):
        os.mkfifo(tmp_path / "pages" / name)
    (tmp_path / "pages" / "a.txt").write_text("River rises\n\nIt rose.")
    assert [one.kind for one in formats.inputs([str(tmp_path / "pages")])] == ["folder"]
    assert list(folder.pages(str(tmp_path / "pages"))) == [str(tmp_path / "pages" / "a.txt")]


def test_a_page_in_the_field_of_texts_is_a_page(tmp_path: Path) -> None:
    page = "<html><body><nav>Home</nav><h1>Dam holds</h1><p>The river rose on Tuesday, and the dam held.</p>"
    rows = [{"id": "a", "html": page}, {"id": "b", "text": page}, {"id": "c", "text": "The river rose again."}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert command("run", "in.jsonl", "out.jsonl", cwd=tmp_path).returncode == 0
    done = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert done[1] == done[0] | {"id": "b"}
    assert done[2]["body"] == "The river rose again."
