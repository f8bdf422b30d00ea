"""The label of what a selector removes, as far as its words tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cleaner.article import Label

WORDS: Mapping[Label, str] = {
    Label.COMMENTS: "comment comments commentaires kommentar kommentare comentarios disqus respond replies",
    Label.RELATED: "related recommended recommendations recommendation readmore outbrain taboola similar recirculation",
    Label.TEASER: "teaser teasers trending popular latest promo",
    Label.SHARE: "share sharing social socials sharebar sharedaddy addthis addtoany facebook twitter whatsapp",
    Label.SUBSCRIBE: "newsletter newsletters subscribe subscription signup",
    Label.PAYWALL: "paywall piano premium",
    Label.ADVERT: "ad ads advert adverts advertisement advertising sponsor sponsored dfp anzeige werbung",
    Label.COPYRIGHT: "copyright",
    Label.COOKIES: "cookie cookies consent gdpr",
    Label.BYLINE: "byline author authors autor auteur",
    Label.DATELINE: "date pubdate timestamp dateline",
    Label.CAPTION: "caption figcaption credit credits",
    Label.TAGS: "tag tags keywords topics",
    Label.AUTHOR_BIO: "bio biography",
    Label.PLAYER: "player video audio podcast slideshow gallery",
    Label.NAVIGATION: "nav navbar navigation menu breadcrumb breadcrumbs pagination pager toc header footer toolbar",
}
LABELS = {word: label for label, words in WORDS.items() for word in words.split()}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def label_of(selector: str) -> Label:
    """The label that the first telling word of a selector gives; `other` where none tells."""
    words = (match.lower() for match in WORD.findall(selector))
    return next((LABELS[word] for word in words if word in LABELS), Label.OTHER)
