"""The hooks, run by pre-commit itself: bad files fail with readable messages, are repaired, and pass."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.test_check import CLEAN, record

HOOKS = ROOT / ".pre-commit-hooks.yaml"
PACK = "language: en\nphrases:\n  more:\n    label: related\n    match: ['more']\n    gone: |\n      {}\n"


def environment(folder: Path) -> dict[str, str]:
    """That of this process, without what a git hook that runs the tests would leave in it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT", "GITHUB_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return kept | {
        "PATH": path,
        "PRE_COMMIT_HOME": str(folder / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "NO_COLOR": "1",
    }


def sh(*command: str, folder: Path, home: Path) -> tuple[int, str]:
    """Exit code and all output of a command."""
    done = subprocess.run(command, cwd=folder, env=environment(home), capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def commit(folder: Path, home: Path) -> str:
    """All files of a folder in a git repository of its own; its commit."""
    if not (folder / ".git").exists():
        sh("git", "init", "-q", ".", folder=folder, home=home)
    sh("git", "add", "-A", folder=folder, home=home)
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "core.hooksPath=/dev/null")
    sh("git", *who, "commit", "-qm", "as it is", folder=folder, home=home)
    return sh("git", "rev-parse", "HEAD", folder=folder, home=home)[1].strip()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A repository with one bad file for each hook, and good ones."""
    folder = tmp_path / "corpus"
    files = {
        "news/good.txt": CLEAN,
        "news/bad.txt": CLEAN + "\nThe river wasnâ€™t there, he said.\nBack to top\n",
        "news/bad.jsonl": record(id=1, text=CLEAN + "\nSubscribe to our newsletter\n", n=1.10),
        "code.py": "# Back to top\n",
        "rules/phrases/en.yaml": PACK.format("less"),
        "seeds/a.txt": CLEAN,
        "golden/a.txt": CLEAN.replace("again", "once more"),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """A repository with our manifest, as pre-commit clones it."""
    folder = tmp_path / "cleaner"
    folder.mkdir()
    shutil.copy(HOOKS, folder)
    return folder


def configured(corpus: Path, hooks: Path, home: Path, *names: str) -> None:
    """The corpus uses some hooks; `language: system` takes the cleaner that is installed, and builds nothing."""
    listed = [{"id": name, "language": "system"} for name in names]
    config = {"repos": [{"repo": str(hooks), "rev": commit(hooks, home), "hooks": listed}]}
    (corpus / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    commit(corpus, home)


def pre_commit(corpus: Path, home: Path, *arguments: str) -> tuple[int, str]:
    return sh(sys.executable, "-m", "pre_commit", "run", "--all-files", *arguments, folder=corpus, home=home)


def test_bad_files_fail_are_repaired_and_pass(corpus: Path, hooks: Path, tmp_path: Path) -> None:
    configured(corpus, hooks, tmp_path, "cleaner-check", "cleaner-fix", "cleaner-rules", "cleaner-golden")
    code, out = pre_commit(corpus, tmp_path)
    assert code == 1 and "Traceback" not in out
    lines = set(out.splitlines())
    assert {
        "news/bad.txt:5:15: NC201 mojibake: “â€™” was decoded with the wrong charset; --fix makes it “’”",
        "news/bad.txt:6:1: NC103 navigation: “Back to top” matches “navigation”, one of the navigation phrases (en); "
        "--fix removes the line",
        "rules/phrases/en.yaml:7:1: NC402 rule-example: `more` misses 'less'",
        "golden/a.txt:1:1: NC501 golden: is not what seeds/a.txt gives now: 1 line goes, 1 comes; --update writes it",
    } <= lines
    assert "news/bad.jsonl:1:" in out and "NC101 subscribe: text:5:" in out
    assert "- files were modified by this hook" in lines
    assert "good.txt" not in out and "code.py" not in out
    assert (corpus / "news" / "bad.txt").read_text(encoding="utf-8") == CLEAN + "\nThe river wasn’t there, he said.\n"
    assert (corpus / "news" / "bad.jsonl").read_text(encoding="utf-8") == record(id=1, text=CLEAN, n=1.10)

    (corpus / "rules" / "phrases" / "en.yaml").write_text(PACK.format("more"), encoding="utf-8")
    (corpus / "golden" / "a.txt").write_text(CLEAN, encoding="utf-8")
    commit(corpus, tmp_path)
    code, out = pre_commit(corpus, tmp_path)
    assert (code, out.count("Passed"), "Failed" in out) == (0, 4, False)


def test_the_hooks_run_on_what_they_understand(corpus: Path, hooks: Path, tmp_path: Path) -> None:
    configured(corpus, hooks, tmp_path, "cleaner-check", "cleaner-rules")
    for name in (
        "news/bad.txt",
        "news/bad.jsonl",
        "rules/phrases/en.yaml",
        "golden/a.txt",
        "seeds/a.txt",
        "news/good.txt",
    ):
        (corpus / name).unlink()
    (corpus / "rules" / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    commit(corpus, tmp_path)
    code, out = pre_commit(corpus, tmp_path)
    assert code == 0 and out.count("(no files to check)Skipped") == 2


def test_many_files_in_parallel_chunks(corpus: Path, hooks: Path, tmp_path: Path) -> None:
    """pre-commit starts several processes over parts of the files: every file is reported once and mended once."""
    configured(corpus, hooks, tmp_path, "cleaner-fix")
    (corpus / "cleaner.toml").write_text('ignore = ["NC302"]\n', encoding="utf-8")
    for number in range(60):
        (corpus / "news" / f"{number}.txt").write_text(f"{CLEAN}\nNumber {number} <b>\nBack to top\n", encoding="utf-8")
    commit(corpus, tmp_path)
    code, out = pre_commit(corpus, tmp_path)
    assert code == 1 and "Traceback" not in out
    assert sorted(line.split(":")[0] for line in out.splitlines() if "NC205" in line) == sorted(
        f"news/{number}.txt" for number in range(60)
    )
    assert all("Back to top" not in path.read_text(encoding="utf-8") for path in (corpus / "news").iterdir())
    assert not list(corpus.rglob("*.partial"))


@pytest.mark.index
def test_try_repo_builds_an_environment_and_runs(corpus: Path, tmp_path: Path) -> None:
    """As somebody tries the hooks who has nothing installed: pre-commit clones this repository and installs it."""
    commit(corpus, tmp_path)
    command = (sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "cleaner-fix", "--all-files")
    code, out = sh(*command, folder=corpus, home=tmp_path)
    assert code == 1 and "files were modified by this hook" in out, out
    commit(corpus, tmp_path)
    code, out = sh(*command, folder=corpus, home=tmp_path)
    assert code == 0 and "Passed" in out, out


def test_our_own_hooks_are_those_that_we_offer() -> None:
    ours = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    offered = {hook["id"]: hook for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}
    assert list(offered) == ["cleaner-check", "cleaner-fix", "cleaner-rules", "cleaner-golden"]
    for hook in ours:
        same = ("name", "entry", "args", "files", "pass_filenames", "always_run")
        assert {key: hook.get(key) for key in same} == {key: offered[hook["id"]].get(key) for key in same}
