"""`cleaner learn` as a user runs it: corpora in, YAML out or merged into files; counts larger than memory."""

from __future__ import annotations

import gzip
import json
import os
import resource
import sys
from functools import partial
from pathlib import Path

import pytest
import yaml

from cleaner import Cleaner
from cleaner.learn import store as stores
from cleaner.learn.count import count
from cleaner.learn.learned import learned
from cleaner.learn.packed import merged, pack
from cleaner.learn.propose import Bar, propose
from cleaner.rule_tests import run_tests
from cleaner.rulebook.read import RuleError
from tests.conftest import run
from tests.test_learn import HOST, STORY, article, document, html, site

pytest.importorskip("duckdb", reason="needs the extra `learn`")
pytest.importorskip("ruamel.yaml", reason="needs the extra `learn`")
from cleaner.learn.merge import write_site

PAGES = site(5)
TITLES = [f"The night when the dam held, part {'abcde'[at]}" for at in range(5)]


def records(host: str = HOST, number: int = 5) -> str:
    rows = [{"text": "\n".join(page), "url": f"https://{host}/{at}", "title": TITLES[at]}
            for at, page in enumerate(PAGES[:number])]  # fmt: skip
    return "".join(json.dumps(row) + "\n" for row in rows)


def corpus(folder: Path) -> Path:
    path = folder / "crawl.jsonl"
    path.write_text(records(), encoding="utf-8")
    return path


def test_jsonl_gives_the_rules_of_each_site_as_yaml(tmp_path: Path) -> None:
    path = corpus(tmp_path)
    path.write_text(path.read_text() + records("b.example"), encoding="utf-8")
    done = run("learn", str(path))
    assert (done.returncode, done.stderr) == (0, b"")
    found = list(yaml.safe_load_all(done.stdout))
    assert [one["site"] for one in found] == ["b.example", HOST]
    assert {"exact": "Home", "where": "head", "label": "navigation",
            "seen": "5 of 5 documents, always before the first paragraph"} in found[1]["before"]  # fmt: skip


def test_every_kind_of_corpus_gives_the_same_rules(tmp_path: Path) -> None:
    wanted = run("learn", str(corpus(tmp_path))).stdout
    assert b"Weather and tides" in wanted
    assert run("learn", "-", stdin=records().encode()).stdout == wanted
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress(records().encode()))
    assert run("learn", str(packed)).stdout == wanted
    parts = tmp_path / "parts"
    parts.mkdir()
    for at, line in enumerate(records().splitlines()):
        (parts / f"{5 - at}.jsonl").write_text(line, encoding="utf-8")  # in another order
    assert run("learn", str(parts)).stdout == wanted
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = [json.loads(line) for line in records().splitlines()]
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "crawl.parquet")
    assert run("learn", str(tmp_path / "crawl.parquet")).stdout == wanted


def test_pages_in_a_folder_name_their_host_or_take_it_from_the_option(tmp_path: Path) -> None:
    for at, page in enumerate(PAGES):
        (tmp_path / f"{at}.txt").write_text("\n".join(page), encoding="utf-8")
    done = run("learn", str(tmp_path))
    assert done.returncode == 2 and b"5 documents name no host and were left out; name it with --site" in done.stderr
    one = run("learn", str(tmp_path / "0.txt"))
    assert b"1 document names no host and was left out; name it with --site" in one.stderr
    assert yaml.safe_load(run("learn", str(tmp_path), "--site", HOST).stdout)["site"] == HOST
    for path in tmp_path.glob("*.txt"):
        lines = "".join(f"<p>{line}</p>" for line in path.read_text(encoding="utf-8").splitlines())
        link = f'<link rel="canonical" href="https://{HOST}/{path.stem}">'
        path.rename(path.with_suffix(".html")).write_text(f"<head>{link}</head>{lines}", encoding="utf-8")
    assert yaml.safe_load(run("learn", str(tmp_path)).stdout)["site"] == HOST


@pytest.mark.parametrize(("text", "code", "message"), [
    (records(number=1), 0, f"too few documents to learn from, 2 are needed: {HOST} (1)"),
    (records() + '{"url": "https://x.example"}\n', 2, "crawl.jsonl:6: `text` or `html` is missing"),
    ("".join(json.dumps({"text": "\n".join(article(at)), "url": f"https://{HOST}"}) + "\n" for at in (1, 2, 3)), 0,
     f"{HOST}: nothing repeats on its 3 documents"),
])  # fmt: skip
def test_what_cannot_be_learned_from_is_said(tmp_path: Path, text: str, code: int, message: str) -> None:
    (tmp_path / "crawl.jsonl").write_text(text, encoding="utf-8")
    done = run("learn", str(tmp_path / "crawl.jsonl"))
    assert (done.returncode, message in done.stderr.decode()) == (code, True), done.stderr.decode()


def test_a_missing_corpus_and_an_empty_folder_are_errors(tmp_path: Path) -> None:
    for name in (tmp_path / "none.jsonl", tmp_path):
        done = run("learn", str(name))
        assert done.returncode == 2 and done.stderr.startswith(b"cleaner: ") and done.stderr.count(b"\n") == 1


def test_the_missing_extra_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ImportError, match=r"pip install 'news-cleaner\[learn\]'"):
        stores.Store()


def test_no_room_to_count_is_one_message(tmp_path: Path) -> None:
    path, temporary = corpus(tmp_path), tmp_path / "temporary"
    temporary.mkdir()
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (4096, 4096))
    for asked in (["learn", str(path)], ["run", "--learn-first", str(path), str(tmp_path / "out.jsonl")]):
        done = run(*asked, preexec_fn=limit, env=os.environ | {"TMPDIR": str(temporary)})
        said = done.stderr.decode()
        assert done.returncode == 2 and said.startswith(f"cleaner: {temporary}: no room to count ("), said
        assert said.count("\n") == 1 and not list(temporary.iterdir())


def test_counts_on_disk_are_those_in_memory_and_the_folder_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.learn.store.AT_ONCE", 7)  # so that every document is written out alone
    documents = [document(page, title) for page, title in zip(PAGES, TITLES, strict=True)]
    documents += [document(["Home", *article(at)], None, "b.example") for at in (1, 2, 3)]
    with stores.Store() as store:
        folder = store.folder
        for one in documents:
            store.add(pack(count([one]), homeless=1))
        found = {one.host: one.rules for one in learned(merged(store.ordered(Bar()), Bar()), Bar())}
        assert folder.is_dir() and store.homeless == len(documents)
    assert found == propose(count(documents), Bar()) and len(found) == 2
    assert not folder.exists()


def test_written_rules_pass_their_tests_and_clean_as_those_in_memory(tmp_path: Path) -> None:
    path = corpus(tmp_path)
    done = run("learn", str(path), "--write", str(tmp_path / "rules"))
    file = tmp_path / "rules" / "sites" / f"{HOST}.yaml"
    assert (done.returncode, done.stdout) == (0, b"") and str(file).encode() in done.stderr
    outcome = run_tests(file)
    assert outcome.tests > 5 and not outcome.failed and not outcome.untested
    new = document(site(6)[5])
    rules = propose(count([document(page, title) for page, title in zip(PAGES, TITLES, strict=True)]))
    assert Cleaner(rules=[tmp_path / "rules"]).clean(new).text == Cleaner(learned=rules).clean(new).text
    before = file.read_bytes()
    again = run("learn", str(path), "--write", str(tmp_path / "rules"))
    assert file.read_bytes() == before and b"as they stand in its file already" in again.stderr


BY_HAND = f"""\
# Ours, with care.
site: {HOST}
keep:
  - exact: Home   # a column of that name
drop:
  # the shop
  - prefix: 'Gazette Plus'
    label: advert
  - exact: "An old one"
    seen: 3 of 3 documents
tests:
  gone: |
    Gazette Plus for all
    An old one
  stay: |
    Home
"""


def test_merging_keeps_what_was_written_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "sites" / f"{HOST}.yaml"
    file.parent.mkdir()
    file.write_text(BY_HAND, encoding="utf-8")
    (rules,) = propose(count([document(page) for page in PAGES])).values()
    assert write_site(tmp_path, rules) == file
    text = file.read_text(encoding="utf-8")
    old = [line for line in BY_HAND.splitlines() if line.strip()]
    assert [line for line in text.splitlines() if line in old] == old  # every line, comments too, in its order
    found = yaml.safe_load(text)
    assert [entry.get("exact") for entry in found["keep"]] == ["Home"]
    every = [entry for kind in ("drop", "after", "before") for entry in found.get(kind, ())]
    assert [entry["exact"] for entry in every if "exact" in entry].count("Home") == 0
    assert "Weather and tides" in {entry.get("exact") for entry in every}
    assert "Gazette Plus for everyone" not in {entry.get("exact") for entry in every}  # a rule by hand says it
    assert not run_tests(file).failed
    assert write_site(tmp_path, rules) is None and file.read_text(encoding="utf-8") == text


def test_new_evidence_takes_the_place_of_the_old(tmp_path: Path) -> None:
    for number in (3, 5):
        (rules,) = propose(count([document(page) for page in PAGES[:number]])).values()
        write_site(tmp_path, rules)
    text = (tmp_path / "sites" / f"{HOST}.yaml").read_text(encoding="utf-8")
    assert "5 of 5 documents" in text and "3 of 3 documents" not in text and text.count("exact: Home\n") == 1


def test_a_broken_file_is_said_and_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "sites" / f"{HOST}.yaml"
    file.parent.mkdir()
    file.write_text(f"site: {HOST}\ndorp: []\n", encoding="utf-8")
    (rules,) = propose(count([document(page) for page in PAGES])).values()
    with pytest.raises(RuleError, match="did you mean `drop`"):
        write_site(tmp_path, rules)
    done = run("learn", str(corpus(tmp_path)), "--write", str(tmp_path))
    assert done.returncode == 2 and b"did you mean `drop`" in done.stderr
    assert file.read_text(encoding="utf-8") == f"site: {HOST}\ndorp: []\n"


def test_where_paragraphs_stand_goes_into_the_file_beside_what_was_written_by_hand(tmp_path: Path) -> None:
    pages = [html(article(at, 6), at) for at in range(5)]
    file = tmp_path / "sites" / f"{HOST}.yaml"
    for number in (3, 5, 5):
        (rules,) = propose(count(pages[:number])).values()
        write_site(tmp_path, rules)
        outcome = run_tests(file)
        assert not outcome.failed and not outcome.untested
    text = file.read_text(encoding="utf-8")
    assert text.count(STORY) == 1 and "5 of 5 documents" in text and "3 of 3" not in text
    assert write_site(tmp_path, rules) is None
    by_hand = f"site: {HOST}\nhtml:\n  prose: ['{STORY}', .old]  # ours\n"
    file.write_text(by_hand, encoding="utf-8")
    write_site(tmp_path, rules)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(by_hand) and yaml.safe_load(text)["html"]["prose"] == [STORY, ".old"]
