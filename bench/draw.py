"""Dropped lines drawn at random, with what a reader must see to judge their labels.

    python -m bench.draw DATA --predictions OOF --seed N [--sets NAME=LINES,...]

Two lines a page at most, each text once. The chances are those of a cross-validation (`bench.train --predictions`);
pages without any are passed over, unless the set is in no training.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.data import find, load
from bench.imported import Predicted, predicted
from bench.train import WEIGHTS
from cleaner import Article, Cleaner
from cleaner.article import Document, JudgedLine
from cleaner.judge.html import model
from cleaner.pipeline import read_page
from cleaner.tree import Tree

SETS = "fundus-pages-dev=100,wcxb-dev-article=70,trafilatura-eval-dev=70,readability-pages=30,wcxb-dev-other=30"  # 300
A_PAGE = 2
AROUND = 3  # lines that are shown before a line and after it
ELEMENTS = 9  # that are shown around it
SHOWN = 70  # characters of a neighbour or an element


def drawn(given: argparse.Namespace) -> Iterator[str]:
    """The lines, each as a paragraph: number, page, label, text, reason, elements, neighbours."""
    turn, shop, chance = predicted(given.predictions, given.threshold), Cleaner(), random.Random(given.seed)
    seen: set[str] = set()
    for name, wanted in (pair.split("=") for pair in given.sets.split(",")):
        pages = [page for page in load(find(given.data, name)) if page.html]
        chance.shuffle(pages)
        left = int(wanted)
        for page in pages:
            turn(name, page)
            honest = model.default_model()
            if not left or (name in WEIGHTS and isinstance(honest, Predicted) and honest.known is None):
                continue
            article = shop.clean(page.html, url=page.url or None, kind="html")
            tree = read_page(Document(source=page.html, url=page.url or None, kind="html"))[0].tree
            for index in choice(article, seen, min(A_PAGE, left), chance):
                left -= 1
                seen.add(folded(article.lines[index].text))
                marks = elements(tree, article.lines[index])
                yield shown(f"#{len(seen)} {name} {page.id} {page.url[:SHOWN]}", article, index, marks)


def choice(article: Article, seen: set[str], most: int, chance: random.Random) -> list[int]:
    """The indexes of some of the dropped lines whose text was not drawn yet; of equal ones the first."""
    pool: dict[str, int] = {}
    for index, line in enumerate(article.lines):
        if not line.verdict.keep and line.text.strip():
            pool.setdefault(folded(line.text), index)
    fresh = [index for text, index in pool.items() if text not in seen]
    return chance.sample(fresh, min(most, len(fresh)))


def folded(text: str) -> str:
    """The text as repeats are told."""
    return text.strip().lower()


def elements(tree: Tree | None, line: JudgedLine) -> list[str]:
    """The elements around a line from the inside out, with their classes and ids."""
    found = list[str]()
    node = tree.node[line.number - 1] if tree is not None else 0
    while tree is not None and node > 0 and len(found) < ELEMENTS:
        found.append(".".join([tree.tag[node], *tree.marks[node].split()])[:SHOWN])
        node = tree.parent[node]
    return found


def shown(head: str, article: Article, index: int, marks: Sequence[str]) -> str:
    """One drawn line as a paragraph."""
    line = article.lines[index]
    near = [
        f"{'+' if other.verdict.keep else '-'}{other.label}: {other.text[:SHOWN]}"
        for other in article.lines[max(0, index - AROUND) : index + AROUND + 1]
    ]
    density = f"{line.line.link_density:.0%} links, {line.line.role}"
    return "\n".join(
        (
            f"{head} {line.label} ({line.verdict.judge}), {density}, line {index + 1} of {len(article.lines)}",
            f"  {line.text}",
            f"  why: {line.verdict.reason}",
            f"  in: {' < '.join(marks)}",
            f"  near: {' | '.join(near)}",
        )
    )


def main() -> None:
    """Parse the command line and print the lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--predictions", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.54)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--sets", default=SETS)
    for paragraph in drawn(parser.parse_args()):
        print(paragraph)


if __name__ == "__main__":
    main()
