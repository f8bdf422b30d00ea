"""HTML that is left in a text: tags, comments and character references."""

from __future__ import annotations

import html
import re

import msgspec

from cleaner.check.codes import MARKUP
from cleaner.check.findings import Edit, Fault
from cleaner.check.texts import Physical
from cleaner.sniff import is_html

NAMES = "a abbr article aside b blockquote body br button center code dd div dl dt em embed fieldset figcaption figure "
NAMES += "font footer form h[1-6] head header hr html i iframe img input label legend li link main mark meta nav "
NAMES += "noscript object ol option p param picture pre s script section select small source span strong style sub sup "
NAMES += "svg table tbody td textarea tfoot th thead title tr u ul video"
# A tag as it is written: attributes have values. "<path to file>" and "x<b and c>d" are none.
ATTRIBUTE = r"""[\w:@.-]+(?:\s*=\s*(?:"[^"\n]*"|'[^'\n]*'|[^\s"'<>=]+))?"""
TAG = re.compile(rf"</(?:{NAMES.replace(' ', '|')})\s*>|<(?:{NAMES.replace(' ', '|')})(?:\s+{ATTRIBUTE})*\s*/?>", re.I)
COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>", re.S)
REFERENCE = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|[lr][ds]quo|[mn]dash|hellip|laquo|raquo|bull|middot|copy|reg|trade|euro|shy|zwnj|"
    r"[a-zA-Z](?:uml|acute|grave|circ|tilde|cedil|ring|slash)|szlig|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});"
)
LEFT = re.compile("|".join((TAG.pattern, COMMENT.pattern, REFERENCE.pattern)), re.I | re.S)


def markup(text: str, physical: Physical) -> list[Fault]:
    """One fault for each line with something of HTML in it; one in all for a whole page."""
    if not ("<" in text or "&" in text):
        return []
    if is_html(text):
        return [Fault(code=MARKUP, reason="is an HTML page, not a text: clean it, or name it .html", certain=False)]
    faults: dict[int, Fault] = {}
    for found in LEFT.finditer(text):
        number = physical.number(found.start())
        faults.setdefault(number, _fault(found, physical))
    return list(faults.values())


def _fault(found: re.Match[str], physical: Physical) -> Fault:
    reference = found[0].startswith("&")
    fault = Fault(
        code=MARKUP,
        start=found.start(),
        end=found.end(),
        reason="is a character reference of HTML" if reference else "is a tag of HTML",
        certain=False,
        fix="decodes the line" if reference else "takes the tags off the line",
    )
    return fault if edit(physical, fault) else msgspec.structs.replace(fault, fix="")


def edit(physical: Physical, fault: Fault) -> Edit | None:
    """The edit that takes the tags off a fault's line and decodes its references.

    None where what is left over spans lines, and where tags would come of it: such a line speaks about HTML.
    """
    number = physical.number(fault.start)
    line, begin = physical.line(number), physical.start[number - 1]
    after = bare(line)
    left = LEFT.search(after) or fault.end > physical.end[number - 1]
    return None if left else Edit(begin, physical.end[number - 1], after)


def bare(line: str) -> str:
    """The line without tags and comments, and with its references decoded."""
    return html.unescape(html.unescape(COMMENT.sub("", TAG.sub("", line))))
