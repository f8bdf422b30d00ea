"""What all judges share about one page: computed once a document, thrown away with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from cleaner import language
from cleaner.article import JudgedLine, Label, Verdict
from cleaner.judge.cuts import Cut, pieces, remaining, within
from cleaner.judge.looks import Looks
from cleaner.judge.said import Said
from cleaner.page import Page
from cleaner.rulebook.phrases import Phrase, PhraseBook, Span

if TYPE_CHECKING:
    from cleaner.judge.html.model import Judged


class View(Looks):
    """One page with the verdicts so far. Lines are named by their index in `page.lines`, from 0.

    `lines` are what is left of the page's lines: a judge may `cut` a part out of one, unless its label is in `spare`.
    `doubts` has, by line, what an imported rule says that is not believed.
    """

    def __init__(self, page: Page, book: PhraseBook) -> None:
        super().__init__([line.text for line in page.lines])
        self.page = page
        self.lines = list(page.lines)
        self.cuts: dict[int, list[Cut]] = {}
        self.spare: frozenset[Label] = frozenset()
        self.doubts: dict[int, str] = {}
        self.verdicts: list[Verdict | None] = [None] * len(page.lines)
        self.title: int | None = None
        self.book = book
        self._said = Said(book, page.language)
        self._listening = False
        self._open: list[int] | None = None
        self._alive: list[int] | None = None

    @cached_property
    def model(self) -> Judged:
        """What the line model says of an HTML page as it came in."""
        from cleaner.judge.html.model import default_model  # numpy and the weights: text needs neither

        return default_model().judge(self.page)

    def open(self) -> list[int]:
        """The lines that nobody has decided yet, in order."""
        if self._open is None:
            self._open = [index for index, verdict in enumerate(self.verdicts) if verdict is None]
        return self._open

    def alive(self) -> list[int]:
        """The lines that nobody has dropped, in order."""
        if self._alive is None:
            verdicts = enumerate(self.verdicts)
            self._alive = [index for index, verdict in verdicts if verdict is None or verdict.keep]
        return self._alive

    def standing(self) -> list[int]:
        """The lines that nobody wanted to drop: without those that stay only because their label was asked for."""
        return [index for index in self.alive() if not self._is_spared(index)] if self.spare else self.alive()

    def _is_spared(self, index: int) -> bool:
        verdict = self.verdicts[index]
        return verdict is not None and verdict.keep and verdict.label in self.spare

    def dropped(self, index: int) -> bool:
        """Whether the line has been dropped."""
        verdict = self.verdicts[index]
        return verdict is not None and not verdict.keep

    def decide(self, verdicts: Mapping[int, Verdict]) -> None:
        """Take what a judge said; what is spared stays."""
        for index, verdict in verdicts.items():
            spared = self.spare and not verdict.keep and verdict.label in self.spare
            self.verdicts[index] = _spared(verdict) if spared else verdict
        self._open = self._alive = None

    def phrases(self) -> Mapping[int, tuple[Phrase, ...]]:
        """The phrases that match each line, of the languages that the document may be written in.

        Lines that none matches, which are most, are not in it.
        """
        return self._listen().phrases(self.plain)

    def phrases_in(self, text: str) -> tuple[Phrase, ...]:
        """The phrases that match a text which is no line of its own, such as a sentence, as a whole."""
        return self._listen().phrases_in(text)

    def spans(self, indexes: Sequence[int]) -> Mapping[int, list[Span]]:
        """The phrases that match a part of these lines, of the same languages; lines without such are not in it."""
        return self._listen().spans(self.texts, indexes)

    def cut(self, index: int, start: int, end: int, verdict: Verdict) -> None:
        """Take the characters [start, end) of what is left of a line away; the rest is judged on."""
        line, cuts = self.page.lines[index], self.cuts.setdefault(index, [])
        ranges = remaining(len(line.text), cuts)
        cuts += [Cut(begin, stop, verdict) for begin, stop in within(ranges, start, end)]
        text = "".join(line.text[begin:stop] for begin, stop in remaining(len(line.text), cuts))
        self.lines[index] = msgspec.structs.replace(line, text=text)
        self.look_at(index, text)
        self._said.look_at(index, self.plain[index])
        self.__dict__.pop("_longest_first", None)

    def number_of_cuts(self) -> int:
        """How many parts have been cut out of lines."""
        return sum(map(len, self.cuts.values()))

    def judged(self, verdicts: Sequence[Verdict]) -> tuple[JudgedLine, ...]:
        """The page's lines and the pieces of those that were cut, each with its verdict."""
        if not self.cuts:
            return tuple(map(JudgedLine, self.page.lines, verdicts))
        return tuple(
            piece
            for index, (line, verdict) in enumerate(zip(self.page.lines, verdicts, strict=True))
            for piece in pieces(line, verdict, self.cuts.get(index, ()))
        )

    def look_again(self) -> None:
        """Begin a round: what was said of the language rested on lines that may have gone since."""
        self._listening = False

    def _listen(self) -> Said:
        """What is said in the language of what is left, which is looked at once a round."""
        if not self._listening:
            self._listening = True
            self._said.listen(self._sample())
        return self._said

    def _sample(self) -> str:
        verdicts = self.verdicts
        left = (i for i in self._longest_first if (verdict := verdicts[i]) is None or verdict.keep)
        return language.sample(self.texts, left)

    @cached_property
    def _longest_first(self) -> list[int]:
        return language.longest_first(self.texts)


def _spared(verdict: Verdict) -> Verdict:
    return Verdict(True, verdict.label, f"kept as asked, although: {verdict.reason}", verdict.judge, verdict.score)
