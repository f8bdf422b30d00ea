"""Importing the FiveFilters site rules: what is taken, what is never carried over, what is said about the rest."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.article import Label
from cleaner.rulebook.ftr.convert import convert
from cleaner.rulebook.ftr.directives import KNOWN, Outcome
from cleaner.rulebook.ftr.labels import label_of
from cleaner.rulebook.ftr.read import FtrError, host_of, read_ftr
from cleaner.rulebook.ftr.run import import_ftr
from cleaner.rulebook.ftr.selectors import entry_of
from cleaner.rulebook.load import Files
from cleaner.rulebook.read import read
from cleaner.rulebook.schema import GroupFile, SiteFile
from cleaner.rulebook.sites import SiteRules
from cleaner.rulebook.write import to_yaml
from tests.conftest import run

GAZETTE = """\
# The paper of Stoneford.

title: substring-before(//meta[@property='og:title']/@content, ' | Gazette')
author: substring-before(substring-after(//p[@class='byline'], 'By '), ' |')
date: (//time/@datetime)[1]
body: //div[contains(concat(' ',normalize-space(@class),' '),' story ')]

# Offers of the shop
strip: //p[contains(., 'Gazette') and contains(., 'Plus')]
strip: //table/@height
strip_id_or_class: sharebar
strip_id_or_class: -offers
strip_image_src: /pixel.gif
strip_attr: //img/@width
find_string: <wide>
replace_string: <p>
replace_string(<p class="a:b">): <p>
replace_string(&nbsp;):
dissolve: //span[@class='term']
wrap_in(blockquote): //div[@class='quote']
skip_json_ld: yes
autodetect_on_failure: no
prune: no
single_page_link: //a[@class='print']
test_url: https://gazette.example/dam
test_contains: The dam held
"""
IMPORTED = """\
site: gazette.example
subdomains: false
source: ftr-site-config
note: Imported from the FiveFilters site rules (ftr-site-config, CC0).
notes:
  - The paper of Stoneford.
  - 'strip: //table/@height (attributes carry no line)'
  - 'strip_attr: //img/@width (attributes carry no line)'
  - 'wrap_in(blockquote): //div[@class=''quote''] (a tag around text changes no line)'
  - 'autodetect_on_failure: no (where no body is found, the page is judged as ever)'
  - 'single_page_link: //a[@class=''print''] (the single page would have to be fetched)'
html:
  body:
    - div.story
  title:
    - css: meta[property="og:title"][content]
      attr: content
      before: ' | Gazette'
  author:
    - css: p[class="byline"]
      after: 'By '
      before: ' |'
  date:
    - css: time[datetime]
      attr: datetime
  drop:
    - xpath: //p[contains(., 'Gazette') and contains(., 'Plus')]
      note: Offers of the shop
    - css: '.sharebar, #sharebar'
      label: share
    - '[class*="-offers"], [id*="-offers"]'
    - img[src*="/pixel.gif"]
  unwrap:
    - span[class="term"]
  replace:
    - find: <wide>
      with: <p>
    - find: <p class="a:b">
      with: <p>
    - find: '&nbsp;'
      with: ' '
  skip_json_ld: true
tests:
  urls:
    - url: https://gazette.example/dam
      contains:
        - The dam held
"""
PAGE = """<!DOCTYPE html><html><head><meta property="og:title" content="Dam holds | Gazette"><title>Home</title></head>
<body><nav>Home News Sport</nav><h1>Dam holds</h1><p class="byline">By Ana Moreno | Stoneford</p>
<time datetime="2024-05-01">May 1</time><div class="big story">
<p>The dam held through the night, engineers said on Monday, and the villagers returned to their homes below it.</p>
<div class="sharebar">Tell your friends about it on all of your networks, if you like what you have read here.</div>
<p>Our <b>Gazette</b> Plus.</p><p>Read on with <b>Gazette Plus</b>, the offer for all the readers of this newspaper.</p>
<p>The river fell by two metres until noon, the water board said in a statement, and it is expected to fall.</p></div>
<p>The council of another town has decided, after a long debate, that its swimming pool will be opened in summer.</p>
</body></html>"""


def imported(folder: Path, **files: str) -> Path:
    """The rules folder that these files (`gazette_example="…"`) are imported to."""
    source = folder / "source"
    source.mkdir()
    for name, content in files.items():
        (source / f"{name.replace('_', '.')}.txt").write_text(content, encoding="utf-8")
    import_ftr(source, folder / "rules")
    return folder / "rules"


def test_a_file_becomes_a_rule_file() -> None:
    assert to_yaml(convert(read_ftr("gazette.example.txt", GAZETTE.encode())).rules()) == IMPORTED


def test_imported_rules_clean_a_page(tmp_path: Path) -> None:
    rules = imported(tmp_path, gazette_example=GAZETTE)
    article = cleaner.Cleaner(rules=[rules], metadata=True).clean(PAGE, url="https://www.gazette.example/dam")
    assert article.title == "Dam holds"
    assert article.metadata is not None
    assert (article.metadata.author, article.metadata.date) == ("Ana Moreno", "2024-05-01")
    kept = [line.text[:9] for line in article.lines if line.verdict.keep and line.label is not Label.TITLE]
    assert kept == ["The dam h", "The river"]
    judges = {line.text[:9]: line.verdict.judge for line in article.lines if not line.verdict.keep}
    assert judges["Tell your"] == "site:gazette.example/html.drop/2"
    assert judges["Read on w"] == "site:gazette.example/html.drop/1"
    assert judges["The counc"] == "site:gazette.example/html.body/1"


def test_lxml_is_loaded_for_xpath_alone(tmp_path: Path) -> None:
    rules = imported(tmp_path, a_example="strip: //p[@class='x']\n", b_example="strip: //p[contains(., 'x')]\n",
                     c_example="strip: //p[count(a) > 3]\n")  # fmt: skip
    for host, loaded in (("a.example", "False"), ("b.example", "False"), ("c.example", "True")):
        code = f"""import sys, cleaner; cleaner.Cleaner(rules=[{str(rules)!r}]).clean({PAGE!r}, url="https://{host}/")
print("lxml.etree" in sys.modules)"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == loaded


PRIVATE = """\
# log in as ana with the password hunter2
# http_header(Cookie): session=hunter2
# strip: //div[@id='kept']
http_header(User-Agent): hunter2/5.0
http_header(cookie): id=hunter2
http_header(Authorization: Basic hunter2
http-header: cookie hunter2
requires_login: yes
login_uri: https://gazette.example/login?hunter2
login_username_field: hunter2
login_password_field: hunter2
login_extra_fields: hunter2=1
not_logged_in_xpath: //a[@class='hunter2']
test_url: https://ana:hunter2@gazette.example/
test_url: https://gazette.example/?token=hunter2
body: //div
"""


def test_credentials_cookies_and_user_agents_are_never_carried_over(tmp_path: Path) -> None:
    source = tmp_path / "gazette.example.txt"
    source.write_text(PRIVATE, encoding="utf-8")
    report, out = tmp_path / "report.json", tmp_path / "rules"
    done = run("rules", "import-ftr", str(source), "--out", str(out), "--report", str(report))
    assert done.returncode == 0
    rules = (out / "sites" / "gazette.example.yaml").read_text(encoding="utf-8")
    assert "//div[@id=''kept'']" in rules and "requires_login: yes" in rules
    for text in (rules, report.read_text(encoding="utf-8"), done.stdout.decode(), done.stderr.decode()):
        assert "hunter2" not in text
    counts = json.loads(report.read_text(encoding="utf-8"))["directives"]
    assert counts["http_header"] == {"refused": 2} and counts["test_url"] == {"refused": 2}


TYPOS = {
    "titl: //h1": "unknown directive `titl`; did you mean `title`?",
    "test_rul: https://gazette.example/": "unknown directive `test_rul`; did you mean `test_url`?",
    "test:url: https://gazette.example/": "unknown directive `test`; did you mean `test_url`?",
    "test_content: The dam": "unknown directive `test_content`; did you mean `test_contains`?",
    "Body: //div": "unknown directive `Body`; did you mean `body`?",
    "zzzz: //div": "unknown directive `zzzz`",
    "https://gazette.example/": "an address without a directive; did you mean `test_url:`?",
    "// the last div": "a comment begins with `#`",
    "The rules of a site": "not `directive: value`",
    "replace_string(<p>: <br>": "write `replace_string(…): …`, with both brackets",
    "strip:": "`strip` without a value",
    "body: //div[class='x']": "it can never match: there is no element `class` in HTML; did you mean `@class`?",
    "body: //div[@itemProp='x']": "it can never match: names are in lower case in HTML: `@itemProp` never matches; "
    "did you mean `@itemprop`?",
    "title: h1[@class='x']": "it can never match: nothing but `html` stands at the root of a page; "
    "did you mean `//h1`?",
    "strip: //p[0]": "it can never match: positions are counted from 1",
    "strip: //a[contain(@class, 'x')]": "not XPath: there is no function `contain`; did you mean `contains`?",
    "author: ///span": "not XPath: `/` where something else should stand",
    "strip: //div[@id='x]": "not XPath: a quotation mark without its partner at “'x]”",
    "strip: //p/text()": "it selects bare text, and rules name elements",
    "strip: 'x'": "it gives a text, where elements are to be named",
}  # fmt: skip


@pytest.mark.parametrize("line", TYPOS)
def test_what_is_wrong_with_a_line_is_told_with_its_place(line: str) -> None:
    done = convert(read_ftr("gazette.example.txt", f"body: //main\n\n{line}\n".encode()))
    assert [str(problem) for problem in done.problems] == [f"gazette.example.txt:3: “{line}”: {TYPOS[line]}"]
    assert [fate.outcome for fate in done.fates].count(Outcome.REFUSED) == 1


def test_a_condition_nested_without_end_is_refused() -> None:
    entry = entry_of("strip", "//p[" + "not(" * 5000 + "@a" + ")" * 5000 + "]")
    assert entry.outcome is Outcome.REFUSED and "nested too deeply" in entry.reason


def test_every_directive_is_dealt_with() -> None:
    for name in KNOWN:
        done = convert(read_ftr("gazette.example.txt", f"{name}: //p\n".encode()))
        assert len(done.fates) == 1, name


def test_find_and_replace_need_each_other() -> None:
    done = convert(read_ftr("gazette.example.txt", b"find_string: <a>\nfind_string: <b>\nreplace_string: <p>\n"))
    assert {fate.reason for fate in done.fates} == {"there are not as many replace_string as find_string"}
    assert done.replace == []


@pytest.mark.parametrize(("name", "host"), [
    ("gazette.example.txt", "gazette.example"), (".gazette.example.txt", "*.gazette.example"),
    ("www.gazette.example.txt", "gazette.example"), ("Gazette.Example.txt", "gazette.example"),
])  # fmt: skip
def test_a_files_name_is_its_host(name: str, host: str) -> None:
    assert host_of(name) == host


@pytest.mark.parametrize("name", ["gazette.example", "..txt", ".txt", "a b.txt", "../x.txt", "x/y.txt", "-.-.txt.md"])
def test_other_names_are_no_hosts(name: str) -> None:
    with pytest.raises(FtrError, match="its name is not"):
        host_of(name)


@pytest.mark.parametrize(("words", "label"), [
    ("div.article-share", Label.SHARE), ("#relatedPosts", Label.RELATED), ("NewsletterBox", Label.SUBSCRIBE),
    ("div.read", Label.OTHER), ("shadow", Label.OTHER), ("ad-slot", Label.ADVERT),
])  # fmt: skip
def test_labels_come_from_whole_words(words: str, label: Label) -> None:
    assert label_of(words) is label


def archive(path: Path, *names: str) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(GAZETTE.encode())
            tar.addfile(member, io.BytesIO(GAZETTE.encode()))
    return path


def test_a_folder_and_an_archive_give_the_same(tmp_path: Path) -> None:
    names = ("gazette.example.txt", ".herald.example.txt", "global.txt", "README.md", "LICENSE.txt")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in names:
        (folder / name).write_text(GAZETTE, encoding="utf-8")
    for source in (folder, archive(tmp_path / "all.tar.gz", *(f"./rules/{name}" for name in names))):
        out = tmp_path / f"{source.name}-rules"
        report = import_ftr(source, out)
        assert (report.files, report.written, report.unread) == (3, 2, [])
        found = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
        assert found == ["groups/ftr-global.yaml", "publishers/herald.example.yaml"]
        shared = read(out / "publishers" / "herald.example.yaml", SiteFile)
        assert shared.sites == ["*.herald.example", "gazette.example"] and len(shared.tests.urls) == 2
        assert read(out / "groups" / "ftr-global.yaml", GroupFile).group == "ftr-global"


OFFERS = "strip: //div[@id='offers']\nstrip: //div[@id='games']\nstrip_id_or_class: promo-box\n"


def test_hosts_that_say_the_same_share_a_file(tmp_path: Path) -> None:
    rules = imported(
        tmp_path,
        stoneford_gazette_example=OFFERS,
        marsh_gazette_example=OFFERS + "test_url: https://marsh-gazette.example/dam\n",
        first_example="body: //article\n",
        second_example="body: //article\n",  # one line that any site could have tells of no publisher
        herald_example="body: //main\n",
        herald_test="body: //main\n",
    )
    found = sorted(str(path.relative_to(rules)) for path in rules.rglob("*.yaml"))
    assert found == [
        "publishers/gazette.yaml", "publishers/herald.yaml", "sites/first.example.yaml", "sites/second.example.yaml",
    ]  # fmt: skip
    for host in ("stoneford.gazette.example", "marsh.gazette.example"):
        assert [layer.owner for layer in Files([rules]).layers(host)] == ["publishers/gazette"]
    assert Files([rules]).layers("gazette.example") == ()
    assert Files([rules]).layers("a.marsh.gazette.example") == ()


@pytest.mark.parametrize(
    ("more", "shared"),
    [
        ("strip: //div[@id='quiz']\n", True),
        ("strip: //div[@id='quiz']\nstrip: //div[@id='poll']\n", False),
        ("body: //div[@id='story']\n", False),  # of bodies the first that is found counts: their order is theirs
    ],
)
def test_what_nearly_the_same_say_is_a_group(tmp_path: Path, more: str, shared: bool) -> None:
    given = "body: //article\n" + OFFERS
    rules = imported(tmp_path, north_example=given, south_example=given + more)
    groups = sorted(path.stem for path in (rules / "groups").glob("*.yaml"))
    assert groups == (["ftr-north.example"] if shared else [])
    said = {host: SiteRules(Files([rules]).layers(host)) for host in ("north.example", "south.example")}
    assert [len(one.of("html.drop")) for one in said.values()] == [3, 3 + more.count("strip")]
    assert all(rule.source == "ftr-site-config" for one in said.values() for rule in one.rules)


def test_a_host_with_a_file_of_its_own_is_left_out_of_a_shared_one(tmp_path: Path) -> None:
    rules = imported(tmp_path, north_example=OFFERS, south_example=OFFERS)
    source, shared = tmp_path / "source", rules / "publishers" / "north.example.yaml"
    assert read(shared, SiteFile).sites == ["north.example", "south.example"]
    shared.unlink()
    own = rules / "sites" / "south.example.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text("site: south.example\n", encoding="utf-8")
    assert import_ftr(source, rules).skipped == [str(own)]
    assert not shared.exists() and (rules / "sites" / "north.example.yaml").exists()
    import_ftr(source, rules, overwrite=True)
    assert read(shared, SiteFile).sites == ["north.example", "south.example"] and not own.exists()


def test_a_rule_file_that_is_there_stays(tmp_path: Path) -> None:
    source, out = tmp_path / "gazette.example.txt", tmp_path / "rules"
    source.write_text(GAZETTE, encoding="utf-8")
    mine = out / "sites" / "gazette.example.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text("site: gazette.example\n", encoding="utf-8")
    done = run("rules", "import-ftr", str(source), "--out", str(out))
    assert (done.returncode, mine.read_text(encoding="utf-8")) == (0, "site: gazette.example\n")
    assert b"1 rule files are there already and stay" in done.stderr
    run("rules", "import-ftr", str(source), "--out", str(out), "--overwrite")
    assert mine.read_text(encoding="utf-8") == IMPORTED


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.example.txt").write_bytes(b"body: \xff\n")
    (source / "b.example.txt").write_text("Dear readers,\nwe have moved.\n", encoding="utf-8")
    (source / "c.example.txt").write_text("body: //div\n", encoding="utf-8")
    (source / "d.example.txt").write_bytes(b"#" * (1 << 20) + b"#")
    done = run("rules", "import-ftr", str(source), "--out", str(tmp_path / "rules"))
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "a.example.txt: not UTF-8: invalid start byte at byte 6",
        "b.example.txt: none of its lines is a directive of the site rules",
        "d.example.txt: larger than 1048576 bytes",
    ]
    assert [path.name for path in (tmp_path / "rules" / "sites").iterdir()] == ["c.example.yaml"]


def test_input_that_cannot_be_used_has_one_message(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "page.html").write_text("<p>x</p>", encoding="utf-8")
    (tmp_path / "cut.tar.gz").write_bytes(archive(tmp_path / "all.tar.gz", "a.example.txt").read_bytes()[:60])
    with zipfile.ZipFile(tmp_path / "rules.zip", "w") as packed:
        packed.writestr("a.example.txt", "body: //div\n")
    archive(tmp_path / "out.tar", "a.example.txt", "../../b.example.txt")
    archive(tmp_path / "root.tar", "/etc/b.example.txt")
    messages = {
        "nothing.tar": "there is no such file or folder",
        "empty": "no site file (`<host>.txt`) is in it",
        "page.html": "neither a site file (`<host>.txt`), a folder nor a tar archive that can be read",
        "cut.tar.gz": "nor a tar archive that can be read: Compressed file ended before the end-of-stream marker",
        "rules.zip": "a zip archive: unpack it, and name the folder",
        "out.tar": "the archive holds a name that leads out of it, '../../b.example.txt'; nothing was imported",
        "root.tar": "the archive holds a name that leads out of it, '/etc/b.example.txt'; nothing was imported",
    }
    for name, message in messages.items():
        done = run("rules", "import-ftr", str(tmp_path / name), "--out", str(tmp_path / "rules"))
        assert done.returncode == 2 and done.stdout == b""
        *_usage, error = done.stderr.decode().splitlines()
        assert error.startswith(f"Error: {tmp_path / name}: ") and message in error
    assert not (tmp_path / "rules").exists()


def test_the_report_counts_every_line(tmp_path: Path) -> None:
    source, report = tmp_path / "gazette.example.txt", tmp_path / "report.json"
    source.write_text(GAZETTE + "titl: //h1\n", encoding="utf-8")
    done = run("rules", "import-ftr", str(source), "--out", str(tmp_path / "rules"), "--report", str(report))
    found = json.loads(report.read_text(encoding="utf-8"))
    statements = [line for line in GAZETTE.splitlines() if line and not line.startswith("#")]
    assert sum(sum(counts.values()) for counts in found["directives"].values()) == len(statements) + 1
    assert found["directives"]["strip"] == {"kept as XPath": 1, "recorded": 1}
    assert found["directives"]["title"] == {"translated": 1}
    assert found["hosts"] == {
        "whole": 0, "whole by CSS alone": 0, "partly": ["gazette.example"], "nothing": [], "need fetching too": 1,
    }  # fmt: skip
    assert found["problems"] == [
        "gazette.example.txt:27: “titl: //h1”: unknown directive `titl`; did you mean `title`?"
    ]
    table = done.stdout.decode().splitlines()
    assert table[0].split() == ["directive", "lines", "taken", "translated", "kept", "as", "XPath", "recorded",
                                "needless", "refused"]  # fmt: skip


def test_what_is_imported_passes_the_linter(tmp_path: Path) -> None:
    rules = imported(tmp_path, gazette_example=GAZETTE)
    done = run("rules", "lint", str(rules / "sites" / "gazette.example.yaml"))
    assert (done.returncode, done.stdout) == (0, b""), done.stdout.decode()


LINES = st.one_of(
    st.text(max_size=30),
    st.tuples(st.sampled_from(sorted(KNOWN)), st.text(max_size=30)).map(": ".join),
    st.tuples(st.sampled_from(("body", "strip", "title")), st.text("/[]()@*.|'\"= abp1", max_size=12)).map(": ".join),
)  # fmt: skip


@given(st.lists(LINES, max_size=8).map("\n".join))
@settings(max_examples=80)
def test_no_file_is_too_strange(text: str) -> None:
    try:
        file = read_ftr("gazette.example.txt", text.encode("utf-8", "surrogatepass"))
    except FtrError:
        return
    done = convert(file)
    assert len(done.fates) == len(file.statements) + len(file.problems)
    to_yaml(done.rules())
