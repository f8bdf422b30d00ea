"""Where rule files are: the shipped folder, and folders that a user names; a user's file goes over a shipped one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from cleaner.given import PARTS

HOST = re.compile(r"(?=.{1,253}$)[\w-]{1,63}(?:\.[\w-]{1,63})*")  # as DNS allows; nothing that leads out of a folder

GROUP = re.compile(r"[\w-]{1,100}(?:\.[\w-]{1,100})*")


@lru_cache(maxsize=1)
def shipped() -> Path:
    """The `rules` folder: inside the package in a wheel, beside it in a checkout or an editable install."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def phrase_files(folder: Path) -> list[Path]:
    """`phrases/<language>.yaml` of a folder, by name."""
    return sorted((folder / "phrases").glob("*.yaml"))


def host_names(host: str) -> list[tuple[str, bool]]:
    """The names that a host's rules may stand under, the most telling first, and whether as a wildcard (`*.name`).

    The host itself, then each of its parent domains, a top-level domain aside; nothing for what is no host.
    """
    if not HOST.fullmatch(host):
        return []
    labels = host.lower().removeprefix("www.").split(".")
    parents = [".".join(labels[start:]) for start in range(1, len(labels) - 1)]
    return [(".".join(labels), False), *((name, wild) for name in parents for wild in (True, False))]


def named(folders: Sequence[Path], part: str, name: str) -> list[Path]:
    """`<part>/<name>.yaml` of each folder that has it, users' before the shipped one."""
    candidates = [folder / part / f"{name}.yaml" for folder in reversed(folders)]
    return [path for path in candidates if path.is_file()]


def site_files(folders: Sequence[Path], host: str) -> list[Path]:
    """`sites/<host>.yaml` of a host and its parent domains, the most telling first, users' before shipped ones.

    The file of a wildcard such as `*.example.com` is named `_.example.com.yaml`.
    """
    names = [f"_.{name}" if wild else name for name, wild in host_names(host)]
    return [path for name in names for path in named(folders, "sites", name)]


def group_files(folders: Sequence[Path], name: str) -> list[Path]:
    """`groups/<name>.yaml`, users' before the shipped one; none for what is no name."""
    return named(folders, "groups", name) if GROUP.fullmatch(name) else []


def rule_files(folder: Path) -> list[Path]:
    """All rule files of a folder, by kind and name; also those of which the name's ending is not quite right."""
    return [path for part in PARTS for path in sorted((folder / part).glob("*.y*ml"))]
