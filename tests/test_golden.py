"""The five documents that the project was founded on come out as they must, through every door.

A golden that is wrong on purpose is made anew with `cleaner check --golden seeds golden --update`; the diff of the
explanation is what a reviewer reads.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cleaner
from cleaner.rulebook import folders
from tests.conftest import ROOT, SEEDS, Door, run

IRIA = "002_ef01effe9d15167d"
REMOVED = {
    IRIA: {
        3: {"duplicate"},
        5: {"navigation", "duplicate"},
        7: {"dateline", "teaser"},
        29: {"caption"},
        30: {"caption"},
        44: {"related"},
        46: {"comments"},
        48: {"copyright"},
        50: {"publisher"},
        52: {"subscribe"},
        53: {"subscribe"},
        55: {"navigation"},
    },
    "003_5985c9d0a73851b2": {12: {"related"}},
}
TITLES = {
    IRIA: "New NATO Chief Rutte visits Kyiv to meet Zelenskyy, pledges continued support for Ukraine",
    "004_ab5ee0eaa1321ac4": "Alliance must help Ukraine change war trajectory “once and for all” - Rutte",
}


def golden(seed: Path, kind: str) -> str:
    path = ROOT / "golden" / f"{seed.stem}.{kind}"
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_seed_comes_out_as_its_golden(seed: Path, door: Door, tmp_path: Path) -> None:
    text, _ = door(seed.read_text(encoding="utf-8"), tmp_path)
    assert text + "\n" == golden(seed, "txt"), "if this is meant, run: cleaner check --golden seeds golden --update"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_seed_through_a_real_pipe(seed: Path) -> None:
    assert run(stdin=seed.read_bytes()).stdout.decode() == golden(seed, "txt")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_seed_is_explained_as_its_golden(seed: Path) -> None:
    table = run("explain", str(seed)).stdout.decode()
    assert table == golden(seed, "explain.tsv"), "if this is meant, run: cleaner check --golden seeds golden --update"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_what_goes_is_what_must_go(seed: Path) -> None:
    """Written down by hand, so that a careless update of the goldens does not go unseen."""
    article = cleaner.clean(seed.read_bytes())
    removed = {line.number: line.label.value for line in article.removed}
    must = REMOVED.get(seed.stem, {})
    assert removed.keys() == must.keys()
    assert all(removed[number] in labels for number, labels in must.items())
    assert article.title == TITLES.get(seed.stem)
    assert article.repairs == ()


def test_every_paragraph_of_the_iria_page_stays_to_the_letter() -> None:
    source = (ROOT / "seeds" / f"{IRIA}.txt").read_text(encoding="utf-8")
    physical = source.split("\n")
    paragraphs = [physical[number - 1] for number in [*range(9, 28, 2), *range(32, 43, 2)]]
    assert len(paragraphs) == 16
    assert cleaner.clean(source).body == "\n\n".join(paragraphs)


def test_subheadings_are_kept_as_headings() -> None:
    article = cleaner.clean((ROOT / "seeds" / "001_3cc405e59efc52d6.txt").read_bytes())
    headings = [line.text for line in article.kept if line.label is cleaner.Label.HEADING]
    assert headings == [
        "Discussing Ukraine’s Victory Plan",
        "Regional Security Concerns",
        "Commitment to NATO Membership",
        "Escalating Attacks Amid Humanitarian Crisis",
        "Strategic Military Dynamics",
    ]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_the_goldens_hold_without_site_rules(seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The judges are general: with rules/sites/ empty, and with the page's own address given, nothing changes."""
    (tmp_path / "phrases").symlink_to(folders.shipped() / "phrases")
    (tmp_path / "sites").mkdir()
    monkeypatch.setattr("cleaner.pipeline.shipped", lambda: tmp_path)
    article = cleaner.Cleaner().clean(seed.read_bytes(), url="https://www.ir-ia.com/page")
    assert article.text + "\n" == golden(seed, "txt")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_the_goldens_hold_with_the_sites_rules(seed: Path) -> None:
    article = cleaner.clean(seed.read_bytes(), url="https://www.ir-ia.com/page")
    assert article.text + "\n" == golden(seed, "txt")


def test_a_line_of_jsonl_holds_the_whole_contract() -> None:
    text = (ROOT / "seeds" / f"{IRIA}.txt").read_text(encoding="utf-8")
    record = json.dumps({"id": "iria", "url": "https://example.org/a", "text": text, "crawl": [1, 2]}).encode()
    out = json.loads(run("clean", "--from", "jsonl", "--to", "jsonl", stdin=record).stdout)
    assert list(out) == ["id", "url", "title", "body", "language", "removed", "repairs", "crawl"]
    assert (out["id"], out["language"], out["crawl"]) == ("iria", "en", [1, 2])
    assert out["title"] == TITLES[IRIA] and TITLES[IRIA] not in out["body"]
    assert [line["line"] for line in out["removed"]] == sorted(REMOVED[IRIA])
    assert all(set(line) == {"line", "start", "label", "reason", "judge", "text"} for line in out["removed"])
