"""An article as text, as Markdown, or as the table that explains it."""

from __future__ import annotations

import re
from itertools import groupby

from cleaner import commonmark
from cleaner.article import Article, JudgedLine, Label
from cleaner.assemble import block_role, blocks_of_code, row_of, whole

COLUMNS = ("line", "verdict", "label", "judge", "reason", "text")
ESCAPES = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"})


def text(article: Article, *, title: bool = True) -> str:
    """The kept lines as they stand in the input, with a last newline; an empty string for an empty article."""
    kept = article.text if title else article.body
    return kept + "\n" if kept else ""


def markdown(article: Article, *, title: bool = True) -> str:
    """The article in CommonMark (tables as GitHub's): the title as `#`; headings, lists, quotes, code as they were."""
    lines = [line for line in whole(article.lines) if line.verdict.keep and line.label is not Label.TITLE]
    blocks = [f"# {commonmark.heading(article.title.strip())}"] if title and article.title else []
    for role, group in groupby(lines, key=lambda line: block_role(line.line)):
        blocks += BLOCKS[role](list(group))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _paragraphs(lines: list[JudgedLine]) -> list[str]:
    return [
        f"{'#' * (line.line.level or 2)} {commonmark.heading(line.text.strip())}"
        if line.label is Label.HEADING
        else commonmark.paragraph(line.text.strip())
        for line in lines
    ]


def _items(lines: list[JudgedLine]) -> list[str]:
    """Lists as deep as their items that stay; a line with the number of the item before it goes on in that item."""
    rows: list[str] = []
    outer: list[tuple[int, int | None, int]] = []  # of the items that a line may be in: level, number, marker's width
    for line in lines:
        level, number = line.line.level, line.line.ordinal
        below = len(outer)
        while outer and outer[-1][0] > level:
            outer.pop()
        goes_on = number is not None and bool(outer) and outer[-1][:2] == (level, number)
        if not goes_on and outer and outer[-1][0] == level:
            outer.pop()
        indent = " " * sum(width for *_, width in outer)
        marker = "" if goes_on else "- " if number is None else f"{number}. "
        apart = goes_on or (0 < below == len(outer) and number not in (None, 1))  # or it would be read as a paragraph's
        rows += [""] * apart + [indent + marker + commonmark.paragraph(line.text.strip())]
        if not goes_on:
            outer.append((level, number, len(marker)))
    return ["\n".join(rows)]


def _quotes(lines: list[JudgedLine]) -> list[str]:
    return ["\n>\n".join(f"> {commonmark.paragraph(line.text.strip())}" for line in lines)]


def _code(lines: list[JudgedLine]) -> list[str]:
    return [_fenced("\n".join(rows)) for rows in blocks_of_code([line.line for line in lines])]


def _fenced(code: str) -> str:
    fence = "`" * (1 + max([2, *(len(run) for run in re.findall("`+", code))]))
    return f"{fence}\n{code}\n{fence}"


def _table(lines: list[JudgedLine]) -> list[str]:
    """The first row of a table is its head: CommonMark's tables cannot do without."""
    rows = [
        [commonmark.cell(text.strip()) for text in row_of([line.line for line in row])]
        for _, row in groupby(lines, key=lambda line: line.line.level)
    ]
    width = max(map(len, rows))
    rows.insert(1, ["---"] * width)
    return ["\n".join(f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows)]


BLOCKS = {
    "text": _paragraphs,
    "heading": _paragraphs,
    "item": _items,
    "quote": _quotes,
    "pre": _code,
    "cell": _table,
}


def explain_rows(article: Article) -> list[tuple[str, ...]]:
    """One row a line of the input: number, keep or drop, label, judge, reason, text."""
    return [
        (
            str(line.number),
            "keep" if line.verdict.keep else "drop",
            line.label.value,
            line.verdict.judge,
            line.reason,
            line.text,
        )
        for line in article.lines
    ]


def explain_tsv(article: Article, document: str | None = None, *, header: bool = True) -> str:
    """The rows as tab-separated values; tabs, ends of lines and backslashes within a value are escaped, as in `\\t`.

    `document` fills a first column, for tables of many documents.
    """
    rows = ([COLUMNS] if header else []) + explain_rows(article)
    if document is not None:
        rows = [("document" if row is COLUMNS else document, *row) for row in rows]
    return "".join("\t".join(value.translate(ESCAPES) for value in row) + "\n" for row in rows)
