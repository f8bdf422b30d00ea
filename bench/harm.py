"""Do no harm: clean articles in, and what is lost of them.

    python -m bench.harm DATA [SET ...] [--list] [--write]

DATA is a folder with sets as JSONL (`bench/data.py` says which fields); fed are their true bodies, as text. The
title that cleaner recognises counts as kept. `--list` shows every article that changed, and why.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.data import find, rows
from bench.metrics import WORD, aeb
from bench.tables import publish, table
from cleaner import Article, Cleaner

SETS = ("wcxb-dev-article", "fundus-pages-dev")
SHOWN = 6  # lines of an article in the list


def measure(folder: Path, name: str, cleaner: Cleaner, *, listed: bool) -> tuple[str, int, float, float]:
    """One set's row: name, articles, mean recall of word 4-grams, share of articles unchanged word for word."""
    bodies = [(row["id"], row["body"]) for row in rows(find(folder, name)) if row.get("body")]
    pairs = []
    for key, body in bodies:
        article = cleaner.clean(body, kind="text")
        kept = "\n".join(filter(None, (article.title, article.body)))
        pairs.append((body, kept))
        if listed and WORD.findall(kept) != WORD.findall(body):
            explain(key, article)
    score = aeb(pairs)
    return name, len(bodies), score["recall"], score["exact"]


def explain(key: str, article: Article) -> None:
    """Print why one article changed."""
    print(f"{key}: {len(article.removed)} lines removed, {len(article.repairs)} repairs")
    for line in article.removed[:SHOWN]:
        print(f"  - {line.number} {line.label.value}: {line.reason} | {line.text.strip()[:80]}")
    for repair in article.repairs[: 0 if article.removed else 2]:
        print(f"  ~ {repair.line} {repair.what}")


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    cleaner = Cleaner()
    found = [measure(given.data, name, cleaner, listed=given.list) for name in given.sets]
    publish("harm", table(("set", "articles", "recall", "unchanged"), found), write=given.write)


if __name__ == "__main__":
    main()
