"""The lines that a rule file names as examples: those that must go and those that must stay."""

from __future__ import annotations

from pathlib import Path

from cleaner.rulebook.finding import Finding
from cleaner.rulebook.folders import shipped
from cleaner.rulebook.load import Files, Layer, group_layer, publisher_layer, site_layer
from cleaner.rulebook.read import line_at
from cleaner.rulebook.rule import SiteRule
from cleaner.rulebook.sites import SiteRules

LAYER = {"groups": group_layer, "publishers": publisher_layer}


def layer_at(path: Path) -> Layer:
    """One rule file by its path; the folder that it stands in says of which kind it is."""
    return LAYER.get(path.parent.name, site_layer)(path)


class Roots:
    """Rules folders whose groups are read once for many files."""

    def __init__(self) -> None:
        self._files: dict[Path, Files] = {}

    def rules_at(self, path: Path) -> SiteRules:
        """The rules of one file and of the groups that it extends, which stand beside it or are shipped."""
        root = path.parent.parent
        files = self._files.setdefault(root, Files([shipped(), root]))
        return SiteRules(files.alone(layer_at(path)))


def rules_at(path: Path) -> SiteRules:
    """The same for one file alone."""
    return Roots().rules_at(path)


def mistakes(path: Path) -> list[Finding]:
    """Where a file breaks its own line examples; raises RuleError where it cannot be used."""
    return line_mistakes(rules_at(path))[0]


def line_mistakes(rules: SiteRules) -> tuple[list[Finding], set[str]]:
    """Which line examples of the first file do not hold, and the names of the rules that decided any."""
    layer = rules.layers[0]
    tests = layer.rules.tests
    found: list[Finding] = []
    used: set[str] = set()
    for key, must_go in (("gone", True), ("stay", False)):
        block = getattr(tests, key)
        for offset, line in enumerate(block.splitlines(), 1 if block.endswith("\n") else 0):
            rule = rules.match(line, tests.title) if line.strip() else None
            used |= {rule.name} if rule else set()
            message = _wrong(line, rule, must_go) if line.strip() else ""
            if message:
                found.append(Finding(layer.path, line_at(layer.path, "tests", key) + offset, message))
    return found, used


def _wrong(line: str, rule: SiteRule | None, must_go: bool) -> str:
    if must_go:
        return f"no rule drops {line!r}" if rule is None else f"{rule.name} keeps {line!r}" if rule.keep else ""
    return f"{rule.name} must not drop {line!r}" if rule and not rule.keep else ""
