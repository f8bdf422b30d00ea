"""What the tree says about each line: the containers around it, their mass of text and links, their repetition.

Every figure of a container is a difference of prefix sums over lines, computed once per node; every question about
ancestors is one look at the table of all lines' ancestors. L lines, N nodes, S steps from the deepest line to the root.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.vocabulary import Floats, Vocabulary
from cleaner.tree import Tree

Ints = NDArray[np.int64]

MASSES = ("words", "links", "good", "lines", "headings", "ends", "hidden")
TAGS = (
    "nav footer aside header form article main section figure figcaption table ul li blockquote a button p div span "
    "dl td h1 h2 h3 h4 h5 h6 noscript em i strong b label pre time address summary select body option".split()
)
BIT = {tag: 1 << i for i, tag in enumerate(TAGS)} | {"ol": 1 << TAGS.index("ul"), "th": 1 << TAGS.index("td")}
CHAIN = "nav footer aside header form article main section figure figcaption table ul li blockquote a button".split()
OWN = "p div span li td a button blockquote h1 h2 h3 h4 h5 h6 em i strong b label pre time section figcaption".split()
INNER = ("a", "em", "i", "strong", "b", "span")
LEVELS = (0, 1, 2, 3, 5)
FIGURES = (
    "words", "links", "good", "share", "lines", "per_line", "headings", "repeat",
    "group_links", "group_good", "group_words", "score", "low", "high",
)  # fmt: skip


class Containers:
    """The tree in arrays, with the statistics of every node."""

    def __init__(self, tree: Tree, masses: Floats, vocabulary: Vocabulary) -> None:
        """`masses` is L x 7, in the order of MASSES."""
        self.parent = np.array(tree.parent, np.int64)
        self.parent[0] = 0
        self.first, self.last = np.array(tree.first, np.int64), np.array(tree.last, np.int64)
        self.node, self.block = np.array(tree.node, np.int64), np.array(tree.block, np.int64)
        self.sums = np.zeros((len(masses) + 1, masses.shape[1]), np.float32)
        np.cumsum(masses, axis=0, out=self.sums[1:])
        self.last = np.minimum(self.last, len(masses))
        self.mass = self.sums[self.last] - self.sums[self.first]
        self.total = self.sums[-1]
        self.above_node, self.above_block = self.ancestors(self.node), self.ancestors(self.block)
        self.kind = kinds(tree)
        self.scores, self.bits = self.by_kind(tree, vocabulary)
        self.repeat, self.group = self.repetition()
        self.figures = self.describe()

    def ancestors(self, nodes: Ints) -> Ints:
        """S x L: each line's node, its parent, and so on, until every line has arrived at the root."""
        steps = []
        while nodes.any():
            steps.append(nodes)
            nodes = self.parent[nodes]
        return np.array([*steps, nodes])

    def by_kind(self, tree: Tree, vocabulary: Vocabulary) -> tuple[Floats, Ints]:
        """Scores (N x 3) and tag bits per node, zeros but for nodes above any line; no other one's tokens matter."""
        asked = np.zeros(len(self.parent), bool)
        asked[self.above_node] = True
        asked[self.above_block] = True
        asked[0] = True
        which = np.flatnonzero(asked)
        first = np.unique(self.kind[which]).tolist()
        scores = np.zeros((len(asked), 3), np.float32)
        bits = np.zeros(len(asked), np.int64)
        scores[first] = [vocabulary.element(tree.tag[node], tree.marks[node]) for node in first]
        bits[first] = [BIT.get(tree.tag[node], 0) for node in first]
        return scores.take(self.kind, axis=0), bits.take(self.kind)

    def repetition(self) -> tuple[Floats, Floats]:
        """Per node: siblings of the same tag and class, and the mass of all of them together (N, N x 7)."""
        groups = Groups(self.parent * len(self.kind) + self.kind)
        return groups.sizes[groups.which], groups.summed(self.mass)[groups.which]

    def describe(self) -> Floats:
        """The figures of every node, in the order of FIGURES (14 x N)."""
        mass, group, repeat = self.mass.T, self.group.T, self.repeat
        result = np.empty((len(FIGURES), len(repeat)), np.float32)
        words, lines, group_words = np.maximum(1, mass[0]), np.maximum(1, mass[3]), np.maximum(1, group[0])
        result[0] = mass[0]
        result[1:3] = mass[1:3] / words
        result[3] = mass[2] / max(1.0, float(self.total[2]))
        result[4] = mass[3]
        result[5] = mass[0] / lines
        result[6] = mass[4] / lines
        result[7] = repeat
        result[8:10] = group[1:3] / group_words
        result[10] = group[0] / repeat
        result[11:] = self.scores.T[[2, 0, 1]]
        return result

    def described(self, nodes: Ints, prefix: str) -> dict[str, Floats]:
        """Figures of one container per line."""
        return dict(zip([f"{prefix}_{name}" for name in FIGURES], self.figures.take(nodes, axis=1), strict=True))

    def levels(self) -> dict[str, Floats]:
        """Figures of the line's own block and of some ancestors, counted upwards."""
        result: dict[str, Floats] = {}
        for level in LEVELS:
            result |= self.described(self.above_block[min(level, len(self.above_block) - 1)], f"up{level}")
        return result

    def chain(self) -> dict[str, Floats]:
        """What all ancestors say together: tags, token scores, the strongest repetition."""
        above = self.above_node[:-1] if len(self.above_node) > 1 else self.above_node
        index = np.arange(above.shape[1])
        alive = above > 0
        scores = self.scores.T.take(above, axis=1)
        lowest = scores[0].argmin(axis=0)
        low = np.minimum(scores[0][lowest, index], 0)
        times = (self.repeat * (self.mass[:, 3] >= 2)).take(above) * alive
        most = times.argmax(axis=0)
        repeat = times[most, index]
        result = {
            "chain_low": low,
            "chain_high": np.maximum(scores[1].max(axis=0), 0),
            "chain_sum": (scores[2] * alive).sum(axis=0),
            "chain_low_at": np.where(low < 0, lowest, 0).astype(np.float32),
            "depth": alive.sum(axis=0, dtype=np.float32),
            "chain_repeat": repeat,
            "chain_item": np.where(repeat > 0, self.mass[above[most, index], 0], 0).astype(np.float32),
        }
        result |= flags("in", CHAIN, np.bitwise_or.reduce(self.bits.take(above), axis=0))
        return result | flags("is", OWN, self.bits[self.block]) | flags("inner", INNER, self.bits[self.node])

    def best(self, good: Floats) -> tuple[int, int]:
        """Two guesses at the body's container.

        The element with most good text right below it (Readability's way: half counts for the grandparent), and the
        innermost one that has three fifths of the page's good text.
        """
        above = self.parent[self.block]
        score = np.bincount(above, good, len(self.parent)) + 0.5 * np.bincount(
            self.parent[above], good, len(self.parent)
        )
        share = self.mass[:, 2] >= 0.6 * self.total[2]
        return int(score.argmax()), int(np.flatnonzero(share)[-1]) if share.any() else 0

    def relative(self, best: int, prefix: str) -> dict[str, Floats]:
        """Where each line stands to a container: how far up their paths meet, and what the line's branch is there."""
        on_path = np.full(len(self.parent), -1, np.int64)
        node, steps = best, 0
        while on_path[node] < 0:
            on_path[node] = steps
            node, steps = int(self.parent[node]), steps + 1
        above = self.above_block
        index = np.arange(above.shape[1])
        up = (on_path.take(above) >= 0).argmax(axis=0)
        branch = above[np.maximum(up - 1, 0), index]
        first, last = int(self.first[best]), max(int(self.last[best]), int(self.first[best]) + 1)
        result: dict[str, Floats] = {
            "up": up.astype(np.float32),
            "down": on_path[above[up, index]].astype(np.float32),
            "place": ((index - first) / np.float32(last - first)).astype(np.float32),
            "before": np.maximum(0, first - index).astype(np.float32),
            "after": np.maximum(0, index - last + 1).astype(np.float32),
            "same": (self.parent[self.block] == best).astype(np.float32),
        }
        return {f"{prefix}_{k}": v for k, v in result.items()} | self.described(branch, f"{prefix}_branch")

    def styles(self, masses: Floats) -> dict[str, Floats]:
        """The lines in the same kind of element (tag and class of it and its parent), anywhere on the page."""
        groups = Groups(self.kind[self.block] * len(self.kind) + self.kind[self.parent[self.block]])
        own, times = groups.summed(masses)[groups.which], groups.sizes[groups.which]
        words = np.maximum(1, own[:, 0])
        return {
            "style_lines": times,
            "style_words": own[:, 0] / times,
            "style_links": own[:, 1] / words,
            "style_good": own[:, 2] / words,
            "style_share": own[:, 2] / max(1.0, float(self.total[2])),
            "style_first": (groups.first[groups.which] / len(times)).astype(np.float32),
        }


class Groups:
    """Equal keys: which group each one is in, the size of each group and its first member."""

    def __init__(self, keys: Ints) -> None:
        self.order = keys.argsort(kind="stable")
        ordered = keys[self.order]
        begins = np.ones(len(keys), bool)
        np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
        self.starts = np.flatnonzero(begins)
        self.first = self.order[self.starts]
        self.sizes = np.diff(self.starts, append=len(keys)).astype(np.float32)
        self.which = np.empty(len(keys), np.int64)
        self.which[self.order] = np.cumsum(begins) - 1

    def summed(self, masses: Floats) -> Floats:
        """The rows of `masses` (one a key) added up by group."""
        sums: Floats = np.add.reduceat(masses[self.order], self.starts, axis=0)
        return sums


def flags(prefix: str, tags: Sequence[str], bits: Ints) -> dict[str, Floats]:
    """1 where a line's bits have a tag's, one array a tag."""
    wanted = np.array([BIT[tag] for tag in tags], np.int64)[:, None]
    return dict(zip([f"{prefix}_{tag}" for tag in tags], ((bits & wanted) != 0).astype(np.float32), strict=True))


def kinds(tree: Tree) -> Ints:
    """Per node the first one of the same tag and class and id."""
    seen: dict[tuple[str, str], int] = {}
    pairs = zip(tree.tag, tree.marks, strict=True)
    return np.array(list(map(seen.setdefault, pairs, range(len(tree.tag)))), np.int64)
