"""Templates: a line with holes for what changes from page to page, such as `Filed under {name} on {date}`.

A hole is one of the pieces of the pattern language, or `{title}`, the document's own headline; everything else is
taken literally (`{{` is a brace).
"""

from __future__ import annotations

import difflib
import re

from cleaner.rulebook.patterns import PIECES, PatternError
from cleaner.shape import plain

TITLE = "\ue000"
"""Stands for the headline in a compiled template and in a line that holds it; a character of no script."""
HOLES = ("title", *PIECES)
PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def to_pattern(template: str) -> str:
    """The template as a pattern of `patterns`; raises PatternError for a hole that does not exist."""
    parts: list[str] = []
    done = 0
    text = plain(template)
    for found in PART.finditer(text):
        parts.append(_literal(text[done : found.start()]))
        parts.append(_part(found, template))
        done = found.end()
    return "".join((*parts, _literal(text[done:])))


def has_holes(template: str) -> bool:
    """Whether anything in it changes from page to page; a template without holes is an `exact`."""
    return any(found[1] for found in PART.finditer(template))


def with_title_masked(line: str, title: str | None) -> str:
    """The line with the headline, wherever it stands, as templates see it; both have gone through `shape.plain`."""
    if not title or len(title) > len(line):
        return line
    return re.sub(re.escape(title), TITLE, line, flags=re.IGNORECASE)


def _literal(text: str) -> str:
    return re.escape(text).replace("<", "[<]")  # `<n>` stands for itself here


def _part(found: re.Match[str], template: str) -> str:
    if found[0] in ("{{", "}}"):
        return _literal(found[0][0])
    if found[1] == "title":
        return TITLE
    if found[1] in PIECES:
        return f"<{found[1]}>"
    if found[1] is None:
        raise PatternError(f"a lone `{found[0]}` in `{template}`; write `{found[0] * 2}` for a brace")
    near = difflib.get_close_matches(found[1], HOLES, n=1)
    hint = f"did you mean `{{{near[0]}}}`?" if near else f"there are {', '.join(f'{{{hole}}}' for hole in HOLES)}"
    raise PatternError(f"unknown hole `{found[0]}`; {hint}")
