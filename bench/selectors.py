"""Do imported selectors find what their XPath finds? On real pages, with the pages' own classes put into the rules.

    python -m bench.selectors COLLECTION SET [PAGES]

COLLECTION holds FiveFilters site rules, SET is one of the sets that bench/README.md describes. On each page some of the
expressions run twice: as the entries that they become, through Lexbor, and as XPath, as it is meant (`bench/meant.py`),
through lxml on a copy of the same tree. Most rules match on no other site, so the texts in them are exchanged for
values and words that the page has.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench.data import load
from bench.meant import as_meant
from cleaner.rulebook.ftr.chains import Untranslatable
from cleaner.rulebook.ftr.collection import files_of
from cleaner.rulebook.ftr.directives import SELECTORS
from cleaner.rulebook.ftr.narrow import alternatives
from cleaner.rulebook.ftr.read import FtrError, read_ftr
from cleaner.rulebook.ftr.selectors import selector_of
from cleaner.rulebook.ftr.tokens import XPathError
from cleaner.rulebook.ftr.xpath import parse
from cleaner.rulebook.schema import TEXTS, Selector
from cleaner.rulebook.selectors import query
from cleaner.split.elements import Elements
from cleaner.split.mirror import mirrored

A_PAGE = 300  # expressions
NEW_A_PAGE = 60  # of them with more than CSS has: text, nearest ancestor, place
LONGEST = 60  # characters of a text that is put into an expression
ATTRIBUTE = re.compile(r"""@([\w-]+)(\s*\)?\s*,[^'"]*|\s*=\s*)(['"])( ?)([^'"]*?)( ?)\3""")
"""An attribute and the text that it is compared with."""
TEXT = re.compile(r"""((?:text\(\)|\.)\)?\s*[,=]\s*)(['"])([^'"]+)\2""")
"""An element's text and what it is compared with."""


def expressions(collection: Path) -> list[str]:
    """All expressions of the collection that have a translation."""
    found = set()
    for name, content in files_of(collection):
        try:
            statements = read_ftr(name, content).statements if isinstance(content, bytes) else []
        except FtrError:
            continue
        found |= {one.value for one in statements if one.name in SELECTORS and entries(one.value)}
    return sorted(found)


def entries(xpath: str) -> list[Selector]:
    """What an expression becomes, none without lxml; a value's attribute counts as its element."""
    try:
        return [selector_of(part) for part in alternatives(parse(xpath))]
    except (XPathError, Untranslatable):
        return []


def more_than_css(found: Sequence[Selector]) -> bool:
    """Whether entries ask for what plain CSS has not."""
    asked = (*TEXTS, "closest", "nth")
    return any(":lexbor-contains" in (one.css or "") or any(getattr(one, key) for key in asked) for one in found)


def exchanged(xpath: str, values: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """The expression with each text exchanged for a value of the same attribute, words of the page, or a part of one.

    `values` are those of attributes by their names, and the texts of the page under the empty name.
    """

    def attribute(match: re.Match[str]) -> str:
        name, between, quote, before, text, after = match.groups()
        found = values.get(name, [text])
        value = chance.choice(found)
        if before or after or chance.random() < 0.5:
            value = chance.choice(value.split() or [text])
        return f"@{name}{between}{quote}{before}{value.replace(quote, '')}{after}{quote}"

    def words(match: re.Match[str]) -> str:
        value = chance.choice(values.get("", [match[3]]))
        value = chance.choice(value.split()) if chance.random() < 0.3 else value
        return f"{match[1]}{match[2]}{value.replace(match[2], ' ').strip() or match[3]}{match[2]}"

    return TEXT.sub(words, ATTRIBUTE.sub(attribute, xpath))


def values_of(root: Any) -> dict[str, list[str]]:
    """The values that `exchanged` puts into expressions."""
    values = defaultdict(list)
    for element in root.iter():
        for name, value in element.attrib.items():
            values[name].append(value)
        text = " ".join((element.text or "").split())
        if 0 < len(text) <= LONGEST:
            values[""].append(text)
    return values


def compared(
    html: str, given: Sequence[str], chance: random.Random
) -> Iterator[tuple[str, Sequence[Selector], int, bool]]:
    """For each expression: what it became on this page, its entries, how many elements XPath finds, and whether these
    find the same."""
    page = LexborHTMLParser(f"<!DOCTYPE html>{html}")
    root, nodes = mirrored(page)
    values, elements = values_of(root), Elements(page)
    for original in given:
        xpath = exchanged(original, values, chance)
        found = entries(xpath)
        if found:
            wanted = {_element(one) for one in as_meant(parse(xpath))(root)} - {None}
            ours = {hit.mem_id for one in found for hit in elements.named(query(one)) if not isinstance(hit, str)}
            yield xpath, found, len(wanted), ours == {nodes[element].mem_id for element in wanted}


def _element(found: Any) -> Any:
    """The element that was found, or that bears the attribute; None for bare text, which is left out."""
    if getattr(found, "is_attribute", False):
        return found.getparent()
    return None if isinstance(found, str) else found


def main(collection: Path, data: Path, pages: int = 200) -> int:
    """Print the differences and the counts; 1 where there is any difference."""
    chance = random.Random(0)
    rows = [page.html for page in load(data)]
    known = expressions(collection)
    new = [one for one in known if more_than_css(entries(one))]
    counts = {True: [0, 0, 0], False: [0, 0, 0]}
    for html in chance.sample(rows, min(pages, len(rows))):
        given = [*chance.sample(known, min(A_PAGE, len(known))), *chance.sample(new, min(NEW_A_PAGE, len(new)))]
        for xpath, found, number, equal in compared(html, given, chance):
            count = counts[more_than_css(found)]
            count[0], count[1], count[2] = count[0] + equal, count[1] + (number > 0), count[2] + (not equal)
            if not equal:
                print(f"{xpath}\t{found}")
    print(f"{len(known)} expressions, {len(new)} of them with text, ancestor or place")
    for what, key in (("by CSS", False), ("by more than CSS", True)):
        same, hits, different = counts[key]
        print(f"{what}: {same} comparisons alike ({hits} with elements), {different} different")
    return int(counts[True][2] + counts[False][2] > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:4])))
