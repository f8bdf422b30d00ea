"""The peers, each with its best documented settings for article text; imported when asked for."""

from __future__ import annotations

from collections.abc import Callable

Extractor = Callable[[str, str], str]
"""(html, url) -> body."""


def cleaner(html: str, url: str) -> str:
    """This project, whole, without site rules: from the string to the article with all its reasons."""
    import cleaner as ours

    return ours.clean(html, kind="html").body


def trafilatura(html: str, url: str) -> str:
    """Trafilatura without comments and tables."""
    import trafilatura as peer

    return peer.extract(html, url=url or None, include_comments=False, include_tables=False) or ""


def trafilatura_fast(html: str, url: str) -> str:
    """Trafilatura without its fallbacks."""
    import trafilatura as peer

    return peer.extract(html, url=url or None, include_comments=False, include_tables=False, fast=True) or ""


def resiliparse(html: str, url: str) -> str:
    """Resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=True, alt_texts=False, links=False, preserve_formatting=True))


def readability(html: str, url: str) -> str:
    """readability-lxml, its paragraphs, headings, items and quotes."""
    import lxml.html
    from readability import Document

    summary = Document(html).summary(html_partial=True)
    if not summary:
        return ""
    elements = lxml.html.fromstring(summary).iter("p", "h2", "h3", "li", "blockquote")
    return "\n".join(element.text_content() for element in elements)


def justext(html: str, url: str) -> str:
    """jusText with its English list."""
    import justext as peer

    paragraphs = peer.justext(html.encode(), peer.get_stoplist("English"), encoding="utf-8")
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def boilerpy3(html: str, url: str) -> str:
    """boilerpy3's article extractor."""
    from boilerpy3 import extractors

    return str(extractors.ArticleExtractor().get_content(html))


PEERS: dict[str, Extractor] = {
    f.__name__: f for f in (cleaner, trafilatura, trafilatura_fast, resiliparse, readability, justext, boilerpy3)
}
