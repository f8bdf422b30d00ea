"""Which files speak of a host, in which order, and what is said of a file that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner
from cleaner.rulebook import sites
from cleaner.rulebook.folders import shipped
from cleaner.rulebook.load import Files
from cleaner.rulebook.read import RuleError
from tests.test_rulebook import LISTED, LOOK_AROUND, ONE_OF, written

SITE = "site: example.com\n"
HOSTS = {
    "sites/example.com.yaml": SITE,
    "sites/_.example.com.yaml": "site: '*.example.com'\n",
    "sites/news.example.com.yaml": "site: news.example.com\nsubdomains: false\n",
    "sites/example.net.yaml": "sites: [example.net, '*.example.net', old.example.net]\nsubdomains: false\n",
    "publishers/gazette.yaml": "note: two\nsites:\n  - gazette.example\n\n# the old name\n  - '*.courier.example'\n",
    "publishers/one.yaml": "site: one.example\n",
}


@pytest.mark.parametrize(
    ("host", "owners"),
    [
        ("example.com", ["example.com"]),
        ("www.example.com", ["example.com"]),
        ("sport.example.com", ["_.example.com", "example.com"]),
        ("news.example.com", ["news.example.com", "_.example.com", "example.com"]),
        ("deep.news.example.com", ["_.example.com", "example.com"]),  # news.example.com speaks of itself alone
        ("notexample.com", []),
        ("example.net", ["example.net"]),
        ("a.example.net", ["example.net"]),
        ("gazette.example", ["publishers/gazette"]),
        ("GAZETTE.example", ["publishers/gazette"]),
        ("sport.gazette.example", ["publishers/gazette"]),
        ("courier.example", []),
        ("a.b.courier.example", ["publishers/gazette"]),
        ("one.example", ["publishers/one"]),
        ("two.example", []),
        ("../sites/example.com", []),
    ],
)
def test_the_files_that_speak_of_a_host(tmp_path: Path, host: str, owners: list[str]) -> None:
    for name, content in HOSTS.items():
        written(tmp_path, name, content)
    assert [layer.owner for layer in Files([tmp_path]).layers(host)] == owners


def test_groups_come_after_hosts_each_once_and_users_first(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    written(ours, "sites/example.com.yaml", "site: example.com\nextends: [b, a]")
    written(ours, "sites/news.example.com.yaml", "site: news.example.com\nextends: [a]")
    written(ours, "groups/a.yaml", "group: a\nextends: [c]")
    written(ours, "groups/b.yaml", "group: b\nextends: [c]")
    written(ours, "groups/c.yaml", "group: c")
    written(theirs, "groups/b.yaml", "group: b")
    found = Files([ours, theirs]).layers("news.example.com")
    assert [f"{layer.path.parent.parent.name}:{layer.owner}" for layer in found] == [
        "ours:news.example.com",
        "ours:example.com",
        "ours:groups/a",
        "ours:groups/c",
        "theirs:groups/b",
        "ours:groups/b",
    ]


def test_a_group_is_read_once_for_all_its_hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for host in ("a.example", "b.example"):
        written(tmp_path, f"sites/{host}.yaml", f"site: {host}\nextends: [g]")
    written(tmp_path, "groups/g.yaml", "group: g\ndrop: [{exact: Back to top}]")
    files = Files([tmp_path])
    files.layers("a.example")
    (tmp_path / "groups" / "g.yaml").unlink()
    assert [layer.owner for layer in files.layers("b.example")] == ["b.example", "groups/g"]


def test_a_folder_of_sites_is_never_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "sites/example.com.yaml", "site: example.com\ndrop: [{exact: Gazette gnomes}]")
    listed: list[str] = []

    def watched(name: str) -> None:
        real = getattr(Path, name)

        def method(path: Path, *given: str) -> object:
            listed.append(path.name)
            return real(path, *given)

        monkeypatch.setattr(Path, name, method)

    for name in ("iterdir", "glob", "rglob"):
        watched(name)
    shop = cleaner.Cleaner(rules=[tmp_path])
    assert len(shop.clean("River rises\n\nGazette gnomes\n\nIt rose.", url="https://example.com").removed) == 1
    assert "sites" not in listed and "publishers" in listed


MISTAKES: dict[str, tuple[dict[str, str], str, int, str]] = {
    "css among lines": (
        {"sites/example.com.yaml": SITE + "drop:\n  - css: '.a'\n"},
        "sites/example.com.yaml",
        3,
        "unknown key `css`; it stands elsewhere, see docs/rules.md",
    ),
    "unknown key of html": (
        {"sites/example.com.yaml": SITE + "html:\n  titl: [h1]\n"},
        "sites/example.com.yaml",
        3,
        "unknown key `titl`; did you mean `title`?",
    ),
    "unknown key of a selector": (
        {"sites/example.com.yaml": SITE + "html:\n  drop:\n    - '.a'\n    - {xpth: //a}\n"},
        "sites/example.com.yaml",
        5,
        "unknown key `xpth`; did you mean `xpath`?",
    ),
    "number for a selector": (
        {"sites/example.com.yaml": SITE + "html:\n  drop: [5]\n"},
        "sites/example.com.yaml",
        3,
        "Expected `str | object`, got `int` (at `drop`); put it in quotes",
    ),
    "text for a list": (
        {"sites/example.com.yaml": SITE + "extends: wordpress\n"},
        "sites/example.com.yaml",
        2,
        "Expected `array`, got `str` (at `extends`)" + LISTED,
    ),
    "what YAML takes for a no": (
        {"sites/example.com.yaml": SITE + "drop: [{exact: No}]\n"},
        "sites/example.com.yaml",
        2,
        "Expected `str | null`, got `bool` (at `exact`); put it in quotes",
    ),
    "day that is none": (
        {"sites/example.com.yaml": SITE + "drop:\n  - exact: a\n    since: soon\n"},
        "sites/example.com.yaml",
        4,
        "Invalid RFC3339 encoded date (at `since`); write a day as 2024-05-31",
    ),
    "day that no calendar has": (
        {"sites/example.com.yaml": SITE + "drop:\n  - exact: a\n    since: 2024-02-31\n"},
        "sites/example.com.yaml",
        4,
        "not a day: day is out of range for month",
    ),
    "marker of two kinds": (
        {"sites/example.com.yaml": SITE + "after: [{exact: a, prefix: b}]\n"},
        "sites/example.com.yaml",
        2,
        "entry 1 of `after`: " + ONE_OF,
    ),
    "marker that does what": (
        {"sites/example.com.yaml": SITE + "after: [{exact: a, marker: stay}]\n"},
        "sites/example.com.yaml",
        2,
        "Invalid enum value 'stay' (at `marker`); there are `drop`, `keep`",
    ),
    "empty matcher": (
        {"sites/example.com.yaml": SITE + "drop: [{prefix: ' '}]\n"},
        "sites/example.com.yaml",
        2,
        "entry 1 of `drop`: `prefix` is empty",
    ),
    "unknown hole": (
        {"sites/example.com.yaml": SITE + "drop: [{template: '{titel} again'}]\n"},
        "sites/example.com.yaml",
        2,
        "entry 1 of `drop`: unknown hole `{titel}`; did you mean `{title}`?",
    ),
    "open hole": (
        {"sites/example.com.yaml": SITE + "drop: [{template: 'a { b'}]\n"},
        "sites/example.com.yaml",
        2,
        "entry 1 of `drop`: a lone `{` in `a { b`; write `{{` for a brace",
    ),
    "bad pattern of a trim": (
        {"sites/example.com.yaml": SITE + "trim:\n  - prefix: a\n  - start: 'a(?=b)'\n"},
        "sites/example.com.yaml",
        4,
        "entry 2 of `trim`: RE2 refuses `a(?=b)`: invalid perl operator: (?=" + LOOK_AROUND,
    ),
    "trim without a side": (
        {"sites/example.com.yaml": SITE + "trim: [{label: share}]\n"},
        "sites/example.com.yaml",
        2,
        "entry 1 of `trim`: give exactly one of `prefix`, `suffix`, `start`, `end`",
    ),
    "another host's file": (
        {"sites/example.com.yaml": "site: example.org\n"},
        "sites/example.com.yaml",
        1,
        "`site: example.org` in a file named example.com.yaml",
    ),
    "hosts that nobody finds": (
        {"sites/example.com.yaml": "sites: [example.com, example.org]\n"},
        "sites/example.com.yaml",
        1,
        "`sites` names example.org in a file named example.com.yaml; "
        "a file for several hosts stands in publishers/, where each of them finds it",
    ),
    "an address for a host": (
        {"sites/example.com.yaml": "site: https://www.example.com\n"},
        "sites/example.com.yaml",
        1,
        "`https://www.example.com` is not a host's name; write it in lower case, without `www.`, scheme and path",
    ),
    "a host's name beyond ASCII": (
        {"publishers/books.yaml": "sites:\n  - example.com\n  - '*.bücher.example'\n"},
        "publishers/books.yaml",
        1,
        "`*.bücher.example` is not found under that name; write it as DNS does: `*.xn--bcher-kva.example`",
    ),
    "two ways of naming hosts": (
        {"sites/example.com.yaml": SITE + "sites: [example.com]\n"},
        "sites/example.com.yaml",
        1,
        "give one host as `site` or several as `sites`",
    ),
    "unknown group": (
        {"sites/example.com.yaml": SITE + "extends:\n  - wordpres\n"},
        "sites/example.com.yaml",
        3,
        "there is no group `wordpres`; did you mean `wordpress`?",
    ),
    "group that leads out": (
        {"sites/example.com.yaml": SITE + "extends: [../sites/example.com]\n", "groups/a.yaml": "group: a\n"},
        "sites/example.com.yaml",
        2,
        "there is no group `../sites/example.com`; there are",
    ),
    "circle": (
        {
            "sites/example.com.yaml": SITE + "extends: [a]\n",
            "groups/a.yaml": "group: a\nextends: [b]\n",
            "groups/b.yaml": "group: b\nextends: [c]\n",
            "groups/c.yaml": "group: c\nextends:\n  - b\n",
        },
        "groups/c.yaml",
        3,
        "`extends` goes in a circle: b → c → b",
    ),
    "another group's file": (
        {"sites/example.com.yaml": SITE + "extends: [a]\n", "groups/a.yaml": "group: b\n"},
        "groups/a.yaml",
        1,
        "`group: b` in a file named a.yaml",
    ),
    "mistake in a group": (
        {"sites/example.com.yaml": SITE + "extends: [a]\n", "groups/a.yaml": "group: a\ndrop:\n  - regex: 'a('\n"},
        "groups/a.yaml",
        3,
        "entry 1 of `drop`: RE2 refuses `a(`: missing ): a(",
    ),
    "publisher without hosts": (
        {"publishers/a.yaml": "drop: []\n"},
        "publishers/a.yaml",
        1,
        "give one host as `site` or several as `sites`",
    ),
    "publisher whose hosts are a text": (
        {"publishers/a.yaml": "sites: example.com\n"},
        "publishers/a.yaml",
        1,
        "its hosts cannot be read: Expected `array`, got `str` - at `$.sites`",
    ),
}


@pytest.mark.parametrize(("files", "broken", "line", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake(tmp_path: Path, files: dict[str, str], broken: str, line: int, message: str) -> None:
    for name, content in files.items():
        written(tmp_path, name, content)
    with pytest.raises(RuleError) as caught:
        sites.load([shipped(), tmp_path], "example.com")
    assert str(caught.value).startswith(f"{tmp_path / broken}:{line}: {message}")
    if "there are" not in message:
        assert str(caught.value) == f"{tmp_path / broken}:{line}: {message}"


SELECTOR_MISTAKES = {
    "css": ("css: 'div['", "Lexbor refuses the CSS selector `div[`"),
    "xpath as css": (
        "css: '//div'",
        "Lexbor refuses the CSS selector `//div`; it looks like XPath: write `xpath: …`",
    ),
    "contains": (
        "css: 'p:contains(x)'",
        "Lexbor refuses the CSS selector `p:contains(x)`; an element's text is asked for by `contains: …` beside `css`",
    ),
    "first": (
        "css: 'p:first'",
        "Lexbor refuses the CSS selector `p:first`; a place among all that is found is `nth: …` beside `css`, -1 for "
        "the last",
    ),
    "closest": ("css: p, closest: 'div['", "Lexbor refuses the CSS selector `div[`"),
    "nth": ("css: p, nth: 0", "`nth` counts from 1, or from -1 for the last"),
    "two texts": ("css: p, contains: a, prefix: b", "give exactly one of `exact`, `prefix`, `suffix`, `contains`"),
    "no text": ("css: p, contains: ' '", "`contains` is empty"),
    "xpath": ("xpath: '//div['", "lxml refuses the XPath `//div[`: Invalid expression"),
    "xpath for a number": (
        "xpath: 'count(//p)'",
        "the XPath `count(//p)` gives a number, where elements are to be named",
    ),
    "xpath for a yes": (
        "xpath: \"//p = 'x'\"",
        "the XPath `//p = 'x'` gives a yes or no, where elements are to be named",
    ),
    "xpath function": ("xpath: 'php:lower(.)'", "lxml refuses the XPath `php:lower(.)`: Undefined namespace prefix"),
    "both": ("css: a, xpath: //a", "give exactly one of `css`, `xpath`"),
    "neither": ("label: share", "give exactly one of `css`, `xpath`"),
}


@pytest.mark.parametrize(("entry", "message"), SELECTOR_MISTAKES.values(), ids=SELECTOR_MISTAKES)
def test_a_mistake_in_a_selector(tmp_path: Path, entry: str, message: str) -> None:
    path = written(tmp_path, "sites/example.com.yaml", SITE + f"html:\n  drop:\n    - '.a'\n    - {{{entry}}}\n")
    with pytest.raises(RuleError) as caught:
        cleaner.Cleaner(rules=[tmp_path]).clean("<p>The river rose.</p>", site="example.com", kind="html")
    assert str(caught.value) == f"{path}:5: entry 2 of `html.drop`: {message}"


def test_a_broken_file_leaves_no_half_of_its_rules(tmp_path: Path) -> None:
    written(tmp_path, "sites/example.com.yaml", SITE + "drop:\n  - exact: Gazette gnomes\n  - regex: 'a('\n")
    shop = cleaner.Cleaner(rules=[tmp_path])
    for _ in range(2):
        with pytest.raises(RuleError):
            shop.clean("Gazette gnomes", site="example.com")
