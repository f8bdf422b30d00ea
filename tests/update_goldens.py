"""Write golden/ anew from seeds/: `python tests/update_goldens.py`, then read the diff."""

from __future__ import annotations

from pathlib import Path

import cleaner
from cleaner import render

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    seeds = ROOT / "seeds"
    for seed in sorted([*seeds.glob("*.txt"), *seeds.glob("text/*.txt"), *seeds.glob("html/*.html")]):
        article = cleaner.clean(seed.read_bytes())
        golden = ROOT / "golden" / seed.relative_to(seeds).with_suffix("")
        golden.parent.mkdir(exist_ok=True)
        golden.with_suffix(".txt").write_bytes(render.text(article).encode())
        golden.with_suffix(".explain.tsv").write_bytes(article.explain().encode())
        if seed.suffix == ".html":
            golden.with_suffix(".md").write_bytes(render.markdown(article).encode())


if __name__ == "__main__":
    main()
