"""Judged lines to an article: what stays, with the spacing that it had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.article import Article, Document, JudgedLine, Repair
from cleaner.page import Page

DENSE = {"item", "cell", "pre"}


def assemble(
    document: Document,
    page: Page,
    judged: tuple[JudgedLine, ...],
    title: int | None,
    repairs: tuple[Repair, ...],
) -> Article:
    """The article of a page; `title` is the index of the headline's line, if it has one.

    Without such a line the headline that was known from outside, if any, is the title.
    """
    headline = judged[title].text.strip() if title is not None else page.title
    body_lines = (line for index, line in enumerate(judged) if index != title)
    body = "\n".join(set_apart(body_lines) if page.tree else spaced(body_lines))
    # A text keeps its headline where it stands; a page shows its own above everything else.
    text = "\n\n".join(filter(None, (headline, body))) if page.tree else "\n".join(spaced(judged))
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
    )


def spaced(judged: Iterable[JudgedLine]) -> Iterator[str]:
    """The texts of the kept lines, with empty ones between them.

    Between two kept lines stand as many empty lines as in the widest gap between them in the input, so that a text
    of which nothing goes keeps its spacing, and removed lines leave no holes.
    """
    last = gap = 0
    first = True
    for line in judged:
        gap = max(gap, line.number - last - 1)
        last = line.number
        if line.verdict.keep:
            yield from () if first else ("",) * gap
            yield line.text
            first, gap = False, 0


def set_apart(judged: Iterable[JudgedLine]) -> Iterator[str]:
    """The texts of a page's kept lines, with an empty line between blocks and none within a list, table or code."""
    before: str | None = None
    for line in judged:
        if not line.verdict.keep:
            continue
        role = line.line.role
        if before is not None and not (role == before and role in DENSE):
            yield ""
        yield line.text
        before = role
