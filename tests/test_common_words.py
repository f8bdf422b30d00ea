"""A language is told by its commonest words, and where they do not tell it, nobody pretends."""

from __future__ import annotations

import gc
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import yaml

from cleaner import language
from cleaner.language import FAMILIES, detect, glance, related
from cleaner.rulebook.folders import phrase_files, shipped
from cleaner.rulebook.phrases import PhraseBook
from cleaner.script import possible
from tests.conftest import ROOT
from tests.test_structure import loaded_by

NEWS: dict[str, str] = yaml.safe_load((ROOT / "tests" / "cases" / "news.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("code", "text"), NEWS.items(), ids=NEWS)
def test_a_language_is_told_without_a_detector(code: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_factory", lambda: pytest.fail("the detector was started"))
    told = detect([text])
    assert told is not None and related(told, code)
    assert glance([text])[0] == told


def test_close_relatives_stay_within_their_family() -> None:
    told = {code: detect([text]) for code, text in NEWS.items()}
    strangers = {code: found for code, found in told.items() if found != code}
    assert all(any({code, found} <= family for family in FAMILIES) for code, found in strangers.items())


@pytest.mark.parametrize("collects", [True, False])
def test_the_detector_leaves_garbage_collection_as_it_is(collects: bool) -> None:
    language._factory.cache_clear()
    was = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        language._factory()
        assert gc.isenabled() is collects
    finally:
        (gc.enable if was else gc.disable)()


# Known to the detector alone.
SOMALI = "Wabiga waxaa soo kordhay habeenkii oo tuuladu waxay sugaysay gargaar, ayay yiraahdeen saraakiishu."


def test_threads_that_start_the_detector_at_once_are_told_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from langdetect import detector_factory

    add = detector_factory.DetectorFactory.add_profile

    def slow(*given: object) -> None:
        time.sleep(0.002)  # another thread's turn
        add(*given)

    monkeypatch.setattr(detector_factory.DetectorFactory, "add_profile", slow)
    monkeypatch.setattr(detector_factory, "_factory", None)
    language._factory.cache_clear()

    def told(number: int) -> str | None:
        time.sleep(number * 0.03)  # one after the other, while the first still loads
        return detect([SOMALI + "!" * number])

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(told, range(4))) == ["so"] * 4


@pytest.mark.parametrize("text", ["", "Share", "de de de", "Arsenal 2 Chelsea 1 Everton 0 Fulham 0 Leeds 3 Wolves 3"])
def test_too_little_tells_nothing(text: str) -> None:
    assert glance([text])[0] is None


def test_words_of_two_strangers_tell_nothing() -> None:
    assert glance([NEWS["de"][:100] + " " + NEWS["fr"][:100]])[0] is None


@pytest.mark.parametrize("code", ["de", "sr", "pl"])
def test_only_the_packs_of_a_told_language_and_its_relatives_are_read(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: set[str] = set()

    def entries(self: PhraseBook, name: str) -> list[object]:
        opened.add(name)
        return []

    monkeypatch.setattr(PhraseBook, "_entries", entries)
    told, script = glance([NEWS[code]])
    PhraseBook([shipped()]).matchers(told, script)
    stems = [path.stem for path in phrase_files(shipped())]
    assert opened == {"en"} | {stem for stem in stems if related(code, stem) and possible(script, stem)}


def test_cleaning_plain_german_loads_no_detector() -> None:
    program = f"import cleaner; cleaner.clean({NEWS['de'] + chr(10) * 2 + 'Lesen Sie auch: Das Dorf'!r})"
    assert "langdetect" not in loaded_by(program)


def test_serbian_phrases_stand_in_both_scripts() -> None:
    book = PhraseBook([shipped()])
    for script in ("latin", "cyrillic"):
        names = {phrase.name for one in book.matchers(None, script) for phrase in one.matches("Насловна > Вести")}
        assert "sr/navigation" in names
