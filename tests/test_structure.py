"""Imports go one way, and `import cleaner` stays cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

# Each part may import from the parts before it, and from itself.
ORDER = [
    "article",
    "fold",
    "shape",
    "tree",
    "dates",
    "page",
    "script",
    "common_words",
    "language",
    "decode",
    "given",
    "address",
    "mend",
    "repair",
    "sniff",
    "rulebook",
    "split",
    "judge",
]
ORDER += [
    "metadata",
    "assemble",
    "commonmark",
    "render",
    "rule_tests",
    "pipeline",
    "extras",
    "io",
    "saved_pages",
    "learn",
    "engines",
    "check",
    "cli",
]


def part(path: Path) -> str:
    return path.relative_to(ROOT / "cleaner").with_suffix("").parts[0]


def imported(path: Path) -> set[str]:
    """The parts that a file imports when it is itself imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)}
    names |= {f"{node.module}.{name.name}" for node in tree.body if isinstance(node, ast.ImportFrom)
              if node.module == "cleaner" for name in node.names}  # fmt: skip
    return {name.split(".")[1] for name in names if name.startswith("cleaner.")}


def test_imports_go_one_way() -> None:
    for path in (ROOT / "cleaner").rglob("*.py"):
        if part(path).startswith("__"):
            continue
        allowed = ORDER[: ORDER.index(part(path)) + 1]
        later = {name for name in imported(path) if name in ORDER} - set(allowed)
        assert not later, f"{path.name} ({part(path)}) imports {later}"


def loaded_by(program: str) -> set[str]:
    code = f"{program}\nimport sys; print(*sorted(sys.modules))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_importing_cleaner_loads_neither_rules_nor_detectors() -> None:
    heavy = {"yaml", "re2", "ftfy", "langdetect", "chardet", "click", "numpy", "cleaner.pipeline"}
    assert not loaded_by("import cleaner") & heavy


def test_cleaning_plain_english_loads_no_detector() -> None:
    heavy = {"ftfy", "langdetect", "chardet", "numpy", "selectolax", "trafilatura", "logging"}
    heavy |= {"cleaner.mend", "cleaner.metadata", "cleaner.judge.site", "cleaner.rulebook.sites"}
    text = (ROOT / "seeds" / "002_ef01effe9d15167d.txt").read_text(encoding="utf-8")
    assert not loaded_by(f"import cleaner; cleaner.clean({text!r})") & heavy


def test_the_filter_loads_no_other_command() -> None:
    loaded = loaded_by(
        "import io, sys; sys.argv = ['cleaner', '--to', 'jsonl']; sys.stdin = io.TextIOWrapper(io.BytesIO(b'A b.'))\n"
        "from cleaner.cli.main import main\ntry: main()\nexcept SystemExit: pass"
    )
    assert "cleaner.cli.clean" in loaded
    assert not loaded & {f"cleaner.cli.{name}" for name in ("check", "explain", "learn", "rules", "run")}
    assert not loaded & {"gzip", "pyarrow", "cleaner.check", "cleaner.engines", "cleaner.learn"}


def test_rooms_stay_small() -> None:
    for path in (ROOT / "cleaner").rglob("*.py"):
        assert path.read_text(encoding="utf-8").count("\n") <= 260, f"{path} has outgrown its name"
