"""One count of a corpus: map every document, merge on disk, propose for each site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from cleaner.article import Document
from cleaner.learn.count import add_document
from cleaner.learn.counts import Counts
from cleaner.learn.propose import Bar, propose_site
from cleaner.learn.store import AT_ONCE, Store
from cleaner.rulebook.schema import SiteFile


class Learned(msgspec.Struct, frozen=True):
    """What was learned of one site, from how many documents; the rules may be none."""

    host: str
    documents: int
    rules: SiteFile

    @property
    def size(self) -> int:
        """The number of its rules."""
        return len(self.rules.drop) + len(self.rules.after) + len(self.rules.before)


def count_into(store: Store, documents: Iterable[Document]) -> int:
    """Count all documents; returns how many were left out because nobody knows their host."""
    counts, homeless = Counts(), 0
    for document in documents:
        homeless += not add_document(counts, document)
        if len(counts) >= AT_ONCE:
            store.add(counts)
            counts = Counts()
    store.add(counts)
    return homeless


def learned(store: Store, bar: Bar) -> Iterator[Learned]:
    """What the counts say of each site, in the order of their names."""
    for counts in store.often(bar):
        for host, site in counts.sites.items():
            yield Learned(host, site.documents, propose_site(host, site, counts.lines[host], bar))
