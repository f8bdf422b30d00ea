"""`cleaner rules` as a user starts it: what goes to stdout, what to stderr, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from cleaner.cli.main import group
from cleaner.rulebook.lint import lint
from tests.conftest import run
from tests.test_rulebook import written

SITE = "site: example.com\ndrop:\n  - exact: Gazette gnomes\n    label: advert\n    note: in every footer\n"
TESTED = SITE + "tests: {gone: Gazette gnomes, stay: Gnomes}\n"


def rules(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["rules", *map(str, arguments)], standalone_mode=False)


def outcome(result: Result) -> tuple[int, str]:
    assert result.exception is None
    return result.return_value, result.stdout


def test_the_real_command() -> None:
    done = run("rules", "show", "https://www.ir-ia.com/2024/some-page")
    assert done.returncode == 0 and done.stdout.startswith(b"rule\tdoes\tmatches\tlabel")
    assert run("rules", "lint", "no-such-name").returncode == 2
    assert b"no-such-name" in run("rules", "test", "no-such-name").stderr


def test_list(tmp_path: Path) -> None:
    written(tmp_path, "sites/example.com.yaml", TESTED)
    written(tmp_path, "publishers/gazette.yaml", "sites: [a.example, b.example]\nhtml: {skip_json_ld: true}\n")
    assert outcome(rules("list", "--rules", tmp_path)) == (
        0,
        "kind\tname\trules\ttests\tfile\n"
        f"publisher\tgazette\t1\t0\t{tmp_path}/publishers/gazette.yaml\n"
        f"site\texample.com\t1\t2\t{tmp_path}/sites/example.com.yaml\n",
    )
    shown = outcome(rules("list"))[1]
    assert "\nphrases\ten\t" in shown and "\ngroup\twordpress\t" in shown and "\nsite\tir-ia.com\t4\t6\t" in shown


def test_list_goes_on_after_a_broken_file(tmp_path: Path) -> None:
    written(tmp_path, "sites/a.example.yaml", "site: [")
    written(tmp_path, "sites/example.com.yaml", TESTED)
    result = rules("list", "--rules", tmp_path)
    assert outcome(result)[0] == 2 and "example.com" in result.stdout and "a.example.yaml:" in result.stderr


def test_show(tmp_path: Path) -> None:
    path = written(tmp_path, "sites/example.com.yaml", TESTED + "extends: [g]\nhtml: {replace: [{find: a, with: b}]}\n")
    group_path = written(tmp_path, "groups/g.yaml", "group: g\nuntil: 2024-05-01\nhtml: {body: [.a]}\n")
    code, shown = outcome(rules("show", "https://news.example.com/x", "--rules", tmp_path))
    assert (code, [line.split("\t") for line in shown.splitlines()[1:]]) == (
        0,
        [
            ["example.com/drop/1", "drop", "exact “Gazette gnomes”", "advert", "", "", "in every footer", f"{path}:3"],
            ["groups/g/html.body/1", "drop outside", "css “.a”", "other", "", "2024-05-01", "", f"{group_path}:3"],
            ["example.com/html.replace", "replace", "'a' by 'b'", "", "", "", "", ""],
        ],
    )


def test_show_a_host_of_which_nobody_speaks() -> None:
    result = rules("show", "nothing.example")
    assert outcome(result) == (0, "") and "no rules speak of nothing.example" in result.stderr


def test_lint(tmp_path: Path) -> None:
    good = written(tmp_path, "sites/example.com.yaml", TESTED)
    bad = written(tmp_path, "sites/a.example.yaml", "site: a.example\ndorp: []\n")
    written(tmp_path, "phrases/en.yaml", "language: en\n")
    result = rules("lint", "--rules", tmp_path)
    assert outcome(result) == (
        1,
        f"{tmp_path}/phrases/en.yaml:1: Object missing required field `phrases`\n"
        f"{bad}:2: unknown key `dorp`; did you mean `drop`?\n",
    )
    assert "3 files, 2 findings" in result.stderr
    for name in (good, "example.com"):
        assert outcome(rules("lint", name, "--rules", tmp_path)) == (0, "")
    assert outcome(rules("lint", tmp_path))[0] == 1
    assert outcome(rules("lint", "wordpress")) == (0, "")


def test_a_folder_without_rule_files_is_misuse(tmp_path: Path) -> None:
    """As is the folder sites/ itself, whichever command is told it."""
    sites = written(tmp_path, "sites/example.com.yaml", TESTED).parent
    (tmp_path / "empty").mkdir()
    asked = (
        ("rules", "lint"),
        ("rules", "test"),
        ("clean",),
        ("explain",),
        ("check", "-"),
        ("run", "a", "b"),
    )
    for folder, message, commands in (
        (tmp_path / "empty", "holds no rule files; they stand in phrases/, groups/, publishers/, sites/", asked[:2]),
        (sites, "is but a part of one; name the folder around it", asked),
    ):
        for command in commands:
            result = CliRunner().invoke(group, [*command, "--rules", str(folder)], standalone_mode=False)
            assert isinstance(result.exception, click.UsageError) and message in result.exception.message, command


def test_test(tmp_path: Path) -> None:
    path = written(tmp_path, "sites/example.com.yaml", TESTED)
    result = rules("test", "--rules", tmp_path)
    assert outcome(result) == (0, "")
    assert "files: 1, tests: 2, failures: 0, untested rules: 0" in result.stderr
    path.write_text(SITE + "  - exact: b\ntests: {gone: Gazette gnomes}\n", encoding="utf-8")
    untested = f"{path}:6: no test needs entry 2 of `drop`: exact “b”\n"
    assert outcome(rules("test", path)) == (0, untested)
    assert outcome(rules("test", path, "--strict")) == (1, untested)
    path.write_text(SITE + "tests: {gone: Gnomes}\n", encoding="utf-8")
    assert outcome(rules("test", path))[0] == 1
    path.write_text("site: [", encoding="utf-8")
    assert outcome(rules("test", path))[0] == 2


def test_test_runs_on_saved_pages(tmp_path: Path) -> None:
    urls = (
        "    - {url: 'http://www.example.com/a/', contains: [The river rose]}\n    - {url: 'https://example.com/b'}\n"
    )
    content = SITE + f"tests:\n  gone: Gazette gnomes\n  urls:\n{urls}"
    path = written(tmp_path, "sites/example.com.yaml", content)
    pages = tmp_path / "pages.jsonl"
    page = {"url": "https://example.com/a#top", "text": "River\n\nThe river\nrose.\n\nGazette gnomes"}
    pages.write_text(json.dumps(page) + "\n", encoding="utf-8")
    result = rules("test", "--rules", tmp_path, "--pages", pages)
    assert outcome(result) == (0, "") and "1 test of 2 that name an address had a page, 0 snippets" in result.stderr
    pages.write_text(json.dumps(page | {"text": "River"}) + "\n", encoding="utf-8")
    missing = f"{path}:9: http://www.example.com/a/ does not contain 'The river rose'\n"
    assert outcome(rules("test", "--rules", tmp_path, "--pages", pages)) == (1, missing)


def test_new(tmp_path: Path) -> None:
    code, begun = outcome(rules("new", "https://www.Example.com/page"))
    assert code == 0 and "\nsite: example.com\n" in begun
    assert outcome(rules("new", "example.com", "--rules", tmp_path)) == (0, "")
    path = tmp_path / "sites" / "example.com.yaml"
    assert path.read_text(encoding="utf-8") == begun
    assert [finding.message for finding in lint(path)] == ["says nothing: give it a rule, or `extends`"]
    uncommented = "\n".join(line.removeprefix("# ") for line in begun.splitlines()[1:]) + "\n"
    path.write_text(uncommented, encoding="utf-8")
    assert lint(path) == [] and outcome(rules("test", path))[0] == 0
    again = rules("new", "example.com", "--rules", tmp_path)
    assert "is there already" in str(again.exception) and path.read_text(encoding="utf-8") == uncommented


@pytest.mark.parametrize("host", ["", "../etc", "a b"])
def test_new_for_what_is_no_host(tmp_path: Path, host: str) -> None:
    assert "is not a host's name" in str(rules("new", host, "--rules", tmp_path).exception)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("kind", "key"), [("site", "subdomains"), ("group", "group"), ("phrases", "language")])
def test_schema(kind: str, key: str) -> None:
    schema = json.loads(outcome(rules("schema", kind))[1])
    assert key in json.dumps(schema["$defs"]) and schema["$ref"]
