"""trafilatura as a second opinion: asked never, always, or on pages that the model is unsure of."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner
from cleaner.judge import second
from cleaner.judge.html.lines import Opinion
from cleaner.shape import key
from tests.conftest import ROOT

PAGE = (ROOT / "seeds" / "html" / "german.html").read_text(encoding="utf-8")
NOTHING = "<html><body><nav><a href='/'>Home</a></nav></body></html>"


def overturned(article: cleaner.Article) -> int:
    return sum(line.verdict.judge == second.JUDGE for line in article.lines)


def test_by_default_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "_theirs", lambda html: pytest.fail("asked"))
    cleaner.clean(PAGE)
    cleaner.clean(NOTHING)


def test_always_asks_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    first = cleaner.clean(PAGE).kept[1].text
    monkeypatch.setattr(second, "_theirs", lambda html: ({key(first)}, key(first)))
    article = cleaner.Cleaner(second_opinion="always").clean(PAGE)
    assert [line.text for line in article.kept if line.label is not cleaner.Label.TITLE] == [first]
    assert overturned(article) > 3
    assert all("trafilatura" in line.reason for line in article.removed if line.verdict.judge == second.JUDGE)


@pytest.mark.parametrize("broken", [RuntimeError("no"), None])
def test_no_opinion_changes_nothing(monkeypatch: pytest.MonkeyPatch, broken: Exception | None) -> None:
    import trafilatura

    def extract(*_: object, **__: object) -> None:
        if broken:
            raise broken

    monkeypatch.setattr(trafilatura, "extract", extract)
    assert cleaner.Cleaner(second_opinion="always").clean(PAGE) == cleaner.clean(PAGE)


@pytest.mark.parametrize("mode", ["auto", "always", "never"])
def test_the_real_trafilatura_finds_the_same_article(mode: Opinion) -> None:
    article = cleaner.Cleaner(second_opinion=mode).clean(PAGE)
    assert article.body.startswith(cleaner.clean(PAGE).body[:40])


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="second_opinion"):
        cleaner.Cleaner(second_opinion="sometimes")  # type: ignore[arg-type]


def test_nothing_is_lost(tmp_path: Path) -> None:
    article = cleaner.Cleaner(second_opinion="always").clean(PAGE)
    assert [line.text for line in article.lines] == [line.text for line in cleaner.clean(PAGE).lines]
