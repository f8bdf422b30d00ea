"""What was learned of a corpus: rules by host, small enough to be handed to every worker, read only where needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import blake2b

import msgspec

from cleaner.learn.counts import Counts
from cleaner.learn.propose import Bar, propose_site
from cleaner.rulebook.schema import SiteFile


class Learned(msgspec.Struct, frozen=True):
    """What was learned of one site, from how many documents; the rules may be none."""

    host: str
    documents: int
    rules: SiteFile

    @property
    def size(self) -> int:
        """The number of its rules."""
        return len(self.rules.drop) + len(self.rules.after) + len(self.rules.before) + len(self.rules.html.prose)


def learned(sites: Iterable[Counts], bar: Bar) -> Iterator[Learned]:
    """What the counts of sites say, in their order."""
    for counts in sites:
        for host, site in counts.sites.items():
            yield Learned(host, site.documents, propose_site(host, site, counts.lines[host], counts.boxes[host], bar))


class RulesByHost(Mapping[str, SiteFile]):
    """Learned rules as `Cleaner(learned=…)` takes them: packed, hashable, picklable; a host's are read when asked for.

    `sizes` counts the rules of each host, `documents` those that were learned from.
    """

    def __init__(self, found: Iterable[Learned] = ()) -> None:
        packed, self.sizes, self.documents = {}, {}, 0
        for one in found:
            self.documents += one.documents
            if one.size:
                bare = msgspec.structs.replace(one.rules, tests=SiteFile().tests)
                packed[one.host], self.sizes[one.host] = msgspec.json.encode(bare), one.size
        self._packed: dict[str, bytes] = packed

    def __getitem__(self, host: str) -> SiteFile:
        return msgspec.json.decode(self._packed[host], type=SiteFile)

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    @cached_property
    def digest(self) -> str:
        """What tells these rules from others."""
        return blake2b(msgspec.msgpack.encode(sorted(self._packed.items())), digest_size=16).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RulesByHost) and self._packed == other._packed

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"RulesByHost({self.digest})"

    def encode(self) -> bytes:
        """All of it as bytes, for a file."""
        return msgspec.msgpack.encode((self.documents, self.sizes, self._packed))

    @classmethod
    def decode(cls, data: bytes) -> RulesByHost:
        """What `encode` made bytes of; raises msgspec.DecodeError for other bytes."""
        made = cls()
        kind = tuple[int, dict[str, int], dict[str, bytes]]
        made.documents, made.sizes, made._packed = msgspec.msgpack.decode(data, type=kind)
        return made
