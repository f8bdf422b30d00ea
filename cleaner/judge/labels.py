"""What a line is: the label of a dropped line by its strongest evidence, with a sentence that says which.

Evidence in this order: the line itself (a copy, a headline), class and id tokens on its branch from the
inside out,
tags on its branch, its own text, its share of links, its place relative to the body. The nearest evidence
wins: an
avatar's caption inside a comment is first a caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cleaner.article import Label
from cleaner.judge.vocabulary import tokens_of
from cleaner.page import Page

MAX_LEVELS = 12
Found = tuple[Label, str]

_WORDS: Mapping[Label, str] = {
    Label.COMMENTS: "comment comments comentarios commentaires kommentare kommentar disqus respond replies "
    "reply "
    "commentlist livefyre reactions coral discussion",
    Label.RELATED: "related recommended recommendations recirc recirculation readmore outbrain taboola "
    "morefrom zergnet "
    "yarpp jp-relatedposts also alsoread similar nextarticle seealso",
    Label.TEASER: "teaser teasers latest trending popular mostread mostpopular most-read latest-news "
    "headlines "
    "cards card newest ticker carousel feed promo spotlight",
    Label.SHARE: "share sharing social socials sharedaddy addthis addtoany sharebar follow sharebuttons "
    "share-buttons "
    "facebook whatsapp",
    Label.SUBSCRIBE: "newsletter newsletters subscribe subscription signup sign-up mailchimp optin "
    "notification push "
    "mailing",
    Label.PAYWALL: "paywall piano premium metered regwall registration login signin sign-in subscriber",
    Label.ADVERT: "ad ads advert adverts advertisement advertising advertorial sponsor sponsored sponsors "
    "dfp adsense "
    "commercial adslot anzeige werbung publicidad affiliate disclaimer",
    Label.COPYRIGHT: "copyright copyrights legal colophon imprint impressum siteinfo",
    Label.COOKIES: "cookie cookies consent gdpr onetrust didomi privacy cookiebar",
    Label.BYLINE: "byline bylines author authors autor contributor writer reporter vcard byauthor",
    Label.DATELINE: "date dates published pubdate timestamp datetime dateline updated time posted readtime "
    "entry-date "
    "reading-time post-date",
    Label.CAPTION: "caption captions figcaption wp-caption-text credit credits photo-credit image-credit "
    "picture photo "
    "image gallery-caption copyright-image cutline legend",
    Label.TAGS: "tag tags keywords topics topic tagcloud hashtags post-tags labels tag-list categories category",
    Label.AUTHOR_BIO: "bio biography author-bio author-box authorbox about-author author-info author-description",
    Label.PUBLISHER: "about about-us aboutus boilerplate contact contacts publisher company address",
    Label.PLAYER: "player video videos audio jwplayer gallery slideshow slider podcast vjs playlist transcript listen",
    Label.NAVIGATION: "nav navbar navigation menu menus breadcrumb breadcrumbs pagination pager toc submenu "
    "sitemap "
    "skip skip-link topbar masthead header footer toolbar subnav dropdown search language",
}
TOKEN_LABELS = {token: label for label, words in _WORDS.items() for token in words.split()}
LIST = frozenset((Label.RELATED, Label.TEASER, Label.TAGS))

_TAGS: Mapping[str, Label] = {
    "nav": Label.NAVIGATION, "footer": Label.NAVIGATION, "figcaption": Label.CAPTION, "time": Label.DATELINE,
    "address": Label.BYLINE, "button": Label.PLAYER, "select": Label.NAVIGATION, "figure": Label.CAPTION,
    "video": Label.PLAYER, "audio": Label.PLAYER, "header": Label.NAVIGATION,
}  # fmt: skip

# ruff: noqa: E501  (the table below reads better unbroken)
_TEXTS: tuple[tuple[re.Pattern[str], Label, str], ...] = (
    (re.compile(r"©|\(c\)\s*\d{4}|all rights reserved|copyright", re.I), Label.COPYRIGHT, "a copyright notice"),
    (re.compile(r"\bcookies?\b", re.I), Label.COOKIES, "speaks of cookies"),
    (re.compile(r"^(by|von|par|por|door|av|af|di)\s+\w+(\W+\w+){0,5}$", re.I), Label.BYLINE, "reads like a byline"),
    (re.compile(r"^\W*(published|updated|posted|last (updated|modified))\b", re.I), Label.DATELINE, "says when it was published"),
    (re.compile(r"^[^.!?]{0,24}\d{1,4}[./:\-\s]+(\w+\s+)?\d{1,4}[^.!?]{0,24}$"), Label.DATELINE, "is a date or a time"),
    (re.compile(r"^\d+\s+comments?\b|^(leave a|post a|no) comment|^reply$", re.I), Label.COMMENTS, "belongs to comments"),
    (re.compile(r"^(share|tweet|facebook|twitter|whatsapp|linkedin|pinterest|email|print|follow us|copy link)\b.{0,20}$", re.I), Label.SHARE, "is a share or follow button"),
    (re.compile(r"^(read (more|also|next)|related|more (from|on|stories)|see also|you may also like|recommended)\b", re.I), Label.RELATED, "points to other articles"),
    (re.compile(r"\b(newsletters?|subscribe|sign up|inbox)\b", re.I), Label.SUBSCRIBE, "asks to subscribe"),
    (re.compile(r"^(advertisements?|anzeige|publicité|publicidad|sponsored.{0,20}|reklame|annonse)$", re.I), Label.ADVERT, "marks an advertisement"),
    (re.compile(r"^(tags?|topics|keywords|filed under|categories)\b", re.I), Label.TAGS, "lists topics"),
    (re.compile(r"^(photo|image|picture|credit|foto|bild|source)\s*(by|credit|courtesy)?\s*[:/]", re.I), Label.CAPTION, "credits a picture"),
    (re.compile(r"\b(log ?in|sign ?in|register|create (an )?account|subscribers? only)\b.{0,40}$", re.I), Label.PAYWALL, "asks to log in"),
)  # fmt: skip


class Scene:
    """A page with the decision about its lines: what every label is judged against."""

    def __init__(self, page: Page, keep: NDArray[np.bool_], copies: set[int]) -> None:
        self.page, self.keep, self.copies = page, keep, copies
        kept = np.flatnonzero(keep)
        self.first, self.last = (int(kept[0]), int(kept[-1])) if len(kept) else (len(keep), -1)
        self.bodies = {page.lines[i].text for i in kept.tolist()}

    def place(self, index: int) -> str:
        """Where a line stands to the body, as the end of a sentence."""
        if self.last < 0:
            return "on a page without article text"
        if index < self.first:
            return "before the first paragraph"
        return "after the last paragraph" if index > self.last else "between the paragraphs"

    def branch(self, index: int) -> Iterator[tuple[str, str]]:
        """Tag and marks of the elements around a line, from the inside out, up to what also holds the
        body."""
        tree = self.page.tree
        if tree is None:
            return
        node = tree.node[index]
        for _ in range(MAX_LEVELS):
            if node <= 0 or (tree.first[node] <= self.first <= self.last < tree.last[node]):
                return
            yield tree.tag[node], tree.marks[node]
            node = tree.parent[node]


@lru_cache(maxsize=20_000)
def token_label(marks: str) -> tuple[Label, str] | None:
    """The label that an element's class or id stands for, and the token that says so; whole tokens, then
    words."""
    for token in marks.lower().split():
        if token in TOKEN_LABELS:
            return TOKEN_LABELS[token], token
    for token in marks.split():
        hits = [w for w in sorted(tokens_of("", token), key=len, reverse=True) if w in TOKEN_LABELS]
        if hits:
            return TOKEN_LABELS[hits[0]], token
    return None


def label(scene: Scene, index: int) -> Found:
    """The label and the reason of a line that was dropped."""
    line = scene.page.lines[index]
    if index in scene.copies or (line.text in scene.bodies and len(line.text) > 20):
        return Label.DUPLICATE, "the same line stands in the body already"
    if is_title(scene.page, index):
        return Label.DUPLICATE, "repeats the headline"
    found = by_branch(scene, index) or by_text(line.text)
    if found is None:
        found = by_shape(scene, index)
    hidden = "; the page hides it" if line.hidden else ""
    return found[0], f"{found[1]} {scene.place(index)}{hidden}"


def by_branch(scene: Scene, index: int) -> Found | None:
    """The nearest element whose class, id or tag says what its text is."""
    line = scene.page.lines[index]
    for depth, (tag, marks) in enumerate(scene.branch(index)):
        named = token_label(marks) if marks else None
        if named is not None and not (depth > 3 and named[0] in (Label.CAPTION, Label.DATELINE)):
            links = f"{line.link_density:.0%} of it is links, " if line.link_density >= 0.5 else ""
            return named[0], f"{links}inside {tag}.{named[1]}"
        if tag in _TAGS and not (tag == "button" and line.link_density):
            return _TAGS[tag], f"inside <{tag}>"
    return None


def by_text(text: str) -> Found | None:
    """What a short line says of itself."""
    if len(text) > 200:
        return None
    for pattern, what, reason in _TEXTS:
        if pattern.search(text):
            return what, reason + ","
    return None


def by_shape(scene: Scene, index: int) -> Found:
    """What is left: lists of links, summaries of other articles, the rest."""
    line = scene.page.lines[index]
    words = len(line.text.split())
    if line.link_density >= 0.5:
        what = Label.RELATED if words >= 5 and index >= scene.first else Label.NAVIGATION
        return what, f"{line.link_density:.0%} of it is links,"
    if line.role == "heading" and words >= 4 and index > scene.last:
        return Label.TEASER, "a headline"
    if words >= 8 and index > scene.last:
        return Label.TEASER, "text of another block"
    return Label.OTHER, f"{words} word{'s' * (words != 1)} that did not read on from the article,"


def is_title(page: Page, index: int) -> bool:
    """Does a line repeat the headline?"""
    return (
        bool(page.title) and index != page.title_line and page.lines[index].text.lower() == (page.title or "").lower()
    )


def kept_label(scene: Scene, index: int, chance: float) -> Found:
    """Label and reason of a line that stays."""
    if scene.page.lines[index].role == "heading":
        return Label.HEADING, "a heading inside the article"
    return Label.BODY, f"reads like the article and stands with it (chance {chance:.2f})"
