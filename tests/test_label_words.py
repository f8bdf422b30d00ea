"""What a short line says of itself: the patterns, their near misses, and the words by which they are looked up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.article import Label
from cleaner.judge.html.label_words import TEXTS, text_label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("© 2024 Valley Media", Label.COPYRIGHT),
        ("12 comments", Label.COMMENTS),
        ("03.11.18", Label.DATELINE),
        ("2 / 7", None),
        ("Call us any time before noon", Label.PUBLISHER),
        ("Verlag: Windrad AG", Label.PUBLISHER),
        ("desk@valley.example", Label.PUBLISHER),
        ("Write to desk@valley.example", None),
        ("4.63.5", None),
        ("4.5 / 5", None),
        ("4.5.18", Label.DATELINE),
        ("Rubriques", Label.NAVIGATION),
        ("Nächster Artikel", Label.RELATED),
        ("Have you forgotten it? Reset your password here.", Label.PAYWALL),
        ("3.6", None),
        ("Psalm 91", None),
        ("75 4 star reviews 4", None),
        ("5,153.58", None),
        ("Today, 7.45", Label.DATELINE),
        ("Ann Lee | 3 mars 2018", Label.DATELINE),
        ("2018/11/03", Label.DATELINE),
        ("0661 - 480 488 151", Label.PUBLISHER),
        ("(310) 555-0275", Label.PUBLISHER),
        ("Öffnungszeiten: 9:00 Uhr", Label.PUBLISHER),
        ("License: CC-BY", Label.COPYRIGHT),
        ("License fees rose again", None),
        ("@valleypost", Label.SHARE),
        ("Share current article via Facebook", Label.SHARE),
        ("Share prices fell on Monday across Europe", None),
        ("Empfehlen Sie diese Seite weiter:", Label.SHARE),
        ("Everything here is licensed under a Creative Commons licence", Label.COPYRIGHT),
        ("Wählen Sie ein neues Passwort.", Label.PAYWALL),
        ("#Lastenrad", Label.TAGS),
        ("#12", None),
        ("Facebook page", Label.SHARE),
        ("Facebook makes people sad", None),
        ("Table of contents", Label.NAVIGATION),
        ("Quick Links", Label.NAVIGATION),
        ("Contents of the lake were tested", None),
        ("Datenschutzeinstellungen anpassen", Label.COOKIES),
        ("€ 2.549,00 inkl. MwSt.", Label.ADVERT),
        ("Die € 5 reichten nicht", None),
        ("The user name is already taken.", Label.PAYWALL),
        ("The last number is already over", None),
        ("12. März 201810. März 2018", Label.DATELINE),
        ("Updated on 3.11.18, first 1.11.18", Label.DATELINE),
        ("- Advertorial Windrad AG -", Label.ADVERT),
        ("Advertorials are read by few", None),
    ],
)
def test_what_a_line_says_of_itself(text: str, expected: Label | None) -> None:
    found = text_label(text)
    assert (found[0] if found else None) is expected


@pytest.mark.parametrize("row", [row for row in TEXTS if row[3]], ids=lambda row: row[2])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_what_a_pattern_matches_has_one_of_its_words(
    row: tuple[re.Pattern[str], Label, str, str], data: st.DataObject
) -> None:
    pattern, _, _, words = row
    text = data.draw(st.from_regex(pattern, alphabet=st.characters(codec="latin-1")))
    assert any(word in text.lower() for word in words.split())
