"""What a line says on every page: its text with holes for what changes, as rule files write templates."""

from __future__ import annotations

import re
from functools import cache

import re2

from cleaner.rulebook.patterns import DAY, MONTH, compile_one
from cleaner.shape import plain, without_site

TITLE_CHARS = 12  # a shorter headline may stand in a line by accident
LONGEST = 2000  # characters; of a longer line its beginning is the template
LONGEST_MASKED = 300  # characters; longer lines are paragraphs, and a paragraph that changes is no boilerplate
TITLE = "{title}"
HOLE = re.compile(r"\{(?:title|date|n|name)\}")
NUMBER = re.compile(r"\d+(?:[.,']\d+)*(?:[kKmM]\b)?")
BY = re.compile(r"^((?:by|von|par|por|door|av|af|di|text|foto|photo|autor|author)(?::| by)? )(.+)$", re.IGNORECASE)


def template_of(text: str, title: str | None = None) -> str:
    """The line with its holes: the headline, dates, a name after “By”, other numbers; braces doubled."""
    line = plain(text[:LONGEST]).replace("{", "{{").replace("}", "}}")
    if len(line) > LONGEST_MASKED:
        return line
    if title and len(title) >= TITLE_CHARS:
        line = _with_title_masked(line, title)
    if any(map(str.isdigit, line)):
        line = str(_date().sub("{date}", line))
        line = NUMBER.sub("{n}", line)
    return _with_name_masked(line)


def headline(title: str | None) -> str | None:
    """A document's headline as its lines may hold it: without the site's name."""
    return plain(without_site(plain(title))) if title else None


def is_anchored(template: str) -> bool:
    """Whether it says so much beside its holes that it is not met by accident: a word of three letters, or two."""
    rest = HOLE.sub(" ", template)
    return sum(map(str.isalpha, rest)) >= (3 if rest.isascii() else 2)


def has_holes(template: str) -> bool:
    """Whether anything in it changes from page to page."""
    return HOLE.search(template) is not None


def literal(template: str) -> str:
    """A template without holes as an `exact` rule has it."""
    return template.replace("{{", "{").replace("}}", "}")


def _with_title_masked(line: str, title: str) -> str:
    """The line with a hole for each headline in it, whatever their case."""
    low, wanted = line.lower(), title.lower()
    if len(low) != len(line):  # a capital that becomes two letters
        low, wanted = line, title
    at = low.find(wanted)
    while at >= 0:
        line, low = (f"{text[:at]}{TITLE}{text[at + len(wanted) :]}" for text in (line, low))
        at = low.find(wanted, at + len(TITLE))
    return line


def _with_name_masked(line: str) -> str:
    found = BY.match(line)
    return f"{found[1]}{{name}}" if found and _name().fullmatch(found[2]) else line


@cache
def _date() -> re2._Regexp:
    """Dates as `{date}` has them; a word before one only counts as a weekday with a comma, not in “Published 3 May”."""
    weekday = rf"(?:{MONTH}[.,]{{0,2}} )?"
    return compile_one(rf"\b(?:{DAY.replace(weekday, weekday.replace('0,2', '1,2'))})\b")


@cache
def _name() -> re2._Regexp:
    return compile_one("<name>")
