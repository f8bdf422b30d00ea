"""What the documents say is true now: README commands are run, the label table is that of the code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from cleaner.article import MEANING, Label
from cleaner.check.codes import CHECKS
from cleaner.rulebook.folders import phrase_files, shipped
from cleaner.rulebook.phrases import Pack
from cleaner.rulebook.read import read
from tests.conftest import ROOT, run

README = (ROOT / "README.md").read_text(encoding="utf-8")
CHECK = ROOT / "docs" / "check.md"
LABELS = ROOT / "docs" / "labels.md"
LANGUAGES = ROOT / "docs" / "languages.md"


def console(text: str) -> list[tuple[str, str]]:
    """The commands that a document shows, with their output."""
    return [
        (command.removeprefix("$ "), output)
        for block in re.findall(r"```console\n(.*?)```", text, re.S)
        for command, output in re.findall(r"^(\$ .*)\n((?:(?!\$ ).*\n)*)", block, re.M)
    ]


COMMANDS = console(README)


LANGUAGES_TEXT = """\
# Languages

What the phrase packs in `rules/phrases/` know: patterns by language and [label](labels.md). English phrases apply to
every page; those of another language to pages in it or in a close relative (Danish, Norwegian and Swedish; Czech and
Slovak; Croatian, Serbian and Slovene …), and to pages whose language cannot be told. A language is told by what the
record or the page says, by its commonest words, by its script, else by langdetect. Only the packs that apply are read.

"""
NAMES = dict(
    pair.split("=")
    for pair in (
        "ar=Arabic bg=Bulgarian bn=Bengali ca=Catalan cs=Czech da=Danish de=German el=Greek en=English es=Spanish "
        "et=Estonian fa=Persian fi=Finnish fr=French he=Hebrew hi=Hindi hr=Croatian hu=Hungarian id=Indonesian "
        "it=Italian ja=Japanese ko=Korean lt=Lithuanian lv=Latvian mr=Marathi ms=Malay nl=Dutch no=Norwegian pl=Polish "
        "pt=Portuguese ro=Romanian ru=Russian sk=Slovak sl=Slovene sr=Serbian sv=Swedish sw=Swahili ta=Tamil te=Telugu "
        "th=Thai tl=Tagalog tr=Turkish uk=Ukrainian ur=Urdu vi=Vietnamese zh=Chinese af=Afrikaans az=Azerbaijani "
        "hy=Armenian ka=Georgian kk=Kazakh so=Somali"
    ).split()
)


def label_table() -> str:
    rows = [f"| `{label.value}` | {MEANING[label]} |\n" for label in Label]
    kept = "The first three are kept; every other one is removed unless `--keep` names it.\n\n"
    return "# Labels\n\n" + kept + "| label | what it is |\n| --- | --- |\n" + "".join(rows)


def language_table() -> str:
    """How many patterns each language's pack has for each label."""
    packs = {path.stem: read(path, Pack) for path in phrase_files(shipped())}
    counts = {code: Counter[Label]() for code in packs}
    for code, pack in packs.items():
        for entry in pack.phrases.values():
            counts[code][entry.label] += len(entry.match)
    labels = [label for label in Label if any(count[label] for count in counts.values())]
    head = "| language | code | " + " | ".join(label.value.replace("_", " ") for label in labels) + " |\n"
    rows = [
        f"| {NAMES[code]} | `{code}` | {' | '.join(str(count[label] or '') for label in labels)} |\n"
        for code, count in counts.items()
    ]
    return LANGUAGES_TEXT + head + "| --- | --- |" + " --: |" * len(labels) + "\n" + "".join(rows)


def check_table() -> str:
    rows = [f"| `{check.code}` | `{check.name}` | {check.finds} | {check.fix} |\n" for check in CHECKS.values()]
    return "| code | name | what it finds | `--fix` |\n| --- | --- | --- | --- |\n" + "".join(rows)


def with_checks(text: str) -> str:
    """docs/check.md with the table of the code."""
    begin, end = "<!-- checks -->\n", "<!-- /checks -->"
    return text[: text.index(begin) + len(begin)] + check_table() + text[text.index(end) :]


def in_shell(command: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = ["bash", "-o", "pipefail", "-c", command]
    return subprocess.run(shell, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True)


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_readme_command_prints_what_the_readme_shows(command: str, output: str) -> None:
    if "cleaner learn" in command:
        pytest.importorskip("duckdb", reason="needs the extra `learn`")
    done = in_shell(command)
    assert (done.stdout, done.stderr, done.returncode) == (output, "", 0)


def test_readme_has_the_commands_that_are_tested() -> None:
    assert len(COMMANDS) >= 4


PROGRAMS = re.findall(r"```python\n(.*?)```", README, re.S)


@pytest.mark.parametrize("program", [one for one in PROGRAMS if "cleaner.engines" not in one])  # see test_engines.py
def test_readme_program_runs(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_label_table_is_that_of_the_code() -> None:
    assert LABELS.read_text(encoding="utf-8") == label_table(), "run: python -m tests.test_docs"


def test_the_language_table_is_that_of_the_packs() -> None:
    assert LANGUAGES.read_text(encoding="utf-8") == language_table(), "run: python -m tests.test_docs"


def test_the_table_of_checks_is_that_of_the_code() -> None:
    text = CHECK.read_text(encoding="utf-8")
    assert text == with_checks(text), "run: python -m tests.test_docs"


def test_the_example_of_check_is_what_it_prints(tmp_path: Path) -> None:
    ((command, output),) = console(CHECK.read_text(encoding="utf-8"))
    done = in_shell(command, tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == (output, "", 1)


def test_every_option_of_check_is_documented() -> None:
    shown = run("check", "--help").stdout.decode()
    text = CHECK.read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z-]+", shown)) - {"--help", "--config"}
    assert len(options) > 15 and [option for option in sorted(options) if option not in text] == []


def test_every_repair_is_documented() -> None:
    from cleaner.mend import STEPS

    text = (ROOT / "docs" / "repairs.md").read_text(encoding="utf-8")
    assert all(f"| {what} |" in text for what in STEPS)


def test_every_piece_of_the_pattern_language_is_documented() -> None:
    from cleaner.rulebook.patterns import PIECES

    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert all(f"<{piece}>" in text for piece in PIECES)


def test_the_rule_file_in_the_docs_is_one_and_passes_its_tests(tmp_path: Path) -> None:
    from cleaner.rule_tests import run_tests
    from cleaner.rulebook.schema import Entry, HtmlRules, RuleTests, SiteFile

    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    content = next(block for block in re.findall(r"```yaml\n(.*?)```", text, re.S) if block.startswith("site:"))
    path = tmp_path / "sites" / "gazette.example.yaml"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    assert run_tests(path).failed == []
    for struct in (SiteFile, HtmlRules, RuleTests, Entry):
        missing = [name for name in struct.__struct_fields__ if name not in text]
        assert not missing, f"docs/rules.md does not name {missing}"


def test_every_shipped_group_is_documented() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert all(f"`{path.stem}`" in text for path in (ROOT / "rules" / "groups").glob("*.yaml"))


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "bench").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


@pytest.mark.parametrize("command", ["", "clean", "explain"])
def test_help_names_the_exit_codes_or_the_options(command: str) -> None:
    shown = run(*command.split(), "--help").stdout.decode()
    assert ("Exit codes" in shown) if not command else ("--keep" in shown and "--rules" in shown)


if __name__ == "__main__":
    LABELS.write_text(label_table(), encoding="utf-8")
    LANGUAGES.write_text(language_table(), encoding="utf-8")
    CHECK.write_text(with_checks(CHECK.read_text(encoding="utf-8")), encoding="utf-8")
