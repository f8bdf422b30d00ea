"""Do no harm: clean articles in, and what is lost of them.

    python -m bench.harm DATA [SET ...] [--list] [--write]

DATA is a folder with sets as JSONL (`bench/data.py` says which fields); fed are their true bodies, as text. The
title that cleaner recognises counts as kept. `--list` shows every article that changed, and why; `--write` puts the
tables into bench/README.md and names the changed ones, with what was removed by whom, in `changed.tsv`.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import msgspec

from bench.data import find, rows
from bench.metrics import WORD, aeb, mean
from bench.tables import publish, table
from cleaner import Article, Cleaner
from cleaner.language import detect

SETS = ("wcxb-dev-article", "fundus-pages-dev")
SHOWN = 6  # lines of an article in the list
COLUMNS = ("set", "articles", "recall", "unchanged", "nothing removed")
CHANGED = Path(__file__).with_name("changed.tsv")


class Cleaned(msgspec.Struct, frozen=True):
    """A true body and what is left of it; `language` is detected, "?" where it cannot be."""

    set: str
    id: str
    language: str
    body: str
    article: Article

    @property
    def kept(self) -> str:
        """The body with the headline that was recognised in it."""
        return "\n".join(filter(None, (self.article.title, self.article.body)))

    @property
    def changed(self) -> bool:
        """Whether a word went or is new."""
        return WORD.findall(self.kept) != WORD.findall(self.body)


def clean_all(folder: Path, name: str, cleaner: Cleaner) -> list[Cleaned]:
    """Every true body of a set, cleaned."""
    bodies = [(row["id"], row["body"]) for row in rows(find(folder, name)) if row.get("body")]
    return [
        Cleaned(name, key, detect(body.split("\n")) or "?", body, cleaner.clean(body, kind="text"))
        for key, body in bodies
    ]


def figures(cleaned: list[Cleaned]) -> tuple[int, float, float, float]:
    """How many articles, the mean recall of their word 4-grams, the shares unchanged word for word and not cut.

    In an article that is neither cut nor unchanged, characters were mended.
    """
    score = aeb([(one.body, one.kept) for one in cleaned])
    return len(cleaned), score["recall"], score["exact"], mean([not one.article.removed for one in cleaned])


def by_language(cleaned: list[Cleaned]) -> list[tuple[str, int, float, float, float]]:
    """The figures of each language, the commonest first."""
    found: dict[str, list[Cleaned]] = defaultdict(list)
    for one in cleaned:
        found[one.language].append(one)
    return [(name, *figures(some)) for name, some in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))]


def changes(one: Cleaned) -> str:
    """What was removed and by whom, or what was mended; without a word of the article."""
    removed = Counter(f"{line.label.value} ({line.verdict.judge})" for line in one.article.removed)
    mended = Counter(repair.what for repair in one.article.repairs) if not removed else {}
    return ", ".join(f"{what} x{count}" if count > 1 else what for what, count in (removed or mended).items())


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
    sets = {name: clean_all(given.data, name, cleaner) for name in given.sets}
    everything = [one for some in sets.values() for one in some]
    publish("harm", table(COLUMNS, [(name, *figures(some)) for name, some in sets.items()]), write=given.write)
    publish("harm-languages", table(("language", *COLUMNS[1:]), by_language(everything)), write=given.write)
    changed = [one for one in everything if one.changed]
    for one in changed if given.list else ():
        explain(one.id, one.article)
    if given.write:
        lines = ["\t".join((one.set, one.id, one.language, changes(one))) for one in changed]
        CHANGED.write_text("\n".join(["set\tid\tlanguage\tremoved or mended", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
