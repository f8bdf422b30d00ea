"""What a site's rules say of a page's title, author and date goes before what the page says of itself."""

from __future__ import annotations

import msgspec

from cleaner.page import Page
from cleaner.split.select import Selection
from cleaner.split.title import best_line, without_name
from cleaner.tree import lines_within


def as_claimed(page: Page, found: Selection) -> Page:
    """The page with what the rules found."""
    author, date = found.claims.get("html.author"), found.claims.get("html.date")
    page = msgspec.structs.replace(page, found=msgspec.structs.replace(page.found, author=author, date=date))
    if "html.title" not in found.claims or page.meta is None or page.tree is None:
        return page
    nodes = [node for order, node in page.found.elements if order == found.titled]
    line = next((index for node in nodes for index in lines_within(page.tree, node)), None)
    title = without_name(found.claims["html.title"], page.meta.site_name)
    if line is None:
        line = best_line([title], page.meta.h1, page.lines)
    return msgspec.structs.replace(page, title=page.lines[line].text if line is not None else title, title_line=line)
