"""Which rule files a command is about: `--rules DIR`, and names of files, folders, hosts and groups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cleaner.cli.rules_folder import RulesFolder

F = TypeVar("F", bound=Callable[..., Any])


def rules_option(command: F) -> F:
    """`--rules DIR`, as the reading commands have it."""
    kind = RulesFolder(Path)
    text = "A rules folder (sites/, publishers/, groups/, phrases/) over the shipped one; may be repeated."
    return click.option("--rules", "folders", multiple=True, metavar="DIR", type=kind, help=text)(command)


def all_files(folders: tuple[Path, ...]) -> list[Path]:
    """All rule files of these folders; of the shipped one, where none is given."""
    from cleaner.rulebook.folders import rule_files, shipped

    return [path for folder in folders or (shipped(),) for path in rule_files(folder)]


def chosen(names: tuple[str, ...], folders: tuple[Path, ...]) -> list[Path]:
    """The rule files that are named, else all of them."""
    from cleaner.given import PARTS
    from cleaner.rulebook.folders import shipped
    from cleaner.rulebook.survey import files_named

    if not names:
        listed = all_files(folders)
        if not listed:
            parts = ", ".join(f"{part}/" for part in PARTS)
            raise click.UsageError(f"{folders[-1]}: holds no rule files; they stand in {parts} of a rules folder")
        return listed
    found: dict[Path, None] = {}
    for name in names:
        paths = files_named(name, [shipped(), *folders])
        if not paths:
            raise click.UsageError(f"there is no rule file, rules folder, host with rules or group '{name}'")
        found |= dict.fromkeys(paths)
    return list(found)


def count(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number} {what}{'' if number == 1 else 's'}"
