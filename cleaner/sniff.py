"""Whether a text is an HTML page, by how it begins and by its tags; a text that mentions `<p>` is not HTML."""

from __future__ import annotations

import re

SAMPLE = 1 << 16  # characters
START = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
BLOCK = re.compile(
    r"</(?:p|div|li|ul|ol|h[1-6]|article|section|td|tr|table|body|html|head|script|style|a|span)\s*>", re.I
)


def is_html(text: str) -> bool:
    """True for a page or a fragment of one: it starts as a page does, or with a tag and closes many."""
    sample = text[:SAMPLE]
    if START.match(sample):
        return True
    closed = len(BLOCK.findall(sample))
    return sample.lstrip("\ufeff \t\r\n").startswith("<") and closed >= 3 and closed * 400 >= len(sample)
