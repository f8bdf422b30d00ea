"""The day of a document, as its bearer, its address or its page give it: for rules that hold since or until one."""

from __future__ import annotations

import re
from datetime import date

from cleaner.tree import Meta

ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/-]|$)")


def day_of(given: str | None, url: str | None, meta: Meta | None) -> date | None:
    """The day that a document was published, None where nobody says: as given, as the page says, as in its address."""
    claimed = meta.published if meta else ""
    return _first(ISO, given) or _first(ISO, claimed) or _first(IN_ADDRESS, url)


def iso_day(text: str | None) -> str | None:
    """The first day in ISO 8601 (YYYY-MM-DD) that a text names, None where there is none."""
    found = _first(ISO, text)
    return found.isoformat() if found else None


def _first(pattern: re.Pattern[str], text: str | None) -> date | None:
    for found in pattern.finditer(text or ""):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:  # no day of any calendar, such as 2024-13-45
            continue
    return None
