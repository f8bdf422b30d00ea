"""One text in, its faults out, and how it is rid of them: every check of texts meets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from cleaner.article import Article, Document, JudgedLine
from cleaner.check import characters, markup
from cleaner.check.codes import HEADLINE, MARKUP
from cleaner.check.documents import document
from cleaner.check.findings import Edit, Fault
from cleaner.check.markdown import blanked, without_spans
from cleaner.check.noise import Noise, noise
from cleaner.check.removal import place, removal
from cleaner.check.settings import Settings
from cleaner.check.texts import Physical
from cleaner.pipeline import Cleaner
from cleaner.rulebook.read import RuleError

ROUNDS = 10  # what goes uncovers more at times; in practice two rounds settle a text

Wanted = Callable[[Sequence[Fault], str], list[Fault]]
"""Faults and the text that they are in -> those that are asked for."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A text to check, with what its bearer knows; `kind` is "text", "markdown" or "html".

    `title_apart` says that the headline has a place of its own, so that it stands twice when the text begins with it.
    """

    text: str
    kind: str = "text"
    title: str | None = None
    url: str | None = None
    language: str | None = None
    title_apart: bool = False


class Mended(msgspec.Struct, frozen=True):
    """A text without the faults that could be mended: `rounds` of edits one after another, and the faults `left`."""

    text: str
    rounds: list[list[Edit]]
    mended: int
    left: list[Fault]


class Examiner:
    """Checks texts by one set of rules and settings, loaded once; holds nothing of the texts that it has seen."""

    def __init__(self, settings: Settings) -> None:
        """Raises RuleError for rules that cannot be used."""
        self.settings = settings
        self._cleaner = Cleaner(rules=settings.rules)

    def faults(self, passage: Passage, wanted: Wanted) -> list[Fault]:
        """The wanted faults of a text, in order, those that `--fix` would mend with the edits that do it."""
        article = self._article(passage)
        whole = document(article, self.settings.least, self.settings.language)
        if passage.kind == "html":
            return wanted(whole + characters.in_page(article, passage.text), passage.text)
        physical = Physical(passage.text)
        gone = noise(article, physical) + _title_again(article, passage, physical)
        others = characters.characters(article, physical)
        shown = without_spans(_seen(passage)) if passage.kind == "markdown" else passage.text
        others += markup.markup(shown, physical)
        asked = wanted(sorted((*whole, *(one.fault for one in gone), *others), key=_order), passage.text)
        planned = self._edits(article, physical, gone, [fault for fault in asked if self._mends(fault)])
        return [_with_edit(fault, planned.get(fault)) for fault in asked]

    def mend(self, passage: Passage, wanted: Wanted) -> Mended:
        """The text without the wanted faults that can be mended, again and again until none is left."""
        rounds: list[list[Edit]] = []
        mended = 0
        faults = self.faults(passage, wanted)
        while len(rounds) < ROUNDS:
            edits = apart([edit for fault in faults for edit in fault.edits])
            if not edits:
                break
            rounds.append(edits)
            mended += sum(1 for fault in faults if fault.edits and set(fault.edits) <= set(edits))
            passage = msgspec.structs.replace(passage, text=changed(passage.text, edits))
            faults = self.faults(passage, wanted)
        return Mended(passage.text, rounds, mended, faults)

    def _article(self, passage: Passage) -> Article:
        """A text that shows a fault of ours shall not end a run over a million others: ValueError says so."""
        given = Document(
            source=_seen(passage),
            kind="html" if passage.kind == "html" else "text",
            url=passage.url,
            site=self.settings.site,
            title=passage.title,
            language=passage.language,
        )
        try:
            return self._cleaner.clean(given)
        except RuleError:
            raise
        except Exception as error:
            raise ValueError(f"a fault in cleaner ({type(error).__name__}: {error}); please report it") from error

    def _mends(self, fault: Fault) -> bool:
        return bool(fault.fix) and (fault.certain or self.settings.unsafe)

    def _edits(self, article: Article, physical: Physical, gone: list[Noise], faults: list[Fault]) -> dict[Fault, Edit]:
        mending = set(faults)
        going: dict[Fault, JudgedLine] = {one.fault: one.judged for one in gone if one.fault in mending}
        edits = removal(article, physical, going.values())
        planned = {fault: edits[place(judged)] for fault, judged in going.items()}
        rest = [fault for fault in faults if fault not in going]
        taken = [(fault, markup.edit(physical, fault)) for fault in rest if fault.code == MARKUP]
        planned |= {fault: edit for fault, edit in taken if edit}
        return planned | characters.edits(physical, [fault for fault in rest if fault.code != MARKUP])


def _with_edit(fault: Fault, edit: Edit | None) -> Fault:
    return fault if edit is None else msgspec.structs.replace(fault, edits=(edit,))


def _seen(passage: Passage) -> str:
    return blanked(passage.text) if passage.kind == "markdown" else passage.text


def _title_again(article: Article, passage: Passage, physical: Physical) -> list[Noise]:
    """The headline at the top of a text whose record has it in a field of its own."""
    title = next((judged for judged in article.kept if judged.label == "title"), None)
    if not (passage.title_apart and passage.title and title and title.text.strip() == passage.title.strip()):
        return []
    start = physical.start[title.number - 1]
    end = physical.end[title.number - 1]
    reason = "the headline, which the record has in `title`"
    return [Noise(title, Fault(code=HEADLINE, start=start, end=end, reason=reason, fix="removes the line"))]


def _order(fault: Fault) -> tuple[int, str]:
    return fault.start, fault.code


def apart(edits: Sequence[Edit]) -> list[Edit]:
    """The edits without those that overlap one that begins before them, or at the same place and reaches farther."""
    chosen: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, -edit.end)):
        if not chosen or edit.start >= chosen[-1].end:
            chosen.append(edit)
    return chosen


def changed(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits that are in order and apart."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, text[at:]))
