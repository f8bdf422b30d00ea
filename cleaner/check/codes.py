"""The checks: one stable code for each label of boilerplate and for each other thing that can be found.

NC1: what is not article. NC2: broken characters. NC3: the document as a whole. NC4: rule files. NC5: goldens.
A code never changes its meaning and is never used again; docs/check.md is held against this table by a test.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import msgspec

from cleaner.article import MEANING, Label

PREFIX = "NC"


class Check(msgspec.Struct, frozen=True):
    """One check: its code, a name that may stand for the code, what it finds, and what `--fix` does about it."""

    code: str
    name: str
    finds: str
    fix: str = "nothing"


class UnknownCheck(ValueError):
    """A code or name that no check has, with the nearest one."""


# The order of the codes, not that of the labels: new labels go to the end.
NOISE = "subscribe paywall navigation share related comments advert copyright cookies byline dateline caption tags"
NOISE += " author_bio publisher credits player teaser duplicate other"
BY_LABEL = {Label(name): f"{PREFIX}1{number:02}" for number, name in enumerate(NOISE.split(), 1)}
HEADLINE = "NC121"
MOJIBAKE, REPLACEMENT, CONTROL, INVISIBLE, MARKUP, UNDECODABLE = (f"{PREFIX}20{number}" for number in range(1, 7))
EMPTY, SHORT, LANGUAGE = "NC301", "NC302", "NC303"
RULE_FILE, RULE_EXAMPLE = "NC401", "NC402"
GOLDEN, GOLDEN_MISSING, GOLDEN_ORPHAN = "NC501", "NC502", "NC503"

_REMOVES = "removes the line"
_TABLE = (
    *(Check(code, label.value.replace("_", "-"), MEANING[label], _REMOVES) for label, code in BY_LABEL.items()),
    Check(HEADLINE, "repeated-headline", "the headline again, whole, cut short or with words around it", _REMOVES),
    Check(MOJIBAKE, "mojibake", "text that was decoded with the wrong charset: “donâ€™t”", "mends it"),
    Check(REPLACEMENT, "replacement-character", "U+FFFD: a character that was lost on the way"),
    Check(CONTROL, "control-character", "a control character or a terminal's escape sequence", "removes it"),
    Check(INVISIBLE, "invisible-character", "soft hyphen, zero-width character, byte order or direction mark where "
          "nothing is spelled with it", "removes it"),
    Check(MARKUP, "markup", "HTML left in text: tags, comments, character references",
          "takes it off, with `--unsafe-fixes`"),
    Check(UNDECODABLE, "undecodable-byte", "a stray byte of another charset in UTF-8",
          "reads it as windows-1252, with `--unsafe-fixes`"),
    Check(EMPTY, "empty", "no text at all, or nothing but a headline and boilerplate"),
    Check(SHORT, "short", "fewer characters of text than `min-length`"),
    Check(LANGUAGE, "language", "another language than the expected one"),
    Check(RULE_FILE, "rule-file", "a rule file that cannot be used"),
    Check(RULE_EXAMPLE, "rule-example", "a rule that breaks one of its own examples"),
    Check(GOLDEN, "golden", "a golden that is not what its seed gives now", "nothing; `--update` writes it"),
    Check(GOLDEN_MISSING, "golden-missing", "a seed without goldens", "nothing; `--update` writes them"),
    Check(GOLDEN_ORPHAN, "golden-orphan", "a golden without a seed"),
)  # fmt: skip
CHECKS = {check.code: check for check in _TABLE}
_NAMES = {check.name: check.code for check in _TABLE}


def codes(given: Iterable[str]) -> frozenset[str]:
    """The codes that are meant by codes, their beginnings ("NC1") and names; raises UnknownCheck."""
    return frozenset(code for word in given for code in _meant(word.strip()))


def _meant(word: str) -> list[str]:
    name = word.lower().replace("_", "-")
    if name in _NAMES:
        return [_NAMES[name]]
    found = [code for code in CHECKS if code.startswith(word.upper())] if word.upper().startswith(PREFIX) else []
    if not found:
        near = difflib.get_close_matches(name, _NAMES, n=1) or difflib.get_close_matches(word.upper(), CHECKS, n=1)
        hint = f"; did you mean '{near[0]}'?" if near else "; docs/check.md lists them all"
        raise UnknownCheck(f"there is no check '{word}'{hint}")
    return found
