"""Where the article of a page probably is, without a model: the run of lines with the most prose in it.

The maximum subsequence of line scores (Pasternack & Roth 2009): prose counts for its words, everything else against it.
Site rules that only hold at a page's edges rest on it, and so does `cleaner learn`, which sees many pages of a site.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from cleaner.article import Line
from cleaner.shape import is_prose, plain, words

AGAINST = 5.0  # words that a line without prose takes away; about ten menu entries outweigh a paragraph
MOST = 80.0  # words of one paragraph that count, so that a page of one huge line does not rule
LINKED = 0.5  # link density from which a line is a menu entry or a teaser


def prose_words(line: Line) -> int:
    """The words of a paragraph; 0 for any other line, and for links and what the page hides."""
    if line.hidden or line.link_density >= LINKED:
        return 0
    count = words(plain(line.text))
    return count if is_prose(line.text, count) else 0


def find_core(prose: Sequence[int]) -> range:
    """The lines, by index, from the article's first paragraph to its last; empty for a page without prose."""
    best, start, total = range(0), 0, 0.0
    best_total = 0.0
    for index, count in enumerate(prose):
        if total <= 0:
            start, total = index, 0.0
        total += min(count, MOST) if count else -AGAINST
        if total > best_total:
            best, best_total = range(start, index + 1), total
    return best


class Edges:
    """Where the lines of a page stand to its article; without lines, nowhere that matters."""

    def __init__(self, lines: Sequence[Line] = (), left: Sequence[int] = (), furniture: Container[int] = ()) -> None:
        """`left` are the lines that nobody has dropped, by index, and `furniture` those that are known to be no prose.

        What was dropped does not count, so that a page that is cleaned again has the same article.
        """
        core = find_core([0 if index in furniture else prose_words(lines[index]) for index in left])
        self._first, self._last = (left[core[0]], left[core[-1]]) if core else (0, len(lines))

    def holds(self, where: str, index: int) -> bool:
        """Whether a line stands there: "anywhere", "head", "tail" or "edge"; on a page without prose, nothing does."""
        head, tail = index < self._first, index > self._last
        return where == "anywhere" or (head and where != "tail") or (tail and where != "head")
