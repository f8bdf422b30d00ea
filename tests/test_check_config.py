"""The config of `cleaner check`, its baseline, and the goldens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner.check.config import Config, ConfigError, find_config, read_config
from tests.conftest import ROOT, run
from tests.test_check import CLEAN, PROSE, check, record

NOISY = CLEAN + "\nBack to top\nRead more: The sea\n"


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def codes_of(*arguments: str) -> list[str]:
    return [json.loads(line)["code"] for line in check("--output-format", "jsonl", *arguments)[1].splitlines()]


CONFIGS = [
    pytest.param('select = ["navigation"]', ["NC103"], id="select"),
    pytest.param('ignore = ["NC105"]', ["NC103"], id="ignore"),
    pytest.param('select = ["NC1"]\nignore = ["NC103"]', ["NC105"], id="both"),
    pytest.param('per-file-ignores = {"news/*.txt" = ["NC1"]}', [], id="per file"),
    pytest.param('per-file-ignores = {"other/*.txt" = ["NC1"]}', ["NC103", "NC105"], id="per other file"),
    pytest.param("min-length = 2000", ["NC302", "NC103", "NC105"], id="minimum length"),
    pytest.param('language = "de"', ["NC303", "NC103", "NC105"], id="language"),
    pytest.param('exclude = ["news/"]', [], id="exclude"),
    pytest.param('include = ["*.md"]', [], id="include"),
    pytest.param('rules = ["rules"]', ["NC106", "NC103", "NC105"], id="rules"),
    pytest.param('rules = ["rules"]\nsite = "a.example"', ["NC106", "NC103"], id="site"),
]


@pytest.mark.parametrize(("text", "expected"), CONFIGS)
@pytest.mark.parametrize("name", ["cleaner.toml", "pyproject.toml"])
def test_what_a_config_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, expected: list[str]
) -> None:
    """Folders and patterns are seen from the config's own folder, wherever one stands."""
    written(tmp_path / name, ("[tool.cleaner]\n" if name == "pyproject.toml" else "") + text)
    written(tmp_path / "news" / "a.txt", NOISY)
    entry = "label: comments, match: ['river rises again'], gone: River rises again"
    written(tmp_path / "rules" / "phrases" / "en.yaml", f"language: en\nphrases: {{a: {{{entry}}}}}\n")
    written(tmp_path / "rules" / "sites" / "a.example.yaml", "site: a.example\nkeep: [{prefix: Read more}]\n")
    assert sorted(codes_of("news")) == sorted(expected)
    monkeypatch.chdir(tmp_path / "news")
    assert sorted(codes_of()) == sorted(expected)


def test_fields_by_config(tmp_path: Path) -> None:
    written(tmp_path / "cleaner.toml", 'fields = ["content"]')
    written(tmp_path / "a.jsonl", record(content=NOISY, text="x"))
    assert codes_of("a.jsonl") == ["NC103", "NC105"]


def test_options_go_before_the_config(tmp_path: Path) -> None:
    written(tmp_path / "cleaner.toml", 'select = ["NC103"]\nmin-length = 0\nlanguage = "de"')
    written(tmp_path / "a.txt", NOISY)
    assert codes_of("--select", "NC105,NC302", "a.txt") == ["NC105"]
    assert codes_of("--select", "NC3", "--min-length", "999", "--lang", "en", "a.txt") == ["NC302"]
    assert codes_of("--ignore", "navigation", "a.txt") == []
    other = written(tmp_path / "other.toml", 'select = ["related"]')
    assert codes_of("--config", str(other), "a.txt") == ["NC105"]


def test_the_nearest_config_is_taken(tmp_path: Path) -> None:
    outer = written(tmp_path / "pyproject.toml", "[tool.cleaner]\n")
    written(tmp_path / "a" / "pyproject.toml", "[tool.other]\n")
    inner = written(tmp_path / "b" / "cleaner.toml", "")
    assert find_config(tmp_path / "a") == outer
    assert find_config(tmp_path / "b") == inner


MISTAKES = [
    ("selct = []", "cleaner.toml:1: unknown key `selct`; did you mean `select`?"),
    ("\nfoo = 1", "cleaner.toml:2: unknown key `foo`; there are select, ignore, per-file-ignores"),
    ('min-length = "x"', "cleaner.toml:1: `min-length`: Expected `int | null`, got `str`"),
    ('fields = ["a", 2]', "cleaner.toml:1: `fields`: Expected `str`, got `int`"),
    ('\nrules = ["rules"]', "cleaner.toml:2: `rules`: there is no folder 'rules'"),
    (f'rules = ["{ROOT}/rules/sites"]', "is but a part of one; name the folder around it"),
    ('language = "english"', "cleaner.toml:1: `language`: 'english' is no code of ISO 639-1, which are two letters"),
    ('\nignore = ["NC1", "bylin"]', "cleaner.toml:2: `ignore`: there is no check 'bylin'; did you mean 'byline'?"),
    ('[per-file-ignores]\n"*.txt" = ["NC7"]', "cleaner.toml:1: `per-file-ignores`: there is no check 'NC7'"),
    ('language = ""', "cleaner.toml:1: `language`: '' is no code"),
    ("\nmin-length = -1", "cleaner.toml:2: `min-length`: -1 is less than 0"),
    ("select = [", "cleaner.toml: not valid TOML"),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES, ids=[text for text, _ in MISTAKES])
def test_a_mistake_in_a_config_is_one_message(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path / "cleaner.toml", text)
    with pytest.raises(ConfigError) as error:
        read_config(path)
    assert message in str(error.value)
    done = run("check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"") and message in done.stderr.decode()


@pytest.mark.parametrize("tag", ["de", "DE", "de-AT", "pt_BR", "cmn", "fil", "ckb"])
def test_a_language_may_be_named_as_texts_name_theirs(tmp_path: Path, tag: str) -> None:
    assert read_config(written(tmp_path / "cleaner.toml", f'language = "{tag}"')).language == tag


def test_a_language_that_is_none_as_an_option(tmp_path: Path) -> None:
    done = run("check", "--lang", "german", cwd=tmp_path)
    assert done.returncode == 2 and b"'german' is no code of ISO 639-1, which are two letters" in done.stderr


def test_one_finding_is_one(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", CLEAN + "\nBack to top\n")
    assert check("--write-baseline", "a.txt")[2].startswith("cleaner: 1 finding is in cleaner-baseline.json;")


@pytest.mark.parametrize(("key", "word"), [("select", "NC999"), ("ignore", "bylin"), ("per-file-ignores", "x")])
def test_a_check_that_is_none_in_a_config(tmp_path: Path, key: str, word: str) -> None:
    value = f'{{"*" = ["{word}"]}}' if key == "per-file-ignores" else f'["{word}"]'
    written(tmp_path / "cleaner.toml", f"{key} = {value}")
    done = run("check", cwd=tmp_path)
    assert done.returncode == 2 and f"there is no check '{word}'" in done.stderr.decode()


def test_every_key_is_documented() -> None:
    text = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    import msgspec

    assert all(f"`{field.encode_name}`" in text for field in msgspec.structs.fields(Config))


def test_a_baseline_silences_what_is_old_and_nothing_else(tmp_path: Path) -> None:
    written(tmp_path / "cleaner.toml", 'baseline = "old.json"')
    file = written(tmp_path / "a.txt", NOISY + "Back to top\n")
    records = written(tmp_path / "b.jsonl", record(id="x", text=NOISY) + record(text=NOISY))
    code, out, err = check("--write-baseline")
    assert (code, out, err) == (0, "", "cleaner: 7 findings are in old.json\n")
    first = (tmp_path / "old.json").read_bytes()
    assert check() == (0, "", "")
    file.write_text("New first line of it\n\n" + NOISY + "Back to top\n", encoding="utf-8")  # lines move
    records.write_text(
        record(text="x" * 200) + record(id="x", text=NOISY), encoding="utf-8"
    )  # a record with an id, too
    assert check() == (0, "", "")
    file.write_text(NOISY + "Back to top\nBack to top\nSubscribe now\n", encoding="utf-8")
    assert codes_of("a.txt") == ["NC103", "NC101"]  # the third of its kind, and a new one
    assert check("--fix", "a.txt")[0] == 1
    assert file.read_text(encoding="utf-8") == NOISY + "Back to top\n"  # what is known stays
    written(tmp_path / "a.txt", NOISY + "Back to top\n")
    written(tmp_path / "b.jsonl", record(id="x", text=NOISY) + record(text=NOISY))
    check("--write-baseline")
    assert (tmp_path / "old.json").read_bytes() == first


def test_a_baseline_without_a_config_says_how_to_name_it(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", NOISY)
    _, _, err = check("--write-baseline", ".")
    assert err == (
        "cleaner: 2 findings are in cleaner-baseline.json; name it with --baseline, or as "
        '`baseline = "cleaner-baseline.json"` in the config\n'
    )
    assert check("--baseline", "cleaner-baseline.json", ".") == (0, "", "")
    assert check(".")[0] == 1
    written(tmp_path / "cleaner-baseline.json", "{}")
    assert (
        "write it anew with --write-baseline"
        in run("check", "--baseline", "cleaner-baseline.json", cwd=tmp_path).stderr.decode()
    )


SEED = f"River rises again\n\n5 minute read\n\n{PROSE}\n\nBack to top\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    written(tmp_path / "seeds" / "a.txt", SEED)
    written(
        tmp_path / "seeds" / "deep" / "b.html", f"<!doctype html><title>River</title><article><p>{PROSE}</p></article>"
    )
    return tmp_path


def test_goldens_are_written_and_held(seeds: Path) -> None:
    code, out, _ = check("--golden", "seeds", "golden")
    assert code == 1 and [line.split(" ")[1] for line in out.splitlines()] == ["NC502"] * 4
    assert check("--golden", "seeds", "golden", "--update")[0] == 1
    files = sorted(path.relative_to(seeds).as_posix() for path in seeds.glob("golden/**/*.*"))
    assert files == ["golden/a.explain.tsv", "golden/a.txt", "golden/deep/b.explain.tsv", "golden/deep/b.txt"]
    assert (seeds / "golden" / "a.txt").read_text(encoding="utf-8") == CLEAN
    assert check("--golden", "seeds", "golden") == (0, "", "")
    assert check("--golden", "seeds", "golden", "--update") == (0, "", "")


def test_a_golden_that_differs_is_shown_with_verdicts(seeds: Path) -> None:
    check("--golden", "seeds", "golden", "--update")
    written(seeds / "golden" / "a.txt", CLEAN.replace("again", "once more") + "\nBack to top\n")
    (seeds / "golden" / "deep" / "b.explain.tsv").unlink()
    written(seeds / "golden" / "c.txt", "x")
    code, out, err = check("--golden", "seeds", "golden")
    assert (code, err) == (1, "")
    shown = PROSE[:98]
    assert out == (
        "golden/a.txt:1:1: NC501 golden: is not what seeds/a.txt gives now: 3 lines go, 1 comes; --update writes it\n"
        "  @@ -1,5 +1,3 @@\n"
        "  -River rises once more\n"
        "  +River rises again  [keep title: the headline, kept once]\n"
        "   \n"
        f"   {shown}…\n"
        "  -\n"
        "  -Back to top  [drop navigation: matches “navigation”, one of the navigation phrases (en)]\n"
        "golden/deep/b.explain.tsv:1:1: NC502 golden-missing: is missing: seeds/deep/b.html has no such golden yet; "
        "--update writes it\n"
        "golden/c.txt:1:1: NC503 golden-orphan: has no seed in seeds: delete it, or bring its seed back\n"
    )
    check("--golden", "seeds", "golden", "--update")
    assert [line.split(" ")[1] for line in check("--golden", "seeds", "golden")[1].splitlines()] == ["NC503"]


def test_a_kind_of_golden_that_one_seed_has_all_of_its_kind_must_have(seeds: Path) -> None:
    check("--golden", "seeds", "golden", "--update")
    written(seeds / "golden" / "deep" / "b.md", "x")
    written(seeds / "seeds" / "c.html", f"<!doctype html><title>River</title><article><p>{PROSE}</p></article>")
    check("--golden", "seeds", "golden", "--update")
    assert (seeds / "golden" / "c.md").is_file() and not (seeds / "golden" / "a.md").exists()


def test_our_own_goldens_hold() -> None:
    assert check("--golden", str(ROOT / "seeds"), str(ROOT / "golden")) == (0, "", "")
