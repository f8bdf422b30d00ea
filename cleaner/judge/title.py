"""Which line is the headline. It is kept once, as the title, and the body starts after it."""

from __future__ import annotations

from cleaner.judge.view import View
from cleaner.shape import key, without_site

REACH = 400  # lines looked at: longer menus than this are not seen
SENTENCE_WORDS = 15  # from which a first line that ends in "?" or "!" is the article's first sentence


def find_title(view: View) -> int | None:
    """The index of the headline among the lines not dropped yet: as given, else as repeated, else the first line.

    An HTML page's markup has told it already (`split/title.py`). Which line it is on a flattened page is told better
    when the line model has said what the article is (`text/headline.py`).
    """
    if view.page.tree is not None:
        return view.page.title_line
    top = next(iter(view.standing()), None)
    if top is not None and view.page.title and view.keys[top] and view.keys[top] == key(view.page.title):
        return top  # as where an HTML page's lines are looked at as text
    head = _head(view)
    if view.page.title:
        return _given(view, head)  # somebody knows it: no guess is better
    repeated = _repeated(view, head)
    if repeated is not None:
        return repeated
    first = next((index for index in head if not _furniture(view, index)), None)
    return first if first is not None and view.headlines[first] and not _sentence(view, first) else None


def _sentence(view: View, index: int) -> bool:
    """Whether a line that could be a headline reads like an article's beginning: “Have you ever wondered why …?”

    Not what stood twice, of which the other has gone.
    """
    if view.words[index] < SENTENCE_WORDS or not view.ends[index]:
        return False
    return not any(view.dropped(at) and key == view.keys[index] for at, key in view.keys.items())


def _head(view: View) -> list[int]:
    """The lines before the first paragraph, and that paragraph: a long standfirst may be the given title."""
    prose, headlines = view.prose, view.headlines
    head = view.standing()[:REACH]
    for place, index in enumerate(head):
        if prose[index] and not headlines[index] and not _furniture(view, index):
            return head[: place + 1]
    return head


def _given(view: View, head: list[int]) -> int | None:
    for wanted in _wanted(view):
        found = next((index for index in head if wanted and view.keys[index] == wanted), None)
        if found is not None:
            return found
    return None


def _wanted(view: View) -> tuple[str, ...]:
    """The keys of the title that is known from outside, with and without a site's name."""
    title = view.page.title
    return (key(title), key(without_site(title))) if title else ()


def _repeated(view: View, head: list[int]) -> int | None:
    """The first full form of a telling line that stands in the head twice, a site's name aside."""
    first: dict[str, int] = {}
    for index in head:
        forms = view.forms(index)
        if not forms or _furniture(view, index):
            continue
        for form in forms:
            if form in first:
                return min((first[form], index), key=lambda at: (len(view.keys[at]), at))
            first[form] = index
    return None


def _furniture(view: View, index: int) -> bool:
    """A line that a phrase takes away from the head of a page; from there a paragraph only goes if it goes anywhere."""
    found = view.phrases().get(index)
    if found is None:
        return False
    places = ("anywhere",) if view.prose[index] else ("anywhere", "head", "edge")
    return any(phrase.where in places for phrase in found)
