"""Which line is the headline. It is kept once, as the title, and the body starts after it."""

from __future__ import annotations

from cleaner.judge.view import View
from cleaner.shape import TELLING_WORDS, is_telling, key, words

REACH = 400  # lines looked at: longer menus than this are not seen


def find_title(view: View) -> int | None:
    """The index of the headline among the lines not dropped yet: as given, as repeated, or as the first line.

    An HTML page's markup has told it already (`split/title.py`).
    """
    if view.page.tree is not None:
        return view.page.title_line
    head = _head(view)
    given = _given(view, head)
    if given is not None:
        return given
    repeated = _repeated(view, head)
    if repeated is not None:
        return repeated
    first = next((index for index in head if not _furniture(view, index)), None)
    return first if first is not None and _could_be(view, first) else None


def without_site(text: str) -> str:
    """A page title without the site's name: "Headline | The Paper", "Headline - The Paper"."""
    for separator in (" | ", " - ", " — ", " – ", " :: ", " » ", " • ", " · ", "｜", "_", "："):
        front, found, _ = text.rpartition(separator)
        if found and words(front) >= TELLING_WORDS:
            return front
    return text


def _head(view: View) -> list[int]:
    """The lines before the first paragraph, and that paragraph: a long standfirst may be the given title."""
    head = []
    for index in view.alive()[:REACH]:
        head.append(index)
        if view.prose[index] and not _furniture(view, index) and not view.headlines[index]:
            break
    return head


def _given(view: View, head: list[int]) -> int | None:
    if not view.page.title:
        return None
    for wanted in (key(view.page.title), key(without_site(view.page.title))):
        found = next((index for index in head if wanted and view.keys[index] == wanted), None)
        if found is not None:
            return found
    return None


def _repeated(view: View, head: list[int]) -> int | None:
    """The first full form of a telling line that stands in the head twice, a site's name aside."""
    first: dict[str, int] = {}
    for index in head:
        if not _could_be(view, index) or not is_telling(view.keys[index]) or _furniture(view, index):
            continue
        for form in dict.fromkeys((view.keys[index], key(without_site(view.plain[index])))):
            if form in first:
                return min((first[form], index), key=lambda at: (len(view.keys[at]), at))
            first[form] = index
    return None


def _furniture(view: View, index: int) -> bool:
    """A line that a phrase takes away from the head of a page; from there a paragraph only goes if it goes anywhere."""
    places = {"anywhere"} if view.prose[index] else {"anywhere", "head", "edge"}
    return any(phrase.where in places for phrase in view.phrases(index))


def _could_be(view: View, index: int) -> bool:
    return view.headlines[index]
