"""The rules of a host, read when a document of it first comes in.

What reads them is loaded then too: a text without an address needs none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.rulebook.load import Files
    from cleaner.rulebook.schema import SiteFile
    from cleaner.rulebook.sites import SiteRules

HOSTS = 1024  # hosts whose rules stay in memory


def rules_of_hosts(folders: Sequence[Path], learned: Mapping[str, SiteFile]) -> Callable[[str], SiteRules]:
    """A function from a host to its rules; it raises RuleError for a file of the host that cannot be used."""

    @cache
    def files() -> Files:
        from cleaner.rulebook.load import Files

        return Files(folders, learned)

    @lru_cache(maxsize=HOSTS)
    def rules(host: str) -> SiteRules:
        from cleaner.rulebook.sites import SiteRules

        return SiteRules(files().layers(host))

    return rules
