"""What an import did: per directive, per host, and in sum, for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from cleaner.rulebook.ftr.convert import Converted
from cleaner.rulebook.ftr.directives import Outcome
from cleaner.rulebook.ftr.read import Problem

AIM = ("title", "body", "strip", "strip_id_or_class", "strip_image_src")
"""The directives that say what an article is; they are summed up on a line of their own."""
FETCHING = ("next_page_link", "single_page_link", "requires_login", "login_uri", "http_header")
LOSSES = frozenset((*AIM, "(none)", "author", "date", "find_string", "replace_string", "dissolve", "move_into"))
"""Directives without which a host's rules are not whole; the others speak of fetching, or of what lines have not."""


class Report(msgspec.Struct):
    """Counts of lines by directive and outcome, of hosts by how usable they are, and what is wrong with the files.

    `publishers` has the files that speak of several hosts, with the number of these; `sharing` files extend a group.
    A host is `whole` where every line that speaks of the page is there, and `css` where none of them needs lxml.
    """

    files: int = 0
    unread: list[str] = []
    written: int = 0
    skipped: list[str] = []
    publishers: dict[str, int] = {}
    sharing: int = 0
    whole: int = 0
    css: int = 0
    partly: list[str] = []
    nothing: list[str] = []
    fetching: int = 0
    seconds: float = 0.0
    lines: dict[str, Counter[str]] = {}
    reasons: dict[str, Counter[str]] = {}
    problems: list[Problem] = []

    def add(self, done: Converted) -> None:
        """Count one file."""
        self.files += 1
        self.problems += done.problems
        for fate in done.fates:
            self.lines.setdefault(fate.directive, Counter())[fate.outcome] += 1
            if fate.reason and fate.outcome in (Outcome.REFUSED, Outcome.RECORDED, Outcome.XPATH):
                self.reasons.setdefault(fate.outcome, Counter())[f"{fate.directive}: {fate.reason}"] += 1
        self._add_host(done)

    def _add_host(self, done: Converted) -> None:
        fates = [fate for fate in done.fates if fate.directive in LOSSES]
        self.fetching += any(fate.directive in FETCHING for fate in done.fates)
        if not (done.html or done.replace or done.skip_json_ld):
            self.nothing.append(done.file.host)
        elif any(fate.outcome is Outcome.REFUSED for fate in fates):
            self.partly.append(done.file.host)
        else:
            self.whole += 1
            self.css += not any(fate.outcome is Outcome.XPATH for fate in fates)

    def sum(self, directives: Iterable[str]) -> Counter[str]:
        """The outcomes of some directives together."""
        return sum((self.lines.get(name, Counter()) for name in directives), Counter())

    def as_json(self) -> dict[str, Any]:
        """Everything, with the keys that docs/rules.md names."""
        return {
            "files": self.files,
            "unread": self.unread,
            "written": self.written,
            "skipped": self.skipped,
            "publishers": self.publishers,
            "files that extend a group": self.sharing,
            "seconds": round(self.seconds, 2),
            "hosts": {
                "whole": self.whole,
                "whole by CSS alone": self.css,
                "partly": self.partly,
                "nothing": self.nothing,
                "need fetching too": self.fetching,
            },
            "directives": {name: dict(self.lines[name]) for name in self._by_size()},
            "reasons": {outcome: dict(counts.most_common()) for outcome, counts in self.reasons.items()},
            "problems": [str(problem) for problem in self.problems],
        }

    def table(self) -> str:
        """Directives and outcomes, aligned, for a terminal."""
        rows = [["directive", "lines", *Outcome]]
        rows += [[name, *_cells(self.lines[name])] for name in self._by_size()]
        rows.append(["title, body, strip…", *_cells(self.sum(AIM))])
        rows.append(["all", *_cells(self.sum(self.lines))])
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        aligned = ([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in rows)
        return "\n".join("  ".join(cells).rstrip() for cells in aligned)

    def summary(self) -> str:
        """In sentences: files and hosts."""
        sentences = [
            f"{self.files} files read in {self.seconds:.1f} s, {self.written} rule files written",
            f"{sum(self.publishers.values())} hosts that say the same share {len(self.publishers)} files, "
            f"{self.sharing} that nearly do extend a group",
            f"{self.whole} hosts whole ({self.css} of them by CSS alone), {len(self.partly)} partly, "
            f"{len(self.nothing)} without a usable rule",
            f"{self.fetching} hosts have rules about fetching (log-ins, headers, further pages), which are not run",
            "test_url and test_contains are kept as tests of pages that you have saved; nothing is fetched to run them",
        ]
        return "\n".join(sentences)

    def _by_size(self) -> list[str]:
        return sorted(self.lines, key=lambda name: (-self.lines[name].total(), name))


def _cells(counts: Counter[str]) -> list[str]:
    return [str(counts.total()), *(str(counts[outcome] or "") for outcome in Outcome)]
