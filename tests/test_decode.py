"""Bytes to text: every encoding by its evidence, nothing raised, nothing lost without a recorded repair."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.article import Repair
from cleaner.decode import decode, is_binary, web_charset
from cleaner.split.text import split_text

ENGLISH = "The river rose again.\nThe village waited for help.\n"
GERMAN = "Über Nacht stieg der Fluss, und die Dörfer an der Mündung warteten auf höhere Dämme für die Straße."
FRENCH = (
    "La rivière a débordé à l'aube, et les élèves de l'école ont été évacués vers la mairie, où l'on préparait du "
    "café.\nLe préfet a déclaré que la décrue commencerait mercredi. « Nous n'avons jamais vu ça », a dit une "
    "habitante âgée, réfugiée chez sa sœur. Les dégâts sont estimés à plusieurs millions d'euros."
)
SPANISH = (
    "El río volvió a crecer durante la noche y los vecinos del pueblo esperaron ayuda hasta la mañana.\nSegún el "
    "alcalde, el año pasado también llovió así. «¿Quién pagará los daños?», preguntó una señora."
)
PORTUGUESE = (
    "O rio voltou a subir durante a noite e os moradores da aldeia esperaram por ajuda até de manhã. As crianças da "
    "escola não tiveram aulas. A situação é grave, disse o presidente da câmara."
)
POLISH = "Rzeka wezbrała w nocy, a mieszkańcy wsi czekali na pomoc. Strażacy obiecali łodzie, żywność i ciepłe koce."
CZECH = "Řeka v noci opět stoupla a lidé čekali na pomoc až do rána. Hasiči slíbili přivézt lodě, přikrývky a jídlo."
HUNGARIAN = "A folyó az éjszaka újra megáradt, és a falu lakói segítségre vártak. A főút őszig zárva, mondta a tűzoltó."
SWEDISH = (
    "Floden steg igen under natten och byborna väntade på hjälp ända till morgonen. Räddningstjänsten lovade båtar."
)
TURKISH = (
    "Nehir gece yeniden yükseldi, köylüler sabaha kadar yardım bekledi. İtfaiye tekne, yiyecek ve ılık çorba "
    "göndereceğini söyledi, ağaçlar devrildi.\nVali, suların çarşamba günü çekilmeye başlayacağını açıkladı. Okullar "
    "iki gün boyunca kapalı kalacak, öğrenciler belediye binasında ağırlanacak. Şehir merkezinde ekipler çalışıyor."
)
RUSSIAN = "Река снова поднялась ночью, и жители деревни ждали помощи до самого утра. Спасатели обещали привезти лодки."
UKRAINIAN = "Річка знову піднялася вночі, і жителі села чекали на допомогу аж до ранку. Їжу обіцяли привезти згодом."
GREEK = "Το ποτάμι φούσκωσε ξανά τη νύχτα και οι κάτοικοι του χωριού περίμεναν βοήθεια ως το πρωί."
HEBREW = "הנהר עלה שוב בלילה ותושבי הכפר חיכו לעזרה עד הבוקר. הכבאים הבטיחו לשלוח סירות ומזון."
ARABIC = "ارتفع منسوب النهر مجددا في الليل وانتظر سكان القرية المساعدة حتى الصباح. وعد رجال الإطفاء بإرسال القوارب."
THAI = "แม่น้ำเอ่อสูงขึ้นอีกครั้งในตอนกลางคืน และชาวบ้านรอความช่วยเหลือจนถึงเช้า"
JAPANESE = "川の水位は夜のうちに再び上昇し、村の住民は朝まで救助を待った。消防はボートと食料を送ると約束した。"
KOREAN = "강물이 밤사이 다시 불어났고 마을 주민들은 아침까지 구조를 기다렸다. 소방대는 배와 식량을 약속했다."
CHINESE = "河水在夜里再次上涨，村民们等待救援直到天亮。消防队答应送来船只和食物。老师把孩子们带到了山上。"
TAIWANESE = "河水在夜裡再次上漲，村民們等待救援直到天亮。消防隊答應送來船隻和食物。"

SCRIPTS = {"en": ENGLISH, "de": GERMAN, "ru": RUSSIAN, "ja": JAPANESE, "ar": ARABIC}
WIDE_MARKS = {
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def guessed(codec: str) -> Repair:
    return Repair(0, "charset guessed", "", codec)


def unfit(declared: str) -> Repair:
    return Repair(0, "declared charset does not fit", declared, "")


def lines(data: bytes, declared: str | None = None) -> tuple[list[str], tuple[Repair, ...]]:
    text, repairs = decode(data, declared)
    split, more = split_text(text)
    return [line.text for line in split], repairs + more


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("codec", WIDE_MARKS)
def test_a_byte_order_mark_decides(codec: str, text: str) -> None:
    assert decode(WIDE_MARKS[codec] + text.encode(codec)) == (text, ())


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_the_utf8_mark_is_no_text(text: str) -> None:
    assert lines(codecs.BOM_UTF8 + text.encode())[0] == text.splitlines()


def test_the_utf8_mark_is_no_damage() -> None:
    assert decode(codecs.BOM_UTF8 + GERMAN.encode()) == (GERMAN, ())


@pytest.mark.parametrize("declared", ["cp1252", "utf-16-be", "nonsense"])
def test_a_byte_order_mark_wins_over_a_declaration(declared: str) -> None:
    assert decode(codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"), declared) == (RUSSIAN, ())


def test_broken_utf8_behind_a_mark_is_kept_for_the_repair() -> None:
    found, repairs = lines(codecs.BOM_UTF8 + b"caf\xe9 au lait")
    assert found == ["café au lait"]
    assert [repair.what for repair in repairs] == ["undecodable byte"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(codecs.BOM_UTF16_LE + "River".encode("utf-16-le")[:-1], id="cut off"),
        pytest.param(codecs.BOM_UTF16_BE + b"\0a\xd8\x00\0b", id="half a pair"),
        pytest.param(codecs.BOM_UTF32_LE + b"a\0\0\0\xff\xff\xff\xff", id="no such character"),
    ],
)
def test_broken_wide_text_behind_a_mark_is_recorded(data: bytes) -> None:
    found, repairs = lines(data)
    assert "\ufffd" in found[0]
    assert repairs


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (FRENCH, "cp1252", "windows-1252"),
        (FRENCH, "cp1252", "ISO-8859-1"),  # what the label means on the web
        ("“Quoted” – a dash", "cp1252", "us-ascii"),
        (TURKISH, "cp1254", "iso-8859-9"),
        ("İstanbul’da", "cp1254", "latin5"),
        (POLISH, "iso8859-2", "iso-8859-2"),
        (CZECH, "cp1250", "windows-1250"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "cp1251", ' "windows-1251" '),
        (RUSSIAN, "cp866", "cp866"),
        (THAI, "cp874", "iso-8859-11"),
        ("①髙﨑さん", "cp932", "Shift_JIS"),
        (JAPANESE, "euc-jp", "euc-jp"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        ("똠방각하", "cp949", "euc-kr"),
        ("镕基，𠮷", "gb18030", "gb2312"),
        (TAIWANESE, "big5", "big5"),
        (ARABIC, "utf-8", "utf8"),
        (GERMAN, "utf-16-le", "utf-16-le"),
        ("", "utf-8", "windows-1251"),
    ],
)
def test_a_declared_charset_that_fits_is_believed(text: str, codec: str, declared: str) -> None:
    assert decode(text.encode(codec), declared) == (text, ())


@pytest.mark.parametrize(
    ("data", "declared", "text", "more"),
    [
        (GERMAN.encode(), "ascii\0", GERMAN, []),
        (GERMAN.encode(), "no-such-charset", GERMAN, []),
        (GERMAN.encode(), "hex", GERMAN, []),  # a Python codec, but of bytes
        (GERMAN.encode(), "rot13", GERMAN, []),
        (GERMAN.encode(), "utf-32", GERMAN, []),
        (GERMAN.encode(), "euc-jp", GERMAN, []),
        (b"a caf\xe9 here", "utf-8", "a café here", [guessed("cp1252")]),
        (RUSSIAN.encode("koi8-r"), "utf-8", RUSSIAN, [guessed("koi8-r")]),
        (JAPANESE.encode("cp932"), "euc-kr", JAPANESE, [guessed("cp932")]),
    ],
)
def test_a_declared_charset_that_does_not_fit_is_passed_over(
    data: bytes, declared: str, text: str, more: list[Repair]
) -> None:
    assert decode(data, declared) == (text, (unfit(declared), *more))


@pytest.mark.parametrize("declared", ["utf-16", "utf-16-be", "cp037", "gbk", "shift_jis", "koi8-r", "windows-1251"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, JAPANESE], ids=["fr", "ru", "ja"])
def test_what_is_plainly_utf8_is_nothing_else(text: str, declared: str) -> None:
    for length in (len(text), len(text) - 1):  # an odd number of bytes is no UTF-16 anyway
        assert decode(text[:length].encode(), declared) == (text[:length], (unfit(declared),))


@pytest.mark.parametrize("declared", ["utf-16", "utf-32-be", "cp037"])
def test_plain_ascii_is_no_encoding_without_ascii(declared: str) -> None:
    assert decode(ENGLISH.encode(), declared)[0] == ENGLISH


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("漢水，你好。\n", "utf-16-le"),
        (CHINESE, "utf-16-be"),
        ("a", "utf-16-le"),
        ("The river rose", "cp037"),
        ("谩谩 is what a wrong charset makes", "gbk"),  # UTF-8 too, but four bytes prove nothing
        ("Â£5, Â£6", "cp1252"),
        ("", "utf-16"),
    ],
)
def test_what_could_be_utf8_by_chance_is_what_it_is_said_to_be(text: str, codec: str) -> None:
    assert decode(text.encode(codec), codec) == (text, ())


def test_an_empty_declaration_declares_nothing() -> None:
    assert decode(GERMAN.encode(), "") == (GERMAN, ())


@pytest.mark.parametrize("declared", ["unicode_escape", "raw_unicode_escape", "utf-7"])
def test_what_no_browser_knows_is_no_charset(declared: str) -> None:
    assert decode(rb"C:\new \u00e9 1+AOk-1", declared)[0] == rb"C:\new \u00e9 1+AOk-1".decode()


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("UTF-8", "utf-8"),
        ("latin1", "cp1252"),
        ("'ascii'", "cp1252"),
        ("gbk", "gb18030"),
        ("big5", "big5hkscs"),
        ("iso-8859-15", "iso8859-15"),
        ("utf9", None),
        ("base64", None),
        ("", None),
        ("\0", None),
        ("é", None),
    ],
)
def test_web_charset(name: str, codec: str | None) -> None:
    assert web_charset(name) == codec


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        GERMAN,
        ARABIC,
        CHINESE,
        "x",
        "é",
        "👩‍🚀 launched",
        "a genuine \ufffd stays",
        "C:\\temp\\new and 100 % of it\n",
        "one\r\ntwo\tthree\x0cfour",
    ],
)
def test_plain_utf8_is_untouched(text: str) -> None:
    assert decode(text.encode()) == (text, ())


@pytest.mark.parametrize(
    ("data", "found", "line", "before"),
    [
        ("Größe, Köln ".encode() + b"\xe9!", "Größe, Köln é!", 1, "Größe, Köln \\udce9!"),
        ("Река\n".encode() + b"\x93a", "“a", 2, "\\udc93a"),
        ("Река\n\nснова ".encode() + b"\x81!", "снова \ufffd!", 3, "снова \\udc81!"),  # no windows-1252 either
        ("Река ".encode() + b"\xd0\x20" + "вода".encode(), "Река Ð вода", 1, "Река \\udcd0 вода"),
    ],
)
def test_a_few_stray_bytes_leave_utf8_what_it_is(data: bytes, found: str, line: int, before: str) -> None:
    texts, repairs = lines(data)
    assert texts[-1] == found
    assert repairs == (Repair(line, "undecodable byte", before, found),)


def test_many_stray_bytes_are_another_charset() -> None:
    _, repairs = decode("é".encode() + b" \xe9\xe8 caf\xe9")
    assert [repair.what for repair in repairs] == ["charset guessed"]


@pytest.mark.parametrize(
    ("text", "cut", "tail"),
    [(RUSSIAN + "ы", 1, "d1"), (JAPANESE, 1, "e3 80"), (JAPANESE, 2, "e3"), (GERMAN + "😀", 1, "f0 9f 98")],
)
def test_a_character_cut_off_at_the_end_is_recorded(text: str, cut: int, tail: str) -> None:
    assert decode(text.encode()[:-cut]) == (
        text[:-1] + "\ufffd",
        (Repair(0, "character cut off at the end of the input", tail, "\ufffd"),),
    )


def test_a_cut_off_character_alone_is_no_utf8() -> None:
    assert decode(b"caf\xc3") == ("cafÃ", (guessed("cp1252"),))


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(codec: str, text: str) -> None:
    if text == SCRIPTS["ja"]:
        pytest.xfail("without spaces there are no NULs to tell it by")
    assert decode(text.encode(codec)) == (text, (guessed(codec),))


@pytest.mark.parametrize("data", [b"a\0b, and the river rose again\n", b"\0", b"\0\0\0\0", b"ab\0\0cd\0\0"])
def test_a_few_nuls_are_not_utf16(data: bytes) -> None:
    assert decode(data)[0] == data.decode()


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "cp866"),
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        (GERMAN, "cp1252"),
        (SPANISH, "cp1252"),
        (PORTUGUESE, "cp1252"),
        (TURKISH, "cp1254"),
        (POLISH, "cp1250"),
        (CZECH, "cp1250"),
        (HUNGARIAN, "cp1250"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (THAI, "cp874"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (KOREAN, "euc-kr"),
        (CHINESE, "gbk"),
        (CHINESE, "gb2312"),
        (TAIWANESE, "big5"),
        pytest.param(RUSSIAN[:98], "koi8-r"),
        pytest.param(FRENCH, "cp1252"),
        pytest.param(SWEDISH, "cp1252"),
        pytest.param(TURKISH[:145], "cp1254"),
        pytest.param(POLISH, "iso8859-2"),
        pytest.param(CZECH, "iso8859-2"),
    ],
)
def test_legacy_charsets_are_found_out_and_recorded(text: str, codec: str) -> None:
    found, repairs = decode(text.encode(codec))
    assert found == text
    assert [repair.what for repair in repairs] == ["charset guessed"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"A caf\xe9 in the village", "A café in the village"),
        (b"\x93Wait\x94, she said", "“Wait”, she said"),
        (b"\xa9 2024", "© 2024"),
        (b"5 \x80", "5 €"),
    ],
)
def test_few_bytes_beyond_ascii_are_windows_1252(data: bytes, text: str) -> None:
    assert decode(data) == (text, (guessed("cp1252"),))


def test_what_a_guess_cannot_read_is_counted() -> None:
    text, repairs = decode(b"caf\xe9 \x81 \x8d")
    assert text == "café \ufffd \ufffd"
    assert repairs == (guessed("cp1252"), Repair(0, "undecodable bytes", "81", "\ufffd"))


@pytest.mark.parametrize("declared", [None, "windows-1251", "nonsense"])
def test_nothing_is_nothing(declared: str | None) -> None:
    assert decode(b"", declared)[0] == ""
    assert lines(b"", declared)[0] == []


@pytest.mark.parametrize("mark", WIDE_MARKS.values(), ids=WIDE_MARKS)
def test_a_mark_alone_is_nothing(mark: bytes) -> None:
    assert decode(mark) == ("", ())


@pytest.mark.parametrize(
    ("data", "binary"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(57), True),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\x06", True),
        (bytes(range(256)) * 4, True),
        (b"%PDF-1.7\n" + b"\x01\x02\x03text" * 9, True),
        (b"", False),
        (b"plain text, one NUL" * 20 + b"\0", False),
        (b"\x1b[31mred\x1b[0m and \x1b[1mbold\x1b[0m", False),  # a terminal's record
        (b"one\ttwo\x0bthree\x0cfour\r\n", False),
        (RUSSIAN.encode("koi8-r"), False),
        (JAPANESE.encode("utf-16-le"), False),
        (ENGLISH.encode("utf-16-be"), False),
        (codecs.BOM_UTF32_LE + ENGLISH.encode("utf-32-le"), False),
    ],
)
def test_is_binary(data: bytes, binary: bool) -> None:
    assert is_binary(data) is binary


ENCODED = st.builds(
    lambda text, codec, cut: text.encode(codec, "ignore")[: cut or None],
    st.text(),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp1252", "shift_jis", "gb18030", "euc-kr"]),
    st.integers(-2, 0),
)
BYTES = st.binary() | ENCODED | st.lists(ENCODED | st.binary(max_size=3), max_size=4).map(b"".join)
GENUINE = ["\ufffd".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030")]


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(b"", id="no mark"),
        pytest.param(codecs.BOM_UTF8, id="utf-8"),
        *(pytest.param(mark, id=codec) for codec, mark in WIDE_MARKS.items()),
    ],
)
@settings(max_examples=80, deadline=None, derandomize=True)
@given(rest=BYTES, declared=st.sampled_from([None, None, "utf-8", "windows-1251", "shift_jis", "gb2312", "nonsense"]))
def test_never_raises_and_never_loses_in_silence(start: bytes, rest: bytes, declared: str | None) -> None:
    data = start + rest
    found, repairs = lines(data, declared)
    text = "".join(found)
    assert not any("\ud800" <= char <= "\udfff" for char in text)
    if "\ufffd" in text and not any(mark in rest for mark in GENUINE):
        assert repairs


@settings(max_examples=100, deadline=None, derandomize=True)
@given(text=st.text())
def test_without_repairs_nothing_changed(text: str) -> None:
    found, repairs = decode(text.encode())
    assert repairs or found == text
