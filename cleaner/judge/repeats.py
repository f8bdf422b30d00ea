"""Second judge: the headline again, and lines or captions that stand twice.

A repeated short line may be a refrain, a speaker's name or a result, so outside the head only paragraphs and
neighbours are held to be duplicates.
"""

from __future__ import annotations

from itertools import compress
from operator import eq

from cleaner.article import Label, Verdict
from cleaner.judge.looks import CUT
from cleaner.judge.view import View
from cleaner.shape import TELLING_WORDS, is_telling, key, words

AROUND_WORDS = 7  # "Europe, News No Comments on <headline>"
NEIGHBOUR_WORDS = 5
DISTANT_WORDS = 14
COPIED = 4  # paragraphs in a row


def repeats(view: View) -> dict[int, Verdict]:
    """Verdicts for lines that repeat the headline or another line."""
    verdicts: dict[int, Verdict] = {}
    view.know_keys()
    for step in (_headline, _head, _captions, _neighbours, _distant):
        for index, verdict in step(view).items():
            verdicts.setdefault(index, verdict)
    return verdicts


def _drop(label: Label, reason: str, rule: str) -> Verdict:
    return Verdict(False, label, reason, f"repeats:{rule}")


def _headline(view: View) -> dict[int, Verdict]:
    """The headline again: the same words, with a few around it, or cut short."""
    if view.title is None:
        return {}
    title, where = view.keys[view.title], f"line {view.lines[view.title].number}"
    found: dict[int, Verdict] = {}
    naming = [index for index in view.naming(title) if view.verdicts[index] is None and index != view.title]
    if not naming:
        return found
    paragraphs = [index for index in view.alive() if view.prose[index] and index != view.title]
    keys, texts = view.keys, view.plain
    for index in naming:
        if keys[index] == title and _repeats_headline(view, index, paragraphs):
            found[index] = _drop(Label.DUPLICATE, f"the headline of {where} again", "headline")
        elif not _heading(index, paragraphs) and _around(view, index, title):
            found[index] = _drop(
                Label.DUPLICATE, f"the headline of {where} with a few words around it", "headline-around"
            )
        elif _cut(texts[index], title):
            found[index] = _drop(Label.DUPLICATE, f"the headline of {where}, cut short", "headline-cut")
    return found


def _repeats_headline(view: View, index: int, paragraphs: list[int]) -> bool:
    """Whether a line with the headline's words is the headline again, and not a short entry or a heading of its own."""
    if not paragraphs or index < paragraphs[0]:
        return bool(paragraphs) or is_telling(view.keys[index])
    return is_telling(view.keys[index]) and not _heading(index, paragraphs)


def _heading(index: int, paragraphs: list[int]) -> bool:
    """Whether a line stands above a paragraph that is not the first: a heading of the article."""
    return index + 1 in paragraphs[1:]


def _around(view: View, index: int, title: str) -> bool:
    """The headline within a line that says little else and is no sentence."""
    text = view.keys[index]
    if title.count(" ") + 1 < TELLING_WORDS or title not in text or view.ends[index]:
        return False
    before, _, after = text.partition(title)
    at_word = (not before or before.endswith(" ")) and (not after or after.startswith(" "))
    return at_word and text != title and words(before) + words(after) <= AROUND_WORDS


def _cut(line: str, title: str) -> bool:
    if not line.endswith(CUT):
        return False
    start = key(line.rstrip(".… "))
    return words(start) >= 3 and len(start) >= 12 and start != title and title.startswith(start)


def _head(view: View) -> dict[int, Verdict]:
    """Before the first paragraph, a headline-like line that stood there already, a site's name aside."""
    found, seen = {}, set[str]()
    for index in view.open():
        if view.prose[index] and not view.headlines[index]:
            break
        forms = view.forms(index)
        if index != view.title and not seen.isdisjoint(forms):
            found[index] = _drop(Label.DUPLICATE, "stands twice before the first paragraph", "head")
        seen.update(forms)
    return found


def _captions(view: View) -> dict[int, Verdict]:
    """A picture's alternative text: the beginning of the caption that stands beside it."""
    found = {}
    for caption in reversed(_known_captions(view)):  # of captions on both sides, the one above decides
        for index in (caption - 1, caption + 1):
            if not 0 <= index < len(view.lines) or view.verdicts[index] is not None or view.words[index] < 3:
                continue
            sentence = view.prose[index] and view.ends[index]
            if not sentence and view.keys[caption].startswith(view.keys[index]):
                reason = f"begins the caption of line {view.lines[caption].number}"
                found[index] = _drop(Label.CAPTION, reason, "caption")
    return found


def _known_captions(view: View) -> list[int]:
    """The lines that were taken for captions, and the open ones that say themselves that they are."""
    caption = Label.CAPTION  # a member of an enum costs ten times as much
    decided = {index for index, verdict in enumerate(view.verdicts) if verdict is not None and verdict.label is caption}
    said = {
        index
        for index, found in view.phrases().items()
        for phrase in found
        if phrase.label is caption and phrase.where == "anywhere" and view.verdicts[index] is None
    }
    return sorted(decided | said)


def _neighbours(view: View) -> dict[int, Verdict]:
    """A line that says again what the line before it said; not in verse, where that is meant."""
    found = {}
    alive, counts = view.alive(), view.words
    keys = list(map(view.keys.__getitem__, alive))
    for place in compress(range(len(alive)), map(eq, keys, keys[1:])):
        index = alive[place + 1]
        again = counts[index] >= NEIGHBOUR_WORDS
        if again and view.verdicts[index] is None and index != view.title and not _verse(view, alive, place):
            found[index] = _drop(Label.DUPLICATE, "says again what the line before it said", "neighbour")
    return found


def _verse(view: View, alive: list[int], place: int) -> bool:
    """A neighbour of the pair at `place` is a short line too, as in a stanza; between paragraphs stands a caption."""
    around = alive[max(0, place - 1) : place] + alive[place + 2 : place + 3]
    return not view.prose[alive[place]] and not all(view.prose[at] for at in around)


def _distant(view: View) -> dict[int, Verdict]:
    """Paragraphs that have stood before in the same order, several in a row: a second copy of the text.

    A single one may be meant: a pull quote, a phrase that a list repeats, a form letter.
    """
    paragraphs = [index for index in view.alive() if view.prose[index] and view.words[index] >= DISTANT_WORDS]
    first: dict[str, int] = {}
    again = [first.setdefault(view.keys[index], place) for place, index in enumerate(paragraphs)]
    found: dict[int, Verdict] = {}
    for start, end in _copies(again):
        for place in range(start, end):
            if view.verdicts[paragraphs[place]] is None:
                reason = f"stands twice: line {view.lines[paragraphs[again[place]]].number} says the same"
                found[paragraphs[place]] = _drop(Label.DUPLICATE, reason, "paragraph")
    return found


def _copies(again: list[int]) -> list[tuple[int, int]]:
    """Runs [start, end) of places that repeat earlier places in order; `again[place]` is the first of its kind."""
    runs, start = [], 0
    for place in range(1, len(again) + 1):
        if place < len(again) and again[place] != place and again[place] == again[place - 1] + 1:
            continue
        if again[start] != start and place - start >= COPIED:
            runs.append((start, place))
        start = place
    return runs
