"""Rule files as people look at them: a list, the rules of one host in order, the beginning of a file, a schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from cleaner.rulebook.examples import layer_at
from cleaner.rulebook.folders import group_files, rule_files, site_files
from cleaner.rulebook.names import Publishers
from cleaner.rulebook.phrases import Pack
from cleaner.rulebook.read import line_at, read
from cleaner.rulebook.rule import OTHER_KINDS, SiteRule, numbered
from cleaner.rulebook.schema import GroupFile, Rules, SiteFile
from cleaner.rulebook.sites import SiteRules

HEADER = "kind\tname\trules\ttests\tfile"
RULES_HEADER = "rule\tdoes\tmatches\tlabel\tsince\tuntil\tnote\tfile"
DOES = {
    "html.body": "drop outside",
    "html.title": "title",
    "html.author": "author",
    "html.date": "date",
    "html.prose": "prose",
    "html.unwrap": "unwrap",
    "after": "drop after",
    "before": "drop before",
}
KINDS = {"site": SiteFile, "group": GroupFile, "phrases": Pack}


def survey(path: Path) -> str:
    """One row of `HEADER` about a rule file; raises RuleError where it cannot be used."""
    if path.parent.name == "phrases":
        entries = read(path, Pack).phrases.values()
        tests = sum(_lines(entry.gone) + _lines(entry.stay) for entry in entries)
        return f"phrases\t{path.stem}\t{len(entries)}\t{tests}\t{path}"
    layer = layer_at(path)
    own = layer.rules.html
    count = len(numbered([layer])) + len(own.replace) + own.skip_json_ld
    return f"{path.parent.name.removesuffix('s')}\t{path.stem}\t{count}\t{_tests(layer.rules)}\t{path}"


def shown(rules: SiteRules) -> Iterator[str]:
    """Rows of `RULES_HEADER`: the rules in the order in which they decide, then what the markup's rules do."""
    for rule in rules.rules:
        cells = (
            rule.name,
            DOES.get(rule.kind, rule.kind.removeprefix("html.")),
            rule.what,
            "" if rule.keep or rule.kind in OTHER_KINDS[1:] else rule.label,
            str(rule.since or ""),
            str(rule.until or ""),
            "; ".join(filter(None, (rule.entry.note, rule.entry.seen))),
            f"{rule.path}:{_line(rule)}",
        )
        yield "\t".join(" ".join(cell.split()) for cell in cells)
    for owner, one in rules.replace:
        yield f"{owner}/html.replace\treplace\t{one.find!r} by {one.with_!r}\t\t\t\t{one.note}\t"


def files_named(name: str, folders: Sequence[Path]) -> list[Path]:
    """The rule files that a name stands for: a file, a rules folder, a host or a group."""
    path = Path(name)
    if path.is_dir():
        return rule_files(path)
    if path.is_file():
        return [path.absolute()]
    own = [path for path in site_files(folders, name) if path.stem in (name, f"_.{name}")]
    return [*own, *Publishers(folders).of(name, wild=False), *group_files(folders, name)]


def outline(host: str) -> str:
    """A rule file to begin with."""
    return OUTLINE.format(host=host)


def json_schema(kind: str) -> bytes:
    """The JSON Schema of a kind of rule file, indented."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(KINDS[kind])), indent=2) + b"\n"


def _tests(rules: Rules) -> int:
    tests = rules.tests
    pages = len(tests.text) + len(tests.html) + len(tests.urls)
    return _lines(tests.gone) + _lines(tests.stay) + pages


def _lines(block: str) -> int:
    return sum(bool(line.strip()) for line in block.splitlines())


def _line(rule: SiteRule) -> int:
    return line_at(rule.path, *rule.kind.split("."), rule.position - 1)


OUTLINE = """\
# docs/rules.md says what can stand here; `cleaner rules lint` and `cleaner rules test` check it.
site: {host}
# extends: [wordpress]          # `cleaner rules list` names the groups
# drop:                         # lines that are not the article
#   - exact: 'Subscribe to our newsletter'
#     label: subscribe
# keep:                         # lines that something takes for boilerplate: before every drop
#   - prefix: 'Copyright law'
# html:
#   body: ['article .story']    # CSS; what stands outside goes
#   drop: ['.share']
# tests:
#   gone: |                     # lines that must go
#     Subscribe to our newsletter
#   stay: |                     # near misses that must stay
#     Copyright law will change in 2026.
"""
