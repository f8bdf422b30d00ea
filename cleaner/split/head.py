"""What the page's head and its JSON-LD claim about the article."""

from __future__ import annotations

import html
import json
import re

from selectolax.lexbor import LexborNode

from cleaner.language import normal
from cleaner.tree import Meta

STRING = r'("(?!")[^"\\]*+(?:\\.[^"\\]*+)*+")'
HEADLINE = re.compile(r'"headline"\s*:\s*' + STRING)
BODY = re.compile(r'"articleBody"\s*:\s*' + STRING, re.S)
CLAIMS = frozenset(
    ("og:title", "twitter:title", "og:site_name", "og:description", "description", "article:published_time")
)
PUBLISHED = re.compile(r'"datePublished"\s*:\s*("[^"\\]{8,40}")')
TAGS = re.compile(r"<[^<>]{1,1000}>")


class Head:
    """Collects titles, language and address during the walk; the first claim of each kind counts."""

    def __init__(self) -> None:
        self.language: str | None = None
        self.canonical: str | None = None
        self.claims: dict[str, str] = {}
        self.scripts: list[str] = []

    def take(self, tag: str, source: LexborNode) -> None:
        """Read one `title`, `meta`, `link` or `script` element."""
        if tag == "title":
            self.claims.setdefault("title", raw_text(source))
            return
        attributes = source.attributes
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name")
            if name in CLAIMS:
                self.claims.setdefault(name, attributes.get("content") or "")
        elif tag == "script":
            if (attributes.get("type") or "").lower() == "application/ld+json":
                self.scripts.append(raw_text(source))
        elif attributes.get("rel") == "canonical" and self.canonical is None:
            self.canonical = attributes.get("href")

    def meta(self, h1: tuple[tuple[int, str], ...]) -> Meta:
        """Everything collected, once the walk is over."""
        claims = {name: " ".join(text.split()) for name, text in self.claims.items()}
        scripts = "\n".join(self.scripts)
        return Meta(
            og_title=claims.get("og:title") or claims.get("twitter:title") or "",
            doc_title=claims.get("title", ""),
            ld_headline=claim(HEADLINE, scripts),
            ld_body=claim(BODY, scripts),
            h1=h1,
            language=normal(self.language),
            canonical=self.canonical,
            site_name=claims.get("og:site_name", ""),
            published=claims.get("article:published_time") or claim(PUBLISHED, scripts),
            description=claims.get("og:description") or claims.get("description") or "",
        )


def claim(pattern: re.Pattern[str], scripts: str) -> str:
    """The first string that a JSON-LD key has, unescaped. A search, as much JSON-LD in the wild is broken
    JSON."""
    found = pattern.search(scripts)
    if found is None:
        return ""
    try:
        value = json.loads(found[1], strict=False)
    except ValueError:
        return ""
    if "<" in value or "&" in value:
        value = " ".join(TAGS.sub(" ", html.unescape(value)).split())
    return str(value)


def raw_text(source: LexborNode) -> str:
    """The text of a `title` or `script`: its one child, as Lexbor gives `text_content` of text nodes alone."""
    child = source.first_child
    return (child.text_content or "") if child is not None else ""
