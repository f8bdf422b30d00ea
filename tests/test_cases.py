"""Tables of documents by origin, through every door. What a case does not name as gone must stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import cleaner
from tests.conftest import ROOT, Door

CASES = ROOT / "tests" / "cases"


def load(origin: str) -> list[Any]:
    cases = yaml.safe_load((CASES / f"{origin}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=f"{origin}: {case['name']}") for case in cases]


def squeezed(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


@pytest.mark.parametrize("case", [*load("wild"), *load("negative"), *load("synthetic")])
def test_case(case: dict[str, Any], door: Door, tmp_path: Path) -> None:
    gone = case.get("gone", {})
    text, removed = door(case["text"], tmp_path)
    assert dict(removed) == gone
    left = [line for number, line in enumerate(case["text"].splitlines(), 1) if number not in gone]
    assert squeezed(text.split("\n")) == squeezed(left)


@pytest.mark.parametrize("case", load("known"))
@pytest.mark.xfail(strict=True, reason="known failure")
def test_known_failure(case: dict[str, Any]) -> None:
    article = cleaner.clean(case["text"], kind="text")
    assert {line.number: line.label.value for line in article.removed} == case.get("gone", {})
    assert article.text == case.get("text_out", article.text).rstrip("\n")


def test_spacing_is_that_of_the_input_and_removed_lines_leave_no_holes() -> None:
    case = next(case.values[0] for case in load("synthetic") if "leave no holes" in (case.id or ""))
    kept = [line for line in case["text"].splitlines() if line and line != "Advertisement"]
    assert cleaner.clean(case["text"]).text == f"{kept[0]}\n\n{kept[1]}\n\n\n{kept[2]}"


def test_the_widest_gap_stays_where_a_line_went() -> None:
    before, after = "The river rose in the night, the mayor said.", "The village waited for help until the morning."
    for spacing in ("{}\n\n\n{}\n{}", "{}\n{}\n\n\n{}", "{}\n\n\n{}\n\n{}"):
        assert cleaner.clean(spacing.format(before, "Advertisement", after)).text == f"{before}\n\n\n{after}"
