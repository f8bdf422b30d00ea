"""An article as text, as Markdown, or as the table that explains it."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from cleaner import commonmark
from cleaner.article import Article, JudgedLine, Label, Line
from cleaner.assemble import block_role, blocks_of_code, row_of, whole

COLUMNS = ("line", "verdict", "label", "judge", "reason", "text")
BULLETS, NUMBERED = ("- ", "+ "), (". ", ") ")
"""What begins an item, or stands behind its number, and what does in a list right below another."""
HEADING_LINES = 3
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
        _heading([line]) if line.label is Label.HEADING else commonmark.paragraph(line.text.strip()) for line in lines
    ]


def _headings(lines: list[JudgedLine]) -> list[str]:
    """A heading of a few lines is one; of more, it is text that the page sets in the type of headings."""
    blocks = []
    for item, group in groupby(lines, key=lambda line: line.label is Label.HEADING and line.line.item):
        pieces = list(group)
        blocks += [_heading(pieces)] if item and len(pieces) <= HEADING_LINES else _paragraphs(pieces)
    return blocks


def _heading(lines: list[JudgedLine]) -> str:
    text = " ".join(line.text.strip() for line in lines)
    return f"{'#' * (lines[0].line.level or 2)} {commonmark.heading(text)}"


class _Item(NamedTuple):
    """An item that has begun, with its marker, and whether that is the second of its kind."""

    line: Line
    marker: str
    turned: bool


def _items(lines: list[JudgedLine]) -> list[str]:
    """Lists as deep as their items that stay; a further line of an item goes on in it.

    Of two lists of a kind that follow each other the second has the other marker, or they would be read as one.
    """
    rows: list[str] = []
    outer: list[_Item] = []  # those that a line may be in
    for line in (judged.line for judged in lines):
        below, marker, apart = len(outer), "", True
        while outer and outer[-1].line.level > line.level:
            outer.pop()
        indent = sum(len(item.marker) for item in outer)
        if not (outer and outer[-1].line.item == line.item > 0):
            before = outer.pop() if outer and outer[-1].line.level == line.level else None
            indent -= len(before.marker) if before else 0
            outer.append(_begun(line, before))
            marker = outer[-1].marker
            first = below < len(outer) > 1 and line.ordinal not in (None, 1)  # would be read as a paragraph's
            apart = first or bool(before and before.turned != outer[-1].turned)
        rows += [""] * apart + [" " * indent + marker + commonmark.paragraph(line.text.strip())]
    return ["\n".join(rows)]


def _begun(line: Line, before: _Item | None) -> _Item:
    """The item that a line begins, below another of its level."""
    turned = False
    if before is not None and (before.line.ordinal is None) == (line.ordinal is None):
        turned = before.turned != _apart(before.line, line)
    marker = BULLETS[turned] if line.ordinal is None else f"{line.ordinal}{NUMBERED[turned]}"
    return _Item(line, marker, turned)


def _apart(item: Line, line: Line) -> bool:
    """Whether two items of a kind are of two lists, of which the second does not count on."""
    counts_on = item.ordinal is not None and line.ordinal == item.ordinal + 1
    return item.group != line.group and not counts_on


def _quotes(lines: list[JudgedLine]) -> list[str]:
    return ["\n>\n".join(f"> {commonmark.paragraph(line.text.strip())}" for line in lines)]


def _code(lines: list[JudgedLine]) -> list[str]:
    return [_fenced("\n".join(rows)) for rows in blocks_of_code([line.line for line in lines])]


def _fenced(code: str) -> str:
    fence = "`" * (1 + max([2, *(len(run) for run in re.findall("`+", code))]))
    return f"{fence}\n{code}\n{fence}"


def _tables(lines: list[JudgedLine]) -> list[str]:
    return [_table([judged.line for judged in table]) for _, table in groupby(lines, key=lambda line: line.line.group)]


def _table(lines: list[Line]) -> str:
    """The first row of a table is its head: CommonMark's tables cannot do without."""
    rows = [
        [commonmark.cell(text.strip()) for text in row_of(list(row))]
        for _, row in groupby(lines, key=lambda line: line.level)
    ]
    width = max(map(len, rows))
    rows.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows)


BLOCKS = {
    "text": _paragraphs,
    "heading": _headings,
    "item": _items,
    "quote": _quotes,
    "pre": _code,
    "cell": _tables,
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
