"""JSON that is no JSONL gets a message, and is not taken for prose; prose that begins with a bracket stays prose."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cleaner.cli.main import group
from cleaner.engines.run import run
from cleaner.io.not_jsonl import json_problem, jsonl_lines
from cleaner.io.streams import InputError
from tests import corpus

RECORDS = [{"id": 1, "text": "Dam holds"}, {"id": 2, "text": "Река поднялась"}]
LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS)
UTF_16 = "is UTF-16: convert it first, with iconv -f UTF-16 -t UTF-8"
ARRAY = "is JSON, but not one object a line: jq -c '.[]' makes lines of it; --from text reads it as a text"
PRETTY = "is JSON, but not one object a line: jq -c . makes lines of it; --from text reads it as a text"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (LINES.encode("utf-16"), UTF_16),
        (LINES.encode("utf-16-le"), UTF_16),
        (LINES.encode("utf-16-be"), UTF_16),
        (("\n\n" + LINES).encode("utf-16"), UTF_16),
        (json.dumps(RECORDS).encode(), ARRAY),
        (json.dumps(RECORDS).encode("utf-16"), ARRAY),
        (json.dumps(RECORDS, indent=2).encode(), ARRAY),
        (b"\xef\xbb\xbf \n" + json.dumps(RECORDS, indent="\t").encode() + b"\r\n", ARRAY),
        (b'[{}, {"a": NaN}, 3]', ARRAY),
        (json.dumps(RECORDS[0], indent=2).encode(), PRETTY),
        (json.dumps(RECORDS[1], indent=2, ensure_ascii=False).replace("\n", "\r\n").encode(), PRETTY),
        ("\n".join(json.dumps(record, indent=1) for record in RECORDS).encode(), PRETTY),
        (b'{"a": 1,\n "text": "caf\xe9"}', PRETTY),
        ('{\n  "a \\" b": {}\n}'.encode("utf-16"), PRETTY),
    ],
)
def test_json_that_is_no_jsonl_is_told(data: bytes, problem: str) -> None:
    assert json_problem(data) == problem


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "{",
        "[]",
        "[1] Dam holds",
        "[1, 2]",
        '["a", "b"]',
        "[Photo: AP]\n\nDam holds",
        "[{Photo: AP}]",
        "[{ Photo ]",
        "{{ title }}\n\n{{ body }}",
        '{"Dam holds"}',
        '{\n"Dam holds", said Ann\n}',
        '{\n  "key": the value\n}\n',
        '[{"text": "Dam holds"}] is how an array of records looks.',
        'Write this:\n\n{\n  "key": 1\n}\n',
        '{\n  "key": 1\n}\nis an object, and here is another:\n{\n  "key": 2\n}\n',
        json.dumps(RECORDS, indent=2)[:-1],
        '{"' + "\\" * 10_001,
        "[" * 50_000 + "{",
        '[{"a":' * 20_000,
    ],
    ids=lambda text: text[:20],
)
def test_what_only_begins_like_json_is_a_text(text: str) -> None:
    assert json_problem(text.encode()) is None
    assert json_problem(text.encode("utf-16")) is None


MEMBER = b'"text": "Dam holds"'
SEVERAL = {
    b"{\n" + MEMBER + b"\n}\n": PRETTY,
    b"\xef\xbb\xbf\r\n{ \r\n" + MEMBER + b"}": PRETTY,
    b'{"id": 1,\n' + MEMBER + b"}\n{" + MEMBER + b"}\n": PRETTY,
    json.dumps(RECORDS[0] | {"tags": [{"a": {}}]}, indent=2).encode(): PRETTY,
    b"{\n" + MEMBER + b'\n}\n{\n"text": "cut off': PRETTY,
    b"[\n{\n" + MEMBER + b"\n}\n]": ARRAY,
    b"[{" + MEMBER + b"},\n{" + MEMBER + b"}]": ARRAY,
}
NOT_SEVERAL = {
    b"{" + MEMBER + b"} x\n{" + MEMBER + b"}\n": 1,
    b'{"id": 1,\n{' + MEMBER + b"}\n": 1,
    b'{"text": "Dam\n{' + MEMBER + b"}\n": 1,
    b"[\n{" + MEMBER + b'\n{"no": 1}\n' + b"{" + MEMBER + b"}\n": 1,
    b"{" + MEMBER + b"}\n{\n" + MEMBER + b"\n}\n": 1,
}


@pytest.mark.parametrize(("data", "problem"), SEVERAL.items())
def test_an_object_over_several_lines_is_told_once_by_filter_and_run(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(data)
    said = f"{tmp_path / 'in.jsonl'}: {problem.partition(';')[0]}"
    for output in ("out.jsonl", "out.parquet"):
        state = run([str(tmp_path / "in.jsonl")], str(tmp_path / output), steps=corpus.inline)
        assert (state.failed, state.summary.rejected) == ([said], 0)
    assert filtered(data, "--from", "jsonl") == (2, "", f"cleaner: stdin: {problem.partition(';')[0]}\n")


@pytest.mark.parametrize(("data", "good"), NOT_SEVERAL.items())
def test_a_first_record_that_is_broken_costs_itself_alone(tmp_path: Path, data: bytes, good: int) -> None:
    (tmp_path / "in.jsonl").write_bytes(data)
    state = run([str(tmp_path / "in.jsonl")], str(tmp_path / "out.jsonl"), steps=corpus.inline)
    assert (state.failed, state.summary.documents) == ([], good)
    assert filtered(data, "--from", "jsonl", "--to", "jsonl")[1].encode() == (tmp_path / "out.jsonl").read_bytes()


@given(st.lists(st.binary()))
def test_lines_are_passed_on_as_they_are(lines: list[bytes]) -> None:
    with suppress(InputError):
        assert list(jsonl_lines("-", lines)) == lines


@given(st.binary())
def test_bytes_of_any_kind_are_asked_without_harm(data: bytes) -> None:
    json_problem(data)
    assert json_problem(b"[{" + data.replace(b"}", b"")) is None


def filtered(data: bytes, *options: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(group, ["clean", *options], input=data, standalone_mode=False)
    return done.return_value, done.stdout, done.stderr


@pytest.mark.parametrize("kind", ["auto", "jsonl"])
def test_the_filter_says_so_and_cleans_nothing(kind: str) -> None:
    assert filtered(LINES.encode("utf-16"), "--from", kind) == (2, "", f"cleaner: stdin: {UTF_16}\n")


def test_an_array_in_the_filter() -> None:
    array = json.dumps(RECORDS).encode()
    assert filtered(array) == (2, "", f"cleaner: stdin: {ARRAY}\n")
    assert filtered(array, "--from", "text") == (0, array.decode() + "\n", "")
    assert filtered("Dam holds\n".encode("utf-16")) == (0, "Dam holds\n", "")
