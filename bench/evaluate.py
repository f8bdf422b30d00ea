"""Figures from cross-validated chances: the whole way from chances to a body, as the shipped model goes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.metrics import aeb, mean, segments, shingle_counts, word_f1
from bench.prepare import Prepared
from cleaner.article import Label, Verdict
from cleaner.assemble import whole
from cleaner.judge.html.decide import decide
from cleaner.judge.html.lines import among_kept
from cleaner.judge.view import View
from cleaner.page import Page
from cleaner.rulebook.folders import shipped
from cleaner.rulebook.phrases import PhraseBook

Predictions = dict[tuple[str, str], NDArray[np.float64]]
"""(set, page id) -> chance per line."""
KEPT = Verdict(True, Label.BODY, "", "")
GRID = [round(0.38 + 0.04 * i, 2) for i in range(7)]


@cache
def phrase_book() -> PhraseBook:
    """The phrases that ship."""
    return PhraseBook([shipped()])


@lru_cache(maxsize=200_000)
def _left(page: PageKey, kept: tuple[int, ...]) -> dict[int, str]:
    """What the text judges leave of the kept lines; thresholds are searched, and most change little on a page."""
    view = View(page.page, phrase_book())
    dropped = among_kept(view, kept)
    judged = whole(view.judged([dropped.get(index, KEPT) for index in range(len(view.lines))]))
    return {index: judged[index].text for index in kept if index not in dropped}


class PageKey:
    """A page as a key of a cache: told by identity, as its tree cannot be hashed."""

    __slots__ = ("page",)

    def __init__(self, page: Page) -> None:
        self.page = page

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PageKey) and self.page is other.page

    def __hash__(self) -> int:
        return id(self.page)


def left(page: Page, chances: NDArray[np.float64], threshold: float) -> dict[int, str]:
    """What stays of which line, as the product decides it: the model's chances, then phrases and place."""
    keep, _ = decide(page, chances, threshold)
    return _left(PageKey(page), tuple(np.flatnonzero(keep).tolist()))


def body(item: Prepared, chances: NDArray[np.float64], threshold: float) -> str:
    """The body that the product would give by these chances; nothing for a page without any."""
    if len(chances) != len(item.page.lines):
        return ""
    return "\n".join(left(item.page, chances, threshold).values())


def truth_sets(pages: Sequence[Prepared]) -> list[str]:
    """Sets whose bodies people made; others are weak truth and are not used to choose anything."""
    return [s for s in ("wcxb-dev-article", "fundus-pages-dev") if any(p.set == s for p in pages)] or sorted(
        {p.set for p in pages if p.sample.body}
    )


def choose_threshold(pages: Sequence[Prepared], chances: Predictions) -> float:
    """The chance from which a line stays: the best mean of F1 and a tenth of the exact share.

    Each set counts the same. F1 alone is flat over the grid; the exact share tells a better threshold from a worse.
    """

    def quality(threshold: float) -> float:
        rows = [score(pages, chances, name, threshold) for name in truth_sets(pages)]
        return mean([row["f1"] + row["exact"] / 10 for row in rows])

    return max(GRID, key=quality)


def score(pages: Sequence[Prepared], chances: Predictions, name: str, threshold: float) -> dict[str, float]:
    """Figures of one set: bodies where it has them, snippets where it has them."""
    chosen = [(p, body(p, chances[p.set, p.sample.id], threshold)) for p in pages if p.set == name]
    pairs = [(p.sample.body, found) for p, found in chosen if p.sample.body]
    result: dict[str, float] = {"pages": len(chosen)}
    if pairs:
        result |= aeb(pairs) | {"word": mean([word_f1(*pair) for pair in pairs])}
    snippets = [({"with": p.sample.must, "without": p.sample.must_not}, found) for p, found in chosen]
    if any(p.sample.must for p, _ in chosen):
        result |= {f"snippets_{k}": v for k, v in segments(snippets).items()}
    return result


def figures(pages: Sequence[Prepared], chances: Predictions, threshold: float) -> str:
    """A Markdown table, a row a set, with all that its truth allows."""
    columns = (
        "pages",
        "f1",
        "precision",
        "recall",
        "exact",
        "word",
        "snippets_f1",
        "snippets_kept",
        "snippets_left",
    )
    table = ["| set | " + " | ".join(columns) + " |", "| --- " * (len(columns) + 1) + "|"]
    for name in dict.fromkeys(p.set for p in pages):
        row = score(pages, chances, name, threshold)
        table.append(f"| {name} | " + " | ".join(cell(c, row) for c in columns) + " |")
    return "\n".join(table)


def cell(column: str, row: dict[str, float]) -> str:
    """One figure of a table."""
    if column not in row:
        return ""
    return f"{row[column]:.0f}" if column == "pages" else f"{row[column]:.4f}"


def save_predictions(path: Path, chances: Predictions, of_copies: Mapping[str, Predictions]) -> None:
    """Keep the chances of pages, and of their copies by what these are called (`bench.blind`)."""
    kept = {"\t".join(page): found for page, found in chances.items()}
    kept |= {"\t".join((*page, name)): found for name, copies in of_copies.items() for page, found in copies.items()}
    np.savez_compressed(path, **kept)  # type: ignore[arg-type]


def load_predictions(path: Path, copies: str = "") -> Predictions:
    """Chances that `bench/train.py --predictions` kept, of the pages or of such copies of them."""
    with np.load(path) as stored:
        keys = [key.split("\t") for key in stored.files]
        return {(key[0], key[1]): stored["\t".join(key)] for key in keys if "".join(key[2:]) == copies}


def worst(pages: Sequence[Prepared], chances: Predictions, threshold: float, number: int, name: str) -> str:
    """The pages that lose most, each with the lines that are wrong: `+` is left in, `-` is missing."""
    scored = []
    for item in (p for p in pages if p.set == name):
        right, extra, missing = shingle_counts(item.sample.body, body(item, chances[name, item.sample.id], threshold))
        scored.append((right, extra, missing, item))
    scored.sort(key=lambda s: s[0])
    parts = []
    for right, extra, missing, item in scored[:number]:
        parts.append(f"== {item.sample.id} {item.sample.url} right {right:.2f} extra {extra:.2f} missing {missing:.2f}")
        parts += wrong_lines(item, chances[name, item.sample.id], threshold)
    return "\n".join(parts)


def wrong_lines(item: Prepared, chances: NDArray[np.float64], threshold: float, most: int = 12) -> list[str]:
    """The longest wrong lines of one page, in order."""
    stays = left(item.page, chances, threshold)
    keep = np.array([index in stays for index in range(len(item.page.lines))])
    true = item.shares >= 0.5 if item.shares is not None else keep
    wrong = np.flatnonzero(keep != true).tolist()
    longest = sorted(sorted(wrong, key=lambda i: -len(item.page.lines[i].text))[:most])
    return [
        f"   {'+' if keep[i] else '-'} {i + 1:4} {chances[i]:.2f} {line.path:20} {line.text[:100]}"
        for i in longest
        for line in item.page.lines[i : i + 1]
    ] + [f"   {len(wrong)} wrong lines"]
