"""The JSONL contract: what a record may hold, what is wrong with a bad one, what comes out and stays as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.article import Document
from cleaner.io.records import Record, is_record, read_record, read_records, write_record

PAGE = (
    "River rises again\n\nBy Ana Moreno\n\nThe river rose on Tuesday, and the village waited for help all night.\n\n"
    "Also read: The river is falling\n\nThe mayor said that the school would stay closed until the end of the week."
)
FIELDS = ["id", "url", "title", "body", "language", "removed", "repairs"]
LATIN = "not UTF-8: byte 0xe9"
MISSING = "`text` or `html` is missing: name the field that holds the page so"


def line(**fields: Any) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def through(raw: bytes, *, removed: bool = True) -> bytes:
    record = read_record(1, raw)
    assert record.document is not None, record.problem
    return write_record(cleaner.clean(record.document), record, removed=removed)


@pytest.mark.parametrize(
    ("raw", "document"),
    [
        (b'{"text": "River"}', Document(source="River", kind="auto")),
        (b'{"html": "<p>River</p>"}', Document(source="<p>River</p>", kind="html")),
        (b'{"html": "<p>", "text": "River"}', Document(source="<p>", kind="html")),
        (b'{"html": null, "text": "River"}', Document(source="River", kind="auto")),
        (b'{"html": "", "text": "River"}', Document(source="River", kind="auto")),
        (b'{"text": "first", "text": "last"}', Document(source="last", kind="auto")),
        (b'{"te\\u0078t": "\\u0420\\ud83d\\ude00"}', Document(source="Р😀", kind="auto")),
        (b' {"text":"River"} \r\n', Document(source="River", kind="auto")),
        (b'\xef\xbb\xbf{"text":"River"}', Document(source="River", kind="auto")),
        (
            b'{"id": "a", "url": "https://example.com/", "title": "T", "lang": "de", "text": "River"}',
            Document(source="River", kind="auto", id="a", url="https://example.com/", title="T", language="de"),
        ),
        (b'{"language": "fr", "text": "River"}', Document(source="River", kind="auto", language="fr")),
        (b'{"lang": "de", "language": "fr", "text": "R"}', Document(source="R", kind="auto", language="de")),
        # hints of another type are no hints
        (b'{"id": 5, "url": {}, "title": [1], "lang": true, "text": "R"}', Document(source="R", kind="auto")),
        (b'{"id": "", "url": null, "title": "", "lang": "", "text": "R"}', Document(source="R", kind="auto")),
    ],
)
def test_a_record_is_read(raw: bytes, document: Document) -> None:
    record = read_record(7, raw)
    assert (record.document, record.problem, record.number, record.raw) == (document, "", 7, raw)
    assert read_record(1, raw).document == document


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"[1, 2]", "not a JSON object, but an array: jq -c '.[]' makes lines of it"),
        (b'"text"', "not a JSON object"),
        (b"null", "not a JSON object"),
        (b"NaN", "not a JSON object"),
        (b"5", "not a JSON object"),
        (b"{}", MISSING),
        (b'{"url": ' + b"1" * 5_000 + b', "text": null}', "`text` is null: there is no page"),
        (b'{"body": "River"}', MISSING),
        (b'{"Text": "River"}', MISSING),
        (b'{"text": null}', "`text` is null: there is no page"),
        (b'{"html": null, "title": "T"}', "`html` is null: there is no page"),
        (b'{"html": null, "text": null}', "`text` and `html` are null: there is no page"),
        (b'{"text": 5}', "`text` is not a string"),
        (b'{"text": ["River"]}', "`text` is not a string"),
        (b'{"text": false}', "`text` is not a string"),
        (b'{"html": {}, "text": "River"}', "`html` is not a string"),
        (b"River rises", "not valid JSON: Expecting value in column 1"),
        (b'{"text": "River"', "not valid JSON: Expecting ',' delimiter in column 17"),
        (b'{"text": "River"} {}', "not valid JSON: Extra data in column 19"),
        (b'{"text": "tab\there"}', "not valid JSON: Invalid control character in column 14"),
        ("{'Café'}".encode("latin-1"), f"not valid JSON, and {LATIN} in column 6; iconv converts other encodings"),
        (b'{"text": "Caf\xe9"}', f"{LATIN} in column 14; iconv converts other encodings"),
        ('{"é": "'.encode() + b'\xe9", "text": "River"}', f"{LATIN} in column 8; iconv converts other encodings"),
        (b'{"\xe9": 1, "text": "River"}', f"{LATIN} in column 3; iconv converts other encodings"),
        (b'{"text": "River", "id": {"a": "\xe9"}}', f"{LATIN} in column 32; iconv converts other encodings"),
    ],
)
def test_what_is_wrong_with_a_bad_line(raw: bytes, problem: str) -> None:
    assert read_record(3, raw) == Record(3, raw, problem=problem)


@pytest.mark.parametrize(
    "raw",
    [
        b"{'text': 'River'}",
        b'{"text": "River",}',
        b'{"text": "\xff"}',
        b'{"text": "River", "id": ' + b"9" * 5000 + b"}",
        b'{"text": "River", "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"text": "River", "id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"text": "River", "nan": NaN, "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"\0\0",
        b"\xff\xfe",
    ],
    ids=range(9),
)
def test_no_bad_line_raises(raw: bytes) -> None:
    record = read_record(3, raw)
    assert record.document is None
    assert record.problem
    assert record.raw == raw


def test_an_empty_text_is_not_missing() -> None:
    assert "missing" not in read_record(1, b'{"text": ""}').problem


def test_records_come_lazily_and_blank_lines_only_count() -> None:
    def stream() -> Any:
        yield from (b'\xef\xbb\xbf{"text": "a"}\n', b"\n", b" \r\n", b"bad\n", b'{"text": "b"}')
        raise AssertionError("read too far")

    records = read_records(stream())
    found = [next(records) for _ in range(3)]
    assert [(record.number, record.document is not None) for record in found] == [(1, True), (4, False), (5, True)]
    with pytest.raises(AssertionError, match="too far"):
        next(records)


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        (b'{"text": "River"}\n', True),
        (b' \t{"html": ""}', True),
        (b'\xef\xbb\xbf{"text": "River"}', True),
        (b'{"text": 5}', True),  # a stream whose first record is bad
        (b'{"body": "River"}', True),
        (b"{}", True),
        (b'{"text": "Caf\xe9"}', True),
        (b"{Caf\xe9 at the river}", False),
        (b"{", False),
        (b"{The river} rose", False),
        (b'[{"text": "River"}]', False),
        (b'"text"', False),
        (b"River", False),
        (b"", False),
    ],
)
def test_is_record(raw: bytes, answer: bool) -> None:
    assert is_record(raw) is answer


def test_the_fields_of_a_cleaned_record() -> None:
    url = "https://example.com/river"
    out = json.loads(through(line(extra=[1], text=PAGE, url=url, id="r1", lang="en")))
    assert list(out) == [*FIELDS, "extra", "lang"]
    assert (out["id"], out["url"], out["title"], out["language"]) == ("r1", url, "River rises again", "en")
    assert out["body"].startswith("The river rose on Tuesday") and out["body"].endswith("the end of the week.")
    assert "River rises again" not in out["body"]
    assert [list(entry) for entry in out["removed"]] == [["line", "start", "label", "reason", "judge", "text"]] * 2
    assert [(entry["line"], entry["label"], entry["text"]) for entry in out["removed"]] == [
        (3, "byline", "By Ana Moreno"),
        (7, "related", "Also read: The river is falling"),
    ]
    assert out["repairs"] == []


def test_repairs_are_told() -> None:
    out = json.loads(through(line(text="CafÃ© au lait.\r\nRi\0ver.")))
    assert out["body"] == "Café au lait.\nRiver."
    assert out["repairs"] == [
        {"line": 0, "what": "line breaks", "before": "\\r", "after": "\\n"},
        {"line": 1, "what": "mojibake", "before": "CafÃ© au lait.", "after": "Café au lait."},
        {"line": 2, "what": "control character", "before": "Ri\0ver.", "after": "River."},
    ]


def test_without_removed_neither_removed_nor_repairs() -> None:
    raw = line(id=1, text=PAGE + "\0", extra="x")
    out = json.loads(through(raw, removed=False))
    assert list(out) == ["id", "url", "title", "body", "language", "extra"]
    full = json.loads(through(raw))
    assert {key: full[key] for key in out} == out


VALUES = [
    b"1.10",
    b"1E5",
    b"-0.0",
    b"12345678901234567890123456789012345678901234567890",
    b"3.14159265358979323846264338327950288",
    b'{"a" : [ 1.0,{"b":null} ] , "a":2}',
    '"é\\u00e9\\/"'.encode(),
    b"null",
    b"[]",
    b'""',
    b"true",
    pytest.param(b"NaN", id="NaN"),
    pytest.param(b"-Infinity", id="-Infinity"),
    pytest.param(b'"\\ud800"', id="half a pair"),
]


@pytest.mark.parametrize("value", VALUES)
def test_other_fields_pass_byte_for_byte(value: bytes) -> None:
    assert through(b'{"text": "River", "other": ' + value + b"}").endswith(b',"other":' + value + b"}\n")


@pytest.mark.parametrize("value", VALUES)
def test_an_id_of_any_type_passes_byte_for_byte(value: bytes) -> None:
    assert through(b'{"text": "River", "id": ' + value + b"}").startswith(b'{"id":' + value + b',"url":null,')


@pytest.mark.parametrize("value", [b"1.10", '"é"'.encode(), b"[1,2]"])
def test_a_nan_leaves_the_other_fields_alone(value: bytes) -> None:
    out = json.loads(through(b'{"text": "River", "nan": NaN, "other": ' + value + b"}"))
    assert out["other"] == json.loads(value)


@pytest.mark.parametrize("name", ["é", 'a"b', "", "Text", "ID", "lang", "\u2028", "removed_by"])
def test_a_field_of_any_name_passes(name: str) -> None:
    assert json.loads(through(line(text="River", **{name: 1})))[name] == 1


@pytest.mark.parametrize("name", ["body", "removed", "repairs"])
def test_our_own_fields_are_ours(name: str) -> None:
    out = json.loads(through(line(text="The river rose on Tuesday.", **{name: "theirs"})))
    assert list(out) == FIELDS
    assert out[name] != "theirs"


def test_lone_surrogates_in_a_text_are_repaired() -> None:
    out = json.loads(through(b'{"text": "The \\ud800 river \\udce9."}'))
    assert out["body"] == "The \ufffd river é."
    assert [repair["what"] for repair in out["repairs"]] == ["undecodable byte"]


@pytest.mark.parametrize("name", ["url", "title", "lang"])
def test_lone_surrogates_in_a_hint_do_not_raise(name: str) -> None:
    text = "The river rose on Tuesday, and the village waited for help all night, the mayor said."
    assert json.loads(through(line(text=text)[:-2] + b', "' + name.encode() + b'": "\\ud800"}'))["body"] == text


def test_an_article_without_a_record() -> None:
    article = cleaner.clean(PAGE, id="r1")
    out = json.loads(write_record(article))
    assert list(out) == FIELDS
    assert (out["id"], out["title"], out["body"]) == ("r1", article.title, article.body)


def test_what_is_written_can_be_read_and_is_clean() -> None:
    first = json.loads(through(line(id=[1, 2], text=PAGE, other="é")))
    again = json.loads(through(line(text=first["title"] + "\n\n" + first["body"], id=first["id"], other="é")))
    assert again | {"removed": first["removed"]} == first
    assert again["removed"] == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    identity=JSON,
    other=st.dictionaries(st.text(max_size=6).map("x{}".format), JSON, max_size=4),
    text=st.text(min_size=1),
)
def test_any_record_comes_out_as_one_line(identity: Any, other: dict[str, Any], text: str) -> None:
    written = through(line(id=identity, text=text, **other))
    assert written.count(b"\n") == 1 and written.endswith(b"\n")
    out = json.loads(written)
    assert list(out) == [*FIELDS, *other]
    assert out["id"] == identity
    assert {name: out[name] for name in other} == other


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary() | st.text().map(str.encode) | JSON.map(json.dumps).map(str.encode))
def test_no_line_raises(raw: bytes) -> None:
    record = read_record(2, raw)
    assert (record.document is None) == bool(record.problem)
    assert isinstance(is_record(raw), bool)


def test_no_line_of_output_holds_another_line_end() -> None:
    raw = '{"text": "The river\\u0085 rose\\u2028and fell.", "other": "a\u2028b\u2029c\u0085d"}'.encode()
    out = through(raw + b"\n").decode()
    assert len(out.splitlines()) == 1
    assert json.loads(out)["other"] == "a\u2028b\u2029c\u0085d"


def test_metadata_of_a_record_passes_through_unless_ours_was_asked_for() -> None:
    raw = line(html="<h1>River</h1><p>It rose.</p>", metadata={"crawl": 7})
    assert json.loads(through(raw))["metadata"] == {"crawl": 7}
    record = read_record(1, raw)
    assert record.document is not None
    told = json.loads(write_record(cleaner.Cleaner(metadata=True).clean(record.document), record))
    assert "author" in told["metadata"]
