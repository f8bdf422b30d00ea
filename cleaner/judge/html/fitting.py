"""What a line bears out of the label that the elements around it give it: headlines are no menu, prose no header."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.article import Label, Line
from cleaner.judge.html.label_words import text_label
from cleaner.judge.html.signs import Found

ADVERT, BYLINE, CAPTION, COPYRIGHT, DATELINE, NAVIGATION, OTHER = map(
    Label, "advert byline caption copyright dateline navigation other".split()
)
PLAYER, PUBLISHER, RELATED, SHARE, TAGS, TEASER = map(Label, "player publisher related share tags teaser".split())
"""A member asked of its enum costs ten times as much as a name."""
DATED_TITLE = 9
"""Words of a linked line that is more than the date for which its element is named."""
ASKED = 4
"""Spaces in a question, where "Ready?" on a button is none."""
PROSE, PARAGRAPH = 7, 14
"""Spaces in a line from which it is prose, and from which no list of words."""
IMPRINT, ADDRESS = 6, 2
"""Words of text at the page's foot that is no entry of a menu, and of an address with its figures."""
SKIP = re.compile(r"\b(skip|jump|zum inhalt|cookies?|back to|privacy|personal information|datenschutz)\b", re.I)
MENU = re.compile(r"menu|nav|dropdown", re.I)
SLIDES = re.compile(r"slid|slick", re.I)
HEAD = re.compile(r"head", re.I)
BY = re.compile(r"(by|von|par|por|di|av)", re.I)
OFFERS = re.compile(r"offer|deal|classified|market|sponsor", re.I)
SHARES = re.compile(
    r"(share (on|via|this)|follow us|(auf|per|via) \S+ teilen|partager sur|compartir en|condividi su)\b", re.I
)
CREDIT = re.compile(r"©|^(foto|photo|bild)\s*:", re.I)
FOOT = re.compile(r"foot|colophon", re.I)
ARCHIVE = re.compile(r"\b(19|20)\d\d\b")
EMBED = re.compile(r"tweet|instagram|tiktok", re.I)
LETTERS = re.compile(r"[^\W\d_]+")
BARS = re.compile(r" [|·•∙/] ")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

GENERAL = frozenset((Label.NAVIGATION, Label.PLAYER, Label.TEASER))
"""What gives way to what the line says of itself, if that is not a link."""
LISTED = frozenset((Label.TEASER, Label.NAVIGATION, Label.RELATED))
MORE_THAN = frozenset((Label.BYLINE, Label.DATELINE, Label.PLAYER))
CREDITED = frozenset((Label.BYLINE, Label.CAPTION))
MAY_BE_HEADLINES = frozenset((Label.TAGS, Label.PLAYER, Label.BYLINE, Label.ADVERT, Label.NAVIGATION, Label.CAPTION))


def only_laid_out(line: Line, found: Found) -> bool:
    """Does an element say nothing of what a line is: prose in a header, what slides past, a published page's link?"""
    what, reason = found
    if what is DATELINE:
        return (line.link_density >= 0.8 or line.text.count(" ") >= PROSE) and not any(map(str.isdigit, line.text))
    if what is TAGS:
        return line.link_density < 0.2 and line.text.count(" ") >= PARAGRAPH
    if what not in GENERAL:
        return False
    if line.link_density >= 0.5:
        return slides(reason)
    prose = line.text.count(" ") >= PROSE
    return prose and (slides(reason) or (HEAD.search(reason) is not None and not MENU.search(reason)))


@lru_cache(maxsize=20_000)
def slides(reason: str) -> bool:
    """Whether a reason names an element for what slides past in it; many lines have the same reason."""
    return SLIDES.search(reason) is not None


def fitting(line: Line, found: Found) -> Found:
    """A label that the line itself bears out: whole headlines are no menu, figures alone are no teaser."""
    what, reason = found
    if what in LISTED and not (line.text[:1].isalpha() or any(map(str.isalpha, line.text))):
        own = by_text(line.text)
        if own is not None and own[0] in (PUBLISHER, DATELINE):
            return own
        numbered = "pag" in reason or (line.link_density >= 0.5 and ARCHIVE.search(line.text) and len(line.text) < 16)
        return found if numbered else (OTHER, f"a figure or a sign alone, {reason}")
    if line.link_density >= 0.8 and not is_short(what, line.text):
        if is_headline(what, reason, line.text):
            return TEASER, f"reads like a headline, {reason}"
        if what is CAPTION and line.role == "heading":
            return TEASER, f"a linked heading, {reason}"
        if what is CAPTION and not CREDIT.search(line.text) and "credits" not in reason:
            return NAVIGATION, f"a linked picture's text, {reason}"
    if what is NAVIGATION and line.link_density < 0.5 and FOOT.search(reason) and is_imprint(line):
        return PUBLISHER, f"text and no entry, {reason}"
    if what is NAVIGATION and SHARES.match(line.text):
        return SHARE, f"asks to share or follow, {reason}"
    if what is NAVIGATION and line.text.startswith("©"):
        return COPYRIGHT, f"a copyright notice, {reason}"
    if what in MORE_THAN:
        found = more_than(line, found)
        if found[0] is not what:
            return found
    if (what in CREDITED and len(line.text.split(None, 5)) <= 5) or (what is TAGS and not line.link_density):
        own = by_text(line.text)
        return own if own is not None and own[0] is DATELINE else found
    return found


def is_imprint(line: Line) -> bool:
    """Is a line at the page's foot text, or an address: what the publisher says of itself?"""
    words = line.text.count(" ") + 1
    return line.role != "heading" and words >= (ADDRESS if any(map(str.isdigit, line.text)) else IMPRINT)


def more_than(line: Line, found: Found) -> Found:
    """What a line is that its element is too modest about: an address of figures, a dated title, a question."""
    what, reason = found
    if what is BYLINE and "<address>" in reason and any(map(str.isdigit, line.text)):
        return PUBLISHER, f"an address with figures, {reason}"
    long = len(line.text.split(None, DATED_TITLE)) >= DATED_TITLE
    if what is DATELINE and "inside" in reason and long and line.link_density > 0.2:
        return found if BARS.search(line.text) else (RELATED, f"a title with its date, {reason}")
    if what is PLAYER and "gallery" in reason and line.text.count(" ") >= PROSE and line.link_density < 0.5:
        return CAPTION, f"text of a picture, {reason}"
    if what is PLAYER and "<button>" in reason and line.text.endswith("?"):
        return (OTHER, f"a question that opens its answer, {reason}") if line.text.count(" ") >= ASKED else found
    return found


def is_short(what: Label, text: str) -> bool:
    """Is this as short as most entries of menus, and so no headline?"""
    return what is NAVIGATION and len(text) < 45 and text.isascii() and len(text.split()) < 5


def is_headline(what: Label, reason: str, text: str) -> bool:
    """Is a linked line a headline, although its element is named after a menu, topics, a player, an author?"""
    if what not in MAY_BE_HEADLINES or "credits" in reason:
        return False
    words = sum(any(map(str.isalpha, word)) for word in text.split())
    if what is TAGS:
        return 5 <= words < 20 and text.count(",") < 2 and ".tag" not in reason
    if what is PLAYER:
        return (text.count(" ") >= 2 or len(CJK.findall(text)) >= 14) and not EMBED.search(reason)
    if what in (BYLINE, ADVERT):
        return words >= 6 and not OFFERS.search(reason) and not BY.match(text)
    long = words >= 6 or (words >= 2 and len(text) >= 45) or (words <= 2 and len(CJK.findall(text)) >= 14)
    if not long or (what is NAVIGATION and max(words, len(CJK.findall(text)) / 3) < entry_length(reason)):
        return False
    return not SKIP.search(text) and len(BARS.findall(text)) < 2 and not runs_together(reason, text)


def runs_together(reason: str, text: str) -> bool:
    """Is this a menu's entries in one line, which begin in capitals, and not a sentence?"""
    if not (MENU.search(reason) or FOOT.search(reason)):
        return False
    starts = [word[0] for word in LETTERS.findall(text) if len(word) > 1]
    return sum(map(str.isupper, starts)) >= 0.6 * len(starts) > 0


def entry_length(reason: str) -> int:
    """The words from which a linked line is too long for an entry of the menu or the page's foot that holds it."""
    if "crumb" in reason:
        return 100
    return 12 if MENU.search(reason) else 9 if FOOT.search(reason) else 0


def by_text(text: str) -> Found | None:
    """What a short line says of itself."""
    if len(text) > 200:
        return None
    found = text_label(text)
    return (found[0], found[1] + ",") if found else None
