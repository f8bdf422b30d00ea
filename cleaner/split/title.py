"""Which headline is the article's: what `h1`, `og:title`, JSON-LD and `title` agree on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.article import Line
from cleaner.tree import Meta

WORD = re.compile(r"\w+")
CUT = re.compile(r"\s+[|\u2013\u2014:\u00bb\u2022\u00b7-]+\s+|\s*\|\s*")
NEAR = 0.8
"""Word overlap (of the shorter title, 0 to 1) from which two titles are the same."""


def words(text: str) -> set[str]:
    """The words of a title, without case."""
    return set(WORD.findall(text.lower()))


def agreement(one: str, other: str) -> float:
    """Share of common words, 0 to 1, of the shorter of two titles; one word in common proves nothing."""
    return overlap(words(one), words(other))


def overlap(a: set[str], b: set[str]) -> float:
    """The same of their words."""
    if min(len(a), len(b)) < 2:
        return float(bool(a) and a == b)
    return len(a & b) / min(len(a), len(b))


def pick_title(meta: Meta, lines: Sequence[Line]) -> tuple[str, int | None]:
    """The article's headline ("" if the page has none) and the index of the line that shows it, from 0.

    The line wins over the metadata, as it is what the reader sees: the heading that best agrees with what the
    metadata claim. Metadata are cut short, or carry the site's name.
    """
    claims = claimed(meta)
    index = best_line(claims, meta.h1, lines)
    if index is not None:
        return lines[index].text, index
    if len(meta.h1) == 1 and not meta.ld_headline and not meta.og_title:
        return meta.h1[0][1], meta.h1[0][0]
    return without_site(claims), None


def claimed(meta: Meta) -> list[str]:
    """The headlines that the metadata claim, without the site's name."""
    given = (meta.ld_headline, meta.og_title, meta.doc_title)
    return [without_name(claim, meta.site_name) for claim in given if claim]


def is_claimed(meta: Meta, text: str) -> bool:
    """Whether the headline that was picked is one that the metadata claim; else it is the page's only `h1`."""
    if len(meta.h1) != 1 or meta.ld_headline or meta.og_title:
        return True
    claims = claimed(meta)
    return any(agreement(text, claim) >= NEAR for claim in (*claims, without_site(claims)))


def best_line(claims: list[str], h1: Sequence[tuple[int, str]], lines: Sequence[Line]) -> int | None:
    """Index of the line that shows a claimed headline: an `h1`, else another heading, a hidden `h1`, any line."""
    index = most_alike(claims, [(i, text) for i, text in h1 if not lines[i].hidden])
    if index is None:
        headings = [(i, line.text) for i, line in enumerate(lines) if line.role == "heading" and not line.hidden]
        index = most_alike(claims, headings)
    if index is None:
        index = most_alike(claims, h1)
    if index is not None:
        return index
    wanted = {" ".join(c.split()).lower() for c in claims} | {without_site(claims).lower()}
    for i, line in enumerate(lines):
        if not line.hidden and line.text.lower() in wanted and len(words(line.text)) > 2:
            return i
    return None


def most_alike(claims: list[str], headings: Sequence[tuple[int, str]]) -> int | None:
    """Index of the first of the headings that agree best with a claim, if one does."""
    wanted, texts = list(map(words, claims)), [(i, words(text)) for i, text in headings]
    scored = [(max((overlap(text, claim) for claim in wanted), default=0.0), -i) for i, text in texts]
    best, index = max(scored, default=(0.0, 0))
    return -index if best >= NEAR else None


def without_name(claim: str, site: str) -> str:
    """A claim without the site's name: the part that is it, or one at the end that is much shorter than the rest."""
    parts = CUT.split(claim)
    if len(parts) < 2:
        return claim
    if site and words(parts[0]) == words(site):
        return claim[claim.index(parts[1]) :]
    front, last = claim[: claim.rindex(parts[-1])].rstrip(), words(parts[-1])
    bar = front.endswith(("|", "\u00bb")) and len(last) <= min(5, len(words(front)))
    if bar or (site and last == words(site)) or len(last) <= min(4, len(words(claim)) // 2 - 1):
        return front.rstrip(" |\u2013\u2014:\u00bb\u2022\u00b7-")
    return claim


def without_site(claims: list[str]) -> str:
    """The first claim; of a `title` alone, the longest part between separators."""
    if not claims:
        return ""
    return claims[0] if len(claims) > 1 else max(CUT.split(claims[0]), key=len).strip()
