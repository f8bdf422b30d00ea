"""What a page says of itself beside its text: author, date, site name, language, canonical address.

Read by trafilatura (Barbaresi 2021), and only when asked for: its date search alone can cost more than everything else.
"""

from __future__ import annotations

import logging
from html import escape

from cleaner.article import Metadata
from cleaner.dates import iso_day
from cleaner.page import Page


def read_metadata(page: Page) -> Metadata:
    """The metadata of a page; what its markup was already found to say of language and address goes first."""
    canonical = page.meta.canonical if page.meta else None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports odd pages on stderr
    from trafilatura.metadata import extract_metadata

    try:
        found = extract_metadata(page.html)
    except Exception:  # a page that trafilatura cannot read has no metadata to tell
        return Metadata(
            author=page.found.author, date=_day(page.found.date), language=page.language, canonical=canonical
        )
    return Metadata(
        author=page.found.author or found.author or None,
        date=_day(page.found.date) or found.date or None,
        site_name=found.sitename or None,
        language=page.language or found.language or None,
        canonical=canonical or found.url or None,
    )


def _day(text: str | None) -> str | None:
    """The date that a site's rules found on the page, as ISO 8601; in words, as trafilatura's date search reads it."""
    if not text:
        return None
    from htmldate import find_date

    found = iso_day(text) or find_date(f"<html><body><time>{escape(text)}</time></body></html>")
    return found or None
