"""Rule files: every mistake answered by file, line and remedy; whose rule goes over whose; the packs' own examples."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner
from cleaner.article import Label
from cleaner.rulebook import examples, sites
from cleaner.rulebook.folders import phrase_files, shipped, site_files
from cleaner.rulebook.patterns import PIECES, PatternSet
from cleaner.rulebook.phrases import Pack, PhraseBook, mistakes
from cleaner.rulebook.read import RuleError, read
from cleaner.shape import plain

PACK = r"""language: en
stay: |
  Follow the money, prosecutors were told.
phrases:
  also-read:
    label: related
    match: ['also read: .*']
    gone: |
      Also read: The river rises
"""
SITE = """site: example.com
drop:
  - exact: 'Back to top'
    label: navigation
"""
LOOK_AROUND = " (RE2 has no look-around: name the line's beginning and end instead, or add a near miss to `stay`)"
NO_PIECE = f"unknown piece `<naem>`; there are {', '.join(f'<{name}>' for name in PIECES)}"
LISTED = "; it is a list: begin each entry with `- `"
NO_YAML = "not valid YAML: "
IN_QUOTES = "in this context; put a text that holds `: ` in quotes, and indent the keys of an entry alike"
IN_7 = "; what begins in line 7 is not closed"
PLACES = "; there are `anywhere`, `head`, `tail`, `edge`, `start`, `end`, `inside`"
KEYED = "; it has keys of its own: `key: value`"
ONE_OF = "give exactly one of `exact`, `prefix`, `suffix`, `contains`, `regex`, `template`"
SECOND = """  byline:
    label: byline
    match: ['by <name>']
    gone: By Ana Moreno
"""


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def swapped(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


PACK_MISTAKES: dict[str, tuple[str | bytes, int, str]] = {
    "unknown key of an entry": (PACK + "    lable: share\n", 10, "unknown key `lable`; did you mean `label`?"),
    "unknown key of a later entry": (
        PACK + SECOND + "    longst: 9\n",
        14,
        "unknown key `longst`; did you mean `longest`?",
    ),
    "unknown key of the pack": (PACK + "phrase: {}\n", 10, "unknown key `phrase`; did you mean `phrases`?"),
    "unknown key like no other": (
        PACK + "    zzzzzzzz: 1\n",
        10,
        "unknown key `zzzzzzzz`; docs/rules.md lists the keys",
    ),
    "text for a list": (
        swapped(PACK, "['also read: .*']", "'also read: .*'"),
        7,
        "Expected `array`, got `str` (at `match`)" + LISTED,
    ),
    "number for a text": (
        swapped(PACK, "['also read: .*']", "[5]"),
        7,
        "Expected `str`, got `int` (at `match`); put it in quotes",
    ),
    "text for a number": (PACK + "    longest: long\n", 10, "Expected `int`, got `str` (at `longest`)"),
    "list for the pack": ("- also read\n", 1, "Expected `object`, got `array`" + KEYED),
    "text for the pack": ("also read\n", 1, "Expected `object`, got `str`" + KEYED),
    "a language that YAML takes for a no": (
        swapped(PACK, "language: en", "language: no"),
        1,
        "Expected `str`, got `bool` (at `language`); put it in quotes",
    ),
    "unknown label": (
        swapped(PACK, "related", "relatd"),
        6,
        "Invalid enum value 'relatd' (at `label`); did you mean `related`?",
    ),
    "unknown place": (PACK + "    where: middle\n", 10, "Invalid enum value 'middle' (at `where`)" + PLACES),
    "unknown label like no other": (
        swapped(PACK, "related", "zzzzzz"),
        6,
        "Invalid enum value 'zzzzzz' (at `label`); docs/labels.md lists them",
    ),
    "no language": (swapped(PACK, "language: en\n", ""), 1, "Object missing required field `language`"),
    "no label": (
        swapped(PACK, "    label: related\n", ""),
        6,
        "Object missing required field `label` (at `also-read`)",
    ),
    "bad regular expression": (
        swapped(PACK, "also read: .*", "also (read"),
        7,
        "RE2 refuses `also (read`: missing ): also (read",
    ),
    "bad regular expression of a later entry": (
        PACK + swapped(SECOND, "by <name>", "by [a-"),
        12,
        "RE2 refuses `by [a-`: missing ]: [a-",
    ),
    "look-ahead": (
        swapped(PACK, "also read: .*", "also (?!read).*"),
        7,
        "RE2 refuses `also (?!read).*`: invalid perl operator: (?!" + LOOK_AROUND,
    ),
    "look-behind": (
        swapped(PACK, "also read: .*", "(?<=a)lso"),
        7,
        "RE2 refuses `(?<=a)lso`: invalid perl operator: (?<=" + LOOK_AROUND,
    ),
    "back-reference": (
        swapped(PACK, "also read: .*", r"(also) \1"),
        7,
        r"RE2 refuses `(also) \1`: invalid escape sequence: \1 (RE2 has no back-references)",
    ),
    "unknown piece": (swapped(PACK, "also read: .*", "by <naem>"), 7, NO_PIECE),
    "tab in front": (
        swapped(PACK, "    label", "\tlabel"),
        6,
        "not valid YAML: found character that cannot start any token (indent with spaces, not tabs)",
    ),
    "two documents": (PACK + "---\nlanguage: en\n", 10, "not valid YAML: but found another document"),
    "bracket left open": (swapped(PACK, ".*']", ".*'"), 8, "not valid YAML: did not find expected ',' or ']'" + IN_7),
    "number for a key": (PACK + "5: x\n", 10, "a key must be a plain word"),
    "entry twice": (PACK + "  also-read: {}\n", 10, "the key `also-read` stands twice"),
    "key twice": (PACK + "    label: share\n", 10, "the key `label` stands twice"),
    "another file's language": (
        swapped(PACK, "language: en", "language: de"),
        1,
        "`language: de` in a file named en.yaml",
    ),
    "not UTF-8": (
        b"language: en # caf\xe9\n",
        1,
        "cannot be read as UTF-8 text: 'utf-8' codec can't decode byte 0xe9 in position 18: invalid continuation byte",
    ),
    "empty": ("", 1, "Expected `object`, got `null`" + KEYED),
    "comments only": ("# nothing yet\n", 1, "Expected `object`, got `null`" + KEYED),
}


@pytest.mark.parametrize(("content", "line", "message"), PACK_MISTAKES.values(), ids=PACK_MISTAKES)
def test_a_mistake_in_a_pack(tmp_path: Path, content: str | bytes, line: int, message: str) -> None:
    path = written(tmp_path, "phrases/en.yaml", content)
    with pytest.raises(RuleError) as caught:
        PhraseBook([shipped(), tmp_path])
    assert str(caught.value) == f"{path}:{line}: {message}"
    assert (caught.value.file, caught.value.line, caught.value.message) == (path, line, message)


def test_a_list_for_a_key(tmp_path: Path) -> None:
    written(tmp_path, "phrases/en.yaml", PACK + "? [a, b]\n: c\n")
    with pytest.raises(RuleError):
        PhraseBook([tmp_path])


@pytest.mark.parametrize(
    "broken",
    [PACK + swapped(SECOND, "label: byline", "label: bylne"), PACK + SECOND + "    longest: long\n"],
    ids=["label", "number"],
)
def test_a_wrong_value_is_told_by_its_line(tmp_path: Path, broken: str) -> None:
    written(tmp_path, "phrases/en.yaml", broken)
    with pytest.raises(RuleError) as caught:
        PhraseBook([tmp_path])
    assert caught.value.line > 9


SITE_MISTAKES: dict[str, tuple[str | bytes, int, str]] = {
    "unknown key of a rule": (SITE + "  - exat: a\n", 5, "unknown key `exat`; did you mean `exact`?"),
    "unknown key of the file": (SITE + "dorp: []\n", 5, "unknown key `dorp`; did you mean `drop`?"),
    "unknown key of the tests": (SITE + "tests:\n  gon: a\n", 6, "unknown key `gon`; did you mean `gone`?"),
    "number for a text": (
        SITE + "  - exact: 5\n",
        5,
        "Expected `str | null`, got `int` (at `exact`); put it in quotes",
    ),
    "one rule for a list": (
        "site: example.com\ndrop:\n  exact: a\n",
        3,
        "Expected `array`, got `object` (at `drop`)" + LISTED,
    ),
    "unknown label": (
        SITE + "  - exact: a\n    label: adverts\n",
        6,
        "Invalid enum value 'adverts' (at `label`); did you mean `advert`?",
    ),
    "no site": ("drop: []\n", 1, "give one host as `site` or several as `sites`"),
    "two matchers": (
        SITE + "  - exact: a\n    prefix: b\n",
        5,
        "entry 2 of `drop`: " + ONE_OF,
    ),
    "two matchers to keep": (
        "site: example.com\nkeep:\n  - prefix: a\n    regex: b\n",
        3,
        "entry 1 of `keep`: " + ONE_OF,
    ),
    "no matcher": (SITE + "  - label: share\n", 5, "entry 2 of `drop`: " + ONE_OF),
    "bad regular expression": (SITE + "  - regex: 'a(b'\n", 5, "entry 2 of `drop`: RE2 refuses `a(b`: missing ): a(b"),
    "look-ahead": (
        SITE + "  - regex: 'a(?=b)'\n",
        5,
        "entry 2 of `drop`: RE2 refuses `a(?=b)`: invalid perl operator: (?=" + LOOK_AROUND,
    ),
    "unknown piece": (SITE + "  - regex: 'by <naem>'\n", 5, "entry 2 of `drop`: " + NO_PIECE),
    "tab in front": (
        SITE + "\t- exact: a\n",
        5,
        "not valid YAML: found a tab character that violates indentation (indent with spaces, not tabs)",
    ),
    "colon and space": (SITE + "  - exact: Also read: b\n", 5, f"{NO_YAML}mapping values are not allowed {IN_QUOTES}"),
    "quote left open": (
        SITE + "  - exact: 'a\nkeep: []\n",
        7,
        f"{NO_YAML}found unexpected end of stream; what begins in line 5 is not closed",
    ),
    "keys not alike": (
        SITE + "   label: share\n",
        5,
        f"{NO_YAML}did not find expected '-' indicator; indent the keys of an entry alike",
    ),
    "brace in front": (
        SITE + "  - template: {n} comments\n",
        5,
        f"{NO_YAML}did not find expected key; put a text that begins with `{{` or `[` in quotes, and indent keys alike",
    ),
    "at in front": (
        SITE + "  - exact: @gazette\n",
        5,
        f"{NO_YAML}found character that cannot start any token; put a text that begins with `%`, `@` or a backtick "
        "in quotes",
    ),
    "star in front": (
        SITE + "  - exact: *gazette\n",
        5,
        f"{NO_YAML}found undefined alias; put a text that begins with `*` in quotes",
    ),
    "control character": (SITE + "  - exact: é\x00\n", 5, f"{NO_YAML}control characters are not allowed"),
    "text for an entry": (SITE + "  - Back to top\n", 5, "Expected `object`, got `str` (at `drop`)" + KEYED),
    "year for a day": (
        SITE + "  - exact: a\n    since: 2024\n",
        6,
        "Expected `date | null`, got `int` (at `since`); write a day as 2024-05-31",
    ),
    "unknown side": (
        SITE + "after:\n  - exact: a\n    at: frist\n",
        7,
        "Invalid enum value 'frist' (at `at`); did you mean `first`?",
    ),
    "nothing to replace": (
        SITE + "html:\n  replace: [{find: '', with: b}]\n",
        6,
        "Expected `str` of length >= 1 (at `find`)",
    ),
    "key twice": (SITE + "drop: []\n", 5, "the key `drop` stands twice"),
    "key of a rule twice": (SITE + "    label: share\n", 5, "the key `label` stands twice"),
    "not UTF-8": (
        b"site: caf\xe9\n",
        1,
        "cannot be read as UTF-8 text: 'utf-8' codec can't decode byte 0xe9 in position 9: invalid continuation byte",
    ),
    "empty": ("", 1, "Expected `object`, got `null`" + KEYED),
}


@pytest.mark.parametrize(("content", "line", "message"), SITE_MISTAKES.values(), ids=SITE_MISTAKES)
def test_a_mistake_in_a_site_file(tmp_path: Path, content: str | bytes, line: int, message: str) -> None:
    path = written(tmp_path, "sites/example.com.yaml", content)
    with pytest.raises(RuleError) as caught:
        sites.load([shipped(), tmp_path], "example.com")
    assert str(caught.value) == f"{path}:{line}: {message}"


@pytest.mark.parametrize(
    "content",
    [
        PACK,
        PACK.replace("\n", "\r\n"),
        "\ufeff" + PACK,
        "# a comment\n" + PACK,
        PACK + SECOND,
        swapped(PACK, "also-read", "label"),  # an entry may be named as a key is
        swapped(PACK, "also read: .*", r"(?P<what>also|must) read: \(.*"),
        "language: en\nphrases: {}\n",
    ],
)
def test_a_good_pack_is_no_mistake(tmp_path: Path, content: str) -> None:
    written(tmp_path, "phrases/en.yaml", content)
    PhraseBook([tmp_path]).matchers("en")


def test_a_missing_folder_has_no_rules(tmp_path: Path) -> None:
    assert PhraseBook([tmp_path / "nothing"]).matchers(None)[0].matches("Back to top") == ()
    assert not sites.load([tmp_path / "nothing"], "example.com")


def names(book: PhraseBook, line: str, language: str | None = "en") -> list[str]:
    return [phrase.name for one in book.matchers(language) for phrase in one.matches(line)]


def test_a_users_entry_goes_over_the_one_of_its_name(tmp_path: Path) -> None:
    written(tmp_path / "ours", "phrases/en.yaml", PACK + SECOND)
    mine = swapped(swapped(PACK, "also read: .*", "my reading: .*"), "related", "teaser")
    written(tmp_path / "theirs", "phrases/en.yaml", mine)
    book = PhraseBook([tmp_path / "ours", tmp_path / "theirs"])
    assert names(book, "Also read: The river rises") == []
    assert [(phrase.name, phrase.label) for phrase in book.matchers("en")[0].matches("My reading: a book")] == [
        ("en/also-read", Label.TEASER)
    ]
    assert names(book, "By Ana Moreno") == ["en/byline"]


def test_a_users_pack_goes_beside_the_shipped_ones(tmp_path: Path) -> None:
    text = "River rises again\n\nThe river rose on Tuesday.\n\nGazette gnomes say hello\n\nAlso read: The river falls"
    written(
        tmp_path, "phrases/en.yaml", PACK.replace("also-read", "gnomes").replace("also read: .*", "gazette gnomes .*")
    )
    assert [line.number for line in cleaner.clean(text, language="en").removed] == [7]
    removed = cleaner.Cleaner(rules=[tmp_path]).clean(text, language="en").removed
    assert [(line.number, line.verdict.judge) for line in removed if line.number == 5] == [(5, "phrases:en/gnomes")]
    assert [line.number for line in removed] == [5, 7]


@pytest.mark.parametrize(
    ("language", "line", "found"),
    [
        ("en", "Also read: x", ["en/also-read"]),
        ("de", "Also read: x", ["en/also-read"]),  # English stands on pages of any language
        ("de", "Lies auch: x", ["de/also-read"]),
        ("en", "Lies auch: x", []),
        (None, "Lies auch: x", ["de/also-read"]),
        ("uk", "Читайте: x", ["ru/also-read"]),  # a relative
        ("de", "Читайте: x", []),
        ("xx", "Lies auch: x", []),
    ],
)
def test_which_packs_apply(tmp_path: Path, language: str | None, line: str, found: list[str]) -> None:
    for code, words in (("en", "also read"), ("de", "lies auch"), ("ru", "читайте")):
        content = PACK.replace("language: en", f"language: {code}").replace("also read", words)
        written(tmp_path, f"phrases/{code}.yaml", content)
    assert names(PhraseBook([tmp_path]), line, language) == found


@pytest.mark.parametrize(
    ("pattern", "line", "matches"),
    [
        ("also read: .*", "ALSO READ: the river", True),
        ("also read", "also read: the river", False),  # the whole line
        ("a|b", "ab", False),
        ("a|b", "b", True),
        ("by <name>", "By Ana de la Moreno", True),
        ("by <name>", "By the river", False),
        ("updated <date>", "Updated 3 May 2024, 10:15", True),
        ("updated <date>", "Updated rules", False),
        ("<n> comments", "1,204 comments", True),
        ("<n> comments", "Nine comments", False),
        ("(?P<name>x)", "x", True),  # a group's name is no piece
    ],
)
def test_patterns(pattern: str, line: str, matches: bool) -> None:
    assert PatternSet(["never this", pattern]).matches(line) == ([1] if matches else [])


def test_no_pattern_matches_nothing() -> None:
    assert PatternSet([]).matches("River") == []


SHIPPED = phrase_files(shipped())


def test_packs_are_shipped() -> None:
    assert "en" in {path.stem for path in SHIPPED}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_pack_keeps_its_own_promises(path: Path) -> None:
    assert mistakes(path) == []
    assert read(path, Pack).language == path.stem


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_near_misses_survive_the_phrases_of_relatives(path: Path) -> None:
    matchers = PhraseBook([shipped()]).matchers(path.stem)
    for line in read(path, Pack).stay.splitlines():
        hits = [phrase.name for one in matchers for phrase in one.matches(plain(line)) if phrase.where == "anywhere"]
        assert not hits, f"{hits} match {line!r}"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PACK, []),
        (
            PACK + "      Read also: The river rises\n",
            ["`also-read` misses 'Read also: The river rises'"],
        ),
        (
            PACK + "    stay: |\n      Also read: in schools\n      Also read in schools\n",
            ["`also-read` must not match 'Also read: in schools'"],
        ),
        (
            swapped(PACK, "Follow the money, prosecutors were told.", "Also read: his rights, he nodded."),
            ["`also-read` must not match 'Also read: his rights, he nodded.'"],
        ),
        (PACK + "    longest: 20\n", ["`also-read` misses 'Also read: The river rises'"]),
        (swapped(PACK, "      Also read: The river rises\n", ""), ["`also-read` has no example in `gone`"]),
        (
            PACK + swapped(SECOND, "By Ana Moreno", "By the river"),
            ["`byline` misses 'By the river'"],
        ),
    ],
)
def test_mistakes_finds_what_is_planted(tmp_path: Path, content: str, found: list[str]) -> None:
    path = written(tmp_path, "en.yaml", content)
    assert mistakes(path) == [f"{path}: {mistake}" for mistake in found]


@pytest.mark.parametrize(
    ("host", "files"),
    [
        ("example.com", ["b/example.com", "a/example.com"]),
        ("www.example.com", ["b/example.com", "a/example.com"]),
        ("News.EXAMPLE.com", ["a/news.example.com", "b/example.com", "a/example.com"]),
        ("deep.news.example.com", ["a/news.example.com", "b/example.com", "a/example.com"]),
        ("notexample.com", []),
        ("example.com.evil.org", []),
        ("example.org", []),
        ("com", ["b/com"]),
        ("", []),
    ],
)
def test_the_files_of_a_host(tmp_path: Path, host: str, files: list[str]) -> None:
    for name in ("a/example.com", "b/example.com", "a/news.example.com", "b/com"):
        folder, _, site = name.partition("/")
        written(tmp_path / folder, f"sites/{site}.yaml", SITE)
    found = site_files([tmp_path / "a", tmp_path / "b"], host)
    assert [f"{path.parent.parent.name}/{path.stem}" for path in found] == files


def test_a_host_too_long_for_a_file_has_no_rules(tmp_path: Path) -> None:
    written(tmp_path, "sites/example.com.yaml", SITE)
    assert site_files([tmp_path], "a" * 300 + ".com") == []


def test_only_the_files_of_the_host_are_read(tmp_path: Path) -> None:
    written(tmp_path, "sites/example.com.yaml", SITE)
    written(tmp_path, "sites/example.org.yaml", "broken: [")
    written(tmp_path, "sites/news.example.com.yaml", "broken: [")
    assert sites.load([tmp_path], "www.example.com").match("Back to top")
    with pytest.raises(RuleError):
        sites.load([tmp_path], "news.example.com")
    shop = cleaner.Cleaner(rules=[tmp_path])
    assert shop.clean("River", url="https://example.net/").body == "River"


def rule(tmp_path: Path, content: str, line: str) -> tuple[str, bool, Label] | None:
    written(tmp_path, "sites/example.com.yaml", "site: example.com\n" + content)
    found = sites.load([tmp_path], "example.com").match(line)
    return (found.name, found.keep, found.label) if found else None


@pytest.mark.parametrize(
    ("matcher", "line", "matches"),
    [
        ("exact: 'Back to top'", "Back to top", True),
        ("exact: 'Back to top'", "  Back  to top ", True),
        ("exact: 'Back to top'", "• Back to top", True),
        ("exact: 'Back to top'", "Back to top of the league", False),
        ('exact: "It\'s here"', "It’s here", True),  # typographic variants are alike
        ("prefix: 'Photo: '", "Photo: Ana Moreno", True),
        ("prefix: 'Photo:'", "Photo:", True),
        ("prefix: 'Photo:'", "The photo: a boy", False),
        ("prefix: 'Photo (c)'", "Photo (c) 2024", True),  # a prefix is no regular expression
        ("prefix: 'Photo.'", "Photos of the day", False),
        ("prefix: 'By <name>'", "By Ana Moreno", False),
        ("prefix: 'By <name>'", "By <name> and others", True),
        ("prefix: 'Über uns'", "Über uns und euch", True),
        ("regex: 'photo: .*'", "Photo: Ana Moreno", True),
        ("regex: 'photo'", "Photo: Ana Moreno", False),  # the whole line
        ("regex: 'photo: <name>'", "Photo: Ana Moreno", True),
        ("regex: 'photo: <name>'", "Photo: the river", False),
    ],
)
def test_how_a_rule_matches(tmp_path: Path, matcher: str, line: str, matches: bool) -> None:
    expected = ("example.com/drop/1", False, Label.ADVERT) if matches else None
    assert rule(tmp_path, f"drop:\n  - {matcher}\n    label: advert\n", line) == expected


@pytest.mark.parametrize(
    ("content", "line", "name"),
    [
        ("drop: [{prefix: Copyright}]\nkeep: [{prefix: Copyright law}]", "Copyright law will change", "keep/1"),
        ("drop: [{prefix: Copyright}]\nkeep: [{prefix: Copyright law}]", "Copyright 2024", "drop/1"),
        ("drop: [{exact: Copyright law}]\nkeep: [{regex: copyright.*}]", "Copyright law", "keep/1"),
        ("drop: [{prefix: A}, {exact: A b}]", "A b", "drop/1"),
        ("drop: [{exact: A b}, {prefix: A}]", "A b", "drop/1"),
        ("drop: [{exact: A b}, {exact: A b, label: share}]", "A b", "drop/1"),
    ],
)
def test_keep_comes_before_drop_and_the_first_rule_before_the_next(
    tmp_path: Path, content: str, line: str, name: str
) -> None:
    found = rule(tmp_path, content, line)
    assert found and (found[0], found[1]) == (f"example.com/{name}", name.startswith("keep"))


def test_the_label_of_a_rule(tmp_path: Path) -> None:
    assert rule(tmp_path, "drop: [{exact: a}]", "a") == ("example.com/drop/1", False, Label.OTHER)
    assert rule(tmp_path, "keep: [{exact: a, label: share}]", "a") == ("example.com/keep/1", True, Label.BODY)


def test_the_more_telling_file_and_the_user_go_first(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    written(ours, "sites/news.example.com.yaml", "site: news.example.com\nkeep: [{exact: a}]\ndrop: [{exact: b}]")
    written(ours, "sites/example.com.yaml", "site: example.com\nkeep: [{exact: b}, {exact: c}]\ndrop: [{exact: a}]")
    written(theirs, "sites/example.com.yaml", "site: example.com\ndrop: [{exact: x}, {exact: c}]")
    rules = sites.load([ours, theirs], "news.example.com")
    found = [rules.match(line) for line in "abcd"]
    assert [match and match.name for match in found] == [
        "news.example.com/keep/1",
        "news.example.com/drop/1",
        "example.com/drop/2",
        None,
    ]


@pytest.mark.parametrize(
    ("url", "site", "gone"),
    [
        ("https://www.example.com:8080/a?b", None, True),
        ("https://sport.example.com/", None, True),
        ("https://example.org/", "example.com", True),
        ("https://example.com/", "example.org", False),
        ("https://notexample.com/", None, False),
        ("https://example.org/example.com", None, False),
        ("http://[broken", None, False),
        (None, None, False),
    ],
)
def test_site_rules_in_a_cleaner(tmp_path: Path, url: str | None, site: str | None, gone: bool) -> None:
    written(
        tmp_path, "sites/example.com.yaml", "site: example.com\ndrop:\n  - exact: Gazette gnomes\n    label: advert\n"
    )
    text = "River rises again\n\nThe river rose on Tuesday.\n\nGazette gnomes\n\nThe village waited for help."
    article = cleaner.Cleaner(rules=[tmp_path]).clean(text, url=url, site=site)
    assert [(line.number, line.label) for line in article.removed] == ([(5, Label.ADVERT)] if gone else [])


def test_a_site_can_rescue_a_line_from_a_phrase(tmp_path: Path) -> None:
    text = "River rises again\n\nThe river rose on Tuesday.\n\nAlso read: The river falls"
    written(tmp_path, "sites/example.com.yaml", "site: example.com\nkeep: [{prefix: 'Also read:'}]\n")
    shop = cleaner.Cleaner(rules=[tmp_path])
    assert shop.clean(text, url="https://example.com/").text == text
    assert shop.clean(text, url="https://example.org/").removed


@pytest.mark.parametrize("path", sorted((shipped() / "sites").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_site_keeps_its_own_promises(path: Path) -> None:
    assert examples.mistakes(path) == []


def test_planted_mistakes_of_a_site_are_found(tmp_path: Path) -> None:
    rules = (
        "site: example.com\ndrop:\n  - prefix: Share\ntests:\n  gone: |\n    Back to top\n  stay: |\n    Shares fell.\n"
    )
    path = written(tmp_path, "sites/example.com.yaml", rules)
    assert list(map(str, examples.mistakes(path))) == [
        f"{path}:6: no rule drops 'Back to top'",
        f"{path}:8: example.com/drop/1 must not drop 'Shares fell.'",
    ]


def test_a_site_file_is_named_after_its_site(tmp_path: Path) -> None:
    path = written(tmp_path, "sites/example.com.yaml", "site: example.org\n")
    with pytest.raises(RuleError, match=r"`site: example.org` in a file named example.com.yaml"):
        sites.load([tmp_path], "example.com")
    assert path.exists()
