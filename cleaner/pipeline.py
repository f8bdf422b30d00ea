"""The way of a document, on one screen: decode → split → judge → assemble. No way back, no state between documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import msgspec

from cleaner import given
from cleaner.address import host_of_address
from cleaner.article import Article, Document, Label, Repair, Verdict
from cleaner.assemble import assemble
from cleaner.dates import day_of
from cleaner.decode import charset_in_markup, decode
from cleaner.given import Fields, Source
from cleaner.judge import Judge, judge
from cleaner.judge.furniture import furniture
from cleaner.judge.html.lines import Opinion, line_model
from cleaner.judge.phrases import phrases
from cleaner.judge.repeats import repeats
from cleaner.judge.text.lines import text_lines
from cleaner.judge.view import View
from cleaner.language import normal
from cleaner.page import Page
from cleaner.repair import repair_lines
from cleaner.rulebook.folders import phrase_files, shipped
from cleaner.rulebook.hosts import rules_of_hosts
from cleaner.rulebook.phrases import PhraseBook
from cleaner.split import split
from cleaner.split.flow import unwrapped

if TYPE_CHECKING:
    from cleaner.rulebook.schema import SiteFile
    from cleaner.rulebook.sites import SiteRules


class Cleaner:
    """Cleans documents by one set of rules, loaded once; holds nothing of the documents that it has seen."""

    def __init__(
        self,
        *,
        rules: Sequence[str | Path] = (),
        keep: Iterable[str | Label] = (),
        metadata: bool = False,
        second_opinion: Opinion = "never",
        learned: Mapping[str, SiteFile] | None = None,
        reflow: bool = False,
    ) -> None:
        """Load the shipped rules and, over them, those in the folders `rules` (docs/rules.md says what is in one).

        Lines whose label is in `keep` stay, with their label. `metadata` asks for `article.metadata` of HTML pages, and
        `second_opinion` for trafilatura's view of them: "never", "always", or "auto" where the model is unsure.
        `learned` are rules by host that stand in no file (`cleaner.learn`), after those of the host's files. With
        `reflow` the lines of a text that is wrapped at a width come out as its paragraphs. Raises
        `RuleError` for a rule file that cannot be used, `ValueError` for a folder or label that does not exist.
        """
        own_folders, self._spare = given.folders(rules), given.labels(keep)
        self._made_of: dict[str, Any] = {"rules": own_folders, "keep": tuple(sorted(self._spare)), "metadata": metadata}
        self._made_of |= {"second_opinion": second_opinion, "learned": learned, "reflow": reflow}
        self._folders = [shipped(), *own_folders]
        self._metadata = metadata
        self._reflow = reflow
        own = any(map(phrase_files, own_folders))
        self._book = PhraseBook(self._folders) if own else _shipped_phrases()
        self._rules_for = rules_of_hosts(self._folders, learned or {})
        self._text_judges: list[Judge] = [self._site, repeats, phrases, furniture]
        self._html_judges: list[Judge] = [self._site, line_model(second_opinion)]

    def __reduce__(self) -> tuple[partial[Cleaner], tuple[()]]:
        """A cleaner travels as what it was made of, and loads its rules where it arrives."""
        return partial(type(self), **self._made_of), ()

    def clean(
        self,
        source: Source,
        *,
        url: str | None = None,
        id: str | None = None,
        site: str | None = None,
        title: str | None = None,
        language: str | None = None,
        date: str | None = None,
        encoding: str | None = None,
        kind: str = "auto",
    ) -> Article:
        """The article in one document; the keywords are the fields of `Document`, which may be given instead.

        Never raises for what a document holds. Raises `RuleError` for a broken rule file of the document's site,
        `TypeError` or `ValueError` for an argument that cannot be used. A url, language or date that
        is none is passed over: a record may say anything.
        """
        fields = {"url": url, "id": id, "site": site, "title": title, "language": language, "date": date}
        fields |= {"encoding": encoding, "kind": kind}
        return self._clean(given.by_keywords(source, fields))

    def clean_many(self, sources: Iterable[Source]) -> Iterator[Article]:
        """One article a document, lazily, in order, in constant memory; errors are those of `clean`."""
        return map(lambda place, source: self.clean(given.usable(source, place)), count(), given.many(sources))

    def _site(self, view: View) -> dict[int, Verdict]:
        """The first judge: what the site's own rules say."""
        rules = self._rules_for(view.page.site) if view.page.site else None
        if not rules:
            return {}
        from cleaner.judge.site import by_site  # text without an address needs no rules

        return by_site(view, rules)

    def _clean(self, document: Document) -> Article:
        site = host_of(document)
        rules = self._rules_for(site) if site else None
        page, repairs = read_page(document, rules)
        if rules and rules.dated:
            page = msgspec.structs.replace(page, day=day_of(document.date, document.url, page.meta))
        view = View(page, self._book)
        if page.tree:
            verdicts = judge(view, self._html_judges, self._spare)
        else:
            verdicts = judge(view, self._text_judges, self._spare, text_lines)
        metadata = None
        if self._metadata and page.tree:
            from cleaner.metadata import read_metadata

            metadata = read_metadata(page)
        judged = view.judged(verdicts)
        if page.wrapped and not self._reflow:
            judged, page = unwrapped(judged, page.wrapped), msgspec.structs.replace(page, wrapped=None)
        return assemble(document, page, judged, repairs, metadata)


def read_page(document: Document, rules: SiteRules | None = None) -> tuple[Page, tuple[Repair, ...]]:
    """The page of a document before anyone judges it, as the rules of its site read it, and what was mended."""
    text, repairs = _decode(document)
    page, line_repairs = split(text, document.kind, rules)
    return _informed(page, document, host_of(document)), repairs + line_repairs


def _decode(document: Document) -> tuple[str, tuple[Repair, ...]]:
    if isinstance(document.source, str):
        return document.source, ()
    in_markup = charset_in_markup(document.source) if document.kind != "text" else None
    return decode(document.source, document.encoding, in_markup)


def _informed(page: Page, document: Document, site: str | None) -> Page:
    """The page with what the document's bearer knows; that goes before what the page says of itself."""
    return msgspec.structs.replace(
        page,
        title=page.title if page.title_line is not None else _hint(document.title) or page.title,
        language=normal(document.language) or page.language,
        site=site,
    )


def _hint(title: str | None) -> str | None:
    return " ".join(repair_lines([title])[0][0].split()) or None if title else None


def host_of(document: Document) -> str | None:
    """The site whose rules apply: as given, else the host in the URL; as `host_of_address` writes it."""
    if document.site:
        return host_of_address(document.site)
    return host_of_address(document.url) if document.url else None


@lru_cache(maxsize=1)
def _shipped_phrases() -> PhraseBook:
    return PhraseBook([shipped()])


@lru_cache(maxsize=1)
def _shared() -> Cleaner:
    return Cleaner()


def clean(source: Source, **fields: Unpack[Fields]) -> Article:
    """The article in one document, by the shipped rules.

    The keywords `url`, `id`, `site`, `title`, `language`, `date`, `encoding` and `kind`, and the errors, are those of
    `Cleaner.clean`.
    """
    return _shared().clean(source, **fields)


def clean_many(sources: Iterable[Source]) -> Iterator[Article]:
    """One article a document, lazily, in order, by the shipped rules; errors are those of `clean`."""
    return _shared().clean_many(sources)
