"""Scores of an extracted body against the true one. All are per page; callers average over pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WORD = re.compile(r"\w+")


def grams(text: str | None, n: int = 4) -> Counter[tuple[str, ...]]:
    """The multiset of word n-grams of a text; one shorter gram if it has fewer words than n."""
    words = WORD.findall(text or "")
    return Counter(g for i in range(max(1, len(words) - n + 1)) if (g := tuple(words[i : i + n])))


def shingle_counts(true: str | None, found: str | None, n: int = 4) -> tuple[float, float, float]:
    """Shares of true positive, false positive and false negative n-grams; they sum to 1."""
    t, p = grams(true, n), grams(found, n)
    tp, fp, fn = sum((t & p).values()), sum((p - t).values()), sum((t - p).values())
    total = tp + fp + fn
    return (tp / total, fp / total, fn / total) if total else (0.0, 0.0, 0.0)


def aeb(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, float]:
    """Figures over (true, found) bodies as the article-extraction-benchmark reports them.

    `f1` of the mean precision and the mean recall; `exact` is the share of bodies whose words are all right.
    """
    precisions: list[float] = []
    recalls: list[float] = []
    exact: list[bool] = []
    for true, found in pairs:
        tp, fp, fn = shingle_counts(true, found)
        if tp + fp > 0:
            precisions.append(1.0 if fp == fn == 0 else tp / (tp + fp))
        if tp + fn > 0:
            recalls.append(1.0 if fp == fn == 0 else tp / (tp + fn))
        exact.append(WORD.findall(true or "") == WORD.findall(found or ""))
    p, r = mean(precisions), mean(recalls)
    return {"f1": harmonic(p, r), "precision": p, "recall": r, "exact": mean(exact)}


def mean(values: Sequence[float]) -> float:
    """Arithmetic mean, 0 of nothing."""
    return sum(values) / max(1, len(values))


def harmonic(p: float, r: float) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * p * r / (p + r) if p + r else 0.0


def word_f1(true: str | None, found: str | None) -> float:
    """Bag-of-words F1 of one page: WCXB's measure."""
    t, p = Counter(WORD.findall((true or "").lower())), Counter(WORD.findall((found or "").lower()))
    if not t or not p:
        return float(not t and not p)
    common = sum((t & p).values())
    return harmonic(common / sum(p.values()), common / sum(t.values()))


def segments(rows: Iterable[tuple[Mapping[str, Any], str | None]]) -> dict[str, float]:
    """Snippets that must (`with`) and must not (`without`) be in the body.

    `kept` is the share of the first that are in it, `left` the share of the second; `f1` as the trafilatura
    corpus counts it.
    """
    tp = fp = fn = tn = 0
    for row, found in rows:
        hits = [s in (found or "") for s in row.get("with") or []]
        faults = [s in (found or "") for s in row.get("without") or []]
        tp, fn = tp + sum(hits), fn + len(hits) - sum(hits)
        fp, tn = fp + sum(faults), tn + len(faults) - sum(faults)
    kept, left = tp / max(1, tp + fn), fp / max(1, fp + tn)
    return {"f1": harmonic(tp / max(1, tp + fp), kept), "kept": kept, "left": left}
