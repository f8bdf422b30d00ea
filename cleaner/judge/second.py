"""A second opinion on pages that the line model is unsure of: what trafilatura (Barbaresi 2021) extracts.

Its text has lost its place on the page, so a line counts as kept by it when its words stand there, in order.
"""

from __future__ import annotations

import logging

from cleaner.article import Label, Verdict
from cleaner.judge.view import View
from cleaner.shape import key

JUDGE = "second-opinion"
SHORT = 25  # characters; shorter lines must stand alone to count


def second_opinion(view: View, verdicts: dict[int, Verdict]) -> dict[int, Verdict]:
    """The verdicts that trafilatura would overturn; none where it extracts nothing."""
    lines, whole = _theirs(view.page.html)
    if not whole:
        return {}
    overturned = {}
    for index, verdict in verdicts.items():
        words = key(view.lines[index].text)
        theirs = words in lines or (len(words) >= SHORT and words in whole)
        if theirs != verdict.keep and index != view.title:
            overturned[index] = _verdict(theirs, verdict)
    return overturned


def _verdict(keep: bool, verdict: Verdict) -> Verdict:
    label, says = (Label.BODY, "keeps it") if keep else (Label.OTHER, "leaves it out")
    return Verdict(keep, label, f"a second opinion, trafilatura's, {says}", JUDGE, verdict.score)


def _theirs(html: str) -> tuple[set[str], str]:
    """The lines of trafilatura's text as `shape.key` has them, and all of it as one."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports odd pages on stderr
    import trafilatura

    try:
        text = trafilatura.extract(html, include_comments=False) or ""
    except Exception:  # a page that trafilatura cannot read is one it has no opinion on
        return set(), ""
    lines = {key(line) for line in text.splitlines()}
    return lines, " ".join(key(line) for line in text.splitlines())
