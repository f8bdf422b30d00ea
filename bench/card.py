"""Writes the model card beside the weights: what they were trained on, how good they are, what they cannot do."""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.prepare import Prepared

LICENCES = {
    "wcxb-dev-article": "CC-BY-4.0 (WCXB, the Web Content eXtraction Benchmark)",
    "wcxb-dev-other": "CC-BY-4.0 (WCXB, the Web Content eXtraction Benchmark)",
    "fundus-pages-dev": "MIT (the Fundus project's test pages and parsers)",
    "readability-pages": "Apache-2.0 (Mozilla Readability's test pages; its own output, so weak truth)",
    "trafilatura-eval-dev": "Apache-2.0 (trafilatura's evaluation pages; snippets only)",
}
CARD = """# The line model

Gives each line of an HTML page the chance that it belongs to the article's body. Oblivious trees over
{features} features per line, evaluated in numpy; threshold {threshold}, chosen in cross-validation and frozen.

Weights: `model.npz`, sha256 `{digest}`.

## Data
{data}

Only weights and class or id tokens that stand on at least four sites are in the file; no text of any page is.

## Figures
Cross-validated by site in {folds} parts: no page was judged by a model, or a vocabulary, that saw its site. The whole
way is measured, from the page to the body, with the headline taken out, copies removed, and phrases and place judging
what the model keeps; a page without lines counts as an empty body.

{table}

`f1`, `precision`, `recall` and `exact` as the article-extraction-benchmark counts them (word 4-grams); `word` is WCXB's
bag of words; `kept` and `left` are the shares of snippets that must and must not be in the body.

## Limits
- Trained on article pages. On listings, forums and shops it keeps what looks most like an article.
- It sees no pixels and no scripts' output: text that a script brings is not there.
- The sets disagree about lists, fact boxes and leads; the model keeps what most of them keep.
- English, German and Norwegian pages are many, other languages few; no feature reads words of a language.

## Train it on your own pages
Put pages with true bodies into a folder as JSONL (`id`, `url`, `html`, `body`; optional `site`, `title`, `with`,
`without`), or in the layout of the article-extraction-benchmark or of WCXB. Then

    pip install -e ".[bench]"
    python -m bench.train FOLDER --sets name1,name2 --out cleaner/judge/html

Seed {seed}, and the settings of the trees: {settings}.
"""


def write_card(
    path: Path,
    pages: Sequence[Prepared],
    table: str,
    threshold: float,
    options: argparse.Namespace,
    settings: Mapping[str, Any],
) -> None:
    """Write the card for a training run."""
    from cleaner.judge.html.features import feature_names

    number = Counter(p.set for p in pages)
    sites = {name: len({p.group for p in pages if p.set == name}) for name in number}
    data = "\n".join(
        f"- {name}: {n} pages, {sites[name]} sites, {LICENCES.get(name, 'your own')}" for name, n in number.items()
    )
    shown = ", ".join(f"{k} {v}" for k, v in settings.items() if k not in ("verbose", "allow_writing_files"))
    path.write_text(
        CARD.format(
            digest=hashlib.sha256((path.parent / "model.npz").read_bytes()).hexdigest(),
            features=len(feature_names()), threshold=threshold, data=data, folds=options.folds,
            table="\n" + table,
            seed=options.seed, settings=shown,
        ),
        encoding="utf-8",
    )  # fmt: skip
