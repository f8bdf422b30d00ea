"""Unified diffs, as `git apply` and `patch` read them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

NO_NEWLINE = "\n\\ No newline at end of file\n"


def of_texts(path: str, before: str, after: str) -> str:
    """The diff between two texts; empty where they are equal."""
    if before == after:
        return ""
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else line + NO_NEWLINE for line in lines)


def of_line(number: int, before: str, after: str) -> str:
    """The hunk for one line that changed and stayed one line."""
    changed = (f"-{before}", f"+{after}")
    return f"@@ -{number} +{number} @@\n" + "".join(
        line if line.endswith("\n") else line + NO_NEWLINE for line in changed
    )


def of_hunks(path: str, hunks: Sequence[str]) -> str:
    """The diff of a file's hunks; empty where there are none."""
    return f"--- a/{path}\n+++ b/{path}\n" + "".join(hunks) if hunks else ""


def _lines(text: str) -> list[str]:
    """Lines as `diff` knows them: only a newline ends one."""
    return [line + "\n" for line in text.split("\n")[:-1]] + ([text.rpartition("\n")[2]] if text[-1:] != "\n" else [])
