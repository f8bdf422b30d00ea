"""Second judge: the headline again, and lines or captions that stand twice.

A repeated short line may be a refrain, a speaker's name or a result, so outside the head only paragraphs and
neighbours are held to be duplicates.
"""

from __future__ import annotations

from cleaner.article import Label, Verdict
from cleaner.judge.title import TELLING_WORDS, is_telling, without_site
from cleaner.judge.view import View
from cleaner.shape import ends_sentence, is_headline, key, words

AROUND_WORDS = 7  # "Europe, News No Comments on <headline>"
CUT = ("...", "…")
NEIGHBOUR_WORDS = 5
DISTANT_WORDS = 14


def repeats(view: View) -> dict[int, Verdict]:
    """Verdicts for lines that repeat the headline or another line."""
    verdicts: dict[int, Verdict] = {}
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
    found = {}
    for index in view.open():
        if index == view.title:
            continue
        if view.keys[index] == title:
            found[index] = _drop(Label.DUPLICATE, f"the headline of {where} again", "headline")
        elif _around(view, index, title):
            found[index] = _drop(Label.DUPLICATE, f"the headline of {where} with a few words around it", "headline-around")
        elif _cut(view.plain[index], title):
            found[index] = _drop(Label.DUPLICATE, f"the headline of {where}, cut short", "headline-cut")
    return found


def _around(view: View, index: int, title: str) -> bool:
    """The headline within a line that says little else and is no sentence."""
    text = view.keys[index]
    if title.count(" ") + 1 < TELLING_WORDS or title not in text or ends_sentence(view.plain[index]):
        return False
    before, _, after = text.partition(title)
    at_word = (not before or before.endswith(" ")) and (not after or after.startswith(" "))
    return at_word and words(before) + words(after) <= AROUND_WORDS


def _cut(line: str, title: str) -> bool:
    if not line.endswith(CUT):
        return False
    start = key(line.rstrip(".… "))
    return words(start) >= 3 and len(start) >= 12 and start != title and title.startswith(start)


def _head(view: View) -> dict[int, Verdict]:
    """Before the first paragraph, a headline-like line that stood there already, a site's name aside."""
    found, seen = {}, set[str]()
    for index in view.open():
        if view.prose[index] and not is_headline(view.plain[index]):
            break
        if not is_headline(view.plain[index]) or not is_telling(view.keys[index]):
            continue
        forms = {view.keys[index], key(without_site(view.plain[index]))}
        if forms & seen and index != view.title:
            found[index] = _drop(Label.DUPLICATE, "stands twice before the first paragraph", "head")
        seen |= forms
    return found


def _captions(view: View) -> dict[int, Verdict]:
    """A picture's alternative text: the beginning of the caption that stands beside it."""
    found = {}
    for index in view.open():
        text = view.keys[index]
        if view.prose[index] and ends_sentence(view.plain[index]) or words(text) < 3:
            continue
        for beside in (index + 1, index - 1):
            if _is_caption(view, beside) and view.keys[beside].startswith(text):
                reason = f"begins the caption of line {view.lines[beside].number}"
                found[index] = _drop(Label.CAPTION, reason, "caption")
    return found


def _is_caption(view: View, index: int) -> bool:
    if not 0 <= index < len(view.lines):
        return False
    verdict = view.verdicts[index]
    if verdict is not None:
        return verdict.label is Label.CAPTION
    return any(phrase.label is Label.CAPTION and phrase.where == "anywhere" for phrase in view.phrases(index))


def _neighbours(view: View) -> dict[int, Verdict]:
    """A line that says again what the line before it said; not in verse, where that is meant."""
    found = {}
    alive = view.alive()
    for before, index in zip(alive, alive[1:], strict=False):
        again = view.keys[before] == view.keys[index] and words(view.keys[index]) >= NEIGHBOUR_WORDS
        if again and view.verdicts[index] is None and index != view.title and not _verse(view, before, index):
            found[index] = _drop(Label.DUPLICATE, "says again what the line before it said", "neighbour")
    return found


def _verse(view: View, before: int, index: int) -> bool:
    """Both neighbours of the pair are short lines that end no sentence, as in a stanza."""
    around = [at for at in (before - 1, index + 1) if 0 <= at < len(view.lines)]
    return not view.prose[index] and bool(around) and not any(view.prose[at] for at in around)


def _distant(view: View) -> dict[int, Verdict]:
    """A whole paragraph that has stood before."""
    found: dict[int, Verdict] = {}
    first: dict[str, int] = {}
    for index in view.alive():
        text = view.keys[index]
        if not view.prose[index] or words(text) < DISTANT_WORDS:
            continue
        if text in first and view.verdicts[index] is None:
            reason = f"stands twice: line {view.lines[first[text]].number} says the same"
            found[index] = _drop(Label.DUPLICATE, reason, "paragraph")
        first.setdefault(text, index)
    return found
