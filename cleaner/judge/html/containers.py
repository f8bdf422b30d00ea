"""What the tree says about each line: the containers around it, their mass of text and links, their repetition.

Every figure of a container is a difference of prefix sums over lines, computed once per node; every question about
ancestors is one look at the table of all lines' ancestors. L lines, N nodes, S steps from the deepest line to the root.
"""

from __future__ import annotations

import numpy as np

from cleaner.judge.html.groups import Groups, Ints
from cleaner.judge.html.tag_bits import BIT, CHAIN, INNER, OWN, flags
from cleaner.judge.html.vocabulary import Floats, Vocabulary
from cleaner.tree import Tree

MASSES = ("words", "links", "good", "lines", "headings", "ends", "hidden")
LEVELS = (0, 1, 2, 3, 5)
FIGURES = (
    "words", "links", "good", "share", "lines", "per_line", "headings", "repeat",
    "group_links", "group_good", "group_words", "score", "low", "high",
)  # fmt: skip
PLACES = ("near", "wide", "title")
PLACE = ("up", "down", "place", "before", "after", "same")
OF_LEVELS = [f"up{level}_{name}" for level in LEVELS for name in FIGURES]
OF_PLACES = [f"{to}_{name}" for to in PLACES for name in (*PLACE, *(f"branch_{figure}" for figure in FIGURES))]


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
        self.above_node, self.above_block = self.ancestors()
        self.kind = np.array(tree.kind, np.int64)
        self.scores, self.bits = self.by_kind(tree, vocabulary)
        self.repeat, self.group = self.repetition()
        self.figures = self.describe()

    def ancestors(self) -> tuple[Ints, Ints]:
        """S x L, from lines' nodes and from their blocks: the node, its parent and so on, until all are at the root."""
        nodes = np.concatenate((self.node, self.block))
        steps = [nodes]
        while nodes.any():
            nodes = self.parent.take(nodes)
            steps.append(nodes)
        above, lines = np.array(steps), len(self.node)
        return above[:, :lines], above[:, lines:]

    def by_kind(self, tree: Tree, vocabulary: Vocabulary) -> tuple[Floats, Ints]:
        """Scores (N x 3) and tag bits per node, zeros but for kinds above any line; no other one's tokens matter."""
        number = int(self.kind.max()) + 1
        asked = np.zeros(number, bool)
        asked[self.kind.take(self.above_node)] = True
        asked[self.kind.take(self.above_block)] = True
        which = np.flatnonzero(asked)
        example = np.empty(number, np.int64)
        example[self.kind] = np.arange(len(self.kind))
        nodes = [(tree.tag[node], tree.marks[node]) for node in example[which].tolist()]
        scores = np.zeros((number, 3), np.float32)
        bits = np.zeros(number, np.int64)
        scores[which] = [vocabulary.element(tag, marks) for tag, marks in nodes]
        bits[which] = [BIT.get(tag, 0) for tag, _ in nodes]
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

    def described(self, nodes: Ints) -> Floats:
        """Figures of some containers per line (K x L) as K x 14 x L."""
        return self.figures.take(nodes, axis=1).swapaxes(0, 1)

    def levels(self) -> dict[str, Floats]:
        """Figures of the line's own block and of some ancestors, counted upwards."""
        nodes = self.above_block[np.minimum(LEVELS, len(self.above_block) - 1)]
        return dict(zip(OF_LEVELS, self.described(nodes).reshape(len(OF_LEVELS), -1), strict=True))

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
        result |= flags(CHAIN, np.bitwise_or.reduce(self.bits.take(above), axis=0))
        return result | flags(OWN, self.bits[self.block]) | flags(INNER, self.bits[self.node])

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

    def relative(self, near: int, wide: int, title: int | None) -> dict[str, Floats]:
        """Where each line stands to three containers: how far up their paths meet, and what its branch is there."""
        best = np.array([near, wide, title or 0])
        on_path = self.paths(best)
        above = self.above_block
        index = np.arange(above.shape[1])
        up = (on_path.take(above, axis=1) >= 0).argmax(axis=1)
        first = self.first[best][:, None]
        last = np.maximum(self.last[best][:, None], first + 1)
        places = np.empty((len(PLACES), len(PLACE) + len(FIGURES), len(index)), np.float32)
        places[:, 0] = up
        places[:, 1] = np.take_along_axis(on_path, above[up, index], axis=1)
        places[:, 2] = (index - first) / (last - first).astype(np.float32)
        places[:, 3] = np.maximum(0, first - index)
        places[:, 4] = np.maximum(0, index - last + 1)
        places[:, 5] = self.parent[self.block] == best[:, None]
        places[:, len(PLACE) :] = self.described(above[np.maximum(up - 1, 0), index])
        if title is None:
            places[-1] = np.nan
        return dict(zip(OF_PLACES, places.reshape(len(OF_PLACES), -1), strict=True))

    def paths(self, nodes: Ints) -> Ints:
        """How far above each of K nodes the others stand (K x N), -1 for those that do not."""
        found = np.full((len(nodes), len(self.parent)), -1, np.int64)
        for on_path, node in zip(found, nodes.tolist(), strict=True):
            steps = 0
            while on_path[node] < 0:
                on_path[node] = steps
                node, steps = int(self.parent[node]), steps + 1
        return found

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
