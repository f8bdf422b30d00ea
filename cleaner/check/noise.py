"""Boilerplate that is left in a text: what `Cleaner` would remove, as faults."""

from __future__ import annotations

from collections import Counter

import msgspec

from cleaner.article import Article, JudgedLine
from cleaner.check.codes import BY_LABEL, HEADLINE
from cleaner.check.findings import Fault
from cleaner.check.texts import Physical

WEIGHED = ("model", "text_model")  # judges that weigh, and are never certain, however sure they are


class Noise(msgspec.Struct, frozen=True):
    """A fault with the line, or the piece of one, that it is about."""

    judged: JudgedLine
    fault: Fault


def noise(article: Article, physical: Physical) -> list[Noise]:
    """What of a text goes, in order."""
    pieces = Counter(judged.number for judged in article.lines)
    return [Noise(judged, _fault(judged, physical, pieces[judged.number] == 1)) for judged in article.removed]


def _fault(judged: JudgedLine, physical: Physical, whole: bool) -> Fault:
    headline = judged.verdict.judge.startswith("repeats:head")
    start, end = span(judged, physical)
    stripped = physical.text[start:end]
    left = len(stripped) - len(stripped.lstrip())
    return Fault(
        code=HEADLINE if headline else BY_LABEL[judged.label],
        start=start + left,
        end=start + left + len(stripped.strip()),
        reason=judged.reason,
        certain=judged.verdict.score == 1.0 and not judged.verdict.judge.startswith(WEIGHED),
        fix="removes the line" if whole else "removes it from the line",
    )


def span(judged: JudgedLine, physical: Physical) -> tuple[int, int]:
    """Where a piece of a line stands; the whole line where it is one, or where mending has moved the piece."""
    line, text = physical.line(judged.number), judged.text
    begin = physical.start[judged.number - 1]
    if line.startswith(text, judged.line.start):
        return begin + judged.line.start, begin + judged.line.start + len(text)
    if line.count(text) == 1:
        return begin + line.index(text), begin + line.index(text) + len(text)
    return begin, physical.end[judged.number - 1]
