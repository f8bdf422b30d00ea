"""What a line looks like: the small questions that several judges ask of one line's text."""

from __future__ import annotations

import re

MANY = 400  # characters that are counted: no question asked here depends on more
BULLET = re.compile(r"^(?:[•·∙*»›>▶►▸→‣▪■●◆✓✔➤|+–—-]+ ?|#+ )+(?=\S)")
NOT_WORD = re.compile(r"[\W_]+")
# Scripts written without spaces between words: a character counts for half a word.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
CLOSING = "\"'”’»«“)）]』」〉》"
TERMINAL = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "॥", "։", "።", "။", ".)")
TWINS = {
    **dict.fromkeys("’‘‛ʼ′´`", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
ALIKE = re.compile("[" + "".join(TWINS) + "]")
PROSE_WORDS, LONG_WORDS = 10, 25
HEADLINE_WORDS, HEADLINE_CHARS = 32, 220


def plain(text: str) -> str:
    """The line as patterns see it: single spaces, straight quotes, `-` for dashes, no bullet in front."""
    line = " ".join(text.split())
    return BULLET.sub("", line if line.isascii() else ALIKE.sub(_alike, line))


def _alike(match: re.Match[str]) -> str:
    return TWINS[match[0]]


def key(text: str) -> str:
    """The line as repeats are told: in one case and, unless it is a long paragraph, words only."""
    line = text.casefold()
    return NOT_WORD.sub(" ", line).strip() if len(line) <= MANY else line


def words(text: str) -> int:
    """How many words, up to `MANY`; in scripts without spaces, half the number of characters."""
    start = text[:MANY]
    unspaced = 0 if start.isascii() else len(UNSPACED.findall(start))
    return sum(1 for token in start.split() if len(token) > 1 or token.isalnum()) + unspaced // 2


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip().rstrip(CLOSING).rstrip().endswith(TERMINAL)


def is_prose(text: str, count: int) -> bool:
    """A paragraph: sentences, or so many words (`count`) that it is no label, menu or heading."""
    return count >= LONG_WORDS or (count >= PROSE_WORDS and ends_sentence(text))


def is_headline(text: str) -> bool:
    """Could be a headline: a few words up to a long line, not ending as a plain sentence or a list does."""
    line = text.strip()
    if not 2 <= words(line) <= HEADLINE_WORDS or len(line) > HEADLINE_CHARS:
        return False
    return not line.endswith((".", ",", ";", ":", "。", "،", "؛", "।")) or line.endswith("...")
