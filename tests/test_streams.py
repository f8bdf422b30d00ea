"""Opening inputs: unpacked by their first bytes whatever their name, and one clear message when they are unusable."""

from __future__ import annotations

import gzip
import io
import os
import sys
from pathlib import Path

import pytest

from cleaner.io.streams import InputError, display, opened

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "Река снова поднялась.\nThe village waited for help.\n".encode() * 50
CUT_OFF = "the compressed data end too early: the file was cut off, get it again"


def content(name: str) -> bytes:
    with opened(name) as stream:
        return stream.read()


def problem(name: str) -> str:
    with pytest.raises(InputError) as caught:
        content(name)
    return str(caught.value)


@pytest.mark.parametrize("name", ["page.txt", "page.txt.gz", "page.txt.zst", "page"])
@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(TEXT, id="plain"),
        pytest.param(gzip.compress(TEXT), id="gzip"),
        pytest.param(gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), id="gzip in two members"),
        pytest.param(zstd.compress(TEXT), id="zstd"),
        pytest.param(zstd.compress(TEXT[:100]) + zstd.compress(TEXT[100:]), id="zstd in two frames"),
    ],
)
def test_the_first_bytes_decide_not_the_name(tmp_path: Path, name: str, packed: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(packed)
    assert content(str(path)) == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\x1f",
        b"\x1f\x8a a near miss",
        b"\x28\xb5\x2f",
        b"(\xb5/\xfe another",
        b"(brackets first)",
        b"PK\x03\x04",
        b"BZh, the band",
        b"BZh91AY",
        b"\xfd7zX",
        b" " + gzip.compress(TEXT),
    ],
)
def test_what_only_looks_packed_comes_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.gz"
    path.write_bytes(data)
    assert content(str(path)) == data


@pytest.mark.parametrize("packed", [gzip.compress(b""), zstd.compress(b"")], ids=["gzip", "zstd"])
def test_packed_nothing_is_nothing(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / "empty"
    path.write_bytes(packed)
    assert content(str(path)) == b""


def test_lines_come_out_of_packed_files(tmp_path: Path) -> None:
    path = tmp_path / "packed"
    path.write_bytes(zstd.compress(b"one\ntwo\n"))
    with opened(str(path)) as stream:
        assert list(stream) == [b"one\n", b"two\n"]


GZIP, ZSTD = gzip.compress(TEXT), zstd.compress(TEXT)


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(GZIP[:2], id="gzip magic"),
        pytest.param(GZIP[:7], id="gzip header"),
        pytest.param(GZIP[: len(GZIP) // 2], id="gzip half"),
        pytest.param(GZIP[:-8], id="gzip without its trailer"),
        pytest.param(GZIP[:-1], id="gzip less a byte"),
        pytest.param(GZIP + GZIP[:20], id="gzip second member"),
        pytest.param(ZSTD[:4], id="zstd magic"),
        pytest.param(ZSTD[:6], id="zstd header"),
        pytest.param(ZSTD[: len(ZSTD) // 2], id="zstd half"),
        pytest.param(ZSTD[:-1], id="zstd less a byte"),
        pytest.param(ZSTD + ZSTD[:20], id="zstd second frame"),
    ],
)
def test_a_file_that_was_cut_off(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(packed)
    assert problem(str(path)) == f"{path}: {CUT_OFF}"


def flipped(data: bytes, position: int) -> bytes:
    changed = bytearray(data)
    changed[position] ^= 0xFF
    return bytes(changed)


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(b"\x1f\x8bThe river rose again, and no gzip was in it.", id="text after the gzip magic"),
        pytest.param(GZIP[:10] + b"\xff" * 40, id="garbage after the gzip header"),
        pytest.param(flipped(GZIP, -6), id="gzip checksum"),
        pytest.param(flipped(GZIP, -1), id="gzip length"),
        pytest.param(GZIP + b"and then text", id="text after gzip"),
        pytest.param(b"\x28\xb5\x2f\xfdThe river rose again", id="text after the zstd magic"),
        pytest.param(b"\x28\xb5\x2f\xfd" + b"\xff" * 40, id="garbage after the zstd magic"),
        pytest.param(
            flipped(zstd.compress(TEXT, options={zstd.CompressionParameter.checksum_flag: 1}), -1), id="zstd checksum"
        ),
        pytest.param(ZSTD + b"and then text", id="text after zstd"),
    ],
)
def test_a_damaged_file(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(packed)
    message = problem(str(path))
    assert message.startswith(f"{path}: the compressed data are damaged (")
    assert message.endswith("): get the file again")


def test_what_came_before_the_damage_comes_out(tmp_path: Path) -> None:
    path = tmp_path / "page.gz"
    path.write_bytes(gzip.compress(b"one\ntwo\n")[:-4])
    with pytest.raises(InputError, match="cut off"), opened(str(path)) as stream:
        assert stream.readline() == b"one\n"
        stream.read()


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "no such page.txt"
    assert problem(str(path)) == f"{path}: there is no such file"


def test_a_folder(tmp_path: Path) -> None:
    assert problem(str(tmp_path)) == f"{tmp_path}: is a folder; name the files in it"


@pytest.mark.parametrize("name", ["", "page.txt/inside"])
def test_a_name_that_leads_nowhere(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.txt").touch()
    assert problem(name).startswith(f"{name}: ")


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 300)
    assert problem(str(path)) == f"{path}: File name too long"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_one_may_not_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.touch(mode=0o000)
    assert problem(str(path)) == f"{path}: Permission denied"


@pytest.mark.parametrize("packed", [TEXT, GZIP, ZSTD], ids=["plain", "gzip", "zstd"])
def test_stdin_is_unpacked_and_stays_open(monkeypatch: pytest.MonkeyPatch, packed: bytes) -> None:
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(packed)))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert content("-") == TEXT
    assert not stdin.buffer.closed


def test_damage_on_stdin_names_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(GZIP[:-1]))))
    assert problem("-") == f"stdin: {CUT_OFF}"


def test_a_file_is_closed_after_use_and_after_failure(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(TEXT)
    with opened(str(path)) as stream:
        pass
    assert stream.closed
    with pytest.raises(ZeroDivisionError), opened(str(path)) as stream:
        raise ZeroDivisionError
    assert stream.closed


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [("page.txt", None, "page.txt: is odd"), ("page.txt", 3, "page.txt:3: is odd"), ("stdin", 1, "stdin:1: is odd")],
)
def test_messages_name_the_input_and_the_line(name: str, line: int | None, message: str) -> None:
    assert str(InputError(name, "is odd", line)) == message


@pytest.mark.parametrize(("name", "shown"), [("-", "stdin"), ("./-", "./-"), ("a/b.txt", "a/b.txt")])
def test_display(name: str, shown: str) -> None:
    assert display(name) == shown
