"""Do imported selectors find what their XPath finds? On real pages, with the pages' own classes put into the rules.

    python -m bench.selectors COLLECTION SET [PAGES]

COLLECTION holds FiveFilters site rules, SET is one of the sets that bench/README.md describes. On each page some of the
expressions run twice: as CSS through Lexbor, as XPath through lxml on a copy of the same tree. Most rules match on no
other site, so the texts in them are exchanged for values that the page has.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from bench.data import load
from cleaner.rulebook.ftr.chains import Untranslatable, selector_list
from cleaner.rulebook.ftr.collection import files_of
from cleaner.rulebook.ftr.css import select
from cleaner.rulebook.ftr.directives import SELECTORS
from cleaner.rulebook.ftr.read import FtrError, read_ftr
from cleaner.rulebook.ftr.tokens import XPathError
from cleaner.rulebook.ftr.xpath import parse
from cleaner.split.mirror import mirrored

A_PAGE = 300  # expressions
TEXT = re.compile(r"""@([\w-]+)(\s*\)?\s*,[^'"]*|\s*=\s*)(['"])( ?)([^'"]*?)( ?)\3""")
"""An attribute and the text that it is compared with."""


def expressions(collection: Path) -> list[str]:
    """All expressions of the collection that have a translation."""
    found = set()
    for name, content in files_of(collection):
        try:
            statements = read_ftr(name, content).statements if isinstance(content, bytes) else []
        except FtrError:
            continue
        found |= {one.value for one in statements if one.name in SELECTORS and css_of(one.value)}
    return sorted(found)


def css_of(xpath: str) -> str:
    """The selector, empty where there is none; a value's attribute counts as its element."""
    try:
        return selector_list(select(parse(xpath)).chains)
    except (XPathError, Untranslatable):
        return ""


def exchanged(xpath: str, values: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """The expression with each text exchanged for a value of the same attribute, or for a part of one."""

    def other(match: re.Match[str]) -> str:
        name, between, quote, before, text, after = match.groups()
        found = values.get(name, [text])
        value = chance.choice(found)
        if before or after or chance.random() < 0.5:
            value = chance.choice(value.split() or [text])
        return f"@{name}{between}{quote}{before}{value.replace(quote, '')}{after}{quote}"

    return TEXT.sub(other, xpath)


def compared(html: str, xpaths: Sequence[str], chance: random.Random) -> Iterator[tuple[str, int, bool]]:
    """For each expression: what it became on this page, how many elements XPath finds, and whether CSS finds them."""
    page = LexborHTMLParser(f"<!DOCTYPE html>{html}")
    root, nodes = mirrored(page)
    values = defaultdict(list)
    for element in root.iter():
        for name, value in element.attrib.items():
            values[name].append(value)
    for original in chance.sample(xpaths, min(A_PAGE, len(xpaths))):
        xpath = exchanged(original, values, chance)
        css = css_of(xpath)
        if css:
            found = etree.XPath(xpath)(root)
            elements = {_element(one) for one in found} - {None}
            ours = {node.mem_id for node in page.css(css)}
            yield xpath, len(elements), ours == {nodes[element].mem_id for element in elements}


def _element(found: Any) -> Any:
    """The element that was found, or that bears the attribute; None for bare text, which is left out."""
    if getattr(found, "is_attribute", False):
        return found.getparent()
    return None if isinstance(found, str) else found


def main(collection: Path, data: Path, pages: int = 200) -> int:
    """Print the differences and the counts; 1 where there is any difference."""
    chance = random.Random(0)
    rows = [page.html for page in load(data)]
    xpaths = expressions(collection)
    same = found = different = 0
    for html in chance.sample(rows, min(pages, len(rows))):
        for xpath, number, equal in compared(html, xpaths, chance):
            same, found, different = same + equal, found + (number > 0), different + (not equal)
            if not equal:
                print(f"{xpath}\t{css_of(xpath)}")
    print(f"{len(xpaths)} expressions, {same} comparisons alike ({found} with elements), {different} different")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:4])))
