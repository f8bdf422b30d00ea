"""What boilerplate says, mined: lines that recur over sites and are never in a true body, by language.

    python -m bench.mine DATA [SET ...] [--language CODE] [--sites N] [--unmatched]

DATA is a folder with sets as JSONL (`bench/data.py` says which fields). Lines are compared without regard to case and
with digits masked as `0`. Prints tab-separated rows, the most widespread first: language, sites, how many of the lines
stand before, inside and after the article's paragraphs, the first shipped phrase that matches (or `-`), the line. A
page without a true body says nothing of place. Reading material for whoever writes phrases; nothing is written.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from bench.data import find, host, rows
from cleaner.language import detect, normal
from cleaner.rulebook.folders import shipped
from cleaner.rulebook.phrases import PhraseBook
from cleaner.shape import is_prose, plain, words
from cleaner.split import split

SETS = ("wcxb-dev-article", "fundus-pages-dev", "trafilatura-eval-dev", "readability-pages")
LONGEST = 400  # characters of a line that may be a phrase
DIGITS = re.compile(r"\d+")
HTML_LANG = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([\w-]+)", re.I)
PLACES = ("before", "inside", "after")


class Mined(msgspec.Struct):
    """One masked line of one language: the sites it stands on, how often in which place, one of its spellings."""

    line: str
    sites: set[str]
    places: Counter[str]


def masked(text: str) -> str:
    """A line as it is compared: typographic variants alike, in one case, every number a `0`."""
    return DIGITS.sub("0", plain(text).casefold())


def mine(pages: Iterable[dict[str, Any]], least: int) -> dict[str, list[Mined]]:
    """Lines on at least so many sites that no true body has, by language, the most widespread first."""
    found: dict[tuple[str, str], Mined] = {}
    bodies: set[str] = set()
    for row in pages:
        own = body_lines(row)
        bodies |= own
        language, site = language_of(row), row.get("site") or host(row.get("url") or "") or row["id"]
        for line, place in placed(page_lines(row), own):
            entry = found.setdefault((language, masked(line)), Mined(plain(line), set(), Counter()))
            entry.sites.add(site)
            entry.places[place] += 1
    result: dict[str, list[Mined]] = {}
    for (language, key), entry in sorted(found.items(), key=lambda item: (-len(item[1].sites), item[0])):
        if len(entry.sites) >= least and key not in bodies:
            result.setdefault(language, []).append(entry)
    return result


def body_lines(row: dict[str, Any]) -> set[str]:
    """The masked lines of a page's true body, and the snippets that must be in it."""
    return {masked(line) for line in (row.get("body") or "").splitlines() + list(row.get("with") or ()) if line.strip()}


def page_lines(row: dict[str, Any]) -> list[str]:
    """Every visible line of a page: its `text` as a scraper left it, else what its HTML splits into."""
    text: str = row.get("text") or "\n".join(line.text for line in split(row["html"], "html")[0].lines)
    return [line for line in text.splitlines() if plain(line)]


def placed(lines: list[str], body: set[str]) -> Iterator[tuple[str, str]]:
    """Each short line with its place; the article reaches from the first paragraph of the body to the last."""
    inside = [index for index, line in enumerate(lines) if is_prose(line, words(line)) and masked(line) in body]
    for index, line in enumerate(lines):
        if len(line) <= LONGEST:
            yield line, "?" if not inside else PLACES[(index >= inside[0]) + (index > inside[-1])]


def language_of(row: dict[str, Any]) -> str:
    """As the record says, else detected, else as the page says; "?" where nobody knows."""
    declared = HTML_LANG.search(row.get("html") or "")
    detected = detect((row.get("body") or "").splitlines() or page_lines(row))
    return normal(row.get("lang")) or detected or normal(declared and declared[1]) or "?"


def table(mined: dict[str, list[Mined]], book: PhraseBook, *, unmatched: bool) -> Iterator[str]:
    """The rows, tab-separated under a header."""
    yield "\t".join(("language", "sites", *PLACES, "phrase", "line"))
    for language, entries in sorted(mined.items()):
        matchers = book.matchers(language)
        for entry in entries:
            phrase = next((phrase.name for one in matchers for phrase in one.matches(entry.line)), "-")
            if phrase == "-" or not unmatched:
                counts = (str(entry.places[place]) for place in PLACES)
                yield "\t".join((language, str(len(entry.sites)), *counts, phrase, entry.line))


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--language", help="only pages in this language (ISO 639-1)")
    parser.add_argument("--sites", type=int, default=2, help="least number of sites (default 2)")
    parser.add_argument("--unmatched", action="store_true", help="only lines that no shipped phrase matches")
    given = parser.parse_args()
    pages = (row for name in given.sets for row in rows(find(given.data, name)))
    mined = mine(pages, given.sites)
    if given.language:
        mined = {given.language: mined.get(given.language, [])}
    sys.stdout.writelines(f"{row}\n" for row in table(mined, PhraseBook([shipped()]), unmatched=given.unmatched))


if __name__ == "__main__":
    main()
