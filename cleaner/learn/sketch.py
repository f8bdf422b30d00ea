"""Samples that merge: of what was seen, the few with the smallest hashes, whoever saw them first.

A sample of `size` is exact as long as fewer were seen; merging is associative, commutative and idempotent, so shards
and clusters may count in any order. What gets into a sample hangs on its text alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

Sample = dict[int, str]
"""hash → text."""


def digest(text: str) -> int:
    """64 bits of a text that are the same in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def sample_of(texts: Iterable[str], size: int) -> Sample:
    """The sample of some texts."""
    return smallest({digest(text): text for text in texts}, size)


def merged(one: Sample, other: Sample, size: int) -> Sample:
    """The sample of all that the two samples were taken from."""
    return smallest(one | other, size)


def smallest(sample: Sample, size: int) -> Sample:
    """A sample cut to its size."""
    return sample if len(sample) <= size else {key: sample[key] for key in sorted(sample)[:size]}


def texts_of(sample: Sample) -> list[str]:
    """The texts of a sample, in the order of their hashes: the same whoever saw them first."""
    return [sample[key] for key in sorted(sample)]


def counted(one: dict[str, int], other: dict[str, int], size: int) -> dict[str, int]:
    """Counts of texts added up; of more than `size` texts those with the smallest hashes stay, with exact counts."""
    total = dict(one)
    for text, count in other.items():
        total[text] = total.get(text, 0) + count
    return total if len(total) <= size else {text: total[text] for text in sorted(total, key=digest)[:size]}
