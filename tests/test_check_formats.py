"""The formats of `cleaner check`: verbatim where people read them, by others' parsers and schemas where programs do."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import Failure, JUnitXml

from cleaner.check.codes import CHECKS
from tests.conftest import ROOT, on_a_terminal
from tests.test_check import CLEAN, check, record

SCHEMA = json.loads(gzip.decompress((ROOT / "tests" / "data" / "sarif-2.1.0-rtm.5.json.gz").read_bytes()))
NOISY = CLEAN + "\nThe water\x07 wasnâ€™t there, 100% gone: a <b>wonder</b>.\nBack to top\nBack to top\n"


@pytest.fixture(autouse=True)
def _corpus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "noisy, 1.txt").write_text(NOISY, encoding="utf-8")
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "r.jsonl").write_text(
        record(id="x", text=CLEAN + "\nThe \U0001f30a rose.\nRead more: The sea") + "{}\n", encoding="utf-8"
    )


def sarif(*arguments: str) -> dict[str, Any]:
    _, out, _ = check("--output-format", "sarif", *arguments)
    log: dict[str, Any] = json.loads(out)
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    return log


def test_text() -> None:
    assert check("noisy, 1.txt")[1] == (
        "noisy, 1.txt:5:10: NC203 control-character: “\\u0007” holds a control character; --fix removes it\n"
        "noisy, 1.txt:5:16: NC201 mojibake: “â€™” was decoded with the wrong charset; --fix makes it “’”\n"
        "noisy, 1.txt:5:41: NC205 markup: “<b>” is a tag of HTML; --unsafe-fixes takes the tags off the line\n"
        "noisy, 1.txt:6:1: NC103 navigation: “Back to top” matches “navigation”, one of the navigation phrases (en); "
        "--fix removes the line\n"
        "noisy, 1.txt:7:1: NC103 navigation: “Back to top” matches “navigation”, one of the navigation phrases (en); "
        "--fix removes the line\n"
    )


ANNOTATIONS = (
    "::error file=noisy%2C 1.txt,line=5,endLine=5,col=10,endColumn=11,title=NC203 control-character::“\\u0007” holds a "
    "control character; --fix removes it\n"
    "::error file=noisy%2C 1.txt,line=5,endLine=5,col=16,endColumn=19,title=NC201 mojibake::“â€™” was decoded with the "
    "wrong charset; --fix makes it “’”\n"
    "::warning file=noisy%2C 1.txt,line=5,endLine=5,col=41,endColumn=44,title=NC205 markup::“<b>” is a tag of HTML; "
    "--unsafe-fixes takes the tags off the line\n"
)


def test_github(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check("--output-format", "github", "--select", "NC2", "noisy, 1.txt")[1] == ANNOTATIONS
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert check("--select", "NC2", "noisy, 1.txt")[1] == ANNOTATIONS
    assert check("--select", "NC2", "--output-format", "text", "noisy, 1.txt")[1].startswith("noisy, 1.txt:5:10: ")


def test_annotations_escape_what_would_end_them() -> None:
    from cleaner.check.findings import Finding, Region
    from cleaner.check.formats.github import Github
    from cleaner.check.run import Outcome

    finding = Finding(path="a:b.txt", code="NC501", region=Region(1, 1, 2, 1), reason="100%\nless", details="-a\n+b")
    assert Github().outcome(Outcome(path="", findings=[finding])) == (
        "::error file=a%3Ab.txt,line=1,endLine=2,title=NC501 golden::100%25%0Aless%0A-a%0A+b\n"
    )


def test_json_and_jsonl_say_the_same() -> None:
    code, out, err = check("--output-format", "json", ".")
    objects = json.loads(out)
    assert code == 2 and err.count("\n") == 1
    assert [json.loads(line) for line in check("--output-format", "jsonl", ".")[1].splitlines()] == objects
    assert len(objects) == 6
    assert objects[1] == {
        "path": "noisy, 1.txt",
        "line": 5,
        "column": 16,
        "end_line": 5,
        "end_column": 19,
        "field": None,
        "field_line": None,
        "code": "NC201",
        "name": "mojibake",
        "certain": True,
        "text": "â€™",
        "reason": "was decoded with the wrong charset",
        "message": "“â€™” was decoded with the wrong charset; --fix makes it “’”",
        "fix": "makes it “’”",
        "fingerprint": objects[1]["fingerprint"],
    }
    assert [objects[-1][key] for key in ("path", "line", "field", "field_line")] == ["r.jsonl", 1, "text", 6]
    assert len({finding["fingerprint"] for finding in objects}) == 6
    assert check("--output-format", "json", "clean.txt")[:2] == (0, "[]\n")


def test_sarif_is_valid_and_complete() -> None:
    run = sarif(".")["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CHECKS)
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules)
    assert len(run["results"]) == 6
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] in ("noisy%2C%201.txt", "r.jsonl")
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "r.jsonl:2" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert sarif("clean.txt")["runs"][0]["results"] == []


def test_sarif_fingerprints_outlive_a_shift_of_lines(tmp_path: Path) -> None:
    before = [result["partialFingerprints"] for result in sarif("noisy, 1.txt")["runs"][0]["results"]]
    (tmp_path / "noisy, 1.txt").write_text("\n\n" + NOISY, encoding="utf-8")
    assert [result["partialFingerprints"] for result in sarif("noisy, 1.txt")["runs"][0]["results"]] == before
    assert len({str(each) for each in before}) == len(before)


@pytest.mark.parametrize("name", ["noisy, 1.txt", "r.jsonl"])
def test_sarif_fixes_are_what_fix_does(tmp_path: Path, name: str) -> None:
    """The replacements, applied to the file by line and column, make of it what `--fix` does."""
    lines = (tmp_path / name).read_text(encoding="utf-8").splitlines(keepends=True)
    starts = [sum(map(len, lines[:at])) for at in range(len(lines) + 1)]
    text, changes = "".join(lines), set()
    fixes = [fix for result in sarif(name)["runs"][0]["results"] for fix in result.get("fixes", [])]
    for fix in fixes:
        for replacement in fix["artifactChanges"][0]["replacements"]:
            region = replacement["deletedRegion"]
            start = starts[region["startLine"] - 1] + region["startColumn"] - 1
            end = starts[region["endLine"] - 1] + region["endColumn"] - 1
            changes.add((start, end, replacement.get("insertedContent", {}).get("text", "")))
    assert changes
    for start, end, inserted in sorted(changes, reverse=True):
        text = text[:start] + inserted + text[end:]
    check("--fix", name)
    assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_sarif_of_what_no_json_can_hold(tmp_path: Path) -> None:
    (tmp_path / "stray.txt").write_bytes(
        (CLEAN + "Caf\udce9 été, café, à la carte\n").encode("utf-8", "surrogateescape")
    )
    assert sarif("stray.txt")["runs"][0]["results"][0]["ruleId"] == "NC206"


def test_junit_as_a_standard_parser_reads_it(tmp_path: Path) -> None:
    _, out, _ = check("--output-format", "junit", ".")
    (suite,) = JUnitXml.fromstring(out.encode())
    cases = {case.name: case for case in suite}
    assert (suite.tests, suite.failures, suite.errors) == (3, 2, 0)
    assert list(cases) == ["clean.txt", "noisy, 1.txt", "r.jsonl"]
    assert cases["clean.txt"].is_passed
    assert [type(result) for result in cases["noisy, 1.txt"].result] == [Failure] * 5
    assert (
        cases["noisy, 1.txt"].result[0].message
        == "line 5, column 10: “\\u0007” holds a control character; --fix removes it"
    )
    (tmp_path / "x.txt").write_bytes(bytes(range(256)))
    (suite,) = JUnitXml.fromstring(check("--output-format", "junit", "x.txt")[1].encode())
    assert (suite.tests, suite.failures, suite.errors) == (1, 0, 1)


def test_on_a_terminal_there_is_colour_and_a_summary() -> None:
    written = on_a_terminal("check", "noisy, 1.txt", "clean.txt")
    assert written.splitlines()[0].startswith(
        "\x1b[1mnoisy, 1.txt:5:10:\x1b[0m \x1b[31mNC203 control-character\x1b[0m: "
    )
    assert "\x1b[33mNC205 markup\x1b[0m" in written
    assert written.splitlines()[-1] == "5 found in 1 file, 4 can be mended with --fix, 1 with --unsafe-fixes"
    assert on_a_terminal("check", "clean.txt") == ""
    assert "\x1b" not in on_a_terminal("check", "noisy, 1.txt", env={**os.environ, "NO_COLOR": "1"})
    assert (
        on_a_terminal("check", "--fix", "noisy, 1.txt").splitlines()[-1]
        == "4 mended in 1 file, 1 found in 1 file, 1 with --unsafe-fixes"
    )
