"""What lines look like in scripts without spaces, capitals or full stops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.judge.looks import Looks
from cleaner.shape import count_words, ends_sentence, is_headline, is_prose, is_telling, key, keys, plain, words

THAI = "เด็กนักเรียนกว่าสี่สิบคนในหมู่บ้านริมน้ำได้นั่งเรือโรงเรียนลำใหม่เป็นครั้งแรก"
THAI_PARAGRAPH = (
    "เด็กนักเรียนกว่าสี่สิบคนในหมู่บ้านริมน้ำได้นั่งเรือโรงเรียนลำใหม่เป็นครั้งแรกเมื่อเช้าวันจันทร์ "
    "หลังเรือลำเดิมที่ใช้มานานเกือบสามสิบปีรั่วจนต้องเลิกใช้ตั้งแต่ต้นปี"
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The river rose again.", 4),
        ("- the river |", 2),
        ("Вода снова поднялась", 3),
        ("وقال المتحدث باسم الوزارة", 4),
        ("नदी फिर उफान पर है", 5),
        ("강물이 다시 불었다", 3),
        ("河水再次上涨", 1 + 3),  # one run, six characters
        ("川の水がまた増えた", 1 + 4),
        (THAI, 1 + 15),
    ],
)
def test_words(text: str, count: int) -> None:
    assert words(text) == count


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        (THAI, False),  # a headline's length
        (THAI_PARAGRAPH, True),
        ("大坝撑到了天亮，工程师们说，水位正在慢慢下降。", True),
        ("大坝撑到了天亮", False),
        ("堤防は朝まで持ちこたえ、水位は下がり始めたと技師は話した。", True),
        ("بند صبح تک قائم رہا اور انجینئروں نے کہا کہ پانی اب اتر رہا ہے۔", True),
        ("بند صبح تک قائم رہا اور انجینئروں نے کہا", False),
        ("ទំនប់ទឹកនៅរឹងមាំរហូតដល់ព្រឹក", False),
    ],
)
def test_paragraphs(text: str, prose: bool) -> None:
    assert is_prose(plain(text), words(plain(text))) is prose


@pytest.mark.parametrize(
    "text",
    ["اس نے کہا۔", "उसने कहा।", "他说。", "他说！」", "「そうだ。」", "قال ذلك؟", "ተናገረ።", "ասաց։", "បាននិយាយ។", "｡"],
)
def test_sentences_end_in_every_script(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["他说：", "جاء فيه،", "उसने कहा", "เขาพูด", "川が増えた"])
def test_what_ends_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("हिन्दी समाचार की दुनिया", "हिन्दी समाचार की दुनिया"),  # vowel signs belong to their words
        ("ข่าวด่วน: วันนี้", "ข่าวด่วน วันนี้"),
        ("செய்தி – இன்று", "செய்தி இன்று"),
        ("שָׁלוֹם עולם!", "שָׁלוֹם עולם"),
        ("ရေကြီးမှု၊ ယနေ့။", "ရေကြီးမှု ယနေ့"),
        ("उसने कहा। फिर गया॥", "उसने कहा फिर गया"),
        ("snake_case, Kebab-Case", "snake case kebab case"),
        ("Straße: 9½ µm — “Œuvre”", "strasse 9½ μm œuvre"),
        ("CAFÉ, déjà-vu_1: 9½ Straßen", "café déjà vu 1 9½ strassen"),
    ],
)
def test_keys(text: str, found: str) -> None:
    assert key(text) == found


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("river rises again tonight", True),
        ("latest news", False),
        ("политика", False),  # one word of eight letters says nothing
        ("समाचार", False),
        ("नदी फिर उफान पर", True),
        ("ข่าวด่วน", False),
        (key(THAI), True),
        ("南海トラフ 一時調査", True),  # a comma is no word boundary
        ("経済 政治", False),
        ("강물이 다시 불었다", False),
    ],
)
def test_what_tells_a_headline(text: str, telling: bool) -> None:
    assert is_telling(text) is telling


@pytest.mark.parametrize(
    ("text", "could_be"),
    [
        (THAI, True),
        ("أهالي القرية يعيدون بناء الجسر", True),
        ("قال إن الجسر،", False),
        ("उसने कहा।", False),
        ("村民重建大桥", True),
        ("村民说。", False),
    ],
)
def test_headlines(text: str, could_be: bool) -> None:
    assert is_headline(text, words(text)) is could_be


@given(st.lists(st.one_of(st.text(max_size=20), st.text("aB'_-.9 \n\tßÉ", max_size=20)), max_size=6))
def test_the_keys_of_many_lines_are_those_of_each(lines: list[str]) -> None:
    assert keys(lines) == list(map(key, lines))


@given(st.lists(st.one_of(st.text(max_size=20), st.text("aB'_-.9 \n\tßÉ•", max_size=20)), max_size=6), st.booleans())
def test_words_are_counted_alike_one_by_one_and_together(lines: list[str], long: bool) -> None:
    shown = [plain(line * 30 if long else line) for line in lines]
    assert count_words(shown) == list(map(words, shown))


def test_only_the_beginning_of_a_long_line_is_counted() -> None:
    line = "a " * 249 + "a"
    assert count_words([line, "a - b"]) == [words(line), 2] == [200, 2]


def test_what_is_known_of_a_line_goes_when_it_is_cut() -> None:
    looks = Looks(["Dam holds", "More: Dam holds", "Dam …", "Rain."])
    assert looks.naming("dam holds") == [0, 1, 2] and looks.sentences[1] == [(0, 15)]
    looks.look_at(1, "More")
    assert looks.naming("dam holds") == [0, 2] and looks.sentences[1] == []
