"""Learned rules into a site's file: what stands there by hand stays as it is, with its comments and its order.

Rules that were learned before carry `seen`; of these the evidence is brought up to date. Nothing is taken out.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec

from cleaner.learn.examples import HEADLINE, NOTE, holds
from cleaner.rulebook.load import site_layer
from cleaner.rulebook.match import matcher
from cleaner.rulebook.schema import LineRule, Rules, Selector, SiteFile
from cleaner.rulebook.sites import SiteRules
from cleaner.rulebook.write import to_yaml

KINDS = ("drop", "after", "before")
WIDTH = 1 << 20  # one line is one value; nothing is folded


def write_site(folder: Path, rules: SiteFile) -> Path | None:
    """Merge rules into `sites/<host>.yaml` of a folder; the path, or None where the file says all that already.

    Raises RuleError where the file that is there cannot be used; then it stays as it is.
    """
    path = folder / "sites" / f"{rules.site}.yaml"
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    new = merged(path, old, rules) if old else to_yaml(rules)
    if new == old:
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".yaml.partial")
    partial.write_text(new, encoding="utf-8")
    partial.replace(path)
    return path


def merged(path: Path, text: str, rules: SiteFile) -> str:
    """The text of a site's file with these rules in it; raises RuleError where the file cannot be used."""
    from ruamel.yaml import YAML

    layer = site_layer(path)
    by_hand = SiteRules([msgspec.structs.replace(layer, rules=_by_hand(layer.rules))])
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    changed = [_put(tree, kind, entry, by_hand) for kind in KINDS for entry in getattr(rules, kind)]
    changed += [_put_prose(tree, entry) for entry in rules.html.prose if isinstance(entry, Selector)]
    changed += [_put_lines(tree, rules, by_hand), _put_page(tree, rules, "text"), _put_page(tree, rules, "html")]
    if not any(changed):
        return text
    out = StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _by_hand(rules: Rules) -> Rules:
    kept = {kind: [entry for entry in getattr(rules, kind) if not entry.seen] for kind in KINDS}
    return msgspec.structs.replace(rules, **kept)


def _put(tree: Any, kind: str, entry: LineRule, by_hand: SiteRules) -> bool:
    """Add one rule, or bring its evidence up to date; whether anything changed."""
    how, value = matcher(entry)
    new = msgspec.to_builtins(entry)
    for other in ("keep", *KINDS):
        for known in tree.get(other) or ():
            if known.get(how) == value:
                stale = known.get("seen") and other == kind and any(known.get(key) != new[key] for key in new)
                if stale:
                    known.update(new)
                return bool(stale)
    if how == "exact" and by_hand.match(value) is not None:
        return False
    if tree.get(kind) is None:
        tree[kind] = []
    tree[kind].append(new)
    return True


def _put_prose(tree: Any, entry: Selector) -> bool:
    """Add the elements that hold paragraphs, or bring the evidence up to date; whether anything changed."""
    if tree.get("html") is None:
        tree["html"] = {}
    known = tree["html"].setdefault("prose", [])
    new = msgspec.to_builtins(entry)
    for one in known:
        if one == entry.css:
            return False
        if isinstance(one, dict) and one.get("css") == entry.css:
            stale = bool(one.get("seen")) and one.get("seen") != entry.seen
            if stale:
                one.update(new)
            return stale
    known.append(new)
    return True


def _put_lines(tree: Any, rules: SiteFile, by_hand: SiteRules) -> bool:
    """Add the lines of the tests that the file's own tests do not say already, and that its own rules bear out."""
    tests = _tests(tree)
    title = tests.get("title") or rules.tests.title
    changed = bool(title) and tests.get("title") != title
    if changed:
        tests["title"] = title
    gone = [line.replace(HEADLINE, title or HEADLINE) for line in rules.tests.gone.splitlines()]
    gone = [line for line in gone if not ((rule := by_hand.match(line, title)) and rule.keep)]
    stay = [line for line in rules.tests.stay.splitlines() if not ((rule := by_hand.match(line)) and not rule.keep)]
    if tests.get("stay"):  # other paragraphs each time would only make the file longer
        stay = []
    for key, lines in (("gone", gone), ("stay", stay)):
        known = str(tests.get(key) or "").splitlines()
        fresh = [line for line in lines if line not in known]
        if fresh:
            tests[key] = _blocks(f"{line}\n" for line in (*known, *fresh))
            changed = True
    return changed


def _put_page(tree: Any, rules: SiteFile, kind: str) -> bool:
    """Put the page of what was learned in the place of the one that stands there; not one that the file breaks."""
    tests = _tests(tree)
    pages = tests.get(kind) or []
    old = next((at for at, page in enumerate(pages) if page.get("note") == NOTE), None)
    for test in getattr(rules.tests, kind):
        new = msgspec.to_builtins(test)
        if old is not None and dict(pages[old]) == new:
            return False
        if not holds(test, msgspec.convert(_plain(tree), SiteFile), kind):
            return False
        block = {key: _blocks([value]) if "\n" in value else value for key, value in new.items()}
        if old is None:
            tests[kind] = [*pages, block]
        else:
            pages[old] = block
        return True
    return False


def _tests(tree: Any) -> Any:
    if tree.get("tests") is None:
        tree["tests"] = {}
    return tree["tests"]


def _plain(tree: Any) -> Any:
    """The tree as plain values, without ruamel's comments and styles."""
    if isinstance(tree, dict):
        return {str(key): _plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_plain(value) for value in tree]
    return str(tree) if isinstance(tree, str) else tree


def _blocks(lines: Iterable[str]) -> Any:
    from ruamel.yaml.scalarstring import LiteralScalarString

    return LiteralScalarString("".join(lines))
