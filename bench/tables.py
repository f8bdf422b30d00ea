"""Result tables: printed, and with `--write` put into bench/README.md between the markers of their name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).resolve().parent / "README.md"


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; floats with four decimals."""
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def publish(name: str, text: str, *, write: bool) -> None:
    """Print a table and, if asked, replace the one of that name in the README; KeyError if it has no such marker."""
    print(text)
    if not write:
        return
    old = README.read_text(encoding="utf-8")
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
    if not marked.search(old):
        raise KeyError(f"{README} has no marker <!-- {name} -->")
    README.write_text(marked.sub(lambda match: f"{match[1]}\n{text}\n{match[2]}", old), encoding="utf-8")
