"""A line of text written so that CommonMark reads that text: a backslash before each sign that would be markup.

Signs that would be none stay bare: a lone asterisk, `a_b_c`, `5 < 6`, `AT&T`. Lines are blocks of their own and hold no
link definitions, so that brackets alone refer to nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

SIGNS = re.compile(r"[\\`*_\[<&]")
PUNCTUATION = r"[!-/:-@\[-`{-~]"
ESCAPE = re.compile(rf"\\(?={PUNCTUATION})")
TICKS = re.compile(r"`+")
STARS = re.compile(r"\*+|_+")
LINK = re.compile(
    r"""\](?=\((?:<|\s*+(?:[^\s<)][^\s)]{0,2000}+)?+(?:\s*+\)|\s++["'(]|[^\s)])))"""
)  # an address has a bound
TAG = re.compile(
    r"<(?:/[a-z][a-z0-9-]*+\s*+>"
    r"|[a-z][a-z0-9-]*+(?:\s++[a-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?)*+\s*+/?+>"
    r"|[a-z][a-z0-9.+-]{1,31}:[^<>\s]*+>|[^\s<>@]++@[^\s<>]++>)",  # an address
    re.I | re.A,
)
ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
OTHER_HTML = re.compile(r"<!--|<\?|<!\[CDATA\[|<!(?=[a-z])", re.I | re.A)
REFERENCE = re.compile(r"&(?:#(?:\d{1,7}|x[0-9a-f]{1,6})|([a-z][a-z0-9]*));", re.I | re.A)
BLOCK = re.compile(
    r"#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|-[-\s]*+$|([-_*])(?:\s*+\1){2,}\s*+$|~~~|`{3,}+[^`]*+$"  # heading … fence
    r"|<(?:/?[a-z]|[!?])|\d{1,9}(?P<dot>[.)])(?=\s|$)"  # HTML, numbered item
    r"|\[(?:[^\[\]\\]|\\.)++\]:\s*+(?:<[^<>]*+>|[^\s<]\S*+)(?:\s++[\"'(].*)?$",  # what a link refers to
    re.I | re.A,
)
CLOSING = re.compile(r"(?:^|\s)(#+)$")


def paragraph(text: str) -> str:
    """A line that stands as a paragraph, or first in a list item or a quote."""
    begin, places = BLOCK.match(text), set(_inline(text))
    if begin:
        places |= {begin.start("dot") if begin["dot"] else 0}
    return _escaped(text, places | _ticks(text) if 0 in places and text[0] == "`" else places)


def heading(text: str) -> str:
    """A line that stands behind `#`."""
    closing = CLOSING.search(text)
    return _escaped(text, {*_inline(text), *([closing.start(1)] if closing else [])})


def cell(text: str) -> str:
    """A line that stands between `|`."""
    return _escaped(text, {*_inline(text), *(at for at, sign in enumerate(text) if sign == "|")})


def _escaped(text: str, places: set[int]) -> str:
    return "".join("\\" + sign if at in places else sign for at, sign in enumerate(text)) if places else text


def _inline(text: str) -> Iterator[int]:
    """Where signs are that are markup wherever they are in a line."""
    if not SIGNS.search(text):
        return
    yield from (found.start() for found in ESCAPE.finditer(text))
    yield from (found.start() for found in LINK.finditer(text) if -1 < text.find("[") < found.start())
    yield from (found.start() for found in TAG.finditer(text))
    yield from (found.start() for found in REFERENCE.finditer(text) if found[1] is None or _is_named(found[1]))
    ends = {mark: text.rfind(end) for mark, end in ENDS.items()} if "<" in text else {}
    yield from (found.start() for found in OTHER_HTML.finditer(text) if found.start() + 1 < ends[found[0].upper()])
    lengths = [len(run) for run in TICKS.findall(text)]
    yield from _ticks(text) if len(set(lengths)) < len(lengths) else ()
    for sign in "*_":
        yield from _emphasis(text, sign)


def _ticks(text: str) -> set[int]:
    """All of them: in what a bare one begins, a backslash would escape none."""
    return {at for at, sign in enumerate(text) if sign == "`"}


def _is_named(name: str) -> bool:
    from html.entities import html5  # 2,000 names, which few texts ask for

    return f"{name};" in html5


def _emphasis(text: str, sign: str) -> Iterator[int]:
    """The runs of a sign of which one can open emphasis and a later one close it."""
    runs = [(run, *_flanks(text, *run.span())) for run in STARS.finditer(text) if run[0][0] == sign]
    first = next((at for at, (_, opens, _) in enumerate(runs) if opens), len(runs))
    last = next((at for at in range(len(runs) - 1, -1, -1) if runs[at][2]), -1)
    for at, (run, opens, closes) in enumerate(runs):
        if (opens and at < last) or (closes and at > first):
            yield from range(*run.span())


def _flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run of `*` or `_` can open emphasis, and whether it can close it (CommonMark 0.31, 6.2)."""
    before, after = _kind(text[start - 1 : start]), _kind(text[end : end + 1])
    left = after != "space" and (after != "sign" or before != "letter")
    right = before != "space" and (before != "sign" or after != "letter")
    if text[start] == "*":
        return left, right
    return left and (not right or before == "sign"), right and (not left or after == "sign")


def _kind(char: str) -> str:
    if not char or char.isspace():
        return "space"
    return "sign" if unicodedata.category(char)[0] in "PS" else "letter"
