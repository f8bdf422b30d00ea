"""What the tree says about each line: the containers around it, their mass of text and links, their
repetition.

Every figure of a container is a difference of prefix sums over lines; every question about ancestors walks
all
lines upwards at once. L lines, N nodes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.judge.vocabulary import Floats, Vocabulary
from cleaner.tree import Tree

Ints = NDArray[np.int64]

MASSES = ("words", "links", "good", "lines", "headings", "ends", "hidden")
TAGS = (
    "nav footer aside header form article main section figure figcaption table ul li blockquote a button p "
    "div span "
    "dl td h1 h2 h3 h4 h5 h6 noscript em i strong b label pre time address summary select body option".split()
)
BIT = {tag: 1 << i for i, tag in enumerate(TAGS)} | {"ol": 1 << TAGS.index("ul"), "th": 1 << TAGS.index("td")}
CHAIN = "nav footer aside header form article main section figure figcaption table ul li blockquote a button".split()
OWN = "p div span li td a button blockquote h1 h2 h3 h4 h5 h6 em i strong b label pre time section figcaption".split()
LEVELS = (0, 1, 2, 3, 5)


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
        self.scores = vocabulary.scores(tree.tag, tree.marks, self.asked())
        self.bits = np.array([BIT.get(tag, 0) for tag in tree.tag], np.int64)
        self.kind = kinds(tree)
        self.repeat, self.group = self.repetition()

    def asked(self) -> list[int]:
        """The nodes above any line; no other one's tokens matter."""
        used = np.zeros(len(self.parent), bool)
        nodes = np.unique(np.concatenate((self.node, self.block)))
        while len(nodes) and nodes[-1] > 0:
            used[nodes] = True
            nodes = np.unique(self.parent[nodes])
            nodes = nodes[~used[nodes]]
        used[0] = True
        return np.flatnonzero(used).tolist()

    def repetition(self) -> tuple[Floats, Floats]:
        """Per node: siblings of the same tag and class, and the mass of all of them together (N, N x 7)."""
        _, which, number = np.unique(
            self.parent * (self.kind.max() + 1) + self.kind, return_inverse=True, return_counts=True
        )
        sums = np.zeros((len(number), self.mass.shape[1]), np.float32)
        np.add.at(sums, which, self.mass)
        return number[which].astype(np.float32), sums[which]

    def describe(self, nodes: Ints, prefix: str) -> dict[str, Floats]:
        """Figures of one container per line."""
        mass, repeat = self.mass[nodes], self.repeat[nodes]
        words = np.maximum(1, mass[:, 0])
        group = self.group[nodes]
        figures = {
            "words": mass[:, 0],
            "links": mass[:, 1] / words,
            "good": mass[:, 2] / words,
            "share": mass[:, 2] / max(1.0, float(self.total[2])),
            "lines": mass[:, 3],
            "per_line": mass[:, 0] / np.maximum(1, mass[:, 3]),
            "headings": mass[:, 4] / np.maximum(1, mass[:, 3]),
            "repeat": repeat,
            "group_links": group[:, 1] / np.maximum(1, group[:, 0]),
            "group_good": group[:, 2] / np.maximum(1, group[:, 0]),
            "group_words": group[:, 0] / repeat,
            "score": self.scores[nodes, 2],
            "low": self.scores[nodes, 0],
            "high": self.scores[nodes, 1],
        }
        return {f"{prefix}_{name}": value.astype(np.float32) for name, value in figures.items()}

    def levels(self) -> dict[str, Floats]:
        """Figures of the line's own block and of some ancestors, counted upwards."""
        result: dict[str, Floats] = {}
        nodes = self.block
        for level in range(max(LEVELS) + 1):
            if level in LEVELS:
                result |= self.describe(nodes, f"up{level}")
            nodes = self.parent[nodes]
        return result

    def chain(self) -> dict[str, Floats]:
        """What all ancestors say together: tags, token scores, the strongest repetition."""
        nodes = self.node.copy()
        size = len(nodes)
        bits = np.zeros(size, np.int64)
        low, high, total = (np.zeros(size, np.float32) for _ in range(3))
        depth, low_at, repeat, item = (np.zeros(size, np.float32) for _ in range(4))
        many = self.mass[:, 3] >= 2
        step = 0
        while nodes.any():
            alive = nodes > 0
            bits |= self.bits[nodes]
            score = self.scores[nodes]
            better = score[:, 0] < low
            low = np.where(better, score[:, 0], low)
            low_at = np.where(better, step, low_at)
            high = np.maximum(high, score[:, 1])
            total += score[:, 2] * alive
            times = self.repeat[nodes] * many[nodes] * alive
            item = np.where(times > repeat, self.mass[nodes, 0], item)
            repeat = np.maximum(repeat, times)
            depth += alive
            nodes = self.parent[nodes]
            step += 1
        result = {
            "chain_low": low,
            "chain_high": high,
            "chain_sum": total,
            "chain_low_at": low_at,
            "depth": depth,
        }
        result |= {"chain_repeat": repeat, "chain_item": item}
        result |= {f"in_{tag}": ((bits & BIT[tag]) != 0).astype(np.float32) for tag in CHAIN}
        own = self.bits[self.block]
        result |= {f"is_{tag}": ((own & BIT[tag]) != 0).astype(np.float32) for tag in OWN}
        inner = self.bits[self.node]
        return result | {
            f"inner_{t}": ((inner & BIT[t]) != 0).astype(np.float32) for t in ("a", "em", "i", "strong", "b", "span")
        }

    def best(self, good: Floats) -> tuple[int, int]:
        """Two guesses at the body's container.

        The element with most good text right below it (Readability's way: half counts for the grandparent),
        and
        the innermost one that has three fifths of the page's good text.
        """
        above = self.parent[self.block]
        score = np.bincount(above, good, len(self.parent)) + 0.5 * np.bincount(
            self.parent[above], good, len(self.parent)
        )
        share = self.mass[:, 2] >= 0.6 * self.total[2]
        return int(score.argmax()), int(np.flatnonzero(share)[-1]) if share.any() else 0

    def relative(self, best: int, prefix: str) -> dict[str, Floats]:
        """Where each line stands to a container: how far up their paths meet, and what the line's branch is
        there."""
        on_path = np.full(len(self.parent), -1, np.int64)
        node, steps = best, 0
        while on_path[node] < 0:
            on_path[node] = steps
            node, steps = int(self.parent[node]), steps + 1
        nodes, branch = self.block.copy(), self.block.copy()
        up = np.zeros(len(nodes), np.float32)
        while (off := on_path[nodes] < 0).any():
            branch = np.where(off, nodes, branch)
            nodes = np.where(off, self.parent[nodes], nodes)
            up += off
        index = np.arange(len(nodes))
        first, last = int(self.first[best]), max(int(self.last[best]), int(self.first[best]) + 1)
        result: dict[str, Floats] = {
            "up": up,
            "down": on_path[nodes].astype(np.float32),
            "place": ((index - first) / np.float32(last - first)).astype(np.float32),
            "before": np.maximum(0, first - index).astype(np.float32),
            "after": np.maximum(0, index - last + 1).astype(np.float32),
            "same": (self.parent[self.block] == best).astype(np.float32),
        }
        return {f"{prefix}_{k}": v for k, v in result.items()} | self.describe(branch, f"{prefix}_branch")

    def styles(self, masses: Floats) -> dict[str, Floats]:
        """The lines in the same kind of element (tag and class of it and its parent), anywhere on the
        page."""
        inner = self.kind[self.block] * (self.kind.max() + 1) + self.kind[self.parent[self.block]]
        _, first, which, number = np.unique(inner, return_index=True, return_inverse=True, return_counts=True)
        sums = np.zeros((len(number), masses.shape[1]), np.float32)
        np.add.at(sums, which, masses)
        own = sums[which]
        words, times = np.maximum(1, own[:, 0]), number[which].astype(np.float32)
        figures = {
            "style_lines": times,
            "style_words": own[:, 0] / times,
            "style_links": own[:, 1] / words,
            "style_good": own[:, 2] / words,
            "style_share": own[:, 2] / max(1.0, float(self.total[2])),
            "style_first": first[which] / len(which),
        }
        return {name: np.asarray(value, np.float32) for name, value in figures.items()}


def kinds(tree: Tree) -> Ints:
    """A number per node; two nodes have the same one if tag and class and id are the same."""
    seen: dict[tuple[str, str], int] = {}
    pairs = zip(tree.tag, tree.marks, strict=True)
    return np.array([seen.setdefault(pair, len(seen)) for pair in pairs], np.int64)
