"""What the tests share: where things are, and the doors through which a document can come in."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import settings

import cleaner
from cleaner.cli.main import group

# No deadline: the first document loads rules and profiles. CI says of a commit the same whenever it is asked; what is
# still unknown is looked for on every other run.
settings.register_profile("cleaner", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "cleaner"))

PATIENCE = 120  # seconds
ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

Door = Callable[
    [str, Path], tuple[str, list[tuple[int, str]]]
]  # text, folder → kept text, (line, label) of the removed


def run(*arguments: str, stdin: bytes = b"", **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command line as a user starts it."""
    return subprocess.run([sys.executable, "-m", "cleaner", *arguments], input=stdin, capture_output=True, **options)


def on_a_terminal(*arguments: str, **options: Any) -> str:
    """What the command line writes to stdout and stderr where both are a terminal, with plain line ends."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cleaner", *arguments]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, **options):
        os.close(theirs)
        written = b""
        while select.select([ours], [], [], PATIENCE)[0]:
            try:
                chunk = os.read(ours, 1 << 16)
            except OSError:  # so Linux says that the other end is closed
                break
            if not chunk:
                break
            written += chunk
    os.close(ours)
    return written.decode().replace("\r\n", "\n")


def _library(text: str, _folder: Path) -> tuple[str, list[tuple[int, str]]]:
    article = cleaner.clean(text, kind="text")
    return article.text, [(line.number, line.label.value) for line in article.removed]


def _rows(table: bytes) -> list[tuple[int, str]]:
    rows = [row.split("\t") for row in table.decode().splitlines()[1:]]
    return [(int(row[0]), row[2]) for row in rows if row[1] == "drop"]


def _called(*arguments: str, stdin: bytes = b"") -> bytes:
    """The command line without a process of its own, for tables of many cases."""
    return CliRunner().invoke(group, arguments, input=stdin, standalone_mode=False).stdout_bytes


def _stdin(text: str, _folder: Path) -> tuple[str, list[tuple[int, str]]]:
    data = text.encode()
    return _called("--from", "text", stdin=data).decode().rstrip("\n"), _rows(_called("explain", stdin=data))


def _file(text: str, folder: Path) -> tuple[str, list[tuple[int, str]]]:
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    cleaned = _called("clean", "--from", "text", str(path)).decode().rstrip("\n")
    return cleaned, _rows(_called("explain", str(path)))


def _jsonl(text: str, _folder: Path) -> tuple[str, list[tuple[int, str]]]:
    record = json.dumps({"id": 1, "text": text}).encode() + b"\n"
    out = json.loads(_called("clean", "--from", "jsonl", "--to", "jsonl", stdin=record))
    kept = _called("clean", "--from", "jsonl", stdin=record).decode().rstrip("\n")
    return kept, [(line["line"], line["label"]) for line in out["removed"]]


DOORS: dict[str, Door] = {"library": _library, "stdin": _stdin, "file": _file, "jsonl": _jsonl}


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> Door:
    """Each way into the product, one after the other."""
    return DOORS[request.param]
