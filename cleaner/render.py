"""An article as text, as Markdown, or as the table that explains it."""

from __future__ import annotations

import re

from cleaner.article import Article, JudgedLine, Label

COLUMNS = ("line", "verdict", "label", "judge", "reason", "text")
MARKED = re.compile(r"^(?=[#>]|\d+[.)] )")
ESCAPES = str.maketrans({"\t": "\\t", "\\": "\\\\"})


def text(article: Article, *, title: bool = True) -> str:
    """The kept lines as they stand in the input, with a last newline; an empty string for an empty article."""
    kept = article.text if title else article.body
    return kept + "\n" if kept else ""


def markdown(article: Article, *, title: bool = True) -> str:
    """The article in CommonMark: the title as `#`, headings as `##`, a paragraph a line."""
    blocks = [_block(line) for line in article.kept if title or line.label is not Label.TITLE]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _block(line: JudgedLine) -> str:
    words = line.text.strip()
    if line.label is Label.TITLE:
        return f"# {words}"
    if line.label is Label.HEADING:
        return f"{'#' * (line.line.level or 2)} {words}"
    return MARKED.sub(r"\\", words)


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
    """The rows as tab-separated values; tabs and backslashes within a value are escaped as `\\t` and `\\\\`.

    `document` fills a first column, for tables of many documents.
    """
    rows = ([COLUMNS] if header else []) + explain_rows(article)
    if document is not None:
        rows = [("document" if row is COLUMNS else document, *row) for row in rows]
    return "".join("\t".join(value.translate(ESCAPES) for value in row) + "\n" for row in rows)
