"""Scripts and the languages they tell; what langdetect does not know; which packs a page of unknown language gets."""

from __future__ import annotations

import pytest

import cleaner
from cleaner import language, script
from cleaner.rulebook.folders import shipped
from cleaner.rulebook.phrases import PhraseBook

TEXTS = {
    "ar": "وقال رئيس المجلس البلدي إن العمل استغرق أربعة أشهر، وإن نصف التكلفة جاء من تبرعات أبناء القرية.",
    "fa": "اتوبوس کتابخانه صبح پنجشنبه وارد میدان روستا شد و بیش از شصت کودک برایش دست زدند و گل آوردند.",
    "ur": "چالیس سال بعد میلہ پھر سج گیا ہے اور جمعرات کی صبح دریا کے کنارے کا میدان لوگوں سے بھر گیا۔",
    "he": "תושבי העמק התעוררו אתמול לצליל שרבים מהם הכירו רק מסיפורי סבא וסבתא: צפירת קטר.",
    "bn": "সকাল আটটায় ঘণ্টা বাজে, আর একে একে নৌকায় উঠে আসে শিশুরা।",
    "ta": "அணை விடியும் வரை தாங்கியது என்று பொறியாளர்கள் கூறினர்.",
    "te": "ఆనకట్ట తెల్లవారే వరకు నిలిచిందని ఇంజినీర్లు చెప్పారు.",
    "th": "เด็กนักเรียนกว่าสี่สิบคนในหมู่บ้านริมน้ำได้นั่งเรือโรงเรียนลำใหม่เป็นครั้งแรก",
    "ko": "마지막 졸업생을 보낸 지 12년 만에 계곡초등학교 종이 다시 울렸다. 주민들은 도서관을 열었다.",
    "ja": "山あいの谷間町で3日、10年前に閉館した映画館「谷間座」が再び幕を上げた。",
    "zh": "大坝撑到了天亮，工程师们说，水位正在慢慢下降，村民们陆续回到家中。",
    "ka": "კაშხალმა დილამდე გაუძლო, თქვეს ინჟინრებმა სოფელში.",
    "hy": "Ամբարտակը դիմացավ մինչև առավոտ, ասացին ինժեներները։",
    "el": "Το φράγμα άντεξε ως το πρωί, είπαν οι μηχανικοί στο χωριό.",
    "kk": "Бөгет таңға дейін шыдады, деді инженерлер, су деңгейі қазір төмендеп жатыр, ауыл тұрғындары қайтты.",
    "uk": "Дамба витримала до ранку, сказали інженери, рівень води зараз знижується, її відремонтують.",
    "ru": "Плотина выдержала до утра, сказали инженеры, и жители деревни вернулись в свои дома.",
    "bg": "Язовирната стена издържа до сутринта, казаха инженерите, и хората се върнаха по къщите си.",
    "vi": "Con đập trụ được đến sáng, các kỹ sư nói, mực nước đang rút dần và dân làng đã trở về nhà.",
    "az": "Bənd səhərə qədər dözdü, mühəndislər dedilər, suyun səviyyəsi indi azalır və kənd sakinləri evə qayıtdı.",
    "tr": "Baraj sabaha kadar dayandı, mühendisler suyun artık yavaş yavaş çekildiğini, halkın döndüğünü açıkladı.",
    "pl": "Tama wytrzymała do rana, powiedzieli inżynierowie, a mieszkańcy wsi wrócili już do swoich domów, śpiąc źle.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items(), ids=TEXTS)
def test_the_letters_tell_the_language(code: str, text: str) -> None:
    assert language.glance([text])[0] == code
    assert language.detect([text]) == code


@pytest.mark.parametrize(
    "text",
    [
        "ግድቡ እስከ ንጋት ድረስ ቆሟል ሲሉ መሐንዲሶች ተናገሩ እና ነዋሪዎች ወደ ቤታቸው ተመለሱ አሉ ሰዎች ሁሉ",
        "བོད་སྐད་ནི་བོད་མིའི་སྐད་ཡིག་ཡིན།བོད་སྐད་ནི་བོད་མིའི་སྐད་ཡིག་ཡིན།བོད་སྐད་ནི་བོད་མིའི་སྐད་ཡིག་ཡིན།",
    ],
    ids=["Amharic", "Tibetan"],
)
def test_a_script_that_no_detector_knows(text: str) -> None:
    assert language.detect([text]) is None
    assert cleaner.clean(f"{text}\n\n{text} {text}").body


def test_chinese_in_traditional_characters_is_chinese() -> None:
    text = "玉峰道路一路上雲氣山嵐滯留山頭，順路下切蜿蜒道路後不久即抵達來到村莊的國小。"
    assert language.detect([text, text]) == "zh"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The dam held until morning, engineers said.", "latin"),
        ("BBC News, CNN, Reuters: 대통령 says", "latin"),
        ("Сьогодні Facebook Twitter WhatsApp", "latin"),
        ("short", None),
        ("", None),
        ("1234567890 1234567890 !!!", None),
        ("𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈𐍈", None),  # Gothic: no pack will ever ask for it
        ("river water река вода", None),  # half and half
    ],
)
def test_scripts(text: str, name: str | None) -> None:
    assert script.script(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Engineers Morning Villagers Homes",
        "Представитель компании сказал.",
    ],
)
def test_what_a_glance_cannot_tell(text: str) -> None:
    assert language.glance([text])[0] is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("iw-IL", "he"),
        ("fil_PH", "tl"),
        ("in", "id"),
        ("zh-Hant-TW", "zh"),
        ("cmn-Hans", "zh"),
        ("prs", "fa"),
        ("ckb", "ckb"),
        ("", None),
        ("german", None),
        ("deu", None),
        ("d", None),
    ],
)
def test_other_names_of_a_language(tag: str, code: str | None) -> None:
    assert language.normal(tag) == code


def packs(code: str | None, name: str | None = None) -> set[str]:
    """The languages whose phrases a page gets, beside English."""
    return {phrase.language for matcher in PhraseBook([shipped()]).matchers(code, name) for phrase in matcher._phrases}


def test_which_packs_a_page_gets() -> None:
    assert packs("th") == {"en", "th"}
    assert packs("ms") == {"en", "id", "ms"}
    assert packs("hi") == {"en", "hi"}
    arabic = packs(None, "arabic")
    assert {"en", "ar", "fa", "ur"} <= arabic and not arabic & {"de", "ru", "hi", "zh"}
    latin = packs(None, "latin")
    assert {"de", "fr", "id", "vi"} <= latin and not latin & {"ar", "ru", "ja", "th"}
    assert packs(None) >= latin | arabic


@pytest.mark.parametrize(
    ("text", "removed"),
    [
        (f"{TEXTS['th']}\n\n{TEXTS['th']} อีกครั้ง\n\nอ่านเพิ่มเติม: หมู่บ้านใต้น้ำ", [5]),
        (f"{TEXTS['ar']}\n\nاقرأ أيضا: القرية\n\nوأضاف: {TEXTS['ar']}", [3]),
        (f"{TEXTS['zh']}\n\n{TEXTS['zh']}他说。\n\n延伸閱讀：河水退去之後", [5]),
    ],
)
def test_a_page_of_untold_language_gets_its_packs(text: str, removed: list[int]) -> None:
    assert [line.number for line in cleaner.clean(text).removed] == removed
