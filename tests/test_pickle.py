"""A cleaner travels to other processes, before and after it has seen documents, and does the same there."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cleaner
from tests.conftest import ROOT

PAGE = (ROOT / "seeds" / "html" / "wordpress-comments.html").read_bytes()
TEXT = (
    "River rises again\n\nBy Ana Moreno\n\nThe river rose, and the village waited all night.\n\nThe Gazette is yours.\n"
)
DOCUMENTS = (
    cleaner.Document(source=PAGE, url="https://a.example/1"),
    cleaner.Document(source=TEXT, site="a.example"),
    cleaner.Document(source=TEXT),
)


def made(folder: Path) -> cleaner.Cleaner:
    (folder / "sites").mkdir()
    rule = "site: a.example\ndrop: [{exact: The Gazette is yours., label: publisher}]\n"
    (folder / "sites" / "a.example.yaml").write_text(rule, encoding="utf-8")
    return cleaner.Cleaner(rules=[folder], keep=["byline"], metadata=True, second_opinion="auto", reflow=True)


def cleaned(shop: cleaner.Cleaner) -> list[cleaner.Article]:
    return list(shop.clean_many(DOCUMENTS))


def test_a_cleaner_pickles_before_and_after_use(tmp_path: Path) -> None:
    shop = made(tmp_path)
    before = pickle.dumps(shop)
    articles = cleaned(shop)
    assert [line.label for line in articles[1].removed] == ["publisher"] and articles[0].metadata
    assert pickle.dumps(shop) == before
    assert cleaned(pickle.loads(before)) == cleaned(copy.deepcopy(shop)) == articles


_shop: cleaner.Cleaner


def _take(shop: cleaner.Cleaner) -> None:
    global _shop
    _shop = shop


def _cleaned(document: cleaner.Document) -> cleaner.Article:
    return _shop.clean(document)


def test_a_cleaner_goes_into_a_pool(tmp_path: Path) -> None:
    shop = made(tmp_path)
    articles = cleaned(shop)
    with multiprocessing.get_context("spawn").Pool(1, _take, (shop,)) as pool:
        assert pool.map(_cleaned, DOCUMENTS) == articles


def test_a_broken_rule_file_is_told_through_a_pool(tmp_path: Path) -> None:
    shop = made(tmp_path)
    (tmp_path / "sites" / "a.example.yaml").write_text("site: a.example\ndrop: [{exakt: x}]\n", encoding="utf-8")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        told = pool.submit(shop.clean, DOCUMENTS[1]).exception(60)
    assert isinstance(told, cleaner.RuleError)
    assert (told.file, told.line) == (tmp_path / "sites" / "a.example.yaml", 2)
    assert str(told).endswith("a.example.yaml:2: unknown key `exakt`; did you mean `exact`?")
