"""Everything the line model knows of a line, as one float32 matrix: a row a line, a column a feature.

Bare text has no tree: its structural columns are NaN, which the model's trees send left. So the same code serves both,
and a model can be trained on either.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from cleaner.judge.html.claims import claims
from cleaner.judge.html.containers import MASSES, Containers
from cleaner.judge.html.likeness import likeness
from cleaner.judge.html.sharing import sharing, words_of, words_of_lines
from cleaner.judge.html.unused import UNUSED
from cleaner.judge.html.vocabulary import Floats, Vocabulary
from cleaner.judge.shape import shapes
from cleaner.page import Page
from cleaner.tree import Tree

NEAR = "words link_density good ends_sentence is_heading up1_share chain_low style_good".split()
DISTANCES = (-3, -2, -1, 1, 2, 3)
NEIGHBOURS = {
    name: {distance: f"{name}{distance:+d}" for distance in DISTANCES if f"{name}{distance:+d}" not in UNUSED}
    for name in NEAR
}
"""By feature, the distances at which other lines' are features too, and the names of these."""
ROLES = {"heading": 1, "item": 2, "quote": 3, "cell": 4}


def features(page: Page, vocabulary: Vocabulary) -> tuple[Floats, list[str]]:
    """The matrix (lines x features) of a page with at least one line, and the features' names."""
    columns = describe(page, vocabulary)
    names = feature_names()
    if page.tree is None:
        columns = dict.fromkeys(names, np.full(len(page.lines), np.nan, np.float32)) | columns
    rows = np.concatenate([*map(columns.__getitem__, names)], dtype=np.float32)
    return rows.reshape(len(names), -1).T, list(names)


@cache
def feature_names() -> tuple[str, ...]:
    """The features' names, in order: those of the smallest HTML page."""
    from cleaner.split.html import split_html

    return tuple(name for name in describe(split_html("<p>a"), Vocabulary([], [])) if name not in UNUSED)


def describe(page: Page, vocabulary: Vocabulary) -> dict[str, Floats]:
    """All features by name."""
    columns = shapes([line.text for line in page.lines])
    columns |= structure(page, columns["size"])
    good = goodness(columns)
    columns["good"] = good
    masses = np.stack([columns[name] if name in columns else np.ones_like(good) for name in MASS_COLUMNS], axis=1)
    masses[:, 1] *= columns["words"]
    masses[:, 6] *= columns["words"]
    texts = [line.text.lower() for line in page.lines]
    title = frozenset(words_of((page.title or "").lower()))
    description = frozenset(words_of(page.meta.description.lower() if page.meta else ""))
    words = words_of_lines(texts)
    shared = sharing(words, title | description)
    columns |= flow(columns) | likeness(page, texts, words, title, shared)
    if page.tree is not None:
        columns |= around(page.tree, masses, good, vocabulary, page.title_line)
    columns |= neighbours(columns)
    return columns | claims(page, columns, description, shared)


MASS_COLUMNS = tuple(
    {
        "links": "link_density",
        "lines": "",
        "headings": "is_heading",
        "ends": "ends_sentence",
        "hidden": "is_hidden",
    }.get(m, m)
    for m in MASSES
)


def structure(page: Page, size: Floats) -> dict[str, Floats]:
    """What the line itself carries: links, role, bold, hidden; `size` is how many characters it has."""
    lines = page.lines
    full = np.maximum(1, size)  # a line can be empty once it is mended
    bold = np.array(page.tree.bold, np.float32) / full if page.tree is not None else np.full_like(size, np.nan)
    role = np.array([ROLES.get(line.role, 0) for line in lines])
    return {
        "link_density": np.array([line.link_density for line in lines], np.float32),
        "bold": bold,
        "is_heading": (role == ROLES["heading"]).astype(np.float32),
        "is_item": (role == ROLES["item"]).astype(np.float32),
        "is_quote": (role == ROLES["quote"]).astype(np.float32),
        "is_cell": (role == ROLES["cell"]).astype(np.float32),
        "is_hidden": np.array([line.hidden for line in lines], np.float32),
        "level": np.array([line.level if line.role != "cell" else 0 for line in lines], np.float32),
    }


def goodness(columns: dict[str, Floats]) -> Floats:
    """Words that look like an article's: in a line of some length, with sentences, outside links, visible."""
    words, visible = columns["words"], columns["is_hidden"] == 0
    good = words * (words >= 8) * (columns["sentences"] >= 1) * (columns["link_density"] < 0.5)
    seen = good * visible
    return (seen if seen.sum() >= 0.2 * good.sum() else good).astype(np.float32)


def flow(columns: dict[str, Floats]) -> dict[str, Floats]:
    """Where the line stands in the page's stream of text and of good text, and in its section between headings."""
    words, good, heading = columns["words"], columns["good"], columns["is_heading"] > 0
    index = np.arange(len(words), dtype=np.float32)
    total = max(1.0, float(good.sum()))
    before = np.cumsum(good) - good
    is_good = good > 0
    section = np.cumsum(heading)
    number, size = int(section[-1]) + 1, len(words)
    in_section = np.bincount(section, words, number)
    starts = np.searchsorted(section, np.arange(number))
    heading_at = starts[section].astype(np.float32)
    return {
        "place": index / size,
        "lines": np.full(size, size, np.float32),
        "page_good": np.full(size, total, np.float32),
        "words_before": ((np.cumsum(words) - words) / words.sum()).astype(np.float32),
        "good_before": (before / total).astype(np.float32),
        "good_after": ((total - before - good) / total).astype(np.float32),
        "since_good": index - last_seen(is_good, index),
        "until_good": (last_seen(is_good[::-1], index) - index)[::-1] * -1,
        "since_heading": index - heading_at,
        "section_words": in_section[section].astype(np.float32),
        "section_links": (np.bincount(section, words * columns["link_density"], number) / np.maximum(1, in_section))[
            section
        ].astype(np.float32),
        "section_good": (np.bincount(section, good, number) / np.maximum(1, in_section))[section].astype(np.float32),
        "section_level": columns["level"][starts][section] * heading[starts][section],
        "section_heading_words": words[starts][section] * heading[starts][section],
    }


def last_seen(flags: np.ndarray[tuple[int], np.dtype[np.bool_]], index: Floats) -> Floats:
    """For each line the index of the last flagged line before it, -1 if there is none."""
    seen = np.maximum.accumulate(np.where(flags, index, -1))
    return np.concatenate(([-1], seen[:-1])).astype(np.float32)


def around(tree: Tree, masses: Floats, good: Floats, vocabulary: Vocabulary, title: int | None) -> dict[str, Floats]:
    """Everything that the tree says."""
    containers = Containers(tree, masses, vocabulary)
    near, wide = containers.best(good)
    result = containers.levels() | containers.chain() | containers.styles(masses)
    beside = int(containers.block[title]) if title is not None else None
    return result | containers.relative(near, wide, beside)


def neighbours(columns: dict[str, Floats]) -> dict[str, Floats]:
    """Some features of the three lines before and after; NaN beyond the page's ends."""
    names = [name for name in NEIGHBOURS if name in columns]
    size = len(columns[names[0]])
    padded = np.full((len(names), size + 6), np.nan, np.float32)
    padded[:, 3:-3] = [columns[name] for name in names]
    return {
        feature: row[3 + distance : 3 + distance + size]
        for name, row in zip(names, padded, strict=True)
        for distance, feature in NEIGHBOURS[name].items()
    }
