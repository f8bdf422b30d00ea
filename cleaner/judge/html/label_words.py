"""The words that tell labels: in class and id tokens, as tags, and in what a short line says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import re2

from cleaner.article import Label

WORDS: Mapping[Label, str] = {
    Label.COMMENTS: (
        "comment comments commentform comentarios commentaires kommentare kommentar disqus respond replies reply "
        "commentlist livefyre reactions coral discussion"
    ),
    Label.RELATED: (
        "related recommended recommendations recirc recirculation readmore outbrain taboola morefrom "
        "zergnet yarpp jp-relatedposts also alsoread similar nextarticle seealso"
    ),
    Label.TEASER: (
        "teaser teasers latest trending popular mostread mostpopular most-read latest-news headlines "
        "cards card newest ticker carousel feed promo spotlight"
    ),
    Label.SHARE: (
        "share sharing social socials sharedaddy addthis addtoany sharebar follow sharebuttons share-buttons facebook whatsapp pinterest twitter linkedin"
    ),
    Label.SUBSCRIBE: (
        "newsletter newsletters subscribe subscription signup sign-up mailchimp optin notification push mailing"
    ),
    Label.PAYWALL: "paywall piano premium metered regwall restricted registration login signin sign-in subscriber",
    Label.ADVERT: (
        "ad ads advert adverts advertisement advertising advertorial sponsor sponsored sponsors dfp "
        "adsense commercial adslot anzeige werbung publicidad affiliate classified classifieds marketplace offer offers deals disclaimer"
    ),
    Label.COPYRIGHT: "copyright copyrights legal imprint impressum siteinfo",
    Label.COOKIES: "cookie cookies cmplz consent gdpr onetrust didomi privacy cookiebar",
    Label.BYLINE: "byline bylines author authors autor contributor writer reporter vcard byauthor",
    Label.DATELINE: (
        "date dates published pubdate timestamp datetime dateline updated time posted readtime entry-date "
        "reading-time post-date"
    ),
    Label.CAPTION: (
        "caption captions figcaption wp-caption-text credit credits photo-credit image-credit picture "
        "photo image figure gallery-caption cutline legend"
    ),
    Label.TAGS: "tag tags keywords topics topic tagcloud hashtags post-tags labels tag-list categories category",
    Label.AUTHOR_BIO: "bio biography author-bio author-box authorbox about-author author-info author-description",
    Label.PUBLISHER: "about about-us aboutus boilerplate contact contacts publisher company address",
    Label.PLAYER: (
        "player twitter-tweet instagram-media tiktok-embed video videos audio jwplayer gallery slideshow "
        "slider podcast vjs playlist transcript listen"
    ),
    Label.NAVIGATION: (
        "nav navbar navigation menu menus breadcrumb breadcrumbs pagination pager toc submenu sitemap "
        "skip skip-link topbar masthead header footer colophon toolbar subnav dropdown search language"
    ),
}
TOKEN_LABELS = {token: label for label, words in WORDS.items() for token in words.split()}

TAGS: Mapping[str, Label] = {
    "nav": Label.NAVIGATION, "footer": Label.NAVIGATION, "figcaption": Label.CAPTION, "time": Label.DATELINE,
    "address": Label.BYLINE, "button": Label.PLAYER, "select": Label.NAVIGATION, "figure": Label.CAPTION,
    "video": Label.PLAYER, "audio": Label.PLAYER, "header": Label.NAVIGATION,
}  # fmt: skip

DATE = r"(([01]?\d|2[0-4])[:.h][0-5]\d|\d{1,2}[./-]\d{1,2}[./-](\d\d){1,2}|\d{1,2}\.\d{1,2}\.|(19|20)\d\d[./-]\d{1,2}([./-]\d{1,2})?|\d{1,2}\.?\s+[^\W\d]+\.?,?\s+(\d\d){1,2}|[^\W\d]+\.? \d{1,2},? (\d\d){1,2})"
"""A day or a time, of which a line may have two: published and updated, often without a space between them."""

# ruff: noqa: E501  (the table below reads better unbroken)
# Last in each row: words of which a line has one, in lower case and maybe within longer words, if the pattern matches
# it; none where the pattern wants a digit. Looking for words is ten times as fast as trying every pattern.
TEXTS: tuple[tuple[re.Pattern[str], Label, str, str], ...] = (
    (re.compile(r"^(foto|photo|bild)\s*:", re.I), Label.CAPTION, "credits a picture", "foto photo bild"),
    (re.compile(r"©|\(c\)\s*\d{4}|all rights reserved|copyright|^licen[cs]e:|licen[cs]ed under|creative commons|\bcc[ -]by\b", re.I), Label.COPYRIGHT, "a copyright notice", "© (c) rights copyright licen creative cc"),
    (re.compile(r"\b(cookies?|datenschutz-?einstellungen|privacy settings|privatsphäre|paramètres de confidentialité)\b", re.I), Label.COOKIES, "speaks of cookies or privacy", "cookie einstellungen privacy privatsphäre confidentialité"),
    (re.compile(r"^(by|von|par|por|door|av|af|di)\s+\w+(\W+\w+){0,5}$", re.I), Label.BYLINE, "reads like a byline", "by von par por door av af di"),
    (re.compile(r"^\W*(published|updated|posted|last (updated|modified))\b|^\W*(created|edited|erstellt|bearbeitet)\b(?! (by|von)).{0,80}\b(19|20)\d\d\b", re.I), Label.DATELINE, "says when it was published", "published updated posted last created edited erstellt bearbeitet"),
    (re.compile(r"\d\s*(am|pm|uhr)\b.*\d\s*(am|pm|uhr)\b", re.I), Label.PUBLISHER, "gives opening hours", ""),
    (re.compile(r"^\W*(opening hours|öffnungszeiten|letzter einlass|horaires|horarios?|orari|åpningstider|öppettider)\b.{0,40}$", re.I), Label.PUBLISHER, "gives opening hours", "hours öffnungszeiten einlass horair horario orari åpningstider öppettider"),
    (re.compile(r"\b(suscriptores|abonnés|abonnent(en|innen)|subscribers|exclusiv[aeo])\b", re.I), Label.PAYWALL, "is for subscribers", "suscriptores abonnés abonnent subscribers exclusiv"),
    (re.compile(r"^[^.!?]{0,30}\b\d{1,2}\b[^.!?]{0,12}\b(19|20)\d\d\b[^.!?]{0,20}$"), Label.DATELINE, "is a date", ""),
    (re.compile(r"\b(forgot|reset|change)\b.{0,30}\bpassword\b|\b(passwort vergessen|mot de passe oublié|olvidaste tu contraseña|neues passwort|new password|nouveau mot de passe|nytt passord|nytt lösenord)\b", re.I), Label.PAYWALL, "asks for a password", "password passwort passe contraseña passord lösenord"),
    (re.compile(r"(e-?mail|address|adresse|user ?name|benutzername|account|konto|number|nummer) .{0,30}(already|bereits|déjà|già) (in use|taken|exists|.{0,10}(registered|registriert|verwendet|vergeben|inscrit|enregistré|utilisé|registrat))", re.I), Label.PAYWALL, "speaks of an account", "already bereits déjà già"),
    (re.compile(r"\b(get notified|notify me|e-?mail[ -]?(address|adresse)|your e-?mail)\b", re.I), Label.SUBSCRIBE, "asks for an address", "notif mail"),
    (re.compile(r"^(book|download|start|try|request|schedule|buy|order|shop|get|see|view|check)\b.{0,30}\b(free|now|today|demo|trial|started|consultation|deals?|offers?)\b", re.I), Label.ADVERT, "calls to act", "free now today demo trial started consultation deal offer"),
    (re.compile(r"^(from |ab |nur |only )?([$€£]\s?\d[\d.,]*|\d[\d.,]* ?(€|eur\b))", re.I), Label.ADVERT, "names a price", "$ € £ eur"),
    (re.compile(r"^(limited[ -]time|special offer|nur für kurze zeit|offre limitée|oferta limitada)\b", re.I), Label.ADVERT, "makes an offer", "limited special kurze limitée limitada"),
    (re.compile(r"\b(call|contact|email) us\b", re.I), Label.PUBLISHER, "says how to reach the publisher", "us"),
    (re.compile(r"^(herausgeber|publisher|éditeur|verlag|redaktion|uitgever|wydawca)\s*:", re.I), Label.PUBLISHER, "names the publisher", "herausgeber publisher éditeur verlag redaktion uitgever wydawca"),
    (re.compile(r"^(auteur|autor|author|verfasser)\s*:", re.I), Label.BYLINE, "names the author", "aut verfasser"),
    (re.compile(r"^.{0,200}\b(foto|photo|bild)\s*:", re.I), Label.CAPTION, "credits a picture", "foto photo bild"),
    (re.compile(r"\b(download|get|try|install)\b.{0,30}\bapp\b", re.I), Label.SUBSCRIBE, "offers an app", "app"),
    (re.compile(r"^\S+@\S+\.\w+$"), Label.PUBLISHER, "is an address to write to", "@"),
    (re.compile(r"^(table of contents|contents|quick ?links|inhalt|inhaltsverzeichnis|sommaire|índice|indice|spis treści|obsah|inhoud|innhold|innehåll)\W*$", re.I), Label.NAVIGATION, "heads a list of links", "contents link inhalt sommaire índice indice spis obsah inhoud innh inneh"),
    (re.compile(r"^(ressorts|rubriken|rubriques|secciones|sezioni|seções|secções|rubrieken|rubriky|rubryki|разделы|рубрики|розділи)\W*$", re.I), Label.NAVIGATION, "heads a menu", "ressorts rubri rubry secciones sezioni seções secções разделы рубрики розділи"),
    (re.compile(r"^\W*(search|suche[n]?|buscar|recherche[r]?|cerca|menu|menü)\b.{0,20}$", re.I), Label.NAVIGATION, "opens a menu or a search", "search such buscar recherche cerca men"),
    (re.compile(r"^(featured|latest|popular|trending|recent|most read|top)\b.{0,25}$", re.I), Label.TEASER, "heads a list of other articles", "featured latest popular trending recent read top"),
    (re.compile(rf"^[^.!?$€£]{{0,24}}(?<!\d){DATE}([^.!?]{{0,24}}{DATE})?(?!\d)[^.!?]{{0,24}}$"), Label.DATELINE, "is a date or a time", ""),
    (re.compile(r"^\W*((tel|telefon|phone|phone number|fon|fax|mobile?|telephone|teléfono|téléphone)\b\W{0,3}\d[\d\s()/.-]{5,}|(\+|0)\d[\d\s()/.-]{6,}|\(?\d{3}\)?[ -]\d{3}-\d{4})$", re.I), Label.PUBLISHER, "is a telephone number", ""),
    (re.compile(r"^\d+\s+comments?\b|^(leave a|post a|no) comment|^reply$", re.I), Label.COMMENTS, "belongs to comments", "comment reply"),
    (re.compile(r"^#[^\W\d]\w{2,30}$"), Label.TAGS, "is a topic", "#"),
    (re.compile(r"^@\w{2,30}$"), Label.SHARE, "names an account", "@"),
    (re.compile(r"^(facebook|twitter|whatsapp|linkedin|pinterest)(\W+\w+)?\W*$|^(share|tweet|email|print|follow us|copy link|teilen|partager|compartir|compartilhar|condividi|delen|dela)\b.{0,20}$|^share\b.{0,30}\b(facebook|twitter|x|linkedin|whatsapp|telegram|e-?mail|story|article|page)\W*$|^empfehlen sie\b.{0,40}$", re.I), Label.SHARE, "is a share or follow button", "empfehlen share tweet facebook twitter whatsapp linkedin pinterest email print follow copy teilen partager compart condividi dela delen"),
    (re.compile(r"^(read (more|also|next)|also read|related|more (from|on|stories|articles|posts|news)|see also|you may also like|recommended|mehr (aus|zum|zu|von)|weitere (artikel|beiträge|themen)|lesen sie auch|lire aussi|lea también|leggi anche|zum (artikel|beitrag|bericht|interview|podcast|video)(?=\s*:))\b", re.I), Label.RELATED, "points to other articles", "zum read related more see like recommended mehr weitere lesen lire lea leggi"),
    (re.compile(r"^(der |zum )?(nächste|vorherige|vorige)[rsn]? (beitrag|artikel)\W*$|^(previous|next) (post|article|story)\W*$", re.I), Label.RELATED, "points to the next article", "beitrag artikel post article story"),
    (re.compile(r"\b(newsletters?|subscribe|sign up|inbox)\b", re.I), Label.SUBSCRIBE, "asks to subscribe", "newsletter subscribe sign inbox"),
    (re.compile(r"^(advertisements?|anzeige|publicité|publicidad|sponsored.{0,20}|reklame|annonse)$|^\W*advertorial\b.{0,30}$", re.I), Label.ADVERT, "marks an advertisement", "advertisement advertorial anzeige publici sponsored reklame annonse"),
    (re.compile(r"^(tags?|topics|keywords|filed under|categories)\b", re.I), Label.TAGS, "lists topics", "tag topics keywords filed categories"),
    (re.compile(r"^(photo|image|picture|credit|foto|bild|source)\s*(by|credit|courtesy)?\s*[:/]", re.I), Label.CAPTION, "credits a picture", "photo image picture credit foto bild source"),
    (re.compile(r"\b(log ?in|sign ?in|register|create (an )?account|subscribers? only|registrieren|einloggen|se connecter|s'inscrire|iniciar sesión|zaloguj|logga in|logg inn)\b.{0,40}$", re.I), Label.PAYWALL, "asks to log in", "log sign register account subscriber registrieren einloggen connecter inscrire iniciar"),
)  # fmt: skip

DATED = [row for row, text in enumerate(TEXTS) if not text[3]]
WORD_ROWS: Mapping[str, list[int]] = {
    word: [row for row, text in enumerate(TEXTS) if word in text[3].split()]
    for word in sorted({word for text in TEXTS for word in text[3].split()})
} | dict.fromkeys("0123456789", DATED)
"""The rows of TEXTS that a word or a digit may stand for."""
DIGIT = re.compile(r"\d")


def text_label(text: str) -> tuple[Label, str] | None:
    """What a short line says of itself, and how it says so."""
    automaton, rows_of = words_wanted()
    rows = {row for word in automaton.Match(text.lower()) or () for row in rows_of[word]}
    if not text.isascii() and DIGIT.search(text):  # of other scripts
        rows.update(DATED)
    for row in sorted(rows):
        pattern, label, reason, _ = TEXTS[row]
        if pattern.search(text):
            return label, reason
    return None


@cache
def words_wanted() -> tuple[re2.Set, list[list[int]]]:
    """What finds all words of WORD_ROWS in a line at once, and the rows of each."""
    options = re2.Options()
    options.literal = True
    automaton = re2.Set.SearchSet(options)
    for word in WORD_ROWS:
        automaton.Add(word)
    automaton.Compile()
    return automaton, list(WORD_ROWS.values())
