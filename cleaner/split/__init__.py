"""Documents to lines: the only code that knows where lines come from."""

from __future__ import annotations

import msgspec

from cleaner.article import Line, Repair
from cleaner.page import Page
from cleaner.repair import repair_lines
from cleaner.sniff import is_html
from cleaner.split.flow import wrapping
from cleaner.split.rows import with_rows
from cleaner.split.text import split_text


def split(text: str, kind: str) -> tuple[Page, tuple[Repair, ...]]:
    """The page of a document of `kind` "text", "html" or "auto", its lines mended, and what was mended."""
    if kind == "html" or (kind == "auto" and is_html(text)):
        from cleaner.split.html import split_html  # the parser and numpy: text needs neither

        return _mended(msgspec.structs.replace(split_html(text), html=text))
    lines, repairs = split_text(text)
    wrapped = wrapping(lines)
    return Page(lines=wrapped.paragraphs if wrapped else lines, wrapped=wrapped), repairs


def _mended(page: Page) -> tuple[Page, tuple[Repair, ...]]:
    texts, repairs = repair_lines([line.text for line in page.lines])
    lines = tuple(map(_with_text, page.lines, texts)) if repairs else page.lines
    if page.tree and any(line.role == "cell" for line in lines):
        lines = with_rows(lines, page.tree)
    beyond = (Repair(0, "tags or text beyond the bounds of a page", "", ""),) if page.cut else ()
    return msgspec.structs.replace(page, lines=lines), beyond + repairs


def _with_text(line: Line, text: str) -> Line:
    return line if line.text == text else msgspec.structs.replace(line, text=text)
