"""What a rule file may say: sites' files, groups that they share, and the tests that each carries.

docs/rules.md says what the keys mean; `cleaner rules schema` writes the JSON Schema of both kinds for editors.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from cleaner.article import Label

MATCHERS = ("exact", "prefix", "suffix", "contains", "regex", "template")
TRIMMERS = ("prefix", "suffix", "start", "end")
SELECTORS = ("css", "xpath")
TEXTS = ("exact", "prefix", "suffix", "contains")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What every rule may say beside what it matches.

    `since` and `until` (both included) bound the documents that it applies to, by the document's date where that is
    known. `seen` is the evidence of a rule that was learned; a rule with it may be replaced by the next learning.
    """

    label: Label = Label.OTHER
    note: str = ""
    seen: str = ""
    since: date | None = None
    until: date | None = None


Where = Literal["anywhere", "head", "tail", "edge"]
"""Anywhere, before the article's first paragraph, after its last, or either; as `cleaner.judge.core` guesses it."""


class LineRule(Entry, frozen=True):
    """Lines of text or HTML, in the place `where`; exactly one of `MATCHERS` says which."""

    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    contains: str | None = None
    regex: str | None = None
    template: str | None = None
    where: Where = "anywhere"


class CutRule(LineRule, frozen=True):
    """A marker line: what stands after it (or before it) goes.

    `marker` says whether the line itself goes too. `at` chooses among several such lines; by default the one with
    which less goes: the last one for `after`, the first one for `before`.
    """

    marker: Literal["drop", "keep"] = "drop"
    at: Literal["first", "last"] | None = None


class TrimRule(Entry, frozen=True):
    """Noise at a line's start or end; exactly one of `TRIMMERS`: literal ones and, for either side, patterns."""

    prefix: str | None = None
    suffix: str | None = None
    start: str | None = None
    end: str | None = None


class Selector(Entry, frozen=True):
    """Elements of a page, by exactly one of `SELECTORS`.

    Of what that finds, at most one of `TEXTS` leaves the elements whose text is so; `closest`, a CSS selector, takes in
    the place of each its nearest ancestor that matches; `nth` leaves the one at this place on the page, from 1, or from
    -1 for the last. In this order.

    `attr` names the attribute that holds a title, author or date; without it the text counts. Of either, `after` and
    `before` leave what stands after the first text and then before the second; nothing, where one is not there.
    """

    css: str | None = None
    xpath: str | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    contains: str | None = None
    closest: str | None = None
    nth: int | None = None
    attr: str | None = None
    after: str = ""
    before: str = ""


class Replacement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A literal replacement in a page's markup, before it is parsed."""

    find: Annotated[str, msgspec.Meta(min_length=1)]
    with_: str = msgspec.field(name="with", default="")
    note: str = ""


Selected = list[str | Selector]
"""A plain string is short for `css: …`."""


class HtmlRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What only HTML can say: elements, by CSS or XPath, and what the markup claims."""

    body: Selected = []
    title: Selected = []
    author: Selected = []
    date: Selected = []
    keep: Selected = []
    drop: Selected = []
    prose: Selected = []
    unwrap: Selected = []
    replace: list[Replacement] = []
    skip_json_ld: bool = False


class PageTest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A small page and what the rules alone leave of it; `body` is compared line by line, blank lines aside."""

    page: str
    body: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    note: str = ""


class UrlTest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The address of a page, and snippets of its body; for pages that you have saved, as nothing is ever fetched."""

    url: str
    contains: list[str] = []
    note: str = ""


class RuleTests(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Lines that the rules must drop, lines that they must not (under the headline `title`), and small pages."""

    title: str = ""
    gone: str = ""
    stay: str = ""
    text: list[PageTest] = []
    html: list[PageTest] = []
    urls: list[UrlTest] = []


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What sites' files and groups have in common; `since` and `until` hold for every rule of the file.

    `source` names the collection that the rules were imported from: nobody has tried them on the pages of today, so
    they are believed only where the line model does not contradict them (`cleaner.judge.belief`).
    """

    note: str = ""
    source: str = ""
    extends: list[str] = []
    since: date | None = None
    until: date | None = None
    keep: list[LineRule] = []
    drop: list[LineRule] = []
    after: list[CutRule] = []
    before: list[CutRule] = []
    trim: list[TrimRule] = []
    html: HtmlRules = HtmlRules()
    tests: RuleTests = RuleTests()
    notes: list[str] = []


class SiteFile(Rules, frozen=True):
    """`sites/<host>.yaml`: one host's rules, or `publishers/<name>.yaml`: those of several.

    A host stands for itself and, unless `subdomains` is false, everything below it; `*.example.com` stands for what is
    below alone.
    """

    site: str | None = None
    sites: list[str] = []
    subdomains: bool = True


class GroupFile(Rules, frozen=True):
    """`groups/<name>.yaml`: rules that apply where a file `extends` them."""

    group: str
