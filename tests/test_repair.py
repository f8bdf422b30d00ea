"""Characters mended line by line: each kind of damage, each look-alike that is none, every change recorded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.article import Repair
from cleaner.mend import SURROGATE, _ftfy
from cleaner.repair import repair_lines, split_lines
from cleaner.split.text import split_text

UNDECODABLE, MOJIBAKE, CONTROL = "undecodable byte", "mojibake", "control character"
INVISIBLE, ZERO_WIDTH, BIDI, NO_BREAK = (
    "invisible character",
    "zero-width character",
    "bidirectional mark",
    "no-break space",
)


def printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


@pytest.mark.parametrize(
    ("what", "before", "after"),
    [
        (MOJIBAKE, "La riviÃ¨re a dÃ©bordÃ©.", "La rivière a débordé."),
        (MOJIBAKE, "Itâ€™s raining", "It’s raining"),
        (MOJIBAKE, "â€œHelp is coming,â€\x9d she said", "“Help is coming,” she said"),
        (MOJIBAKE, "l’Ã©cole stays curly", "l’école stays curly"),
        (MOJIBAKE, "Â£5 and â‚¬6", "£5 and €6"),
        (MOJIBAKE, "Ð ÐµÐºÐ°", "Река"),
        (MOJIBAKE, "ðŸ˜€", "😀"),
        (MOJIBAKE, "wait\x85", "wait…"),
        (MOJIBAKE, "\x93Wait\x94", "“Wait”"),
        (CONTROL, "ri\x00ver", "river"),
        (CONTROL, "bell\x07 and back\x08space\x7f", "bell and backspace"),
        (CONTROL, "\x1b[31mred\x1b[0m and \x1b[1;32mgreen\x1b[m", "red and green"),
        (CONTROL, "\x1b]0;a window's title\x07text", "text"),
        (CONTROL, "\x1b]8;;https://example.com\x1b\\a link\x1b]8;;\x1b\\", "a link"),
        (CONTROL, "an\ufff9annotation\ufffb", "anannotation"),
        (INVISIBLE, "\ufeffriver", "river"),
        (INVISIBLE, "ri\ufeffver", "river"),
        (INVISIBLE, "com\xadmu\xadni\xadty", "community"),
        (INVISIBLE, "word\u2060joiner", "wordjoiner"),
        (ZERO_WIDTH, "zero\u200bwidth", "zerowidth"),
        (ZERO_WIDTH, "Auf\u200clage", "Auflage"),
        (ZERO_WIDTH, "a\u200db", "ab"),
        (ZERO_WIDTH, "\u200bat the edge\u200b", "at the edge"),
        (ZERO_WIDTH, "می\u200c\u200cخواهم", "می\u200cخواهم"),  # one is enough
        (BIDI, "\u200eThe river\u200f rose", "The river rose"),
        (BIDI, "\u202aembedded\u202c and \u2067isolated\u2069", "embedded and isolated"),
        (NO_BREAK, "10\xa0000\xa0km", "10 000 km"),
        (UNDECODABLE, "caf\udce9", "café"),
        (UNDECODABLE, "\udc93Wait\udc94", "“Wait”"),
        (UNDECODABLE, "no \udc81 character", "no \ufffd character"),
        (UNDECODABLE, "lone \ud800 half", "lone \ufffd half"),
        (UNDECODABLE, "\ud83d\ude00 in two halves", "😀 in two halves"),
    ],
)
def test_damage_is_mended_and_recorded(what: str, before: str, after: str) -> None:
    mended, repairs = repair_lines(["The river rose.", before, "It rained."])
    assert mended == ["The river rose.", after, "It rained."]
    assert repairs == (Repair(2, what, printable(before), after),)


@pytest.mark.parametrize(
    "line",
    [
        "",
        " \tindented,\twith tabs ",
        "“Curly” and ‘single’ quotes – a dash — another… it’s",
        "„Deutsch“ und «français» et » andersherum «",
        "ＦＵＬＬ－ＷＩＤＴＨ ＡＢＣ１２３！",
        "ﬁne ligatures: ﬂood, oﬀer, ﬆ",
        "AT&amp;T &lt;p&gt; &nbsp; &#39; &eacute;",
        "<b>tags</b> in prose",
        "Über die Straße, Größe, Mädchen, Öl",
        "À l’école, où l’été fut gâché ; l’œuvre, la sœur, ça, naïf",
        "Ã, São Tomé, SÃO PAULO, não, Àrea",
        "Река снова поднялась ночью",
        "Річка, її ґанок, під’їзд",
        "Żółć gęślą jaźń, Łódź",
        "Příliš žluťoučký kůň",
        "Çağrı, İstanbul, ığdır, göğüs",
        "Ελληνικά γράμματα",
        "Tiếng Việt có dấu",
        "Ångström, Ærø, smørrebrød",
        "川の水位は夜のうちに再び上昇した。「大変だ」",
        "강물이 다시 불어났다",
        "مياه النهر ترتفع",
        "הנהר עלה",
        "decomposed: e\u0301, u\u0308, nor composed: é, ü",
        "½ cup, 5 °C, © 2024, ®, ™, § 3, 10 €, £5, x²",
        "① ② Ⅳ ℃ ㎞",
        "10\u202f000 km, 1\u2007000",  # typesetters' spaces
        "a genuine \ufffd stays",
        "👍🏽 👩\u200d🚀 👨\u200d👩\u200d👧 🏳️\u200d🌈 🏴\u200d☠️ ❤️\u200d🔥",
        "می\u200cخواهم کتاب\u200cها",
        "क्\u200dष और र\u200dय",
        "ශ්\u200dරී ලංකා",
        "ภาษา\u200bไทย",
        "ភាសា\u200bខ្មែរ",
        "שלום\u200f (hello)\u200e",
        "نص \u2067mixed\u2069 \u202aاتجاه\u202c",
        "The escape [31m without its beginning",
    ],
)
def test_good_text_survives(line: str) -> None:
    assert repair_lines([line]) == ([line], ())


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("🐈\u200d⬛", id="a black cat"),
        pytest.param("🙂\u200d↔️", id="a shaken head"),
        pytest.param("അവന്\u200d പോയി", id="a Malayalam chillu at the end of its word"),
        pytest.param("ᠬᠠᠨ\u180eᠠ", id="the Mongolian vowel separator"),
    ],
)
def test_spelling_survives(line: str) -> None:
    assert repair_lines([line]) == ([line], ())


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("ï»¿River", "River", [MOJIBAKE, INVISIBLE]),
        ("caf\udce9\xa0\x00", "café ", [UNDECODABLE, CONTROL, NO_BREAK]),
        ("\u200eThe\u200b \ufeffriver\x07", "The river", [CONTROL, INVISIBLE, ZERO_WIDTH, BIDI]),
    ],
)
def test_several_repairs_of_one_line_are_recorded_in_turn(before: str, after: str, what: list[str]) -> None:
    mended, repairs = repair_lines([before])
    assert mended == [after]
    assert [repair.what for repair in repairs] == what
    assert [repair.before for repair in repairs] == [printable(before), *(repair.after for repair in repairs[:-1])]
    assert repairs[-1].after == after


def test_only_the_damaged_line_changes() -> None:
    good, bad = "Müller’s café – “open”", "MÃ¼ller"
    assert repair_lines([good, bad, good])[0] == [good, "Müller", good]


@pytest.mark.parametrize(
    ("text", "lines", "odd"),
    [
        ("", [""], None),
        ("one\ntwo\n", ["one", "two", ""], None),
        ("one\r\n\r\ntwo", ["one", "", "two"], r"\r"),
        ("one\rtwo", ["one", "two"], r"\r"),
        ("one\n\rtwo", ["one", "", "two"], r"\r"),
        ("one\x0btwo\x0cthree", ["one", "two", "three"], r"\x0b"),
        ("one\u2028two\u2029three", ["one", "two", "three"], r"\u2028"),
        ("one\x1ctwo\x85three", ["one\x1ctwo\x85three"], None),  # what str.splitlines would split
    ],
)
def test_line_breaks(text: str, lines: list[str], odd: str | None) -> None:
    repairs = (Repair(0, "line breaks", odd, "\\n"),) if odd else ()
    assert split_lines(text) == (lines, repairs)


def test_split_text_counts_blank_lines_and_repairs_by_physical_line() -> None:
    lines, repairs = split_text("River\r\n\r\n \r\n\x00rose\r\n\x00\r\n")
    assert [(line.number, line.text) for line in lines] == [(1, "River"), (4, "rose")]
    assert [(repair.line, repair.what) for repair in repairs] == [(0, "line breaks"), (4, CONTROL), (5, CONTROL)]


ODD = (
    "\x00\x07\x1b\x85\x93\x9d\xa0\xad\u061c\u180e\u200b\u200c\u200d\u200e\u202e\u2028\u2060\u2067\ufeff\ufffd"
    "\ud83d\ude00\udc81\udce9\udcc3ÐÂÃé’“مשကไ👩 ab\t"
)
DAMAGE = st.sampled_from(ODD) | st.sampled_from(["\x1b[31m", "\x1b]", "Ã©", "â€™", "â€œ", "ï»¿", "ï¿½", "❤️"])
MESS = st.lists(DAMAGE, max_size=12).map("".join)
TWICE = st.builds(
    lambda text, codec: text.encode("utf-8").decode(codec, "surrogateescape"),
    st.text(max_size=20),
    st.sampled_from(["cp1252", "cp1251", "latin-1", "ascii"]),
)
LINE = (MESS | TWICE | st.text(st.characters())).map(lambda text: "".join(split_lines(text)[0]).replace("\n", ""))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(LINE)
def test_bad_text_has_a_character_that_is_looked_for_first(line: str) -> None:
    _, is_bad, needed, _ = _ftfy()
    assert needed.search(line) or not is_bad(line)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(LINE, max_size=3))
def test_mending_is_recorded_and_settles(lines: list[str]) -> None:
    mended, repairs = repair_lines(lines)
    assert repair_lines(mended) == (mended, ())
    assert not any(SURROGATE.search(line) for line in mended)
    assert all(len(split_lines(line)[0]) == 1 for line in mended)
    for number, (before, after) in enumerate(zip(lines, mended, strict=True), 1):
        steps = [repair for repair in repairs if repair.line == number]
        texts = [printable(before), *(repair.after for repair in steps)]
        assert texts[-1] == printable(after)
        assert [repair.before for repair in steps] == texts[:-1]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(MESS | st.text(st.characters()), max_size=5).map("\n".join))
def test_splitting_its_own_lines_again_changes_nothing(text: str) -> None:
    lines, _ = split_text(text)
    again, repairs = split_text("\n".join(line.text for line in lines))
    assert [line.text for line in again] == [line.text for line in lines]
    assert repairs == ()
