"""Fifth judge of a text: the line model, asked only about what may be a page and not an article.

Where the rules found nothing to take away, no page was scraped, whatever its lines look like: a catalogue, a poem and a
table of results neither wait for the model nor can be harmed by it. It is asked once a text: what it has kept it would
only see with less around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleaner.article import Line, Verdict
from cleaner.judge.furniture import OPENS
from cleaner.judge.text.labels import reasons
from cleaner.judge.view import View
from cleaner.rulebook.phrases import Phrase
from cleaner.shape import collapsed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cleaner.judge.text.features import Text

REMOVED = 1  # lines that the rules took away, from which a text may be a page
FEW = 6  # short lines without an end that an article may well have: headings, names, a list
SHARE = 0.25  # of the lines that are such, from which a text may be a page


def text_lines(view: View) -> dict[int, Verdict]:
    """Verdicts for the lines that the model takes for boilerplate."""
    alive = view.alive()
    if not suspicious(view, alive):
        return {}
    from cleaner.judge.text.headline import settle  # numpy and the weights: clean text needs neither
    from cleaner.judge.text.model import default_text_model

    model = default_text_model()
    text = text_of(view, alive)
    chances = model.chances(text)
    stays, title = settle(text, chances, model.severity, given=bool(view.page.title))
    view.title = alive[title] if title is not None else None
    open_lines = set(view.open())
    dropped = {index for index, stay in zip(alive, stays.tolist(), strict=True) if not stay and index in open_lines}
    return reasons(view, dropped, dict(zip(alive, chances.tolist(), strict=True)))


def suspicious(view: View, lines: Sequence[int]) -> bool:
    """Whether something went already, and so many of the lines are no sentences that the text may be a page."""
    if len(view.lines) - len(lines) < REMOVED:
        return False
    prose, ends = view.prose, view.ends
    short = len([index for index in lines if not prose[index] and not ends[index] and index != view.title])
    return short > FEW and short >= SHARE * len(lines)


def text_of(view: View, lines: Sequence[int]) -> Text:
    """The lines as the model sees them; the gaps between them are those that they would have in the article."""
    import numpy as np

    from cleaner.judge.text.features import Text

    texts, plain, places = view.texts, view.plain, np.array(lines)
    view.know_keys()
    title = lines.index(view.title) if view.title is not None and not view.dropped(view.title) else None
    spoken = np.zeros((len(view.lines), 3), np.float32)
    if found := view.phrases():
        spoken[list(found)] = list(map(_spoken, found.values()))
    return Text(
        [texts[at] if plain[at] is texts[at] else collapsed(texts[at]) for at in lines],  # most lines are plain
        _gaps(view.lines, places),
        np.diff(places, prepend=-1, append=len(view.lines)).astype(np.float32) - 1,
        title,
        spoken[places],
        [view.keys[at] for at in range(len(texts))],
        lines,
    )


def _gaps(lines: Sequence[Line], places: NDArray[np.int64]) -> NDArray[np.float32]:
    """The empty lines before each line that is left, as many as in the widest gap since the one before, and after."""
    import numpy as np

    numbers = np.fromiter([line.number for line in lines], np.int64, len(lines))
    apart = np.diff(numbers[: places[-1] + 1], prepend=0) - 1
    widest = np.zeros(len(places) + 1, np.float32)
    widest[1:-1] = np.maximum.reduceat(apart, places[:-1] + 1) if len(places) > 1 else ()
    return widest


def _spoken(found: Sequence[Phrase]) -> tuple[bool, bool, bool]:
    """Whether a certain phrase matches a line, a positional one, and one that opens a block of furniture."""
    opens = any(phrase.label in OPENS for phrase in found)
    certain = any(phrase.where == "anywhere" for phrase in found)
    return certain, not certain, opens
