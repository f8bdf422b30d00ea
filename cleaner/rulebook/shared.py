"""Rules that stand in many files, and should be a group that those extend."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cleaner.rulebook.examples import layer_at
from cleaner.rulebook.finding import Finding
from cleaner.rulebook.read import RuleError
from cleaner.rulebook.rule import numbered, what_of

MANY_FILES = 3
MANY_RULES = 3
NAMED = 3  # files that a message names


def shared_rules(paths: Iterable[Path]) -> list[Finding]:
    """Sets of `MANY_RULES` or more that stand, with nothing but their names different, in `MANY_FILES` or more files.

    Files that cannot be used are left to `lint`.
    """
    files: dict[tuple[object, ...], list[Path]] = {}
    for path in paths:
        try:
            rules = numbered([layer_at(path)])
        except RuleError:
            continue
        for what in dict.fromkeys(map(what_of, rules)):
            files.setdefault(what, []).append(path)
    sets: dict[tuple[Path, ...], int] = {}
    for standing in files.values():
        sets[tuple(standing)] = sets.get(tuple(standing), 0) + 1
    return [
        Finding(standing[0], 1, _message(standing, count))
        for standing, count in sorted(sets.items())
        if len(standing) >= MANY_FILES and count >= MANY_RULES
    ]


def _message(standing: tuple[Path, ...], count: int) -> str:
    named = ", ".join(path.name for path in standing[1 : NAMED + 1])
    more = f" and {len(standing) - NAMED - 1} more" if len(standing) > NAMED + 1 else ""
    return f"{count} of its rules stand in {named}{more} too: make them a group, and let these files extend it"
