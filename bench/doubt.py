"""Pages of which the truth is in doubt: two extractors agree with each other, and neither with it.

The sign knows nothing of our own judgement, so that figures without such pages are as fair to all. It finds truth that
is cut, empty or another part of the page; it may also find a page on which both make the same mistake. The pages that
were read by eye are in `doubtful.tsv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from bench.metrics import aeb

ALIKE = 0.9  # F1 from which two bodies are the same article
OTHER = 0.7  # F1 under which a body is another text than the truth


def doubtful(truth: str, bodies: Sequence[str]) -> bool:
    """Whether any two of the bodies, each from another extractor, agree with each other and not with the truth."""
    others = [body for body in bodies if aeb([(truth, body)])["f1"] < OTHER]
    return any(aeb([pair])["f1"] >= ALIKE for pair in combinations(others, 2))
