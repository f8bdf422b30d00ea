"""Which faults are asked for: the chosen checks, those ignored in some files, and what a baseline knows already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from cleaner.check.examine import Wanted
from cleaner.check.files import matcher, relative
from cleaner.check.findings import Fault, Finding, fingerprint
from cleaner.check.settings import Settings

T = TypeVar("T")


class Selection:
    """The choice of a run, file by file."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._per_file = [(matcher([pattern], settings.root), codes) for pattern, codes in settings.per_file]

    def name(self, path: str) -> str:
        """What fingerprints and the baseline call a file."""
        return relative(path, self._settings.root)

    def codes(self, path: str) -> frozenset[str]:
        """The checks that a file goes through."""
        ignored = [codes for matches, codes in self._per_file if matches(path)]
        return self._settings.codes.difference(*ignored)

    def wanted(self, path: str) -> Callable[[str], Wanted]:
        """For a record's or text's key in a file: what chooses among its faults."""
        codes, name, known = self.codes(path), self.name(path), self._settings.baseline.get(self.name(path), {})

        def for_key(key: str) -> Wanted:
            def choose(faults: Sequence[Fault], text: str) -> list[Fault]:
                chosen = [fault for fault in faults if fault.code in codes]
                if not known:
                    return chosen
                marks = [fingerprint(fault.code, name, key, text[fault.start : fault.end]) for fault in chosen]
                return _new(chosen, marks, known)

            return choose

        return for_key

    def findings(self, path: str, findings: Sequence[Finding]) -> list[Finding]:
        """The same choice among findings that come from no text."""
        codes, known = self.codes(path), self._settings.baseline.get(self.name(path), {})
        chosen = [finding for finding in findings if finding.code in codes]
        return _new(chosen, [finding.fingerprint for finding in chosen], known)


def _new(items: Sequence[T], marks: Sequence[str], known: dict[str, int]) -> list[T]:
    """The items that the baseline does not know: of equal ones, those beyond the number that it knows."""
    left = Counter(known)
    new = []
    for item, mark in zip(items, marks, strict=True):
        if left[mark] > 0:
            left[mark] -= 1
        else:
            new.append(item)
    return new
