"""A document as a whole: nothing in it, too little, or another language than the expected one."""

from __future__ import annotations

from cleaner import language
from cleaner.article import Article
from cleaner.check.codes import EMPTY, LANGUAGE, SHORT
from cleaner.check.findings import Fault

ONE = {"nb": "no", "nn": "no"}  # written languages that a detector does not tell apart


def document(article: Article, least: int, expected: str | None) -> list[Fault]:
    """Faults of the whole document; `least` characters of text, in the `expected` language, are in order."""
    body = article.body.strip()
    if not any(map(str.isalnum, body)):
        what = "there is nothing but a headline" if article.title else "there is no text"
        return [Fault(code=EMPTY, reason=f"{what}{', without its boilerplate' if article.removed else ''}")]
    faults = []
    if len(body) < least:
        length = f"{len(body)} character{'s' * (len(body) != 1)}"
        faults.append(Fault(code=SHORT, reason=f"has {length} of text, fewer than {least}"))
    if expected is not None:
        faults += _language(article, expected)
    return faults


def _language(article: Article, expected: str) -> list[Fault]:
    found = language.detect([judged.text for judged in article.kept])
    if found is None or ONE.get(found, found) == ONE.get(expected, expected):
        return []
    return [Fault(code=LANGUAGE, reason=f"is in the language `{found}`, not `{expected}`", certain=False)]
