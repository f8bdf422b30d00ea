"""What a site's rules say of a page's title, author and date goes before what the page says of itself."""

from __future__ import annotations

import msgspec

from cleaner.page import Page
from cleaner.split.select import Selection
from cleaner.split.title import agreement, best_line, without_name
from cleaner.tree import Meta, lines_within

ALIKE = 0.5  # word overlap from which the title that an imported rule finds may be the page's


def as_claimed(page: Page, found: Selection) -> Page:
    """The page with what the rules found."""
    author, date = found.claims.get("html.author"), found.claims.get("html.date")
    page = msgspec.structs.replace(page, found=msgspec.structs.replace(page.found, author=author, date=date))
    if "html.title" not in found.claims or page.meta is None or page.tree is None:
        return page
    title = without_name(found.claims["html.title"], page.meta.site_name)
    if found.doubtful and page.title and not _known(title, page.meta):
        return page
    nodes = [node for order, node in page.found.elements if order == found.titled]
    line = next((index for node in nodes for index in lines_within(page.tree, node)), None)
    if line is None:
        line = best_line([title], page.meta.h1, page.lines)
    return msgspec.structs.replace(page, title=page.lines[line].text if line is not None else title, title_line=line)


def _known(title: str, meta: Meta) -> bool:
    """Whether the page itself claims anything like this title; a page that claims nothing contradicts nothing."""
    claims = [one for one in (meta.og_title, meta.doc_title, meta.ld_headline, *(text for _, text in meta.h1)) if one]
    return not claims or any(agreement(title, one) >= ALIKE for one in claims)
