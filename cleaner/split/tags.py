"""What each HTML element means for lines: where a browser breaks, what is no text, what gives a line its role."""

from __future__ import annotations

import re

BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav "
    "ol pre p search section select summary table tbody td textarea tfoot th thead tr ul audio "
    "video object amp-accordion amp-sidebar amp-carousel".split()
)
NO_TEXT = frozenset(
    "style svg iframe canvas noframes embed applet img input wbr source col param track area "
    "annotation annotation-xml".split()  # a formula once more, in another notation
)
HEAD = frozenset("title meta link script".split())
BREAK = frozenset(("br", "hr"))
UNSEEN = frozenset("noscript audio video object template dialog datalist".split())
FLOWING = frozenset("p li h1 h2 h3 h4 h5 h6 dt dd td th figcaption summary".split())
"""Blocks that hold running text: an unknown element or a `noscript` inside one of them does not break the line."""

NOTHING, BROKEN, HEADED, FLOW, CUSTOM, BLOCKY = range(6)
"""How the walk treats an element: skips it, breaks the line, reads what it claims, or goes into it."""
PATH_PARTS = 3
KNOWN = 2_000
"""Tags whose meaning is remembered: pages make up their own."""
LINK, BOLD, PRE, HIDDEN, LIST = 1, 2, 4, 8, 16
"""What open elements make of the text inside, added up: bits, and above them the number of open lists."""
STATE = {
    "a": LINK,
    "b": BOLD,
    "strong": BOLD,
    "pre": PRE,
    **dict.fromkeys(("ul", "ol", "dl", "menu"), LIST),
    **dict.fromkeys(UNSEEN, HIDDEN),
}

Role = tuple[str, int]
"""What an element makes of the lines inside, and the level of a heading or the ordinal of an item or a cell."""
UNNUMBERED = -1
ROLE: dict[str, Role] = {
    **dict.fromkeys(("li", "dd", "dt"), ("item", UNNUMBERED)),
    "blockquote": ("quote", 0),
    "pre": ("pre", 0),
    **dict.fromkeys(("td", "th"), ("cell", UNNUMBERED)),
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
}

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


def kind_of(tag: str) -> int:
    """How the walk treats an element, or a node that is none (comments, say)."""
    if tag in BLOCK:
        return BLOCKY
    if tag in HEAD:
        return HEADED
    if tag in BREAK:
        return BROKEN
    if tag in NO_TEXT or not tag or tag[0] in "-!":
        return NOTHING
    return CUSTOM if "-" in tag or tag == "noscript" else FLOW


Meaning = tuple[str, int, int, Role | None]
"""An element's tag, its kind, what it makes of the text inside, and the role that it gives."""


class Meanings(dict[str, Meaning]):
    """What elements mean, by tag."""

    def __missing__(self, tag: str) -> Meaning:
        found = tag, kind_of(tag), STATE.get(tag, 0), ROLE.get(tag)
        if len(self) < KNOWN:
            self[tag] = found
        return found


MEANING = Meanings()
TEXT_NODE = MEANING["-text"]
