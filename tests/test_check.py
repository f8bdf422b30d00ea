"""What `cleaner check` finds: each check, with near misses; where it is; how the command exits and what it says."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaner.article import Label
from cleaner.check.codes import BY_LABEL, CHECKS, UnknownCheck, codes
from cleaner.cli.main import group
from tests.conftest import ROOT, run

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PROSE = (
    "The river rose on Tuesday, and the people of the village waited for help all night. The mayor said that the "
    "school would stay closed until the end of the week, and that the road to the bridge was lost to the water."
)
CLEAN = f"River rises again\n\n{PROSE}\n"
GERMAN = (
    "Der Fluss stieg am Dienstag, und die Leute im Dorf warteten die ganze Nacht auf Hilfe. Der Bürgermeister sagte, "
    "die Schule bleibe bis zum Ende der Woche geschlossen, und die Straße zur Brücke sei nicht mehr da."
)


def check(*arguments: str, stdin: bytes | str = b"") -> tuple[int, str, str]:
    """Exit code, stdout and stderr of `cleaner check`, in this process."""
    done = CliRunner().invoke(group, ["check", *arguments], input=stdin, standalone_mode=False, catch_exceptions=False)
    return done.return_value, done.stdout, done.stderr


def found(folder: Path, text: str | bytes, *arguments: str, name: str = "a.txt") -> list[tuple[str, int, int]]:
    """Code, line and column of what is found in a file."""
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    _, out, _ = check(*arguments, "--output-format", "json", str(folder / name))
    return [(finding["code"], finding["line"], finding["column"]) for finding in json.loads(out)]


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Away from this project's own config and from GitHub's Actions."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def test_every_label_that_goes_has_a_code_and_codes_do_not_move() -> None:
    assert BY_LABEL.keys() == set(Label) - {Label.BODY, Label.TITLE, Label.HEADING}
    assert BY_LABEL[Label.SUBSCRIBE] == "NC101"
    assert (BY_LABEL[Label.DUPLICATE], BY_LABEL[Label.OTHER]) == ("NC119", "NC120")
    assert len({check.name for check in CHECKS.values()}) == len(CHECKS)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["NC101"], {"NC101"}),
        (["nc3"], {"NC301", "NC302", "NC303"}),
        (["author_bio", "author-bio", "SUBSCRIBE"], {"NC114", "NC101"}),
        (["NC"], set(CHECKS)),
    ],
)
def test_checks_by_code_by_beginning_and_by_name(words: list[str], meant: set[str]) -> None:
    assert codes(words) == meant


@pytest.mark.parametrize(
    ("word", "hint"), [("subscrib", "did you mean 'subscribe'?"), ("X901", "docs/check.md"), ("NC9", "no check 'NC9'")]
)
def test_a_check_that_is_none(word: str, hint: str) -> None:
    with pytest.raises(UnknownCheck, match=hint.replace("?", r"\?")):
        codes([word])


FOUND = [
    pytest.param(CLEAN, [], id="clean"),
    pytest.param(CLEAN + "\nSubscribe to our newsletter\n", [("NC101", 5, 1)], id="noise"),
    pytest.param(f"River rises again\nRiver rises again\n{PROSE}\n", [("NC121", 2, 1)], id="headline twice"),
    pytest.param(f"{CLEAN}\n{PROSE}\n", [("NC119", 5, 1)], id="a line twice"),
    pytest.param(CLEAN + "\nIt was the mayorâ€™s idea, and it wasnâ€™t bad.\n", [("NC201", 5, 17)], id="mojibake"),
    pytest.param(CLEAN + "\nIt was the mayor’s idea, and it wasn’t bad.\n", [], id="curly quotes"),
    pytest.param(CLEAN + "\nThe caf\ufffd was full on Monday, and so was the \ufffd.\n", [("NC202", 5, 8)], id="lost"),
    pytest.param(CLEAN + "\nThe water\x07 rose all night, the mayor said.\n", [("NC203", 5, 10)], id="control"),
    pytest.param(CLEAN + "\nThe\twater rose all night, the mayor said.\n", [], id="tab"),
    pytest.param(CLEAN + "\nThe wa\xadter rose\u200b all night, he said.\n", [("NC204", 5, 7)], id="invisible"),
    pytest.param(CLEAN + "\nThe water rose all\xa0night, the mayor said.\n", [], id="no-break space"),
    pytest.param(CLEAN + "\nThe <b>water</b> rose&nbsp;all night, he said.\n", [("NC205", 5, 5)], id="markup"),
    pytest.param(CLEAN + "\nThe water rose by x < 3 & y > 2 metres, he said.\n", [], id="no markup"),
    pytest.param(CLEAN + "\nThe water rose at AT&T; the mayor was there, too.\n", [], id="no reference"),
    pytest.param(CLEAN.encode() + "\nThe caf\udce9 and the café, été, à la carte.\n".encode("utf-8", "surrogateescape"),
                 [("NC206", 5, 8)], id="stray byte"),
    pytest.param("", [("NC301", 1, 1)], id="empty"),
    pytest.param("Dam holds\nBack to top\n", [("NC103", 2, 1), ("NC301", 1, 1)], id="empty without noise"),
    pytest.param("River rises again\n\nThe river rose on Tuesday, and people waited.\n", [("NC302", 1, 1)], id="short"),
    pytest.param(f"<!doctype html><html><body><p>{PROSE}</p></body></html>", [("NC205", 1, 1)], id="a page in a text"),
    pytest.param("\ufeff" + CLEAN, [], id="byte order mark"),
    pytest.param(CLEAN.encode("utf-16"), [], id="utf-16"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "places"), FOUND)
def test_what_is_found_in_a_text(tmp_path: Path, text: str | bytes, places: list[tuple[str, int, int]]) -> None:
    assert sorted(found(tmp_path, text)) == sorted(places)


def test_language(tmp_path: Path) -> None:
    assert found(tmp_path, GERMAN, "--lang", "en") == [("NC303", 1, 1)]
    assert found(tmp_path, GERMAN, "--lang", "de-AT") == []
    assert found(tmp_path, CLEAN, "--lang", "en") == []
    assert found(tmp_path, GERMAN) == []


def test_minimum_length(tmp_path: Path) -> None:
    assert found(tmp_path, CLEAN, "--min-length", "1000") == [("NC302", 1, 1)]
    assert found(tmp_path, "River\n\nThe river rose on Tuesday.\n", "--min-length", "0") == []


def test_a_piece_of_a_line_is_found_where_it_stands(tmp_path: Path) -> None:
    glued = CLEAN[:-1] + " Read more: Villagers return to the flooded valley\n"
    places = found(tmp_path, glued)
    assert [code for code, _, _ in places] in ([], ["NC105"])  # whether it is cut is the judges' matter
    assert all(line == 3 and column > len(PROSE) for _, line, column in places)


def test_markdown_is_not_looked_at_where_it_is_no_prose(tmp_path: Path) -> None:
    fenced = "```console\n$ cleaner\nSubscribe to our newsletter\n<p>\n```\n"
    front = "---\ntitle: Subscribe to our newsletter\n---\n"
    text = (
        f"{front}# River rises again\n\n{PROSE}\n\n<!-- Back to top -->\n\n{fenced}\nThe tag `<p>` is left, he said.\n"
    )
    assert found(tmp_path, text, name="a.md") == []
    assert [code for code, _, _ in found(tmp_path, text, name="a.txt")] != []
    assert found(tmp_path, text + "\nBack to top\n", name="a.md") == [("NC103", text.count("\n") + 2, 1)]


def test_html_is_input_and_not_a_corpus(tmp_path: Path) -> None:
    """Only what says that the page itself is no good: noise is what a page is full of."""
    page = f"<!doctype html><title>River rises again</title><nav>Menu</nav><article><p>{PROSE}</p></article>"
    assert found(tmp_path, page, name="a.html") == []
    assert found(tmp_path, "<html><body><nav>Menu</nav></body></html>", name="a.html") == [("NC301", 1, 1)]
    broken = page.replace("the mayor", "the mayorâ€™s").replace("The mayor", "The mayorâ€™s man")
    assert [code for code, _, _ in found(tmp_path, broken, name="a.html")] == ["NC201"]
    assert found(tmp_path, broken, name="a.html")[0][2] == broken.index("â€™") + 1
    (tmp_path / "a.html").write_text(broken, encoding="utf-8")
    assert check("--fix", "a.html")[0] == 1
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == broken


def record(**members: object) -> str:
    return json.dumps(members) + "\n"


def test_a_record_is_named_by_its_line_its_field_and_the_line_in_it(tmp_path: Path) -> None:
    lines = record(id=1, text=CLEAN) + "\n" + record(id=2, text=CLEAN + "\nBack to top")
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    code, out, err = check("a.jsonl")
    column = lines.splitlines()[2].index("Back to top") + 1
    assert (code, err) == (1, "")
    assert out == (
        f"a.jsonl:3:{column}: NC103 navigation: text:5: “Back to top” matches “navigation”, one of the navigation "
        "phrases (en); --fix removes the line\n"
    )


RECORDS = [
    pytest.param({"text": CLEAN, "body": "x" * 200 + "\nBack to top"}, (), ["body"], id="texts"),
    pytest.param({"text": CLEAN, "html": "<p>"}, (), [], id="a page beside a text"),
    pytest.param({"html": "<p>"}, (), ["html"], id="a page alone"),
    pytest.param({"content": CLEAN + "Back to top", "text": "x"}, ("--field", "content"), ["content"], id="named"),
    pytest.param({"text": None}, (), ["text"], id="null is empty"),
    pytest.param({"body": CLEAN, "title": "River rises again"}, (), ["body"], id="the headline has a field"),
    pytest.param({"text": CLEAN, "title": "River rises again"}, (), [], id="a text may begin with its headline"),
]


@pytest.mark.parametrize(("members", "options", "fields"), RECORDS)
def test_the_fields_of_a_record(
    tmp_path: Path, members: dict[str, object], options: tuple[str, ...], fields: list[str]
) -> None:
    (tmp_path / "a.jsonl").write_text(record(**members), encoding="utf-8")
    _, out, _ = check(*options, "--output-format", "jsonl", "a.jsonl")
    assert [json.loads(line)["field"] for line in out.splitlines()] == fields


BROKEN = [
    pytest.param(b"not json\n", "not a JSON object", id="no JSON"),
    pytest.param(b'{"text": "a"\n', "not valid JSON", id="cut off"),
    pytest.param(b'{"text": "a",}\n', "a comma before the closing brace", id="comma"),
    pytest.param(b'{"text": "a"} x\n', "something stands after the object", id="two"),
    pytest.param(b'{"id": 3}\n', "has no field `text` or `body` or `html`", id="no text"),
    pytest.param(b'{"text": 3}\n', "`text` is not a string", id="no string"),
    pytest.param(b'{"text": "\xff"}\n', "not UTF-8: byte 11", id="no UTF-8"),
]


@pytest.mark.parametrize(("line", "message"), BROKEN)
def test_a_record_that_cannot_be_used_is_named_and_the_rest_goes_on(tmp_path: Path, line: bytes, message: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(line + record(text=CLEAN + "Back to top").encode())
    code, out, err = check("a.jsonl")
    assert code == 2
    assert err.startswith("cleaner: a.jsonl:1: ") and message in err and err.count("\n") == 1
    assert "a.jsonl:2:" in out and "NC103" in out


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_packed_files(tmp_path: Path, pack: object) -> None:
    packed = pack((CLEAN + "Back to top\n").encode())  # type: ignore[operator]
    (tmp_path / "a.txt.gz").write_bytes(packed)
    assert check("a.txt.gz")[1].startswith("a.txt.gz:4:1: NC103 ")


def test_folders_are_searched_by_name(tmp_path: Path) -> None:
    noisy = CLEAN + "Back to top\n"
    for name in ("a.txt", "b.md", "deep/c.jsonl", "d.py", ".git/e.txt", "raw/f.txt", "node_modules/g.txt", "h.txt.gz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        data = (record(text=noisy) if name.endswith("jsonl") else noisy).encode()
        path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)

    def files(*arguments: str) -> list[str]:
        return [line.split(":")[0] for line in check(*arguments)[1].splitlines()]

    assert files() == ["a.txt", "b.md", "h.txt.gz", "deep/c.jsonl", "raw/f.txt"]
    assert files("--exclude", "raw/", ".") == ["a.txt", "b.md", "h.txt.gz", "deep/c.jsonl"]
    assert files("--include", "*.py", ".") == ["d.py"]
    assert files("d.py", ".git/e.txt", "d.py") == ["d.py", ".git/e.txt"]
    assert files("--exclude", "d.py", "d.py", "a.txt") == ["a.txt"]  # pre-commit names files
    assert files("--jobs", "2", ".") == files(".")


def test_exit_codes_and_silence(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "bad.txt").write_text(CLEAN + "Back to top\n", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    assert check("good.txt") == (0, "", "")
    assert check("bad.txt")[0] == 1
    assert check("--exit-zero", "bad.txt")[0] == 0
    assert check("--ignore", "navigation", "bad.txt") == (0, "", "")
    assert check("--select", "NC2,NC3", "bad.txt") == (0, "", "")
    binary = "cleaner: binary.txt: holds binary data, not text; nothing was checked\n"
    assert check("--exit-zero", "binary.txt") == (2, "", binary)
    code, out, err = check("binary.txt", "bad.txt")
    assert (code, err) == (2, binary) and "bad.txt" in out


MISUSE = [
    (["--select", "subscrib"], "did you mean 'subscribe'?"),
    (["--update"], "--update goes with --golden"),
    (["-", "a.txt"], "`-`, for stdin, stands alone"),
    (["--baseline", "none.json"], "none.json: No such file or directory; write it with --write-baseline"),
    (["--output-format", "xml"], "is not one of"),
]


@pytest.mark.parametrize(("arguments", "message"), MISUSE, ids=lambda value: value if isinstance(value, str) else "")
def test_misuse_is_one_message(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    done = run("check", *arguments, cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == b""
    assert message in done.stderr.decode() and b"Traceback" not in done.stderr


def test_a_file_that_is_gone_keeps_the_others_from_nothing(tmp_path: Path) -> None:
    """As `git ls-files | xargs cleaner check` names files that somebody has deleted."""
    (tmp_path / "bad.txt").write_text(CLEAN + "Back to top\n", encoding="utf-8")
    for gone in ("gone.txt", "sites/gone.example.yaml"):
        code, out, err = check(gone, "bad.txt")
        assert (code, err) == (2, f"cleaner: {gone}: there is no such file\n")
        assert out.startswith("bad.txt:4:1: NC103 ")


def test_a_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    assert run("check", ".", cwd=tmp_path, timeout=30).returncode == 0


def test_stdin(tmp_path: Path) -> None:
    noisy = CLEAN + "Back to top\n"
    assert check("-", stdin=CLEAN) == (0, "", "")
    assert check("-", stdin=noisy)[1].startswith("stdin:4:1: NC103 ")
    assert check("-", "--stdin-filename", "news/a.md", stdin=noisy)[1].startswith("news/a.md:4:1: NC103 ")
    assert check("-", stdin=record(text=noisy))[1].startswith("stdin:1:")
    assert check("-", "--stdin-filename", "a.html", stdin="<p>")[1].startswith("a.html:1:1: NC301 ")
    code, out, err = check("-", "--fix", stdin=noisy + "\x07\n")
    assert (code, out, err) == (1, CLEAN + "\n", "")
    assert check("-", "--fix", stdin=CLEAN) == (0, CLEAN, "")


def test_a_file_in_a_folder_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    if os.access(tmp_path / "a.txt", os.R_OK):
        pytest.skip("root may read everything")
    assert check("a.txt") == (2, "", "cleaner: a.txt: Permission denied\n")


def test_rule_files(tmp_path: Path) -> None:
    packs, sites = tmp_path / "rules" / "phrases", tmp_path / "rules" / "sites"
    packs.mkdir(parents=True)
    sites.mkdir()
    (packs / "en.yaml").write_text("language: en\nphrase: {}\n", encoding="utf-8")
    (packs / "de.yaml").write_text(
        "language: de\nphrases:\n  mehr:\n    label: related\n    match: ['mehr(?=x)']\n    gone: mehr\n",
        encoding="utf-8",
    )
    (packs / "fr.yaml").write_text(
        "language: fr\nphrases:\n  plus:\n    label: related\n    match: ['plus']\n    gone: |\n      moins\n",
        encoding="utf-8",
    )
    (sites / "a.example.yaml").write_text("site: b.example\ntests: {gone: x}\n", encoding="utf-8")
    code, out, err = check("rules")
    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert [line.split(" ")[0:2] for line in lines] == [
        ["rules/phrases/de.yaml:5:1:", "NC401"],
        ["rules/phrases/en.yaml:2:1:", "NC401"],
        ["rules/phrases/fr.yaml:7:1:", "NC402"],
        ["rules/sites/a.example.yaml:1:1:", "NC401"],
    ]
    assert "look-around" in lines[0] and "did you mean `phrases`?" in lines[1] and "misses 'moins'" in lines[2]


def test_the_shipped_rules_pass() -> None:
    assert check("--config", str(ROOT / "pyproject.toml"), str(ROOT / "rules")) == (0, "", "")


def test_a_broken_rules_folder_is_misuse(tmp_path: Path) -> None:
    pack = tmp_path / "rules" / "phrases" / "en.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("language: en\nphrase: {}\n", encoding="utf-8")
    for jobs in ("1", "2"):
        done = run("check", "--jobs", jobs, "--rules", "rules", ".", cwd=tmp_path)
        message = b"cleaner: rules/phrases/en.yaml:2: unknown key `phrase`; did you mean `phrases`?\n"
        assert (done.returncode, done.stdout, done.stderr) == (2, b"", message)


def test_a_closed_pipe_ends_quietly_and_still_fails(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text((CLEAN + "Back to top\n") * 5, encoding="utf-8")
    script = f"'{sys.executable}' -m cleaner check . | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout.count(b"\n"), done.stderr) == (1, 1, b"")


def test_checking_plain_english_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    code = "import sys; from cleaner.cli.main import group; group.main(['check', 'a.txt'], standalone_mode=False)"
    code += "; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    heavy = {"numpy", "ftfy", "langdetect", "chardet", "selectolax", "trafilatura", "pathspec", "xml.etree.ElementTree"}
    assert not heavy & set(done.stdout.split())


def test_a_name_that_is_no_utf8_is_no_failure(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text(CLEAN + "Back to top\n", encoding="utf-8")
    for format in ("text", "github", "sarif", "json", "jsonl", "junit"):
        done = run("check", "--output-format", format, ".", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (1, b"") and b"NC103" in done.stdout
    assert run("check", "--write-baseline", ".", cwd=tmp_path).returncode == 0
    assert run("check", "--baseline", "cleaner-baseline.json", ".", cwd=tmp_path).returncode == 0
