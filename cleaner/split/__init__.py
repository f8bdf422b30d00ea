"""Documents to lines: the only code that knows where lines come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cleaner.article import Line, Repair
from cleaner.page import Page
from cleaner.repair import repair_lines
from cleaner.sniff import is_html
from cleaner.split.blank import without_blank
from cleaner.split.flow import wrapping
from cleaner.split.rows import with_rows
from cleaner.split.text import split_text

if TYPE_CHECKING:
    from cleaner.rulebook.sites import SiteRules


def split(text: str, kind: str, rules: SiteRules | None = None) -> tuple[Page, tuple[Repair, ...]]:
    """The page of a document of `kind` "text", "html" or "auto", its lines mended, and what was mended.

    `rules` are those of the document's site; raises RuleError for a selector among them that cannot be used.
    """
    if kind == "html" or (kind == "auto" and is_html(text)):
        from cleaner.split.html import split_html  # the parser and numpy: text needs neither

        html, replaced = _replaced(text, rules) if rules else (text, ())
        page, mended = _mended(msgspec.structs.replace(split_html(html, rules), html=html))
        return page, replaced + mended
    lines, repairs = split_text(text)
    wrapped = wrapping(lines)
    return Page(lines=wrapped.paragraphs if wrapped else lines, wrapped=wrapped), repairs


def _replaced(html: str, rules: SiteRules) -> tuple[str, tuple[Repair, ...]]:
    """The markup with the replacements of the site's rules, and those that found something."""
    repairs = []
    for owner, one in rules.replace:
        if one.find in html:
            html = html.replace(one.find, one.with_)
            repairs.append(Repair(0, f"replaced in the markup by the rules of {owner}", one.find, one.with_))
    return html, tuple(repairs)


def _mended(page: Page) -> tuple[Page, tuple[Repair, ...]]:
    texts, repairs = repair_lines([line.text for line in page.lines])
    if repairs:
        page = msgspec.structs.replace(page, lines=tuple(map(_with_text, page.lines, texts)))
        if not all(map(str.strip, texts)):
            page, repairs = without_blank(page, repairs)
    if page.tree and "cell" in {line.role for line in page.lines}:
        page = msgspec.structs.replace(page, lines=with_rows(page.lines, page.tree))
    beyond = (Repair(0, "tags or text beyond the bounds of a page", "", ""),) if page.cut else ()
    return page, beyond + repairs


def _with_text(line: Line, text: str) -> Line:
    return line if line.text == text else msgspec.structs.replace(line, text=text)
