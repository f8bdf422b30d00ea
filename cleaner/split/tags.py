"""What each HTML element means for lines: where a browser breaks, what is no text, what gives a line its role."""

from __future__ import annotations

import re

BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav "
    "noscript ol pre p search section select summary table tbody td textarea tfoot th thead tr ul audio "
    "video object amp-accordion amp-sidebar amp-carousel".split()
)
NO_TEXT = frozenset("style svg iframe canvas noframes embed applet img input wbr source col param track area".split())
HEAD = frozenset("title meta link script".split())
BREAK = frozenset(("br", "hr"))
UNSEEN = frozenset("noscript audio video object template dialog datalist".split())
FLOWING = frozenset("p li h1 h2 h3 h4 h5 h6 dt dd td th figcaption summary".split())
"""Blocks that hold running text: an unknown element inside one of them does not break the line."""

ROLE = {
    "li": "item",
    "dd": "item",
    "dt": "item",
    "blockquote": "quote",
    "pre": "pre",
    "td": "cell",
    "th": "cell",
}
ROLE |= {f"h{n}": "heading" for n in range(1, 7)}
LISTS = frozenset(("ul", "ol", "dl"))
BOLD = frozenset(("b", "strong"))

ASIDE = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only "
    "u-visually-hidden element-invisible a11y-hidden tooltip tooltiptext tooltip-text tooltip-content "
    "tooltip-inner tooltip-container tooltip__content tippy-content popover-content".split()
)
"""Class tokens of text that is there for screen readers or appears only under the pointer."""

NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
"""White space that a browser collapses, and `&nbsp;`, which pages set for layout."""
BLANK = " \t\n\r\f\v\xa0\u200b\ufeff"
