"""The judges, in order; the first that is certain decides.

1. `site`       the site's own rules, keep before drop
2. `repeats`    the headline again, a line that stands twice
3. `phrases`    what boilerplate says, per language
4. `furniture`  page furniture by its place
5. `text/lines` the line model for text, where what is left does not read like an article
   `html/lines` the one for HTML: evidence of all kinds, weighed
6. `rest`       what nobody spoke against stays

HTML goes through 1 and its line model, which decides every line; what that keeps goes through 3 and 4.

After each round, what is glued to a line that stays is cut out of it (`glued`).

A judge is a function from a `View` to the verdicts it is certain of, by line index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from cleaner.article import Label, Verdict
from cleaner.judge.glued import glued
from cleaner.judge.rest import rest
from cleaner.judge.title import find_title
from cleaner.judge.view import View

Judge = Callable[[View], dict[int, Verdict]]


def judge(
    view: View, judges: Sequence[Judge], spare: frozenset[Label] = frozenset(), model: Judge | None = None
) -> list[Verdict]:
    """One verdict a line. `spare` names labels that are kept although a judge would drop them.

    All look again at what is left until nothing more goes: then cleaning the outcome once more changes nothing either.
    The `model`, where there is one, is asked about what the judges have left, and when it has dropped lines no more:
    what it has kept it would only see with less around it.
    """
    view.spare = spare
    _until_nothing_goes(view, judges)
    if model is not None and _anything_goes(view, [model]):  # under the same title: nothing went in the last round
        _until_nothing_goes(view, judges)
    if view.page.tree is None and view.title is not None and view.standing()[:1] != [view.title]:
        view.title = None  # something that nobody could take away stands above it: no title, but a line of the text
    rested = rest(view)
    verdicts = [verdict or rested[index] for index, verdict in enumerate(view.verdicts)]
    if view.title is not None and verdicts[view.title].keep:  # by whomever, a site's rule perhaps
        verdicts[view.title] = msgspec.structs.replace(verdicts[view.title], label=Label.TITLE)
    for index, doubt in view.doubts.items():
        if verdicts[index].keep:
            verdicts[index] = msgspec.structs.replace(verdicts[index], reason=f"{verdicts[index].reason}; {doubt}")
    return verdicts


def _until_nothing_goes(view: View, judges: Sequence[Judge]) -> None:
    while _round(view, judges):
        pass


def _round(view: View, judges: Sequence[Judge]) -> bool:
    """Each judge once, with a new look at language and title; whether any line was decided or cut."""
    view.look_again()
    view.title = find_title(view)
    return _anything_goes(view, judges)


def _anything_goes(view: View, judges: Sequence[Judge]) -> bool:
    decided, cuts = False, view.number_of_cuts()
    for one in judges:
        found = one(view)
        if found:
            view.decide(found)
            decided = True
    return glued(view) or decided or view.number_of_cuts() > cuts
