"""What is mended in a line, kind by kind: mojibake, control and invisible characters.

What is decided for each kind (the table in the README's sister page, docs/repairs.md, is made from STEPS):

- mojibake: ftfy, only where ftfy's own badness heuristic fires, with a configuration that leaves curly quotes,
  ligatures, full-width forms, HTML entities and the Unicode normal form as they are;
- undecodable bytes: read as windows-1252 where that has a character, else U+FFFD;
- control characters, terminal escapes, NUL, U+FEFF, soft hyphens, word joiners: removed;
- zero-width space, joiner and non-joiner: kept inside the scripts that spell with them and in emoji, else removed;
- bidirectional marks: kept in lines with right-to-left letters, else removed;
- no-break space U+00A0: a plain space (`&nbsp;` breaks search and word counts); the narrow and figure spaces, which
  only typesetters use, stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

# Letters and signs that plain good text of European languages is full of prove nothing; anything else may be mojibake.
FOREIGN = re.compile("[^\x00-\x7f‘’“”–—…•©]")
TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb]")
INVISIBLE = re.compile("[\xad\u2060-\u2064\u206a-\u206f\ufeff]")
ZERO_WIDTH = re.compile("[\u180e\u200b-\u200d]+")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Scripts that are spelled with joiners (Arabic, Syriac, N'Ko, Indic, Sinhala, Tibetan, Mongolian), with zero-width
# spaces between words (Thai, Lao, Myanmar, Khmer), and emoji sequences.
JOINING = re.compile("[\u0600-\u109f\u1780-\u18af\ufe0f\U0001f000-\U0001faff]")
EMOJI = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
JOINER = "\u200d"
CHILLU = re.compile("[\u0d00-\u0d7f\u0980-\u09ff]")  # Malayalam and Bengali words may end in a joiner
SURROGATE = re.compile("[\ud800-\udfff]")
PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def stray_bytes(line: str) -> str:
    """The text with a character for each lone surrogate, as which `decode` gives a byte that it cannot read."""
    if not SURROGATE.search(line):
        return line
    joined = PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), line)
    return SURROGATE.sub(lambda lone: _windows_1252(ord(lone[0])), joined)


def _windows_1252(code: int) -> str:
    escaped = 0xDC80 <= code <= 0xDCFF
    return bytes([code - 0xDC00]).decode("cp1252", "replace") if escaped else "\ufffd"


def mojibake(line: str) -> str:
    """The line without mojibake, where ftfy's heuristic is sure that it has some."""
    if not FOREIGN.search(line):
        return line
    fix, is_bad, needed, config = _ftfy()
    return str(fix(line, config)[0]) if needed.search(line) and is_bad(line) else line


@lru_cache(maxsize=1)
def _ftfy() -> tuple[Callable[..., Any], Callable[[str], bool], re.Pattern[str], Any]:
    """What mends mojibake, ftfy's heuristic that tells it, and characters of which bad text has at least one."""
    import ftfy  # 75 ms to import; most English text never needs it
    from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad

    harmless = ("common", "kaomoji", "upper_common", "lower_common")
    needed = "".join(members for name, members in MOJIBAKE_CATEGORIES.items() if name not in harmless)
    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    return ftfy.fix_and_explain, is_bad, re.compile(f"[{needed}ÙЂ]"), config


def _controls(line: str) -> str:
    return CONTROL.sub("", TERMINAL.sub("", line))


def _invisible(line: str) -> str:
    return INVISIBLE.sub("", line)


def _zero_width(line: str) -> str:
    def keep(match: re.Match[str]) -> str:
        before, after = line[: match.start()][-1:], line[match.end() :][:1]
        spells = bool(JOINING.match(before) and JOINING.match(after))
        if match[0] == JOINER:
            spells = spells or bool(CHILLU.match(before) or (EMOJI.match(before) and EMOJI.match(after)))
        return match[0][0] if spells else ""

    return ZERO_WIDTH.sub(keep, line)


def _bidi(line: str) -> str:
    return line if RIGHT_TO_LEFT.search(line) else BIDI.sub("", line)


def _no_break(line: str) -> str:
    return line.replace("\xa0", " ")


STEPS: dict[str, Callable[[str], str]] = {
    "undecodable byte": stray_bytes,
    "mojibake": mojibake,
    "control character": _controls,
    "invisible character": _invisible,
    "zero-width character": _zero_width,
    "bidirectional mark": _bidi,
    "no-break space": _no_break,
}
