"""`cleaner check --fix` and `--diff`: findings go, every other byte stays, twice changes nothing."""

from __future__ import annotations

import gzip
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.check.examine import Examiner, Passage
from cleaner.check.findings import Fault
from cleaner.check.settings import Settings
from cleaner.io.streams import opened
from tests.conftest import SEEDS
from tests.test_check import CLEAN, PROSE, check

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


MORE = "The mayor of the village, who had not slept, said on Wednesday that nobody had been hurt in the flood."

TEXTS = [
    pytest.param(CLEAN, CLEAN, id="clean"),
    pytest.param(f"Head\n\n{PROSE}\n\nBack to top\n\n{MORE}\n", f"Head\n\n{PROSE}\n\n{MORE}\n", id="within one gap"),
    pytest.param(f"Head\n\n{PROSE}\nBack to top\n\n\n{MORE}\n", f"Head\n\n{PROSE}\n\n\n{MORE}\n", id="widest gap"),
    pytest.param(f"Head\n\n{PROSE}\nBack to top\n{MORE}\n", f"Head\n\n{PROSE}\n{MORE}\n", id="no gap"),
    pytest.param(f"Back to top\n\nHead\n\n{PROSE}\n", f"Head\n\n{PROSE}\n", id="first"),
    pytest.param(f"Head\n\n{PROSE}\n\nBack to top\n", f"Head\n\n{PROSE}\n", id="last"),
    pytest.param(f"Head\n\n{PROSE}\n\nBack to top", f"Head\n\n{PROSE}", id="last, without a line break"),
    pytest.param(f"Head\n\n{PROSE}\n\nBack to top\nSubscribe now", f"Head\n\n{PROSE}", id="last two, without"),
    pytest.param(f"Head\n\n{PROSE}\n\nBack to top\n\n\n", f"Head\n\n{PROSE}\n\n\n", id="blank lines at the end stay"),
    pytest.param(f"Head\r\n\r\n{PROSE}\r\nBack to top\r\n", f"Head\r\n\r\n{PROSE}\r\n", id="CRLF"),
    pytest.param(f"Head\r\r{PROSE}\rBack to top\r", f"Head\r\r{PROSE}\r", id="CR"),
    pytest.param(f"Head  \n \n{PROSE}\t\nBack to top\n", f"Head  \n \n{PROSE}\t\n", id="white space stays"),
    pytest.param(f"Head\n\n{PROSE}\n\xa0It wasnâ€™t\xa0him.\x07\u200b\n", f"Head\n\n{PROSE}\n\xa0It wasn’t\xa0him.\n",
                 id="characters"),
    pytest.param(f"Head\n\n{PROSE}\n\x07Back to top\n", f"Head\n\n{PROSE}\n", id="characters of a line that goes"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), TEXTS)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_mended_in_place(tmp_path: Path, before: str, after: str, codec: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(before.encode(codec))
    code, out, err = check("--fix", "a.txt")
    assert path.read_bytes() == after.encode(codec)
    assert (code, out, err) == (0 if before == after else 1, "", "")
    assert check("--fix", "a.txt") == (0, "", "")
    assert path.read_bytes() == after.encode(codec)


def test_another_charset_stays(tmp_path: Path) -> None:
    """Half of the words have an umlaut, so that the detector has something to go by."""
    text = "Über den Fluss\n\nDie Bürger hörten früh, daß der Fluß über die Brücke käme, und räumten die Häuser.\n"
    before, after = f"{text}\nLesen Sie auch: Der Fluß fällt\n".encode("cp1252"), text.encode("cp1252")
    (tmp_path / "a.txt").write_bytes(before)
    check("--fix", "--min-length", "0", "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == after


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x00\x01\x02\xff\xfe", id="half a character of UTF-16 by its look"),
        pytest.param(f"{CLEAN}\nBack to top\n".encode("utf-16") + b"a", id="half a character of UTF-16"),
        pytest.param(f"{CLEAN}\nÄÖÜ\n\nBack to top\n".encode() + b"\xe2\x82", id="two thirds of a character of UTF-8"),
    ],
)
def test_no_fix_is_promised_where_the_bytes_could_not_be_written_again(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    code, out, _ = check("a.txt")
    assert code == 1 and "--fix" not in out
    assert check("--fix", "a.txt") == (1, out, "")
    assert (tmp_path / "a.txt").read_bytes() == data
    assert not any(finding["fix"] for finding in json.loads(check("--output-format", "json", "a.txt")[1]))


def test_stray_bytes_stay_as_they_are(tmp_path: Path) -> None:
    before = (
        CLEAN.encode() + b"\nThe caf\xe9, and the caf\xc3\xa9, \xc3\xa9t\xc3\xa9, \xc3\xa0 la carte.\nBack to top\n"
    )
    (tmp_path / "a.txt").write_bytes(before)
    code, out, _ = check("--fix", "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == before.removesuffix(b"Back to top\n")
    assert code == 1 and "NC206" in out
    check("--fix", "--unsafe-fixes", "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == before.removesuffix(b"Back to top\n").replace(
        b"\xe9,", "é,".encode(), 1
    )


def test_only_what_is_certain_is_mended_without_being_asked(tmp_path: Path) -> None:
    text = f"{CLEAN}\n{MORE}\n\nTags: flood, river\nCopyright 2024 The Valley Post\nThe <b>end</b>&nbsp;of it\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    code, out, _ = check("--fix", "a.txt")
    left = [line.split(" ")[1] for line in out.splitlines()]
    assert code == 1 and "NC205" in left and "NC108" in left
    assert "--unsafe-fixes removes the line" in out
    assert check("--fix", "--unsafe-fixes", "a.txt")[:2] == (1, "")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == f"{CLEAN}\n{MORE}\n\nThe end\xa0of it\n"


def test_mode_and_links_and_packing_stay(tmp_path: Path) -> None:
    noisy = (CLEAN + "Back to top\n").encode()
    packs: dict[str, Callable[[bytes], bytes]] = {"a.txt": bytes, "a.txt.gz": gzip.compress, "a.txt.zst": zstd.compress}
    for name, pack in packs.items():
        path = tmp_path / "real" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(pack(noisy))
        path.chmod(0o640)
        (tmp_path / name).symlink_to(path)
        assert check("--fix", name)[0] == 1
        with opened(str(path)) as stream:
            assert stream.read() == CLEAN.encode()
        assert path.read_bytes()[:2] == pack(b"")[:2] or name == "a.txt"
        assert stat.S_IMODE(path.stat().st_mode) == 0o640 and (tmp_path / name).is_symlink()
    assert sorted(path.name for path in (tmp_path / "real").iterdir()) == ["a.txt", "a.txt.gz", "a.txt.zst"]


def test_a_clean_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(CLEAN, encoding="utf-8")
    before = path.stat()
    assert check("--fix", "a.txt")[0] == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_failure_on_the_way_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(CLEAN + "Back to top\n", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", _full)
    assert check("--fix", "a.txt") == (2, "", "cleaner: a.txt: No space left on device\n")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == CLEAN + "Back to top\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def _full(_handle: int) -> None:
    raise OSError(28, "No space left on device")


RECORD = (
    '{ "id":7,"n": 1.10, "text" : "Caf\\u00e9 \\/ \\ud83c\\udf0a<end>\\n\\nHELD\\nBack to top", "text2":"Back to top",'
    '"x":[NaN, {"text": "Back to top"}]}\r\n'
).replace("HELD", PROSE)


def test_in_a_record_only_the_named_field_changes(tmp_path: Path) -> None:
    """Escapes, numbers, spaces, the order of keys and the line break stay as they were written."""
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + RECORD.encode() + b"\nnot json\n" + RECORD.encode().rstrip())
    code, out, err = check("--fix", "a.jsonl")
    assert (code, out) == (2, "") and err.startswith("cleaner: a.jsonl:3: ")
    mended = RECORD.replace("\\nBack to top", "", 1).encode()
    assert (tmp_path / "a.jsonl").read_bytes() == b"\xef\xbb\xbf" + mended + b"\nnot json\n" + mended.rstrip()


@pytest.mark.parametrize(("ascii_only", "written"), [(True, "wasn\\u2019t"), (False, "wasn’t")])
def test_what_is_put_into_a_record_is_written_as_the_rest_of_it(tmp_path: Path, ascii_only: bool, written: str) -> None:
    line = json.dumps({"text": f"{PROSE} It wasnâ€™t him."}, ensure_ascii=ascii_only) + "\n"
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    check("--fix", "a.jsonl")
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8") == json.dumps({"text": f"{PROSE} It X him."}).replace(
        "X", written
    ) + "\n"


def test_a_diff_changes_nothing_and_can_be_applied(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"{CLEAN}Back to top\n\n{MORE}\n\nSubscribe now".encode())
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": CLEAN}) + "\n" + RECORD.strip(), encoding="utf-8")
    (tmp_path / "c.txt").write_text(CLEAN, encoding="utf-8")
    changed = {1, 2, 6, 10, 15}  # side by side, with little between them, with much, and none at the end
    records = [json.dumps({"id": n, "text": CLEAN + "Back to top" * (n in changed)}) + "\n" for n in range(1, 31)]
    (tmp_path / "d.jsonl").write_text("".join(records), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    code, diff, err = check("--diff", ".")
    assert (code, err) == (1, "") and "c.txt" not in diff
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    subprocess.run(["git", "apply", "-"], input=diff.encode(), cwd=tmp_path, check=True)
    applied = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    check("--fix", ".")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == applied
    assert check("--diff", ".") == (0, "", "")


def test_a_diff_says_what_is_not_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN + "\nThe <b>end</b> of it\n", encoding="utf-8")
    assert check("--diff", ".") == (1, "", "cleaner: 1 finding is not in the diff; run without --diff to see it all\n")
    assert "+The end of it\n" in check("--diff", "--unsafe-fixes", ".")[1]


def test_a_page_in_markdown_keeps_its_code(tmp_path: Path) -> None:
    fenced = "```\nBack to top\n```\n"
    (tmp_path / "a.md").write_text(
        f"# Head\n\n{PROSE}\n\n{fenced}\nBack to top\n\n{fenced}\n{MORE}\n", encoding="utf-8"
    )
    assert check("--fix", "a.md")[:2] == (1, "")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == f"# Head\n\n{PROSE}\n\n{fenced}\n{fenced}\n{MORE}\n"


def test_what_mending_uncovers_is_mended_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN + "<b>Back to top</b>\n", encoding="utf-8")
    assert check("--fix", "--unsafe-fixes", "a.txt")[:2] == (1, "")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == CLEAN


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_with_unsafe_fixes_a_text_becomes_what_the_filter_makes_of_it(tmp_path: Path, seed: Path) -> None:
    (tmp_path / "a.txt").write_bytes(seed.read_bytes())
    check("--fix", "--unsafe-fixes", "a.txt")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").rstrip("\n") == cleaner.clean(seed.read_bytes()).text


LINES = st.sampled_from(
    [
        *("Back to top", "Subscribe now", "By Ana Moreno", "Copyright 2024 The Valley Post", "Related Articles"),
        *(PROSE, MORE, "River rises again", f"{MORE} Read more: Villagers return to the valley", "", "", " ", "```"),
        *("It wasnâ€™t him.", "\x07", "A\u200bB", "<p>x</p>", "&amp;lt;", "\u2028", "a\x0cb"),
    ]
)
TEXT = st.lists(st.one_of(LINES, LINES, st.text(max_size=12)), max_size=12)
BREAKS = st.sampled_from(["\n", "\r\n", "\r"])
EXAMINERS = {unsafe: Examiner(Settings(unsafe=unsafe)) for unsafe in (False, True)}


def everything(faults: object, _text: str) -> list[Fault]:
    return list(faults)  # type: ignore[call-overload,no-any-return]


@given(TEXT, BREAKS, st.booleans(), st.sampled_from(["text", "markdown"]))
@settings(max_examples=150)
def test_mending_twice_changes_nothing_and_invents_nothing(lines: list[str], end: str, unsafe: bool, kind: str) -> None:
    text = end.join(lines)
    examiner = EXAMINERS[unsafe]
    once = examiner.mend(Passage(text=text, kind=kind), everything)
    again = examiner.mend(Passage(text=once.text, kind=kind), everything)
    assert (again.text, again.rounds) == (once.text, [])
    assert not [fault for fault in once.left if fault.fix and (fault.certain or unsafe)]
    if not once.rounds:
        assert once.text == text


@given(TEXT)
@settings(max_examples=100)
def test_every_fault_lies_in_its_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    for fault in EXAMINERS[True].faults(Passage(text=text), everything):
        assert 0 <= fault.start <= fault.end <= len(text)
        assert all(0 <= edit.start <= edit.end <= len(text) for edit in fault.edits)


@given(st.text(), st.booleans())
def test_a_field_is_read_as_json_reads_it(text: str, ascii_only: bool) -> None:
    from cleaner.check.fields import Field, fields, written

    line = json.dumps({"a": [text], "text": text, "b": {"text": 1}}, ensure_ascii=ascii_only)
    members = fields(line)
    field = members["text"]
    assert isinstance(field, Field) and field.value == text and members["b"] == {"text": 1}
    assert json.loads(f'"{line[field.start : field.end]}"') == text
    assert len(written(line, field)) == len(text) and "".join(written(line, field)) == line[field.start : field.end]
