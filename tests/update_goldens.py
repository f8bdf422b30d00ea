"""Write golden/ anew from seeds/: `python tests/update_goldens.py`, then read the diff."""

from __future__ import annotations

from pathlib import Path

import cleaner

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        article = cleaner.clean(seed.read_bytes())
        (ROOT / "golden" / f"{seed.stem}.txt").write_bytes((article.text + "\n").encode())
        (ROOT / "golden" / f"{seed.stem}.explain.tsv").write_bytes(article.explain().encode())


if __name__ == "__main__":
    main()
