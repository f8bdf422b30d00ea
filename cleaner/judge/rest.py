"""Last judge: what nobody spoke against stays, as title, heading or body."""

from __future__ import annotations

from itertools import pairwise

from cleaner.article import Label, Verdict
from cleaner.judge.view import View
from cleaner.shape import ends_sentence

HEADING_WORDS = 14
HEADING_CHARS = 110
HEADLINE = Verdict(True, Label.TITLE, "the headline, kept once", "title")
HEADING = Verdict(True, Label.HEADING, "a short line that ends no sentence, above a paragraph", "rest")
BODY = Verdict(True, Label.BODY, "nothing speaks against it", "rest")


def rest(view: View) -> dict[int, Verdict]:
    """A verdict for every line that has none."""
    open_lines = view.open()
    if not open_lines:
        return {}
    alive = view.alive()
    after = dict(pairwise(alive))
    return {index: _keep(view, index, after.get(index)) for index in open_lines}


def _keep(view: View, index: int, after: int | None) -> Verdict:
    if index == view.title:
        return HEADLINE
    if view.lines[index].role == "heading" or _heads(view, index, after):
        return HEADING
    return BODY


def _heads(view: View, index: int, after: int | None) -> bool:
    text = view.plain[index]
    if after is None or not view.prose[after] or view.prose[index]:
        return False
    short = 1 <= view.words[index] <= HEADING_WORDS and len(text) <= HEADING_CHARS
    listed = text.endswith((",", ";", ":")) or text[:1] in "\"'(“‘«" or text[:1].islower()
    return short and not listed and (text.endswith("?") or not ends_sentence(text)) and any(map(str.isalpha, text))
