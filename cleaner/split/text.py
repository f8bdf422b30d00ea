"""Plain text to lines: every physical line that has something on it, with its number."""

from __future__ import annotations

from cleaner.article import Line, Repair
from cleaner.repair import repair_lines, split_lines


def split_text(text: str) -> tuple[tuple[Line, ...], tuple[Repair, ...]]:
    """The lines of a text with their characters mended, and what was mended. Blank lines only count."""
    physical, document_repairs = split_lines(text)
    mended, line_repairs = repair_lines(physical)
    lines = tuple(Line(number, line) for number, line in enumerate(mended, 1) if line.strip())
    return lines, document_repairs + line_repairs
