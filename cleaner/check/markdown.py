"""What of a Markdown file is no prose: code blocks, front matter and comments. Nothing is looked for in them."""

from __future__ import annotations

import re

FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
COMMENT = re.compile(r"<!--.*?-->", re.S)
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
NOT_A_BREAK = re.compile(r"[^\r\n]")


def blanked(text: str) -> str:
    """The text with spaces in place of what is no prose: every other character keeps its place."""
    front = FRONT_MATTER.match(text)
    head = front.end() if front else 0
    return COMMENT.sub(_spaces, _space(text[:head]) + _without_code(text[head:]))


def without_spans(text: str) -> str:
    """The text with spaces in place of `code` within a line: tags are named there, not left over."""
    return CODE_SPAN.sub(_spaces, text)


def _without_code(text: str) -> str:
    fence = ""
    lines = text.splitlines(keepends=True)
    for index, line in enumerate(lines):
        found = FENCE.match(line)
        if fence:
            lines[index] = _space(line)
            closes = found and found[1].startswith(fence) and not line[found.end() :].strip()
            fence = "" if closes else fence
        elif found:
            fence = found[1]
            lines[index] = _space(line)
    return "".join(lines)


def _space(text: str) -> str:
    return NOT_A_BREAK.sub(" ", text)


def _spaces(found: re.Match[str]) -> str:
    return _space(found[0])
