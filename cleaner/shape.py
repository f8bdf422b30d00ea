"""What a line looks like: the small questions that several judges ask of one line's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cleaner.fold import letters

MANY = 400  # characters that are counted: no question asked here depends on more
BULLETS = "•·∙*»›>▶►▸→‣▪■●◆✓✔➤|+–—-#"
BULLET = re.compile(r"^(?:[•·∙*»›>▶►▸→‣▪■●◆✓✔➤|+–—-]+ ?|#+ )+(?=\S)")
# The vowel signs of Indic and South-East Asian scripts belong to their words, though `\w` leaves them out.
SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0900-\u0903\u093a-\u0963\u0981-\u0df3\u0e31-\u0eff\u1000-\u1049"
    "\u1780-\u17d3"
)
NOT_WORD = re.compile(f"[^\\w{SIGNS}]+|_+")
ONLY_WORDS = bytes(code if chr(code).isalnum() else 32 for code in range(256))  # the same for Latin-1
ONLY_WORDS_AND_LINES = ONLY_WORDS[:10] + b"\n" + ONLY_WORDS[11:]
# Scripts written without spaces between words: a Chinese character or kana counts for half a word, a letter or sign of
# the alphabets (Thai, Lao, Burmese, Khmer) for a fifth.
IDEOGRAPHS = "[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
UNSPACED_LETTERS = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
UNSPACED = re.compile("[^\x00-\u0dff]")  # all of these stand there
SIGNS_AS_DASHES = bytes(code if chr(code).isalnum() or code in b" \n" else 45 for code in range(128)) + bytes(128)
SIGNS_ALONE = frozenset(chr(code) for code in range(128) if not chr(code).isalnum())  # in ASCII
CLOSING = "\"'”’»«“)）]』」〉》】］"
SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"”’»)]*(?=\s)|[。！？]|$)\s*", re.S)
SENTENCE_WORDS = 3  # “Got it?” and “I agree.” are said by people too
TERMINAL = (".", "!", "?", "…", "。", "！", "？", "｡", "．", "؟", "۔", "।", "॥", "։", "።", "။", "។", "༎", ".)")
LISTED = (".", ",", ";", ":", "。", "،", "؛", "।")
SEPARATORS = (" | ", " - ", " — ", " – ", " :: ", " » ", " • ", " · ", "｜", "_", "：")
TWINS = {
    **dict.fromkeys("’‘‛ʼ′´`׳", "'"),
    **dict.fromkeys("“”„‟″״", '"'),
    **dict.fromkeys("‐‑‒–—―−־", "-"),
    "…": "...",
}
ALIKE = re.compile("[" + "".join(TWINS) + "]")
PROSE_WORDS, LONG_WORDS = 10, 25
HEADLINE_WORDS, HEADLINE_CHARS = 32, 220
TELLING_WORDS, TELLING_IDEOGRAPHS, TELLING_LETTERS = 4, 8, 20  # "News" stands twice on many pages


def plain(text: str) -> str:
    """The line as patterns see it: as `even`, without a bullet in front, and in one spelling (`cleaner/fold.py`)."""
    line = collapsed(text) if text.isascii() else even(letters(text))
    bullet = BULLET.match(line) if line[:1] in BULLETS else None
    return line[bullet.end() :] if bullet else line


def even(text: str) -> str:
    """The text with single spaces, straight quotes and `-` for dashes."""
    line = collapsed(text)
    return line if line.isascii() else ALIKE.sub(_alike, line)


def collapsed(text: str) -> str:
    """The text with single spaces, as most lines have."""
    apart = text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "
    return text if apart else " ".join(text.split())


def places(text: str) -> list[int]:
    """For each character of `even(text)` its place in `text`, from 0, and at last the text's end."""
    found: list[int] = []
    gap = -1
    for place, character in enumerate(text):
        if character.isspace():
            gap = place if gap < 0 and found else gap
            continue
        if gap >= 0:
            found.append(gap)
            gap = -1
        found += [place] * len(TWINS.get(character, character))
    return [*found, gap if gap >= 0 else len(text)]


def _alike(match: re.Match[str]) -> str:
    return TWINS[match[0]]


def key(text: str) -> str:
    """The line as repeats are told: in one case and, unless it is a long paragraph, words only."""
    line = text.casefold()
    if len(line) > MANY:
        return line
    try:
        return b" ".join(line.encode("latin-1").translate(ONLY_WORDS).split()).decode("latin-1")
    except UnicodeEncodeError:
        return " ".join(NOT_WORD.sub(" ", line).split())


def keys(texts: Sequence[str]) -> list[str]:
    """The `key` of each line; those in ASCII, which are most, are read as one text."""
    short = [text if text.isascii() and len(text) <= MANY and "\n" not in text else "" for text in texts]
    together = "\n".join(short).casefold().encode().translate(ONLY_WORDS_AND_LINES).decode()
    rows = zip(texts, short, together.split("\n"), strict=True)
    return [" ".join(row.split()) if ascii_text else key(text) for text, ascii_text, row in rows] if texts else []


def words(text: str) -> int:
    """How many words, up to `MANY`; in scripts without spaces, half the characters or a fifth of the letters."""
    start = text[:MANY]
    tokens = start.split()
    if start.isascii():
        return len(tokens) if SIGNS_ALONE.isdisjoint(tokens) else sum(token not in SIGNS_ALONE for token in tokens)
    spaced = len([token for token in tokens if len(token) > 1 or token.isalnum()])
    if not UNSPACED.search(start):
        return spaced
    ideographs, alphabets = _unspaced(start)
    return spaced + ideographs // 2 + alphabets // 5


def count_words(lines: Sequence[str]) -> list[int]:
    """The `words` of each line, as `plain` gives them; those in ASCII, which are most, are read as one text."""
    short = [line[:MANY].rstrip() if line.isascii() else "" for line in lines]
    together = " " + " \n ".join(short) + " "
    rows = together.encode().translate(SIGNS_AS_DASHES).decode().split("\n")
    return [
        (row.count(" ") - 1 if " - " not in row else _not_alone(row)) if start else words(line)
        for line, start, row in zip(lines, short, rows, strict=False)
    ]


def _not_alone(row: str) -> int:
    tokens = row.split()
    return len(tokens) - tokens.count("-")


def is_telling(text: str) -> bool:
    """Whether a line's key has so many words that its repetition is no accident."""
    if text.isascii() or text.count(" ") + 1 >= TELLING_WORDS:
        return text.count(" ") + 1 >= TELLING_WORDS
    ideographs, alphabets = _unspaced(text)
    return ideographs >= TELLING_IDEOGRAPHS or alphabets >= TELLING_LETTERS


def _unspaced(text: str) -> tuple[int, int]:
    """How many characters the text has of each kind of script without spaces."""
    ideographs, alphabets = _of_unspaced()
    return len(ideographs.findall(text)), len(alphabets.findall(text))


@cache
def _of_unspaced() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(IDEOGRAPHS), re.compile(UNSPACED_LETTERS)  # 3 ms that most texts can do without


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does, closing quotes and brackets aside."""
    if text[-1:].isalnum():  # most short lines
        return False
    return text.rstrip().rstrip(CLOSING).rstrip().endswith(TERMINAL)


def sentences(text: str) -> list[tuple[int, int]]:
    """The ranges [start, end) of the sentences that are longer than an exclamation."""
    return [found.span() for found in SENTENCE.finditer(text) if words(found[0]) >= SENTENCE_WORDS]


def is_prose(text: str, count: int) -> bool:
    """A paragraph: sentences, or so many words (`count`) that it is no label, menu or heading."""
    return count >= LONG_WORDS or (count >= PROSE_WORDS and ends_sentence(text))


def is_headline(text: str, count: int) -> bool:
    """Could be a headline: a few words (`count`) up to a long line, not ending as a plain sentence or a list does."""
    if not 2 <= count <= HEADLINE_WORDS or len(text) > HEADLINE_CHARS:
        return False
    return not text.endswith(LISTED) or text.endswith("...")


def without_site(text: str) -> str:
    """A page title without the site's name: "Headline | The Paper", "Headline - The Paper"."""
    for separator in SEPARATORS:
        if separator in text:
            front = text.rpartition(separator)[0]
            if words(front) >= TELLING_WORDS:
                return front
    return text
