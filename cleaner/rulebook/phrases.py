"""Phrase packs: what boilerplate says, per language, as data with its own tests.

    language: en
    stay: |                       # near misses: no phrase of this pack may match these lines
      Follow the money, prosecutors were told.
    phrases:
      also-read:
        label: related
        where: anywhere           # or head, tail, edge: only outside the article's paragraphs
        match: ['(?:also|must) read<colon><any>']
        gone: |                   # lines that this phrase must match
          Also read: The river is rising again
        stay: |                   # lines that it must not match
          Also read in schools, the novel sold well.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from cleaner.article import Label
from cleaner.rulebook.folders import phrase_files
from cleaner.rulebook.patterns import PatternError, PatternSet, compile_one
from cleaner.rulebook.read import RuleError, read
from cleaner.shape import plain

LONGEST = 160  # characters, unless an entry says otherwise: `+` in a pattern shall not swallow a paragraph

Where = Literal["anywhere", "head", "tail", "edge"]


class PhraseEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One phrase as its file says it."""

    label: Label
    match: list[str]
    gone: str
    where: Where = "anywhere"
    longest: int = LONGEST
    stay: str = ""
    note: str = ""


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's phrases as their file says them."""

    language: str
    phrases: dict[str, PhraseEntry]
    stay: str = ""


class Phrase(msgspec.Struct, frozen=True):
    """One phrase as the judges see it; `name` is "<language>/<entry>"."""

    name: str
    language: str
    label: Label
    where: Where
    longest: int


class PhraseBook:
    """All phrase packs of some folders, compiled into one automaton."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Reads every `phrases/*.yaml`; raises RuleError for the first file that cannot be used."""
        self._phrases: list[Phrase] = []  # one for each pattern
        patterns: list[str] = []
        for path in phrase_files(folders):
            for phrase, entry in _load(path):
                self._phrases += [phrase] * len(entry.match)
                patterns += entry.match
        self._longest = max((phrase.longest for phrase in self._phrases), default=0)
        try:
            self._patterns = PatternSet(patterns)
        except PatternError:
            for path in phrase_files(folders):
                _check(path)
            raise

    def matches(self, line: str) -> tuple[Phrase, ...]:
        """The phrases that match a line as a whole; `line` has gone through `shape.plain`."""
        if len(line) > self._longest:
            return ()
        found = (self._phrases[position] for position in self._patterns.matches(line))
        return tuple(dict.fromkeys(phrase for phrase in found if len(line) <= phrase.longest))


def _load(path: Path) -> list[tuple[Phrase, PhraseEntry]]:
    pack = read(path, Pack)
    loaded = []
    for key, entry in pack.phrases.items():
        loaded.append((Phrase(f"{pack.language}/{key}", pack.language, entry.label, entry.where, entry.longest), entry))
    return loaded


def _check(path: Path) -> None:
    """Names the pattern that RE2 refused: patterns are compiled together, and alone only when that failed."""
    for entry in read(path, Pack).phrases.values():
        for pattern in entry.match:
            try:
                compile_one(pattern)
            except PatternError as error:
                raise RuleError(path, line_of(path, pattern), str(error)) from error


def line_of(path: Path, needle: str) -> int:
    """The first line of a file that contains a text; 1 when none does."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if needle in line), 1)


def mistakes(path: Path) -> list[str]:
    """Where a pack breaks its own examples: one sentence for each line that it misses or must not touch."""
    pack = read(path, Pack)
    found = []
    for key, entry in pack.phrases.items():
        patterns = PatternSet(entry.match)

        def hit(line: str, patterns: PatternSet = patterns, longest: int = entry.longest) -> bool:
            return len(line) <= longest and bool(patterns.matches(plain(line)))

        gone, stay = _lines(entry.gone), _lines(entry.stay) + _lines(pack.stay)
        found += [f"{path}: `{key}` has no example in `gone`"] if not gone else []
        found += [f"{path}: `{key}` misses {line!r}" for line in gone if not hit(line)]
        found += [f"{path}: `{key}` must not match {line!r}" for line in stay if hit(line)]
    return found


def _lines(block: str) -> list[str]:
    return [line for line in block.splitlines() if line.strip()]
