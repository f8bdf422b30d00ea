"""From samples to matrices: lines aligned with the truth, folds by site, a vocabulary that never saw the site."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from bench.align import align
from bench.data import Sample, find, host, load
from cleaner.judge.html.features import features
from cleaner.judge.html.vocabulary import Floats, Tally, Vocabulary, learn, tokens_of
from cleaner.page import Page
from cleaner.split import split

MIN_SITES = 4
PRIOR = 4.0
MAX_LINES = 4000
LINE = 2.0
"""Words that a line counts for in training on top of its own."""


class Prepared(msgspec.Struct, frozen=True):
    """A page with its lines and, where there is a true body, the share of each line that is in it.

    `group` is the site, and `fold` the part of the cross-validation that its site falls into. The page's HTML is let
    go.
    """

    set: str
    sample: Sample
    page: Page
    shares: NDArray[np.float32] | None
    group: str
    fold: int


def prepare(folder: Path, names: Sequence[str], folds: int, seed: int) -> list[Prepared]:
    """All pages of some sets; one without lines, or with more than any article has, counts as a page without any."""
    result = []
    for name in names:
        for sample in load(find(folder, name)):
            page = as_judged(sample.html)
            texts = [line.text for line in page.lines]
            shares = np.array(align(texts, sample.body), np.float32) if sample.body else None
            group = site_of(sample)
            light = msgspec.structs.replace(sample, html="")
            result.append(Prepared(name, light, page, shares, group, fold_of(group, folds, seed)))
    return result


def as_judged(html: str) -> Page:
    """The page as the judges get it, its characters mended: the model learns, and is measured, on what it will see."""
    page, _ = split(html, "html")
    return msgspec.structs.replace(page, html="") if len(page.lines) <= MAX_LINES else Page(lines=())


def site_of(sample: Sample) -> str:
    """The registered domain, roughly: sub-domains of one publisher must not be split between folds."""
    parts = (host(sample.url) or sample.site).split(".")
    short_second = len(parts) > 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3:] if short_second else parts[-2:])


def fold_of(group: str, folds: int, seed: int) -> int:
    """A fold that depends on nothing but the site's name and the seed."""
    return int(hashlib.md5(f"{seed}:{group}".encode()).hexdigest(), 16) % folds


def count_tokens(pages: Sequence[Prepared]) -> Tally:
    """How much body and how much other text stands below each token, site by site; every page weighs the same."""
    tally: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for item in pages:
        if item.shares is None or item.page.tree is None or not (item.shares >= 0.5).any():
            continue
        tree = item.page.tree
        body, other = prefix_masses(item)
        for tag, marks, first, last in zip(tree.tag, tree.marks, tree.first, tree.last, strict=True):
            last = min(last, len(item.page.lines))
            if last <= first:
                continue
            for token in tokens_of(tag, marks):
                b, o = tally[token].get(item.group, (0.0, 0.0))
                tally[token][item.group] = (b + body[last] - body[first], o + other[last] - other[first])
    return {token: sites for token, sites in tally.items() if len(sites) >= MIN_SITES}


def prefix_masses(item: Prepared) -> tuple[list[float], list[float]]:
    """Prefix sums over lines of the body's words and of the other words, each summing to 1."""
    assert item.shares is not None
    words = np.array([len(line.text.split()) for line in item.page.lines], float)
    good = item.shares >= 0.5

    def prefix(mass: NDArray[np.float64]) -> list[float]:
        return [0.0, *(np.cumsum(mass) / max(1.0, float(mass.sum()))).tolist()]

    return prefix(np.where(good, words, 0)), prefix(np.where(good, 0, words + 1.0))


class Matrices:
    """Features of any page with a vocabulary that saw neither the page's own fold nor the fold held out."""

    def __init__(self, pages: Sequence[Prepared], folds: int) -> None:
        self.tally = count_tokens(pages)
        self.folds = {p.group: p.fold for p in pages}
        self.vocabularies: dict[frozenset[int], Vocabulary] = {}

    def vocabulary(self, without: frozenset[int]) -> Vocabulary:
        """The vocabulary learned from all sites outside some folds."""
        if without not in self.vocabularies:
            sites = frozenset(site for site, fold in self.folds.items() if fold in without)
            self.vocabularies[without] = learn(self.tally, MIN_SITES, PRIOR, sites)
        return self.vocabularies[without]

    def matrix(self, item: Prepared, held_out: int | None) -> Floats:
        """Features of one page for training (or prediction) while a fold is held out."""
        without = {item.fold} if held_out is None else {item.fold, held_out}
        return np.ascontiguousarray(features(item.page, self.vocabulary(frozenset(without)))[0])


def rows(item: Prepared, matrix: Floats, words: Floats, weight: float) -> tuple[Floats, Floats, Floats]:
    """Training rows of one page: features, soft targets, weights.

    A line weighs what it costs in the measure: its words, over those of the true body, so that all pages count the
    same; and some words more, as one wrong heading makes a body inexact. Most of the very short lines are left out, as
    menus have hundreds of them.
    """
    if item.shares is None:
        return snippet_rows(item, matrix, weight)
    target = np.where(item.shares >= 0.8, 1, np.where(item.shares < 0.2, 0, item.shares)).astype(np.float32)
    body = max(40.0, float(words[target >= 0.5].sum()))
    cost = np.minimum((words + LINE) / body, 0.5).astype(np.float32)
    keep = np.ones(len(target), bool)
    short = np.flatnonzero((target < 0.5) & (words < 4))
    keep[short[40:][np.arange(max(0, len(short) - 40)) % 4 > 0]] = False
    return matrix[keep], target[keep], cost[keep] * np.float32(weight)


def snippet_rows(item: Prepared, matrix: Floats, weight: float) -> tuple[Floats, Floats, Floats]:
    """Rows of a page of which only snippets are known: the lines that hold one."""
    picked: list[tuple[int, float]] = []
    for index, line in enumerate(item.page.lines):
        good = any(s in line.text or (len(line.text) > 25 and line.text in s) for s in item.sample.must)
        bad = any(s in line.text for s in item.sample.must_not)
        if good != bad and not (bad and len(line.text) > 600):
            picked.append((index, float(good)))
    which = np.array([i for i, _ in picked], np.int64)
    target = np.array([t for _, t in picked], np.float32)
    return matrix[which], target, np.full(len(target), weight / max(1, len(target)), np.float32)
