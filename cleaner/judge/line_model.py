"""The line model as a judge: a verdict for every line of an HTML page that no rule has decided."""

from __future__ import annotations

from cleaner.article import Verdict
from cleaner.judge.view import View


def line_model(view: View) -> dict[int, Verdict]:
    """Verdicts of the shipped model; it decides everything that is open."""
    open_lines = view.open()
    if not open_lines:
        return {}
    from cleaner.judge.model import default_model  # numpy and the weights: text needs neither

    judged = default_model().judge(view.page)
    return {index: judged.verdicts[index] for index in open_lines}
