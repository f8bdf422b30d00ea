"""From what a site's pages show to rules for that site: what repeats, and never what reads like body and varies.

A line that repeats at the edges of pages goes where it stands at the edges; within an article only if it also says of
itself that it is no body ("Advertisement", "Read more: …"), or is a whole paragraph that stands in several articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from typing import TypeVar

import msgspec

from cleaner.learn.boxes import prose
from cleaner.learn.counts import Box, Counts, Sight, Site
from cleaner.learn.evidence import label_of, own_label, seen, where
from cleaner.learn.examples import matcher_for, tests_of
from cleaner.learn.template import LONGEST, TITLE, is_anchored
from cleaner.rulebook.match import LineTable
from cleaner.rulebook.schema import CutRule, HtmlRules, LineRule, SiteFile, Where
from cleaner.shape import plain

COMMON = 0.5  # of a site's documents: a marker must stand in so many
MARKERS = 6  # of each kind, the nearest to the article: more add little
IN_BODY = 3  # articles that a paragraph must stand in to be no body, where it stands between paragraphs


class Bar(msgspec.Struct, frozen=True):
    """How often a line must be seen: in so many documents, and in such a share of the site's."""

    documents: int = 2
    share: float = 0.1

    def least(self, site: Site) -> int:
        """The number of documents that a line must stand in."""
        return max(self.documents, ceil(self.share * site.documents))


def propose(counts: Counts, bar: Bar = Bar()) -> dict[str, SiteFile]:  # noqa: B008
    """Rules for every site of which enough was seen, by host; no file for a site where nothing repeats."""
    found = {
        host: propose_site(host, site, counts.lines[host], counts.boxes[host], bar)
        for host, site in sorted(counts.sites.items())
    }
    return {
        host: rules for host, rules in found.items() if rules.drop or rules.after or rules.before or rules.html.prose
    }


def propose_site(host: str, site: Site, lines: Mapping[str, Sight], boxes: Mapping[str, Box], bar: Bar) -> SiteFile:
    """The rules that one site's counts speak for, the surest first."""
    chosen = {template: place for template, sight in lines.items() if (place := _place(template, sight, site, bar))}
    after = _markers(lines, chosen, site, "tail")
    before = _markers(lines, chosen, site, "head")
    drop = {template: place for template, place in chosen.items() if template not in after | before}
    rules = SiteFile(
        site=host,
        drop=list(_entries(LineRule, drop, lines, site)),
        after=list(_entries(CutRule, dict.fromkeys(after, "tail"), lines, site)),
        before=list(_entries(CutRule, dict.fromkeys(before, "head"), lines, site)),
        html=HtmlRules(prose=list(prose(boxes, site, bar.least(site)))),
    )
    return msgspec.structs.replace(rules, tests=tests_of(rules, lines, site))


def _place(template: str, sight: Sight, site: Site, bar: Bar) -> Where | None:
    """Where a line may go, None where it may not."""
    least = bar.least(site)
    if sight.documents < least or (TITLE in template and not is_anchored(template)):  # the headline itself stays
        return None
    if sight.prose:  # a paragraph: the same in different articles, or it is one article that was published twice
        articles = min(len(sight.titles), len(sight.openings))
        return where(sight) if articles >= max(least, IN_BODY if sight.within else 0) else None
    if max(len(sight.titles), len(sight.openings)) < min(least, bar.documents):
        return None
    if is_anchored(template) and not sight.heading and own_label(template, sight) is not None:
        return where(sight)
    if max(sight.before, sight.after) < least or sight.within * 2 > sight.documents:
        return None
    return where(sight, outside=True)


def _markers(lines: Mapping[str, Sight], chosen: Mapping[str, Where], site: Site, place: Where) -> set[str]:
    """The lines from which on (`tail`), or up to which (`head`), a page holds nothing of the article."""

    def marks(sight: Sight) -> bool:
        common = sight.documents >= max(2, COMMON * site.documents)
        after, before = sight.after == sight.ends == sight.documents, sight.before == sight.documents
        alone = (after and not sight.before) if place == "tail" else (before and not sight.after)
        return common and alone and not sight.within

    found = [one for one in chosen if is_anchored(one) and len(one) < LONGEST and marks(lines[one])]
    nearest = sorted(found, key=lambda one: (lines[one].away / lines[one].documents, one))
    return set(nearest[:MARKERS])


Rule = TypeVar("Rule", bound=LineRule)


def _entries(kind: type[Rule], chosen: Mapping[str, Where], lines: Mapping[str, Sight], site: Site) -> Iterator[Rule]:
    """The rules for some lines, those first that were seen most often."""
    for template in sorted(chosen, key=lambda one: (-lines[one].documents, one)):
        sight = lines[template]
        rest = {"where": chosen[template], "label": label_of(template, sight), "seen": seen(sight, site.documents)}
        entry = msgspec.convert(matcher_for(template, sight) | rest, kind)
        if _holds(entry, template, sight):
            yield entry


def _holds(entry: LineRule, template: str, sight: Sight) -> bool:
    """Whether the rule matches the lines that it was made from; those with a headline in them cannot be asked."""
    if TITLE in template:
        return True
    table = LineTable([entry])
    return all(table.matches(plain(text)) for text in sight.texts.values())
