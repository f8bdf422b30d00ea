"""The language of a document: by its commonest words or by its script, the rest by langdetect.

Detected on a bounded sample and with a fixed seed: langdetect draws random numbers, and unseeded it gives other
answers for the same text. One line is too little to tell a language; so this is asked per document only.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from cleaner import common_words, script

SAMPLE = 800  # characters; more changes no answer on news and costs time
LEAST = 40  # letters
SURE = 0.80

# No other language has these four in one word of eleven. Telling English apart so spares most pipes langdetect's
# start of 200 ms.
ENGLISH = frozenset(("the", "of", "and", "to"))
ENGLISH_SHARE = 0.09
ENGLISH_WORDS = 30
WORD = re.compile(r"\w+")

WORDS_SHARE = 0.12  # of the words, so that a few borrowed ones decide nothing
WORDS_LEAD = 1.5  # times the share of the next language that is no relative

# Close relatives that a detector mixes up; phrases of one apply to the others.
FAMILIES = (
    {"da", "nb", "nn", "no", "sv"},
    {"be", "bg", "mk", "ru", "uk"},
    {"bs", "hr", "sl", "sr"},
    {"bg", "mk", "sr"},
    {"cs", "sk"},
    {"ca", "es", "gl", "pt"},
    {"af", "nl"},
    {"az", "tr"},
    {"id", "ms"},
)

# Other codes for the same language: older ones, those of ISO 639-3, and what a page says for its spoken form.
ALIASES = {
    "cmn": "zh",
    "fil": "tl",
    "in": "id",
    "iw": "he",
    "may": "ms",
    "prs": "fa",
    "swa": "sw",
    "yue": "zh",
    "zsm": "ms",
}
CODE = re.compile("[a-z]{2}")
LONGER = frozenset(("ckb",))  # told by its script, and too young for two letters


def detect(lines: list[str]) -> str | None:
    """The ISO 639-1 code of a document's language, None when its lines are too few or too mixed to tell."""
    return detect_sample(sample(lines, longest_first(lines)))


def detect_sample(text: str) -> str | None:
    """As `detect`, of a text that `sample` made."""
    return "en" if _english(text) else _detect(text)


def glance(lines: list[str]) -> tuple[str | None, str | None]:
    """The language as far as it can be told without a detector, and the script; None for what cannot be told."""
    return glance_at(sample(lines, longest_first(lines)))


def glance_at(text: str) -> tuple[str | None, str | None]:
    """As `glance`, of a text that `sample` made."""
    return ("en", "latin") if _english(text) else _told(text)


def longest_first(lines: Sequence[str]) -> list[int]:
    """The lines by index, the longest first: paragraphs tell a language, menus do not."""
    return sorted(range(len(lines)), key=list(map(len, lines)).__getitem__, reverse=True)


def sample(lines: Sequence[str], order: Iterable[int]) -> str:
    """The first `SAMPLE` characters of the lines taken in `order`, as they follow each other in the document."""
    left, chosen = SAMPLE, []
    for index in order:
        if left <= 0:
            break
        chosen.append((index, lines[index][:left]))
        left -= len(lines[index])
    return "\n".join(text for _, text in sorted(chosen))


@lru_cache(maxsize=8)  # one document's judges ask several times
def _told(sample: str) -> tuple[str | None, str | None]:
    name = script.script(sample)
    return script.told(sample, name) or _by_words(sample), name


def _by_words(sample: str) -> str | None:
    shares = common_words.shares(sample)
    best = max(shares, key=shares.__getitem__, default=None)
    if best is None or shares[best] < WORDS_SHARE:
        return None
    rival = max((share for code, share in shares.items() if not related(best, code)), default=0.0)
    return best if shares[best] >= WORDS_LEAD * rival else None


@lru_cache(maxsize=8)
def _detect(sample: str) -> str | None:
    told, _ = _told(sample)
    if told is not None:
        return told
    if sum(char.isalpha() for char in sample) < LEAST:
        return None
    detector = _factory().create()
    detector.seed = 0
    detector.append(sample)
    try:
        best = detector.get_probabilities()[:1]
    except _unknown():  # a script that it has no profile for, such as Ethiopic
        return None
    return normal(best[0].lang) if best and best[0].prob >= SURE else None


def _english(sample: str) -> bool:
    words = WORD.findall(sample.lower())
    return len(words) >= ENGLISH_WORDS and sum(word in ENGLISH for word in words) >= ENGLISH_SHARE * len(words)


def normal(tag: str | None) -> str | None:
    """The language of a tag such as "de-DE", "pt_BR" or "EN", in lower case; None for none, or no tag: "german"."""
    code = re.split("[-_]", tag.strip(), maxsplit=1)[0].lower() if tag else ""
    code = ALIASES.get(code, code)
    return code if code in LONGER or CODE.fullmatch(code) else None


def no_code(tag: str) -> str:
    """What to say of a tag that names no language."""
    return f"'{tag}' is no code of ISO 639-1, which are two letters, such as en or de"


def related(one: str | None, other: str) -> bool:
    """Whether phrases of the language `other` may stand in a text of the language `one` (None: unknown)."""
    if one is None or one == other:
        return True
    return any(one in family and other in family for family in FAMILIES)


@lru_cache(maxsize=1)
def _factory() -> Any:
    """The detector with its profiles, and not langdetect's own: that one other threads see while it is half read."""
    from langdetect import detector_factory  # 25 ms to import, 150 ms to read its profiles

    factory = detector_factory.DetectorFactory()
    collects = gc.isenabled()
    gc.disable()  # its lists all stay: looking through them again and again takes a third of the time
    try:
        factory.load_profile(detector_factory.PROFILES_DIRECTORY)
    finally:
        if collects:
            gc.enable()
    return factory


def _unknown() -> type[Exception]:
    from langdetect import LangDetectException

    return LangDetectException  # type: ignore[no-any-return]
