"""One spelling for what writers, keyboards and converters spell in several ways.

Only for comparing: patterns see lines so, repeats are told so. Nothing of it reaches the output.

- digits of every script become 0-9, full-width Latin letters become plain ones;
- marks that order or join letters go: bidirectional marks, joiners, zero-width spaces, tatweel;
- marks that many writers leave out go: Arabic harakat, Hebrew points, the nukta of Hindi and Bengali;
- letters that keyboards mix up become one: alef with and without hamza, Arabic and Persian yeh and kaf, teh marbuta and
  the hehs, chandrabindu and anusvara; Arabic presentation forms become letters;
- letters written in pieces are put together (NFC): Vietnamese, Korean.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیې", "ي"),
    "ک": "ك",
    **dict.fromkeys("ةۃہھۀۂەە", "ه"),
    "ۓ": "ے",
    "ँ": "ं",
    "ঁ": "ং",
    "ـ": "",
}
NUKTAS = "\u093c\u09bc\u0a3c\u0abc"
PIECES = re.compile("[\u0300-\u036f\u1100-\u11ff\u3099\u309a]")
# What may change under `letters`: everything named above, and all digits beyond ASCII in use.
FOLDED = (
    "\u00ad\u0300-\u036f\u0591-\u05c7\u0600-\u061c\u0622\u0623\u0625\u0629\u0640\u0649\u064b-\u0671\u06a9\u06be"
    "\u06c0-\u06c3\u06cc\u06d0\u06d2-\u06d5\u06d6-\u06ed\u06f0-\u06f9\u0901\u093c\u0958-\u095f\u0966-\u096f\u0981\u09bc"
    "\u09dc-\u09df\u09e6-\u09ef\u0a3c\u0a66-\u0a6f\u0abc\u0ae6-\u0aef\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef"
    "\u0d66-\u0d6f\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u1100-\u11ff\u17e0-\u17e9\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2069\u3099\u309a\ufb1d-\ufdff\ufe70-\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
)
TOUCHED = re.compile(f"[{FOLDED}]")


class _Table(dict[int, str]):
    """What each character becomes, worked out from Unicode's own tables when it first occurs."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(char: str) -> str:
    if char in LETTERS:
        return LETTERS[char]
    digit, category = unicodedata.digit(char, None), unicodedata.category(char)
    if digit is not None and category == "Nd":
        return str(digit)
    if category == "Cf" or char in NUKTAS or (category == "Mn" and "\u0591" <= char <= "\u06ed"):
        return ""
    whole = unicodedata.normalize("NFKC" if _is_form(char) else "NFC", char)
    return whole if whole == char else "".join(map(_folded, whole))


def _is_form(char: str) -> bool:
    """An Arabic or Hebrew presentation form, or a full-width Latin letter."""
    forms = "\ufb1d" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufeff" or "\uff21" <= char <= "\uff5a"
    return forms and char.isalpha()


TABLE = _Table()


def letters(text: str) -> str:
    """The text in one spelling; text in Latin, Cyrillic and Greek letters stays as it is."""
    if text.isascii() or not TOUCHED.search(text):
        return text
    return (unicodedata.normalize("NFC", text) if PIECES.search(text) else text).translate(TABLE)
