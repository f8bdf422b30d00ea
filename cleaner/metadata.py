"""What a page says of itself beside its text: author, date, site name, language, canonical address.

Read by trafilatura (Barbaresi 2021), and only when asked for: its date search alone can cost more than everything else.
"""

from __future__ import annotations

import logging

from cleaner.article import Metadata
from cleaner.page import Page


def read_metadata(page: Page) -> Metadata:
    """The metadata of a page; what its markup was already found to say of language and address goes first."""
    canonical = page.meta.canonical if page.meta else None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports odd pages on stderr
    from trafilatura.metadata import extract_metadata

    try:
        found = extract_metadata(page.html)
    except Exception:  # a page that trafilatura cannot read has no metadata to tell
        return Metadata(language=page.language, canonical=canonical)
    return Metadata(
        author=found.author or None,
        date=found.date or None,
        site_name=found.sitename or None,
        language=page.language or found.language or None,
        canonical=canonical or found.url or None,
    )
