"""Third judge: lines that say, as a whole, what boilerplate says, wherever they stand."""

from __future__ import annotations

from cleaner.article import Verdict
from cleaner.judge.view import View
from cleaner.rulebook.phrases import Phrase


def phrases(view: View) -> dict[int, Verdict]:
    """Verdicts for lines that match a phrase which is certain anywhere."""
    verdicts = {}
    for index, found in view.phrases().items():
        if view.verdicts[index] is None and index != view.title:
            certain = next((phrase for phrase in found if phrase.where == "anywhere"), None)
            if certain is not None:
                verdicts[index] = by_phrase(certain, "")
    return verdicts


def by_phrase(phrase: Phrase, place: str, score: float = 1.0) -> Verdict:
    """The verdict for a line that matched a phrase; `place` says where it stands, where that mattered."""
    reason = f"{says_of(phrase)} ({phrase.language}){place}"
    return Verdict(False, phrase.label, reason, f"phrases:{phrase.name}", score)


def says_of(phrase: Phrase) -> str:
    """That a line matches a phrase, for a person."""
    words = phrase.name.partition("/")[2].replace("-", " ")
    return f"matches “{words}”, one of the {phrase.label.value.replace('_', ' ')} phrases"
