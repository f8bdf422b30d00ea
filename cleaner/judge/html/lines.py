"""The line model as a judge of HTML pages: it decides every open line, then phrases and place look at what it keeps.

A phrase says little on a page of three hundred lines, and much within the forty that the model takes for the article.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

import msgspec

from cleaner.article import Line, Verdict
from cleaner.judge import judge
from cleaner.judge.furniture import furniture
from cleaner.judge.html.named import headed, named
from cleaner.judge.phrases import phrases
from cleaner.judge.view import View

Opinion = Literal["auto", "never", "always"]
UNSURE = 0.5  # of a whole page, `unsure` of its model: from here `auto` asks for a second opinion


def line_model(second: Opinion) -> Callable[[View], dict[int, Verdict]]:
    """The judge, asking trafilatura for a second opinion never, always, or on pages that the model is unsure of."""
    if second not in get_args(Opinion):
        raise ValueError(f"second_opinion is one of {', '.join(get_args(Opinion))}, not {second!r}")

    def model(view: View) -> dict[int, Verdict]:
        open_lines = view.open()
        if not open_lines:
            return {}
        judged = view.model
        verdicts = {index: judged.verdicts[index] for index in open_lines}
        if second == "always" or (second == "auto" and is_unsure(view)):
            from cleaner.judge.second import second_opinion

            verdicts |= second_opinion(view, verdicts)
        kept = [index for index in open_lines if verdicts[index].keep and index != view.title]
        among = among_kept(view, kept)
        verdicts |= named(view, verdicts)
        return verdicts | headed(view, verdicts) | among

    return model


def is_unsure(view: View) -> bool:
    """Whether the line model is unsure of the whole page."""
    from cleaner.judge.html.model import unsure  # numpy and the weights: text needs neither

    return unsure(view.page, view.model) >= UNSURE


def among_kept(view: View, kept: Sequence[int]) -> dict[int, Verdict]:
    """What the text judges drop of the lines that the model keeps, read as a text under the page's headline.

    What they cut out of a line is cut out of the page's.
    """
    page = view.page
    above = (Line(0, page.title),) if page.title else ()
    lines = above + tuple(view.lines[index] for index in kept)
    text = View(msgspec.structs.replace(page, lines=lines, tree=None, meta=None, title_line=None), view.book)
    found = judge(text, [phrases, furniture])[len(above) :]
    for at, cuts in text.cuts.items():
        for start, end, verdict in sorted(cuts, reverse=True) if at >= len(above) else ():  # later places hold
            view.cut(kept[at - len(above)], start, end, verdict)
    return {index: verdict for index, verdict in zip(kept, found, strict=True) if not verdict.keep}
