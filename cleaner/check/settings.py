"""What is asked of a run: the checks, and what they need to know. One value, which travels to other processes."""

from __future__ import annotations

from pathlib import Path

import msgspec

from cleaner.check.codes import CHECKS

FIELDS = ("text", "body", "html")
LEAST = 100  # characters


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`fields` are those of JSONL records that are checked, where they are there; `least` is the shortest text.

    `language` is the expected one (ISO 639-1), `site` the host whose rules apply to all texts; `per_file` maps patterns
    of files, below `root`, to codes that are ignored in them. `write` mends files, `unsafe` also takes what is not
    certain; `diff` shows what would be written.
    """

    root: Path = Path()
    codes: frozenset[str] = frozenset(CHECKS)
    per_file: tuple[tuple[str, frozenset[str]], ...] = ()
    rules: tuple[str, ...] = ()
    fields: tuple[str, ...] = FIELDS
    language: str | None = None
    site: str | None = None
    least: int = LEAST
    unsafe: bool = False
    write: bool = False
    diff: bool = False
    baseline: dict[str, dict[str, int]] = {}
