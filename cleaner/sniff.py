"""Whether a text is an HTML page, by how it begins and by its tags; a text that mentions `<p>` is not HTML."""

from __future__ import annotations

import re

SAMPLE = 1 << 16  # characters
PAGE = re.compile(r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
# A page without its first lines; an article about tags begins "<title>: the title element".
HEADLESS = re.compile(r"\ufeff?\s*(?:<!--.*?-->\s*)*<(?:script|style|meta|link|title)\b[^>]*>(?!\s*:)", re.I | re.S)
CLOSED = re.compile(
    r"</(?:p|div|li|ul|ol|h[1-6]|article|section|td|tr|table|body|html|head|script|style|a|span)\s*>", re.I
)
TAG = re.compile(r"</?[a-z][^<>]*>", re.I)


def is_html(text: str) -> bool:
    """True for a page and for a fragment of one: it begins as pages do, or with a tag and has tags in most lines."""
    sample = text[:SAMPLE]
    if PAGE.match(sample):
        return True
    if not sample.lstrip("\ufeff \t\r\n").startswith("<") or len(CLOSED.findall(sample)) < 3:
        return False
    lines = [line for line in sample.splitlines() if line.strip()]
    tagged = sum(1 for line in lines if TAG.search(line))
    return HEADLESS.match(sample) is not None or 2 * tagged >= len(lines)
