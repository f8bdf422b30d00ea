"""Judged lines to an article: what stays, with the spacing that it had; the kept pieces of a line are one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, groupby, pairwise

import msgspec

from cleaner.article import Article, Document, JudgedLine, Label, Line, Metadata, Repair
from cleaner.page import NONE, Page, gaps

DENSE = {"item", "cell", "pre"}


def assemble(
    document: Document,
    page: Page,
    judged: tuple[JudgedLine, ...],
    repairs: tuple[Repair, ...],
    metadata: Metadata | None = None,
) -> Article:
    """The article of a page. Without a line that is the headline, one that was known from outside is the title."""
    lines, title = whole(judged), Label.TITLE
    titles = [line.text.strip() for line in lines if line.verdict.label is title]
    headline = " ".join(titles) or page.title
    body_lines = [line for line in lines if line.verdict.label is not title] if titles else lines
    ends = page.wrapped.ends if page.wrapped else NONE
    body = "\n".join(set_apart(body_lines) if page.tree else spaced(body_lines, ends))
    # A text keeps its headline where it stands; a page shows its own above everything else.
    text = "\n\n".join(filter(None, (headline, body))) if page.tree else "\n".join(spaced(lines, ends))
    return Article(
        title=headline,
        body=body,
        text=text,
        lines=judged,
        repairs=repairs,
        id=document.id,
        url=document.url,
        site=page.site,
        language=page.language,
        metadata=metadata,
    )


def whole(judged: Sequence[JudgedLine]) -> Sequence[JudgedLine]:
    """The lines with the pieces of each that was cut joined again: what stays of it, else what went."""
    if len({line.line.number for line in judged}) == len(judged):  # none was cut
        return judged
    lines = []
    for _, group in groupby(judged, key=lambda line: line.number):
        pieces = list(group)
        kept = [piece for piece in pieces if piece.verdict.keep] or pieces
        line = kept[0]
        if len(pieces) > 1:
            line = JudgedLine(msgspec.structs.replace(line.line, text=_joined(kept), start=0), line.verdict)
        lines.append(line)
    return lines


def _joined(pieces: list[JudgedLine]) -> str:
    """Pieces of one line as one text, with a space where something between two sentences went."""
    text = ""
    for piece in pieces:
        apart = text and not text[-1].isspace() and not piece.text[:1].isspace()
        text += " " + piece.text if apart else piece.text
    return text.strip()


def spaced(judged: Iterable[JudgedLine], ends: Mapping[int, int] = NONE) -> Iterator[str]:
    """The texts of the kept lines, with the empty ones between them that `gaps` gives."""
    lines = list(judged)
    stays = [line.verdict.keep for line in lines]
    apart = gaps([line.line.number for line in lines], stays, ends)
    for line, gap in zip(compress(lines, stays), apart, strict=True):
        if gap:
            yield from ("",) * gap
        yield line.line.text


def set_apart(judged: Iterable[JudgedLine]) -> Iterator[str]:
    """The kept lines of a page, with an empty line between blocks, none within a list or a table; code has its own.

    The cells of a table row are one line, with tabs between them, as a browser copies them: empty cells count.
    """
    before: Line | None = None
    for (role, _), group in groupby(_kept(judged), key=_block):
        lines = list(group)
        if before is not None:
            empty = empty_lines(before, lines[0]) if role == block_role(before) and role in DENSE else None
            yield from [""] * (1 if empty is None else empty)
        yield from ("\t".join(row_of(lines)),) if role == "cell" else (line.text for line in lines)
        before = lines[-1]


def empty_lines(before: Line, line: Line) -> int | None:
    """How many empty lines a page has between two lines of one role; None between two blocks of code."""
    if line.role != "pre" or before.ordinal is None or line.ordinal is None:
        return 0
    empty = line.ordinal - before.ordinal - (line.number - before.number)
    return empty if line.ordinal > before.ordinal and empty >= 0 else None


def blocks_of_code(lines: Sequence[Line]) -> list[list[str]]:
    """The rows of each block of code, empty ones too."""
    blocks = [[lines[0].text]]
    for before, line in pairwise(lines):
        empty = empty_lines(before, line)
        if empty is None:
            blocks.append([])
        blocks[-1] += [""] * (empty or 0) + [line.text]
    return blocks


def row_of(cells: Sequence[Line]) -> list[str]:
    """The texts of a table row by column: none where no cell stays, lines of one cell joined."""
    columns = [cell.ordinal for cell in cells if cell.ordinal is not None]
    if len(columns) < len(cells):
        return [cell.text for cell in cells]
    row = [""] * max(columns)
    for column, cell in zip(columns, cells, strict=True):
        row[column - 1] += f" {cell.text}" if row[column - 1] else cell.text
    return row


def _kept(judged: Iterable[JudgedLine]) -> Iterator[Line]:
    return (line.line for line in judged if line.verdict.keep)


def _block(line: Line) -> tuple[str, int]:
    """What tells one block from the next: a cell's row, else the line itself."""
    role = block_role(line)
    return role, line.level if role == "cell" else line.number


def block_role(line: Line) -> str:
    """A line's role in the article: in a table that only lays out the page, cells are paragraphs."""
    return "text" if line.role == "cell" and not line.level else line.role
