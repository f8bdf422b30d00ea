"""Unified diffs, as `git apply` and `patch` read them."""

from __future__ import annotations

import difflib
from collections import deque

CONTEXT = 3  # lines around what changed; without any, `git apply` takes a hunk for the end of its file
NO_NEWLINE = "\n\\ No newline at end of file\n"


def of_texts(path: str, before: str, after: str) -> str:
    """The diff between two texts; empty where they are equal."""
    if before == after:
        return ""
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else line + NO_NEWLINE for line in lines)


class Lines:
    """The diff of a file of which every line stays one line, told of all its lines in order."""

    def __init__(self, path: str) -> None:
        self._head = f"--- a/{path}\n+++ b/{path}\n"
        self._hunks: list[str] = []
        self._before: deque[str] = deque(maxlen=CONTEXT)  # unchanged lines, since the last hunk
        self._open: list[tuple[str, str]] = []  # the lines of a hunk, old and new
        self._first = self._number = 0

    def add(self, before: bytes, after: bytes) -> None:
        """The next line, as it was and as it shall be, each with its line break."""
        self._number += 1
        old, new = (line.decode("utf-8", "surrogateescape") for line in (before, after))
        if old == new and not self._open:
            self._before.append(old)
            return
        if not self._open:
            self._open = [(line, line) for line in self._before]
            self._first = self._number - len(self._open)
            self._before.clear()
        self._open.append((old, new))
        if len(self._open) > CONTEXT and all(a == b for a, b in self._open[-CONTEXT:]):
            self._close()

    def _close(self) -> None:
        size = f"{self._first},{len(self._open)}"
        self._hunks.append(f"@@ -{size} +{size} @@\n" + "".join(_sides(self._open)))
        self._open = []

    def text(self) -> str:
        """The diff; empty where no line changed."""
        if self._open:
            self._close()
        return self._head + "".join(self._hunks) if self._hunks else ""


def _sides(lines: list[tuple[str, str]]) -> list[str]:
    sides = []
    for old, new in lines:
        sides += [f" {old}"] if old == new else [f"-{old}", f"+{new}"]
    return [line if line.endswith("\n") else line + NO_NEWLINE for line in sides]


def _lines(text: str) -> list[str]:
    """Lines as `diff` knows them: only a newline ends one."""
    return [line + "\n" for line in text.split("\n")[:-1]] + ([text.rpartition("\n")[2]] if text[-1:] != "\n" else [])
