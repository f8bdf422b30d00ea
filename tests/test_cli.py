"""The command as people run it, in processes of its own: what goes to stdout, what is said, how it exits."""

from __future__ import annotations

import gzip
import json
import os
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, on_a_terminal

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

COMMAND = [sys.executable, "-m", "cleaner"]
# Long enough to be English for certain: looking at it more closely would take each process a quarter of a second.
BODY = (
    "The river rose on Tuesday, and the people of the village waited for help all night. The mayor said that the "
    "school would stay closed until the end of the week, and that the road to the bridge was lost to the water.\n"
)
PAGE = f"River rises again\n\nBy Ana Moreno\n\n{BODY}\nAlso read: The river is falling\n"
ARTICLE = "River rises again\n\n" + BODY
COLUMNS = "line\tverdict\tlabel\tjudge\treason\ttext"

Result = tuple[int, str, str]


def run(*arguments: str, stdin: bytes | str = b"", folder: Path | None = None) -> Result:
    """Exit code, stdout and stderr of `cleaner` with some arguments."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run([*COMMAND, *arguments], input=data, capture_output=True, cwd=folder, timeout=PATIENCE)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def shell(script: str, folder: Path) -> Result:
    """The same of a bash script, in which `cleaner` is the command."""
    cleaner = f'cleaner() {{ "{sys.executable}" -m cleaner "$@"; }}; set -o pipefail; '
    done = subprocess.run(["bash", "-c", cleaner + script], capture_output=True, cwd=folder, timeout=PATIENCE)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def shown(value: object) -> str:
    """A table's row named by its arguments alone."""
    return " ".join(value) if isinstance(value, list) else ""


def record(**fields: object) -> str:
    return json.dumps(fields) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "clean.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "page.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "page.zst").write_bytes(zstd.compress(PAGE.encode()))
    (tmp_path / "cut.gz").write_bytes(gzip.compress(PAGE.encode())[:-4])
    (tmp_path / "binary").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(57))
    (tmp_path / "page.html").write_text("<!doctype html><html><body><p>River</p></body></html>", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "records.jsonl").write_text(record(id=1, text=PAGE) + record(id=2, text=ARTICLE), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "out"),
    [
        ([], ARTICLE),
        (["clean", "-"], ARTICLE),
        (["--no-title"], BODY),
        (["--to", "markdown"], "# " + ARTICLE),
        (["--keep", "byline"], "River rises again\n\nBy Ana Moreno\n\n" + BODY),
        (["--keep", " Related, byline,"], PAGE),
        (["clean", "page.txt"], ARTICLE),
        (["clean.txt", "page.txt"], ARTICLE + "\n" + ARTICLE),
        (["page.gz", "-", "page.zst"], ARTICLE + "\n" + ARTICLE + "\n" + ARTICLE),
        (["records.jsonl", "page.txt"], ARTICLE + "\n" + ARTICLE + "\n" + ARTICLE),
        (["--from", "text", "empty.txt"], ""),
        (["--encoding", "latin-1", "--lang", "en", "page.txt"], ARTICLE),
    ],
    ids=shown,
)
def test_articles_go_to_stdout(folder: Path, arguments: list[str], out: str) -> None:
    assert run(*arguments, stdin=PAGE, folder=folder) == (0, out, "")


def test_a_clean_text_is_untouched_and_nothing_stays_nothing() -> None:
    assert run(stdin=ARTICLE) == (0, ARTICLE, "")
    assert run(stdin=b"") == (0, "", "")


@pytest.mark.parametrize("blank", [b" ", b"\r\n \t\n\n", gzip.compress(b"\n" * 200_000)], ids=len)
def test_white_space_alone_is_nothing(blank: bytes) -> None:
    assert run(stdin=blank) == (0, "", "")
    assert run("explain", stdin=blank) == (0, COLUMNS + "\n", "")


def test_blank_lines_without_end_are_refused() -> None:
    message = "cleaner: stdin: begins with 64 MB of blank lines; nothing was cleaned\n"
    assert shell("yes '' | tr '\\n' ' ' | cleaner", Path()) == (2, "", message)


def test_the_installed_command_is_the_same(folder: Path) -> None:
    command = Path(sys.executable).with_name("cleaner")
    assert subprocess.check_output([command], input=PAGE.encode(), timeout=PATIENCE).decode() == ARTICLE


def test_text_to_jsonl() -> None:
    code, out, err = run("--to", "jsonl", "--url", "https://example.com/river", "--lang", "en", stdin=PAGE)
    assert (code, err, out.count("\n")) == (0, "", 1)
    found = json.loads(out)
    assert list(found) == ["id", "url", "title", "body", "language", "removed", "repairs"]
    assert (found["title"], found["body"] + "\n", found["language"]) == ("River rises again", BODY, "en")
    assert found["url"] == "https://example.com/river"
    assert [entry["label"] for entry in found["removed"]] == ["byline", "related"]


@pytest.mark.parametrize(
    "stdin",
    [
        record(id=7, text=PAGE, other="kept"),
        "\ufeff" + record(id=7, text=PAGE, other="kept"),
        "\n\r\n" + record(id=7, text=PAGE, other="kept").rstrip("\n"),
    ],
    ids=["plain", "byte order mark", "blank lines first"],
)
def test_jsonl_to_jsonl(stdin: str) -> None:
    code, out, err = run("--to", "jsonl", "--no-removed", stdin=stdin)
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert list(found) == ["id", "url", "title", "body", "language", "other"]
    assert (found["id"], found["title"], found["other"]) == (7, "River rises again", "kept")


def test_jsonl_as_text_when_told_so() -> None:
    line = record(text=BODY)
    assert run("--from", "text", stdin=line) == (0, line, "")


def test_what_is_known_of_a_record_wins_over_options(tmp_path: Path) -> None:
    stdin = record(text=BODY, url="https://example.com/", lang="de") + record(text=BODY)
    _, out, _ = run("--to", "jsonl", "--url", "https://example.org/", "--lang", "fr", stdin=stdin)
    found = [json.loads(line) for line in out.splitlines()]
    assert [(each["url"], each["language"]) for each in found] == [
        ("https://example.com/", "de"),
        ("https://example.org/", "fr"),
    ]


BAD = record(id=1, text=PAGE).encode() + b'{"id": 2, "text": \xff oops\r\n' + record(id=3, text=PAGE).encode()


def test_a_bad_line_is_reported_and_the_rest_goes_on() -> None:
    code, out, err = run("--to", "jsonl", stdin=BAD)
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1, 3]
    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith("cleaner: stdin:2: ") and err.endswith("; this record is left out\n")


def test_a_bad_line_goes_to_the_rejects_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_bytes(BAD + b'{"html": 5}')
    code, out, err = run("--to", "jsonl", "--rejects", "rejects.jsonl", "bad.jsonl", folder=tmp_path)
    assert (code, len(out.splitlines())) == (0, 2)
    assert re.findall(r"^cleaner: (bad\.jsonl:\d): ", err, re.M) == ["bad.jsonl:2", "bad.jsonl:4"]
    rejects = (tmp_path / "rejects.jsonl").read_bytes()
    assert rejects == b'{"id": 2, "text": \xff oops\r\n{"html": 5}\n'
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.jsonl", "rejects.jsonl"]


def test_rejects_may_go_to_a_pipe(tmp_path: Path) -> None:
    reader = "mkfifo pipe; timeout 20 cat pipe > read &"
    writer = """printf '{"text": 5}\\n' | cleaner --from jsonl --rejects pipe; wait; ls"""
    assert shell(f"{reader} {writer}", tmp_path)[:2] == (0, "pipe\nread\n")
    assert (tmp_path / "read").read_bytes() == b'{"text": 5}\n'


def test_rejects_excuse_bad_lines_and_no_other_failure(folder: Path) -> None:
    assert run("--rejects", "rejects", "records.jsonl", "binary", folder=folder)[0] == 2
    assert (folder / "rejects").read_bytes() == b""


def test_blank_lines_before_the_first_record_count() -> None:
    assert run("--to", "jsonl", stdin="\n\n" + record(text=BODY) + "bad\n")[2].startswith("cleaner: stdin:4: ")


def test_blank_lines_with_spaces_before_the_first_record() -> None:
    assert run("--no-title", stdin="\n \n" + record(text=BODY)) == (0, BODY, "")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.txt", "there is no such file"),
        (".", "is a folder; name the files in it"),
        ("binary", "holds binary data, not text; nothing was cleaned"),
        ("cut.gz", "the compressed data end too early: the file was cut off, get it again"),
    ],
)
def test_an_input_that_cannot_be_used_leaves_the_others_alone(folder: Path, name: str, message: str) -> None:
    assert run("page.txt", name, "page.gz", folder=folder) == (
        2,
        ARTICLE + "\n" + ARTICLE,
        f"cleaner: {name}: {message}\n",
    )


def test_markdown_is_read_as_text() -> None:
    page = f"# River rises again\n\nBy Ana Moreno\n\n{BODY}\n## What now\n\n{BODY.replace('rose', '*fell*')}"
    assert run(stdin=page) == (0, page.replace("By Ana Moreno\n\n", ""), "")
    shown = run("--to", "markdown", stdin=page)[1]
    assert shown.startswith("# # River rises again\n") and "\\*fell\\*" in shown


def test_html_may_be_declared_text(folder: Path) -> None:
    code, out, err = run("--from", "text", "page.html", folder=folder)
    assert (code, out, err) == (0, "<!doctype html><html><body><p>River</p></body></html>\n", "")


def test_records_before_the_cut_come_out(tmp_path: Path) -> None:
    packed = gzip.compress(record(id=1, text=PAGE).encode() + os.urandom(300_000).hex().encode())
    (tmp_path / "cut.gz").write_bytes(packed[: len(packed) // 2])
    code, out, err = run("--from", "jsonl", "--to", "jsonl", "cut.gz", folder=tmp_path)
    assert (code, json.loads(out)["id"]) == (2, 1)
    assert err == "cleaner: cut.gz: the compressed data end too early: the file was cut off, get it again\n"


@pytest.mark.parametrize("url", ["localhost", "example.com/a", "bücher.example", "http://intranet/a"])
def test_an_address_may_lack_scheme_or_dot(url: str) -> None:
    assert run("--url", url, stdin=PAGE) == (0, ARTICLE, "")


def test_an_encoding_that_does_not_fit_is_told_once(folder: Path) -> None:
    text = "La rivière a débordé à l’aube, et les élèves ont été évacués."
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "b.txt").write_text(text.replace("’", "'"), encoding="latin-1")
    message = "cleaner: a.txt: --encoding {} does not fit and was passed over: leave it out\n"
    for encoding in ("utf-16", "latin-1"):
        code, out, err = run("--encoding", encoding, "a.txt", folder=folder)
        assert (code, out, err) == (0, text + "\n", message.format(encoding))
    assert run("--encoding", "latin-1", "b.txt", folder=folder) == (0, text.replace("’", "'") + "\n", "")


def test_binary_on_stdin_is_refused() -> None:
    assert run(stdin=bytes(range(256))) == (2, "", "cleaner: stdin: holds binary data, not text; nothing was cleaned\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--keep", "captoin"], "Invalid value for '--keep': there is no label 'captoin'; did you mean 'caption'?"),
        (["--keep", "caption,zzz"], "Invalid value for '--keep': there is no label 'zzz'; there are body, title,"),
        (["--encoding", "utf9"], "Invalid value for '--encoding': there is no charset 'utf9'; leave it out"),
        (["--lang", "english"], "Invalid value for '--lang': 'english' is no code of ISO 639-1, which are two letters"),
        (["run", "--lang", "deu", "page.txt", "o.txt"], "Invalid value for '--lang': 'deu' is no code of ISO 639-1"),
        (["--url", "foo"], "'--url': 'foo' is no address, such as https://example.com/page; --site names a host alone"),
        (["explain", "--url", "/a.html"], "Invalid value for '--url': '/a.html' is no address, such as"),
        (["run", "page.txt", "o.txt", "--ray-address", "auto"], "--ray-address goes with --engine ray"),
        (
            ["run", "page.txt", "o.txt", "--id-field", "cleaner_record"],
            "`cleaner_record` is a name of cleaner's own and",
        ),
        (
            ["learn", "page.txt", "--text-field", "cleaner_input"],
            "`cleaner_input` is a name of cleaner's own and never",
        ),
        (["run", "page.txt", "o.txt", "--memory-limit", "0.4"], "0.4 is too little: a worker needs 0.5 GiB before it"),
        (["learn", "page.txt", "--memory-limit", "1e-9"], "--memory-limit 1e-09 is too little: a worker needs 0.5 GiB"),
        (["learn", "records.jsonl", "--ray-address", "auto"], "--ray-address goes with --engine ray"),
        (
            ["run", "page.txt", "o.txt", "--engine", "ray", "--memory-limit", "1"],
            "--memory-limit goes without --engine",
        ),
        (
            ["run", "page.txt", "o.txt", "--engine", "ray", "--ray-address", "auto", "--jobs", "2"],
            "--jobs goes without",
        ),
        (["--rules", "no-such-folder"], "Invalid value for '--rules': Directory 'no-such-folder' does not exist."),
        (["--rules", "page.txt"], "Invalid value for '--rules': Directory 'page.txt' is a file."),
        (["--from", "htm"], "Invalid value for '--from': 'htm' is not one of 'auto', 'text', 'html', 'jsonl'."),
        (["--to", "md"], "Invalid value for '--to': 'md' is not one of 'text', 'markdown', 'jsonl', 'explain'."),
        (["--rejects", "no/such/folder", "page.txt"], "no/such/folder: No such file or directory"),
        (["--no-titel"], "No such option '--no-titel'"),
        (["exlpain", "page.txt"], "there is no file and no command 'exlpain'; did you mean 'explain'?"),
        (["claen"], "there is no file and no command 'claen'; did you mean 'clean'?"),
    ],
    ids=shown,
)
def test_misuse_is_answered_with_a_remedy(folder: Path, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments, stdin=PAGE, folder=folder)
    assert (code, out) == (2, "")
    assert message in err.replace(":  ", ": ")


def test_a_file_named_nearly_as_a_command_is_a_file(folder: Path) -> None:
    (folder / "cleen").write_text(PAGE, encoding="utf-8")
    assert run("cleen", folder=folder) == (0, ARTICLE, "")


def test_a_name_like_no_command_is_a_missing_file(tmp_path: Path) -> None:
    assert run("page", folder=tmp_path) == (2, "", "cleaner: page: there is no such file\n")


def test_a_broken_rule_file_is_named(folder: Path) -> None:
    pack = folder / "rules" / "phrases" / "en.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("language: en\nphrase: {}\n", encoding="utf-8")
    message = "cleaner: rules/phrases/en.yaml:2: unknown key `phrase`; did you mean `phrases`?\n"
    assert run("--rules", "rules", "page.txt", folder=folder) == (2, "", message)


def test_site_rules_apply_by_url_and_by_site(folder: Path) -> None:
    rules = folder / "rules" / "sites" / "example.com.yaml"
    rules.parent.mkdir(parents=True)
    rules.write_text("site: example.com\ndrop: [{prefix: The river rose}]\n", encoding="utf-8")
    assert run("--rules", "rules", "--site", "example.com", "clean.txt", folder=folder)[1] == "River rises again\n"
    assert run("--rules", "rules", "--url", "https://example.org/", "clean.txt", folder=folder) == (0, ARTICLE, "")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["clean", "--help"], ["explain", "-h"], ["--version"]], ids=" ".join
)
def test_help_is_no_failure(arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert out.startswith("cleaner, version " if "--version" in arguments else "Usage: ")


def test_explain_in_a_pipe_is_a_table(folder: Path) -> None:
    code, out, err = run("explain", "page.txt", folder=folder)
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    rows = [row.split("\t") for row in out.splitlines()]
    assert out.startswith(COLUMNS + "\n")
    assert [(row[0], row[1], row[2], row[5]) for row in rows[1:]] == [
        ("1", "keep", "title", "River rises again"),
        ("3", "drop", "byline", "By Ana Moreno"),
        ("5", "keep", "body", BODY.rstrip()),
        ("7", "drop", "related", "Also read: The river is falling"),
    ]
    assert run("--to", "explain", stdin=PAGE) == (0, out, "")


def test_explain_of_several_documents_names_them(folder: Path) -> None:
    _, out, _ = run("explain", "clean.txt", "records.jsonl", folder=folder)
    rows = [row.split("\t") for row in out.splitlines()]
    assert rows[0] == ["document", *COLUMNS.split("\t")]
    assert {len(row) for row in rows} == {7}
    assert list(dict.fromkeys(row[0] for row in rows[1:])) == ["clean.txt", "records.jsonl:1", "records.jsonl:2"]


def test_tabs_and_backslashes_leave_the_table_whole() -> None:
    _, out, _ = run("explain", stdin="A tab\there, a \\ there and a text\n")
    assert out.splitlines()[1].split("\t")[5] == "A tab\\there, a \\\\ there and a text"


def test_a_file_name_of_two_lines_leaves_the_table_whole(folder: Path) -> None:
    (folder / "a\nb.txt").write_text(PAGE, encoding="utf-8")
    _, out, _ = run("explain", "a\nb.txt", "clean.txt", folder=folder)
    rows = [row.split("\t") for row in out.splitlines()]
    assert {len(row) for row in rows} == {7}
    assert rows[1][0] == "a\\nb.txt"


def test_explain_on_a_terminal_is_coloured(folder: Path) -> None:
    written = on_a_terminal("explain", "page.txt", cwd=folder)
    lines = written.splitlines()
    assert lines[0] == "\x1b[1mpage.txt\x1b[0m"
    assert [line for line in lines if "River rises again" in line and line.startswith("\x1b[32m")]
    assert [line for line in lines if "Also read" in line and line.startswith("\x1b[31m")]
    assert [line for line in lines if "phrases:en/also-read" in line and line.startswith("\x1b[2m")]
    assert COLUMNS not in written


def test_an_article_on_a_terminal_is_plain(folder: Path) -> None:
    assert on_a_terminal("page.txt", cwd=folder) == ARTICLE


def test_each_record_comes_out_before_the_next_is_read() -> None:
    with subprocess.Popen(
        [*COMMAND, "--to", "jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        for number in range(3):
            process.stdin.write(record(id=number, text=PAGE).encode())
            assert select.select([process.stdout], [], [], PATIENCE)[0], "nothing came out"
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert (process.stdout.read(), process.stderr.read(), process.wait(PATIENCE)) == (b"", b"", 0)


@pytest.mark.parametrize("command", ["cleaner --to jsonl", "cleaner explain"])
def test_a_closed_pipe_ends_quietly(tmp_path: Path, command: str) -> None:
    records = "".join(record(id=number, text=PAGE) for number in range(900))
    (tmp_path / "big.jsonl").write_text(records, encoding="utf-8")
    code, out, err = shell(f"{command} big.jsonl | head -1", tmp_path)
    assert (code, out.count("\n"), err) == (0, 1, "")


def test_the_seeds_way_in_a_shell_pipe(folder: Path) -> None:
    assert shell("cat page.txt | cleaner | diff - clean.txt", folder) == (0, "", "")
    assert shell("cleaner page.txt | cleaner | diff - clean.txt", folder) == (0, "", "")


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("cleaner page.txt > /dev/full", id="a full disk"),
        pytest.param("cleaner run --help > /dev/full", id="help on a full disk"),
        pytest.param("cleaner page.txt >&-", id="no stdout"),
        pytest.param("cleaner <&-", id="no stdin"),
    ],
)
def test_a_broken_end_is_one_message(folder: Path, script: str) -> None:
    code, out, err = shell(script, folder)
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        pytest.param(["--to", "explain"], b'{"id": "\\ud800", "text": "River"}', id="half a pair in an id"),
        pytest.param(["--to", "jsonl"], b'{"url": "x\\ud800", "text": "River"}\n', id="half a pair in a url"),
        pytest.param(["explain", "page.txt", os.fsdecode(b"caf\xe9.txt")], b"", id="a file name that is no UTF-8"),
    ],
)
def test_what_utf8_cannot_write_is_no_failure(folder: Path, arguments: list[str], stdin: bytes) -> None:
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(PAGE, encoding="utf-8")
    assert run(*arguments, stdin=stdin, folder=folder)[0] == 0


def test_a_long_host_is_the_matter_of_one_record() -> None:
    stdin = record(id=1, text=BODY, url=f"https://{'a' * 300}.com/") + record(id=2, text=BODY)
    assert [json.loads(line)["id"] for line in run("--to", "jsonl", stdin=stdin)[1].splitlines()] == [1, 2]


@pytest.mark.parametrize("tag", ["de-DE", "DE"])
def test_language_tags(tag: str) -> None:
    text = "Der Fluss steigt\n\nDer Fluss stieg in der Nacht, und das Dorf wartete auf Hilfe.\n"
    assert run("--lang", tag, stdin=text + "\nLesen Sie auch: Der Fluss fällt\n")[1] == text


def test_a_page_in_the_field_of_texts_is_a_page() -> None:
    page = "<html><body><nav>Home</nav><h1>Dam holds</h1><p>The river rose on Tuesday, and the dam held.</p>"
    outputs = [run("--to", "jsonl", "--no-removed", stdin=record(id=1, **{name: page})) for name in ("html", "text")]
    assert outputs[0] == outputs[1]
    about_tags = "<p> is a tag.\n\nThe river rose on Tuesday, and the dam held."
    assert about_tags in json.loads(run("--to", "jsonl", stdin=record(text=about_tags))[1])["body"]
