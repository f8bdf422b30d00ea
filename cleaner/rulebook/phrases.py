"""Phrase packs: what boilerplate says, per language, as data with its own tests.

language: en
stay: |                       # near misses: no phrase of this pack may match these lines
  Follow the money, prosecutors were told.
phrases:
  also-read:
    label: related
    where: anywhere           # or head, tail, edge: only outside the article's paragraphs;
                              # start, end, inside: glued to something else, a part of a line
    match: ['(?:also|must) read<colon><any>']
    gone: |                   # lines that this phrase must match
      Also read: The river is rising again
    stay: |                   # lines that it must not match
      Also read in schools, the novel sold well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from cleaner.article import Label
from cleaner.language import related
from cleaner.rulebook.folders import phrase_files, shipped
from cleaner.rulebook.parts import PARTS, Parts
from cleaner.rulebook.patterns import PatternError, PatternSet, compile_one
from cleaner.rulebook.read import RuleError, line_of, read
from cleaner.script import possible
from cleaner.shape import plain

MARKED = re.compile(r"\[-(.+?)-\]")  # in an example: the part of a line that goes
LONGEST = 160  # characters, unless an entry says otherwise: `+` in a pattern shall not swallow a paragraph

Where = Literal["anywhere", "head", "tail", "edge", "start", "end", "inside"]


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


class Span(NamedTuple):
    """A phrase found within a line, which goes from it: the characters [start, end)."""

    phrase: Phrase
    start: int
    end: int


class PhraseBook:
    """The phrase packs of some folders. Packs are read and compiled when a document first needs their language."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Raises RuleError for the first pack that cannot be used; the shipped ones, which are tested, are not read."""
        self._files: dict[str, list[Path]] = {}
        for folder in folders:
            for path in phrase_files(folder):
                self._files.setdefault(path.stem, []).append(path)
                if folder != shipped():
                    check_pack(path)
        self._matchers: dict[tuple[str, ...], Matcher] = {}
        self._chosen: dict[tuple[str | None, str | None], tuple[Matcher, ...]] = {}

    def matchers(self, language: str | None, script: str | None = None) -> tuple[Matcher, ...]:
        """The phrases that may stand on a page in this language: its own, its relatives' and English ones.

        When the language is None, that is, unknown, those of every language that is written in `script`; when that
        is None too, all of them.
        """
        if (language, script) not in self._chosen:
            others = (code for code in self._files if code != "en")
            apply = tuple(code for code in others if related(language, code) and possible(script, code))
            self._chosen[language, script] = tuple(self._compiled(codes) for codes in (("en",), apply) if codes)
        return self._chosen[language, script]

    def _compiled(self, codes: tuple[str, ...]) -> Matcher:
        """Some languages' phrases in one automaton; English alone, as every page needs it."""
        if codes not in self._matchers:
            self._matchers[codes] = Matcher([entry for code in codes for entry in self._entries(code)])
        return self._matchers[codes]

    def _entries(self, language: str) -> list[tuple[Phrase, PhraseEntry]]:
        """One language's entries; of two with one name, a user's goes over the shipped one."""
        entries: dict[str, PhraseEntry] = {}
        for path in self._files.get(language, ()):
            entries |= read(path, Pack).phrases
        return [
            (Phrase(f"{language}/{name}", language, entry.label, entry.where, entry.longest), entry)
            for name, entry in entries.items()
        ]


class Matcher:
    """Phrases compiled into one automaton."""

    def __init__(self, entries: Sequence[tuple[Phrase, PhraseEntry]]) -> None:
        whole = [(phrase, entry) for phrase, entry in entries if phrase.where not in PARTS]
        self._phrases = [phrase for phrase, entry in whole for _ in entry.match]  # one for each pattern
        self._patterns = PatternSet(pattern for _, entry in whole for pattern in entry.match)
        self._longest = max((phrase.longest for phrase in self._phrases), default=0)
        glued = [(phrase, pattern) for phrase, entry in entries if phrase.where in PARTS for pattern in entry.match]
        self._glued = [phrase for phrase, _ in glued]
        self._parts = Parts([(pattern, phrase.where) for phrase, pattern in glued])

    def matches(self, line: str) -> tuple[Phrase, ...]:
        """The phrases that match a line as a whole; `line` has gone through `shape.plain`."""
        return self.matching([line]).get(0, ())

    def matching(self, lines: Sequence[str]) -> dict[int, tuple[Phrase, ...]]:
        """The same for many lines, by index; lines that no phrase matches, which are most, are not in it."""
        found = {}
        for index, positions in self._patterns.matching(lines, self._longest).items():
            phrases = dict.fromkeys(self._phrases[position] for position in positions)
            if fitting := tuple(phrase for phrase in phrases if len(lines[index]) <= phrase.longest):
                found[index] = fitting
        return found

    def glued(self, text: str) -> bool:
        """Whether `spans` may find something in a line of a text."""
        return self._parts.anywhere(text)

    def spans(self, line: str) -> list[Span]:
        """The phrases that stand in a part of a line, in order; where two overlap, the one that begins first."""
        found = [Span(self._glued[position], start, end) for position, start, end in self._parts.find(line)]
        spans: list[Span] = []
        for span in sorted(found, key=lambda span: (span.start, -span.end)):
            if span.end - span.start <= span.phrase.longest and (not spans or span.start >= spans[-1].end):
                spans.append(span)
        return spans


def check_pack(path: Path) -> None:
    """Every pattern of a pack alone, so that the message can name it."""
    pack = read(path, Pack)
    if pack.language != path.stem:
        raise RuleError(path, line_of(path, "language"), f"`language: {pack.language}` in a file named {path.name}")
    for entry in pack.phrases.values():
        for pattern in entry.match:
            try:
                compile_one(pattern)
            except PatternError as error:
                raise RuleError(path, line_of(path, pattern), str(error)) from error


def mistakes(path: Path) -> list[str]:
    """Where a pack breaks its own examples: one sentence for each line that it misses or must not touch."""
    pack = read(path, Pack)
    found = []
    for key, entry in pack.phrases.items():
        matcher = Matcher([(Phrase(key, pack.language, entry.label, entry.where, entry.longest), entry)])
        gone, stay = _lines(entry.gone), _lines(entry.stay) + _lines(pack.stay)
        found += [f"{path}: `{key}` has no example in `gone`"] if not gone else []
        found += [f"{path}: `{key}` misses {line!r}" for line in gone if not _as_marked(matcher, line, entry)]
        found += [f"{path}: `{key}` must not match {line!r}" for line in stay if _touches(matcher, line)]
    return found


def _touches(matcher: Matcher, line: str) -> bool:
    return bool(matcher.matches(plain(line)) or matcher.spans(line))


def _as_marked(matcher: Matcher, line: str, entry: PhraseEntry) -> bool:
    """Whether an example in `gone` goes: the whole line, or the parts that stand in it as [-what goes-]."""
    if entry.where not in PARTS:
        return _touches(matcher, line)
    text = MARKED.sub(lambda found: found[1], line)
    gone = [text[span.start : span.end].strip() for span in matcher.spans(text)]
    return bool(gone) and gone == [found[1].strip() for found in MARKED.finditer(line)]


def _lines(block: str) -> list[str]:
    return [line for line in block.splitlines() if line.strip()]
