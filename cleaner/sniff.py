"""Whether a text is an HTML page, by how it begins and by its tags; a text that mentions `<p>` is not HTML."""

from __future__ import annotations

import re

SAMPLE = 1 << 16  # characters
PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
# A page without its first lines; an article about tags begins "<title>: the title element".
HEADLESS = re.compile(
    r"\ufeff?\s*(?:(?><!--.*?-->)\s*+)*+<(?:script|style|meta|link|title)\b[^>]*>(?!\s*:)", re.I | re.S
)
OPENED = re.compile(r"<(?:p|div|h[1-6]|article|section|table|ul|ol|body|main|span|a)\b[^<>]*>", re.I)
CLOSED = re.compile(
    r"</(?:p|div|li|[uo]l|h[1-6]|article|section|t[dr]|table|body|html|head|script|style|a|span)\s*>", re.I
)
TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
FIRST = re.compile(r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*+)*+<([a-z][\w-]*)", re.I | re.S)
OTHER_XML = {"rss", "feed", "rdf", "urlset", "sitemapindex", "svg", "opml", "channel", "item", "entry"}


def is_html(text: str) -> bool:
    """True for a page and for a fragment of one: it begins as pages do, or with a tag and has tags in most lines."""
    sample = text[:SAMPLE]
    if PAGE.match(sample):
        return True
    first = FIRST.match(sample)
    if first is None or first[1].lower() in OTHER_XML:
        return False
    if HEADLESS.match(sample):
        return OPENED.search(sample) is not None
    lines = [line for line in sample.splitlines() if line.strip()]
    tagged = sum(1 for line in lines if TAG.search(line))
    return len(CLOSED.findall(sample)) >= 3 and 2 * tagged >= len(lines)
