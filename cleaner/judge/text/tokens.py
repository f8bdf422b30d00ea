"""The words of lines, in lower case and numbers as "0", in any script.

What is written without spaces between words counts by pairs of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.shape import SIGNS

WORD = re.compile(rf"(?:[^\W\d_]+|[{SIGNS}]+)+|\d+")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
READ = 400  # characters of a line that are read
WHOLE = 8  # words of a line that may be known as a whole
# Of the languages of Western Europe only these stand beyond Latin-1 in most texts, and they are in no word.
MARKS = "‘’“”„‹›–—…•€™"
LETTERS = bytes(
    48 if chr(code).isdecimal() else ord(chr(code).lower()) if chr(code).isalnum() or code == 10 else 32
    for code in range(256)
)


class Tokens(NamedTuple):
    """A line's words, and the keys of the line as a whole, its beginning and its end."""

    words: list[str]
    whole: str
    head: str
    tail: str

    def all(self) -> Iterator[str]:
        """Everything that the lexicon may know of the line."""
        yield from self.words
        yield from filter(None, self[1:])


def tokens(line: str) -> Tokens:
    """The tokens of one line; a line without words has none."""
    words = words_in(line)
    return Tokens(words, whole(words), head(words), tail(words))


def whole(words: list[str]) -> str:
    """The key of a short line as a whole."""
    return "=" + " ".join(words) if 0 < len(words) <= WHOLE else ""


def head(words: list[str]) -> str:
    """The key of a line's beginning."""
    return "^" + " ".join(words[:2]) if words else ""


def tail(words: list[str]) -> str:
    """The key of a line's end."""
    return "$" + " ".join(words[-2:]) if words else ""


def words_in(line: str) -> list[str]:
    """The words of one line."""
    words = ["0" if word[0].isdecimal() else word for word in WORD.findall(line[:READ].lower())]
    if not line.isascii() and UNSPACED.search(line):
        return [piece for word in words for piece in _pieces(word)]
    return words


def _pieces(word: str) -> list[str]:
    """A word, or the pairs of characters of one in a script without spaces."""
    if len(word) < 3 or not UNSPACED.match(word):
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


def words_in_lines(lines: Sequence[str]) -> list[list[str]]:
    """As `words_in`, of each line; those that Latin-1 can write, which are many, are read as one text."""
    together = "\n".join([line[:READ] for line in lines])
    if together.count("\n") >= len(lines):  # a line is two
        return [words_in(line) for line in lines]
    for mark in () if together.isascii() else MARKS:
        together = together.replace(mark, " ")
    found = [row.split() for row in _latin(together).split("\n")]
    if not _is_latin(together):
        for index, row in enumerate(together.split("\n")):
            if not row.isascii() and not _is_latin(row):
                found[index] = words_in(lines[index])
    return found


def _latin(text: str) -> str:
    """The words of a text as far as Latin-1 can write it, with white space between them, and its line breaks."""
    read = text.encode("latin-1", "replace").translate(LETTERS)
    while b"00" in read:  # quicker than a pattern for numbers
        read = read.replace(b"00", b"0")
    return read.replace(b"0", b" 0 ").decode("latin-1")


def _is_latin(text: str) -> bool:
    try:
        return bool(text.encode("latin-1")) or not text
    except UnicodeEncodeError:
        return False
