"""Readers of the common benchmark formats. Data never lives in the repository: it is a folder that you name."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """A page with what is known of the truth: its body, or only snippets that must and must not be in it.

    `site` groups pages that must not be split between training and evaluation; `kind` is "article" or the
    kind of page that is none; `text` the page as a scraper of text leaves it, and `country`, where the set has them.
    """

    id: str
    html: str
    url: str = ""
    site: str = ""
    title: str = ""
    body: str = ""
    text: str = ""
    kind: str = "article"
    country: str = ""
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


def load(path: Path) -> list[Sample]:
    """All pages of one set: a `.jsonl` or `.jsonl.gz` file, or a folder in one of the known layouts."""
    if path.is_file():
        return [sample(row) for row in rows(path)]
    if (path / "ground-truth.json").is_file():
        return list(aeb_folder(path))
    if (path / "ground-truth").is_dir():
        return list(wcxb_folder(path))
    raise ValueError(f"{path}: neither JSONL nor a benchmark folder that is known here")


def find(folder: Path, name: str) -> Path:
    """The set called `name` in a folder: a JSONL file with or without gzip, or a subfolder."""
    for candidate in (folder / f"{name}.jsonl.gz", folder / f"{name}.jsonl", folder / name):
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"no set {name!r} in {folder}")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def sample(row: dict[str, Any]) -> Sample:
    """Our own JSONL: `id`, `url`, `site`, `title`, `body`, `html`, `text`, `kind`, `cc`, `with`, `without`."""
    return Sample(
        id=row["id"],
        html=row["html"],
        url=row.get("url") or "",
        site=row.get("site") or host(row.get("url") or "") or row["id"],
        title=row.get("title") or "",
        body=row.get("body") or "",
        text=row.get("text") or "",
        kind=row.get("kind") or "article",
        country=row.get("cc") or "",
        must=tuple(row.get("with") or ()),
        must_not=tuple(row.get("without") or ()),
    )


def aeb_folder(path: Path) -> Iterator[Sample]:
    """The article-extraction-benchmark's layout: `ground-truth.json` and `html/<id>.html.gz`."""
    truth = json.loads((path / "ground-truth.json").read_text(encoding="utf-8"))
    for key, row in sorted(truth.items()):
        html = gzip.decompress((path / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8", "replace")
        url = row.get("url") or ""
        yield Sample(id=key, html=html, url=url, site=host(url) or key, body=row.get("articleBody") or "")


def wcxb_folder(path: Path) -> Iterator[Sample]:
    """WCXB's layout: `ground-truth/<id>.json` and `html/<id>.html.gz` (or `.html`)."""
    for file in sorted((path / "ground-truth").glob("*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        truth, url = row.get("ground_truth") or row, row.get("url") or ""
        kind = (row.get("_internal") or {}).get("page_type") or row.get("page_type") or "article"
        yield Sample(
            id=file.stem,
            html=wcxb_html(path / "html", file.stem),
            url=url,
            site=host(url) or file.stem,
            title=truth.get("title") or "",
            body=truth.get("main_content") or truth.get("body") or "",
            kind=kind if isinstance(kind, str) else kind.get("primary", "article"),
            must=tuple(truth.get("with") or ()),
            must_not=tuple(truth.get("without") or ()),
        )


def wcxb_html(folder: Path, name: str) -> str:
    """The page of one truth file, compressed or not."""
    packed = folder / f"{name}.html.gz"
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.html").read_bytes()
    return data.decode("utf-8", "replace")


def host(url: str) -> str:
    """Host name in lower case, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
