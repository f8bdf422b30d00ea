"""Texts in, bodies out: flattened pages beside the line filters of today, other extractors' output, clean bodies.

    python -m bench.text DATA OUTPUTS --predictions FILE [--write]

Our figures are cross-validated by site: FILE holds the chances that `bench.train_text` kept. The time is that of the
shipped model, of one core, over all flattened pages in one stream.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.doubt import doubtful
from bench.evaluate_text import by_kind, kept, whole
from bench.metrics import aeb
from bench.prepare_text import TextDoc, prepare_texts, read_outputs
from bench.tables import publish, table
from bench.text_peers import FILTERS
from cleaner import Cleaner
from cleaner.language import detect

FIGURES = ("f1", "precision", "recall", "exact")
BEST = ("c4", "justext")  # of today's line filters
SETS = ("wcxb-dev-article", "fundus-pages-dev")


def ours(docs: Sequence[TextDoc], file: Path, severity: float) -> dict[int, str]:
    """The bodies by cross-validated chances, by the position of their text."""
    with np.load(file) as chances:
        return {
            at: whole(doc, kept(doc, chances[f"{doc.set}\t{doc.id}\t{doc.kind}"], severity))
            for at, doc in enumerate(docs)
        }


def flattened(docs: Sequence[TextDoc], bodies: dict[int, str]) -> list[list[object]]:
    """A row a set and filter: F1, precision, recall, exact, milliseconds a page."""
    rows: list[list[object]] = []
    for (name, kind), which in by_kind(docs).items():
        if kind != "flat":
            continue
        score = aeb([(docs[at].truth, bodies[at]) for at in which])
        rows.append([name, "cleaner", *map(score.__getitem__, FIGURES), speed(docs, which)])
        for peer, strain in FILTERS.items():
            start = time.process_time()
            pairs = [(docs[at].truth, strain(docs[at].raw)) for at in which]
            spent = f"{1000 * (time.process_time() - start) / len(which):.1f}"
            score = aeb(pairs)
            rows.append([name, peer, *map(score.__getitem__, FIGURES), spent])
    return rows


def without_doubtful(docs: Sequence[TextDoc], bodies: dict[int, str], outputs: Path) -> list[list[object]]:
    """A row a set and filter, over the flattened pages of which the truth is not in doubt (`bench/doubt.py`)."""
    rows: list[list[object]] = []
    for (name, kind), which in by_kind(docs).items():
        if kind != "flat":
            continue
        made = read_outputs(outputs, name).values()
        sound = [at for at in which if not doubtful(docs[at].truth, [one.get(docs[at].id, "") for one in made])]
        found = {"cleaner": [bodies[at] for at in sound]}
        found |= {peer: [FILTERS[peer](docs[at].raw) for at in sound] for peer in BEST}
        for peer, texts in found.items():
            score = aeb([(docs[at].truth, text) for at, text in zip(sound, texts, strict=True)])
            rows.append([name, len(sound), len(which) - len(sound), peer, *map(score.__getitem__, FIGURES)])
    return rows


def speed(docs: Sequence[TextDoc], which: Sequence[int]) -> str:
    """Milliseconds of processor time a flattened page, by the shipped model."""
    cleaner = Cleaner()
    some = [docs[at].raw for at in which]
    for raw in some[:3]:
        cleaner.clean(raw, kind="text")
    start = time.process_time()
    for raw in some:
        cleaner.clean(raw, kind="text")
    return f"{1000 * (time.process_time() - start) / len(some):.1f}"


def cleaned(docs: Sequence[TextDoc], bodies: dict[int, str]) -> list[list[object]]:
    """A row a set and kind of text that is an article already: before, after, and what it cost."""
    rows: list[list[object]] = []
    for (name, kind), which in by_kind(docs).items():
        if kind in ("flat", "lines"):
            continue
        before = aeb([(docs[at].truth, docs[at].raw) for at in which])
        after = aeb([(docs[at].truth, bodies[at]) for at in which])
        change = [after[key] - before[key] for key in ("f1", "recall")]
        same = np.mean([docs[at].raw.split() == bodies[at].split() for at in which])
        rows.append([name, kind, before["f1"], after["f1"], *(f"{value:+.4f}" for value in change), float(same)])
    return rows


def countries(docs: Sequence[TextDoc], bodies: dict[int, str]) -> list[list[object]]:
    """F1 on flattened pages by the country of the page, where a set tells it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for at, doc in enumerate(docs):
        if doc.kind == "flat" and doc.country:
            found.setdefault(doc.country, []).append((doc.truth, bodies[at]))
    return [[country, len(pairs), aeb(pairs)["f1"]] for country, pairs in sorted(found.items())]


def languages(docs: Sequence[TextDoc], bodies: dict[int, str], name: str) -> list[list[object]]:
    """F1 on the flattened pages of a set by the language of the body, and how far from that of English it is."""
    found: dict[str, list[tuple[str, str]]] = {}
    for at, doc in enumerate(docs):
        if (doc.kind, doc.set) == ("flat", name):
            found.setdefault(detect(doc.truth.split("\n")) or "?", []).append((doc.truth, bodies[at]))
    scores = {language: aeb(pairs)["f1"] for language, pairs in found.items()}
    most = sorted(found, key=lambda language: (-len(found[language]), language))
    english = scores.get("en", 0.0)
    return [[lang, len(found[lang]), scores[lang], f"{scores[lang] - english:+.4f}"] for lang in most]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("--predictions", type=Path, required=True)
    parser.add_argument("--severity", type=float, required=True)
    parser.add_argument("--write", action="store_true", help="put the tables into bench/README.md")
    options = parser.parse_args()
    docs = prepare_texts(options.data, SETS, options.outputs, 5, 1)
    bodies = ours(docs, options.predictions, options.severity)
    columns = ("set", "filter", *FIGURES, "ms")
    publish("text", table(columns, flattened(docs, bodies)), write=options.write)
    sure = without_doubtful(docs, bodies, options.outputs)
    publish("text-without-doubtful", table(("set", "pages", "left out", "filter", *FIGURES), sure), write=options.write)
    columns = ("set", "text from", "f1 before", "f1 after", "f1 gained", "recall gained", "unchanged")
    publish("text-cleaned", table(columns, cleaned(docs, bodies)), write=options.write)
    shown = table(("language", "pages", "f1", "against English"), languages(docs, bodies, SETS[1]))
    publish("text-languages", shown, write=options.write)
    publish("text-countries", table(("country", "pages", "f1"), countries(docs, bodies)), write=options.write)


if __name__ == "__main__":
    main()
