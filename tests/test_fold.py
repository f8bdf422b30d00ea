"""One spelling for comparing: what becomes one, and that text in Latin, Cyrillic and Greek letters stays as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.fold import TOUCHED, letters
from cleaner.rulebook.patterns import PatternSet
from cleaner.shape import plain

SAME = [
    ("٣ أكتوبر ٢٠٢٤", "3 اكتوبر 2024"),  # Arabic-Indic digits
    ("۱۲ مهر ۱۴۰۳", "12 مهر 1403"),  # Persian digits
    ("३ अक्टूबर २०२४", "3 अक्टूबर 2024"),
    ("৩ অক্টোবর ২০২৪", "3 অক্টোবর 2024"),
    ("๓ ตุลาคม ๒๕๖๗", "3 ตุลาคม 2567"),
    ("၃ ရက်", "3 ရက်"),
    ("１２：３４ ＰＲ", "12：34 PR"),  # full-width letters and digits; punctuation stays
    ("أحمد", "احمد"),
    ("إقرأ أيضًا", "اقرا ايضا"),
    ("مُشَارَكَة", "مشاركه"),  # harakat
    ("مشـــاركة", "مشاركه"),  # tatweel
    ("ﺍﻟﻤﺰﻳﺪ", "المزيد"),  # presentation forms
    ("ﻻ", "لا"),  # one sign for two letters
    ("می\u200cخوانید", "ميخوانيد"),  # Persian half-space, Persian yeh
    ("میخوانید", "ميخوانيد"),
    ("\u202bالمزيد\u202c\u200f", "المزيد"),  # marks of direction
    ("یہ بھی", "يه بهي"),
    ("שָׁלוֹם", "שלום"),
    ("ख़बर", "खबर"),  # nukta, put together and in pieces
    ("ख\u093cबर", "खबर"),
    ("पाँच", "पांच"),
    ("\u09df", "\u09af"),
    ("চাঁদ", "চাংদ"),
    (unicodedata.normalize("NFD", "Đọc thêm"), "Đọc thêm"),
    (unicodedata.normalize("NFD", "관련기사"), "관련기사"),
]
STAYS = [
    "Déjà vu, naïve, Ærø, “quoted” – and dashed…",
    "Читайте также: ёлка и йод",
    "Διαβάστε επίσης",
    "関連記事：川が戻った村（残り12文字）",
    "หมู่บ้านที่กลับคืนสู่แม่น้ำ",
    "हिन्दी समाचार",
    "தமிழ்நாடு",
    "㎞ ½ ① ﬁne",
]


@pytest.mark.parametrize(("text", "folded"), SAME)
def test_spellings_become_one(text: str, folded: str) -> None:
    assert letters(text) == folded
    assert letters(folded) == folded


@pytest.mark.parametrize("text", STAYS)
def test_what_is_spelt_in_one_way_stays(text: str) -> None:
    assert letters(text) == text


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert letters(letters(text)) == letters(text)


def test_text_in_latin_cyrillic_and_greek_letters_is_never_looked_at() -> None:
    """Only full-width forms and marks written apart are; `TOUCHED` guards the time that most texts take."""
    found = {
        unicodedata.name(chr(code), "")
        for code in range(0x80, 0x10000)
        if TOUCHED.match(chr(code)) and unicodedata.name(chr(code), "").startswith(("LATIN", "CYRILLIC", "GREEK"))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("اقرأ أيضا: .+", "إقرأ أيضًا: القرية"),
        ("اقرأ أيضا: .+", "ﺇﻗﺮﺃ ﺃﻳﻀﺎ: ﺍﻟﻘﺮﻳﺔ"),
        ("بیشتر بخوانید", "بيشتر\u200c بخوانيد".replace("\u200c ", " ")),
        ("नदी के पास <n> लोग", "नदी के पास ४० लोग"),
        ("पढ़ें", "पढ\u093cें"),
        ("<n> टिप्पणियां", "१२ टिप्पणियाँ"),
        ("آپ <n>", "آپ ۱۲"),
        ("[٠-٩]+ تعليق", "١٢ تعليق"),
        ("updated<colon><time>", "Updated： 10:15"),
        ("公開<colon><date>", "公開：２０２４/１０/０３"),
    ],
)
def test_patterns_and_lines_meet_in_one_spelling(pattern: str, line: str) -> None:
    assert PatternSet([pattern]).matches(plain(line)) == [0]
