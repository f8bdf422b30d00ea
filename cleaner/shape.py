"""What a line looks like: the small questions that several judges ask of one line's text."""

from __future__ import annotations

import re

SPACES = re.compile(r"\s+")
BULLET = re.compile(r"^(?:[•·∙*»›>▶►▸→‣▪■●◆✓✔➤|+–—-]+ ?|#+ )+(?=\S)")
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
NOT_WORD = re.compile(r"[\W_]+")
# Scripts written without spaces between words: a character counts for half a word.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
CLOSING = "\"'”’»«“)）]』」〉》"
TERMINAL = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "॥", "։", "።", "။", ".)")
ALIKE = str.maketrans(
    {**dict.fromkeys("’‘‛ʼ′´`", "'"), **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‐‑‒–—―−", "-"), "…": "..."}
)
PROSE_WORDS, LONG_WORDS = 10, 25
HEADLINE_WORDS, HEADLINE_CHARS = 32, 220


def plain(text: str) -> str:
    """The line as patterns see it: single spaces, straight quotes, `-` for dashes, no bullet in front."""
    line = SPACES.sub(" ", text.strip())
    return BULLET.sub("", line if line.isascii() else line.translate(ALIKE))


def key(text: str) -> str:
    """The line as repeats are told: words only, in one case."""
    return NOT_WORD.sub(" ", text.casefold()).strip()


def words(text: str) -> int:
    """How many words; in scripts without spaces, half the number of characters."""
    unspaced = 0 if text.isascii() else len(UNSPACED.findall(text))
    return len(WORD.findall(text)) + unspaced // 2


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip().rstrip(CLOSING).rstrip().endswith(TERMINAL)


def is_prose(text: str) -> bool:
    """A paragraph: sentences, or so many words that it is no label, menu or heading."""
    count = words(text)
    return count >= LONG_WORDS or (count >= PROSE_WORDS and ends_sentence(text))


def is_headline(text: str) -> bool:
    """Could be a headline: a few words up to a long line, not ending as a plain sentence or a list does."""
    line = text.strip()
    if not 2 <= words(line) <= HEADLINE_WORDS or len(line) > HEADLINE_CHARS:
        return False
    return not line.endswith((".", ",", ";", ":", "。", "،", "؛", "।")) or line.endswith("...")
