"""What other extractors make of the pages of some sets, kept as JSONL: texts to clean, as people have them.

    python -m bench.outputs DATA OUT [--sets …] [--peers trafilatura,resiliparse,readability,justext,boilerpy3]

Peers that cannot live in one environment are run one after another, each in its own; what is there is not made again.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench.data import Sample, find, load
from bench.peers import PEERS

SETS = "fundus-pages-dev,wcxb-dev-article,readability-pages"


def output(peer: str, page: Sample) -> str:
    """One extractor's text; nothing of a page that it cannot read."""
    try:
        return PEERS[peer](page.html, page.url)
    except ImportError:
        raise
    except Exception:  # peers raise what they like
        return ""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with the sets")
    parser.add_argument("out", type=Path, help="folder for the outputs")
    parser.add_argument("--sets", default=SETS, help="names of the sets, separated by commas")
    parser.add_argument("--peers", default="trafilatura,resiliparse", help="names of the extractors")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.sets.split(","):
        pages = [page for page in load(find(options.data, name)) if page.body]
        for peer in options.peers.split(","):
            path = options.out / f"{name}.{peer}.jsonl"
            if not path.exists():
                lines = [json.dumps({"id": page.id, "body": output(peer, page)}) + "\n" for page in pages]
                path.write_text("".join(lines), encoding="utf-8")
                print(path, flush=True)


if __name__ == "__main__":
    main()
