"""Where rule files are: the shipped folder, and folders that a user names; a user's file goes over a shipped one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

HOST = re.compile(r"(?=.{1,253}$)[\w-]{1,63}(?:\.[\w-]{1,63})*")  # as DNS allows; nothing that leads out of a folder


@lru_cache(maxsize=1)
def shipped() -> Path:
    """The `rules` folder: inside the package in a wheel, beside it in a checkout or an editable install."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def phrase_files(folder: Path) -> list[Path]:
    """`phrases/<language>.yaml` of a folder, by name."""
    return sorted((folder / "phrases").glob("*.yaml"))


def site_files(folders: Sequence[Path], host: str) -> list[Path]:
    """`sites/<host>.yaml` for a host and each of its parent domains, the most telling first, users' before shipped."""
    labels = host.lower().removeprefix("www.").split(".")
    if not HOST.fullmatch(host):
        return []
    hosts = [".".join(labels[start:]) for start in range(max(1, len(labels) - 1))]
    candidates = [folder / "sites" / f"{name}.yaml" for name in hosts for folder in reversed(folders)]
    return [path for path in candidates if path.is_file()]
