"""What a run has to say at its end: counts that merge, so that each worker counts its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from cleaner.article import Document
from cleaner.io.blocks import ERROR, INPUT, RECORD
from cleaner.learn.learned import RulesByHost
from cleaner.pipeline import host_of

HOSTS = 10_000  # that are counted one by one; memory stays flat on a crawl of millions
OTHERS = "(others)"
SLOWEST = 10


class Summary(msgspec.Struct):
    """Counts of a run. `characters` are those kept and removed; `slowest` are the documents that took most seconds."""

    documents: int = 0
    rejected: int = 0
    characters_kept: int = 0
    characters_removed: int = 0
    removed: dict[str, int] = {}
    hosts: dict[str, int] = {}
    languages: dict[str, int] = {}
    reasons: dict[str, int] = {}
    slowest: list[tuple[float, str]] = []

    @property
    def share_removed(self) -> float:
        """Removed characters over all, 0 to 1."""
        return self.characters_removed / max(1, self.characters_kept + self.characters_removed)

    def add(self, other: Summary) -> None:
        """Take in the counts of another part of the run."""
        for name in ("documents", "rejected", "characters_kept", "characters_removed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("removed", "languages", "reasons", "hosts"):
            setattr(self, name, _added(getattr(self, name), getattr(other, name)))
        self.slowest = sorted(self.slowest + other.slowest, reverse=True)[:SLOWEST]

    def report(self) -> dict[str, Any]:
        """The counts for people and programs, the most frequent first."""
        out = msgspec.structs.asdict(self)
        for name in ("removed", "hosts", "languages", "reasons"):
            out[name] = dict(sorted(out[name].items(), key=lambda pair: (-pair[1], pair[0])))
        out["slowest"] = [{"seconds": round(seconds, 3), "document": name} for seconds, name in self.slowest]
        return out | {"share_removed": round(self.share_removed, 4)}


class WasLearned(msgspec.Struct, frozen=True):
    """What a run learned before it cleaned: `rules` in all, and of the first hosts by name; from so many documents."""

    documents: int
    rules: int
    hosts: dict[str, int]

    @classmethod
    def of(cls, found: RulesByHost) -> WasLearned:
        """What some rules are."""
        sizes = found.sizes
        most = sorted(sizes, key=lambda host: (-sizes[host], host))[:HOSTS]
        return cls(found.documents, sum(sizes.values()), {host: sizes[host] for host in most})


def _added(some: dict[str, int], more: dict[str, int]) -> dict[str, int]:
    for key, count in more.items():
        key = key if key in some or len(some) < HOSTS else OTHERS
        some[key] = some.get(key, 0) + count
    return some


def summarize(articles: pa.RecordBatch, seconds: Sequence[float] = ()) -> Summary:
    """The counts of a batch that the seam gave."""
    good = articles.filter(pc.is_null(articles[ERROR]))
    removed = good["removed"].flatten() if "removed" in good.schema.names else None
    names = [f"{row[INPUT]}:{row[RECORD]}" for row in articles.select([INPUT, RECORD]).to_pylist()]
    return Summary(
        documents=good.num_rows,
        rejected=articles.num_rows - good.num_rows,
        characters_kept=_length(good["body"]) + _length(good["title"]),
        characters_removed=_length(removed.field("text")) if removed is not None else 0,
        removed=dict(Counter(removed.field("label").to_pylist())) if removed is not None else {},
        hosts=Counter(_host(url) for url in good["url"].to_pylist()),
        languages=Counter(one or "unknown" for one in good["language"].to_pylist()),
        reasons=Counter(filter(None, articles[ERROR].to_pylist())),
        slowest=sorted(zip((round(s, 4) for s in seconds), names, strict=False), reverse=True)[:SLOWEST],
    )


def _length(column: pa.Array) -> int:
    return pc.sum(pc.utf8_length(column)).as_py() or 0


def _host(url: str | None) -> str:
    return host_of(Document(source="", url=url)) or "unknown"
