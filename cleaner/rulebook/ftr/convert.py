"""One FiveFilters site file as a rule file of ours, and what became of each of its lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import msgspec

from cleaner.rulebook.ftr.directives import NEEDLESS, RECORDED, REFUSED, SELECTORS, Outcome
from cleaner.rulebook.ftr.read import FtrFile, Problem, Statement
from cleaner.rulebook.ftr.selectors import Entry, by_id_or_class, by_image_src, entry_of
from cleaner.rulebook.schema import GroupFile, HtmlRules, Replacement, RuleTests, Selector, SiteFile, UrlTest

LISTS = {"strip": "drop", "dissolve": "unwrap"}
"""Where an entry of a directive goes; to the list of the same name, where nothing stands here."""
YES, NO = ("yes", "true"), ("no", "false")
PRIVATE_QUERY = re.compile(r"token|session|\bsid\b|auth|passw|api.?key|signature|secret", re.I)
ORIGIN = "Imported from the FiveFilters site rules (ftr-site-config, CC0)."
SOURCE = "ftr-site-config"
GLOBAL = "ftr-global"  # the group that the rules of all sites become


class Fate(msgspec.Struct, frozen=True):
    """What became of one line, and why, where it is not simply there."""

    line: int
    directive: str
    outcome: Outcome
    reason: str = ""


class Converted(msgspec.Struct):
    """A site's rules as they were collected, and the fate of each statement.

    `comments` are those that are not yet a rule's note: one goes to the rule that begins on the next line.
    """

    file: FtrFile
    comments: dict[int, str]
    fates: list[Fate] = []
    html: dict[str, list[str | Selector]] = {}
    replace: list[Replacement] = []
    urls: list[UrlTest] = []
    notes: list[str] = []
    problems: list[Problem] = []
    skip_json_ld: bool = False

    def rules(self) -> SiteFile | GroupFile:
        """The rule file."""
        below = self.file.host.startswith("*.")
        everywhere = self.file.host == "global"
        rules = GroupFile(group=GLOBAL) if everywhere else SiteFile(site=self.file.host, subdomains=below)
        rules = msgspec.structs.replace(rules, source=SOURCE, note=ORIGIN, notes=[*self.comments.values(), *self.notes])
        html = HtmlRules(**self.html, replace=self.replace, skip_json_ld=self.skip_json_ld)
        if html != HtmlRules():
            rules = msgspec.structs.replace(rules, html=html)
        return msgspec.structs.replace(rules, tests=RuleTests(urls=self.urls)) if self.urls else rules


def convert(file: FtrFile) -> Converted:
    """Go through a file's statements in their order."""
    done = Converted(file, dict(file.comments), problems=list(file.problems))
    done.fates += [Fate(problem.line, "(none)", Outcome.REFUSED, "not a directive") for problem in file.problems]
    finds = [statement for statement in file.statements if statement.name == "find_string"]
    replacements = [one for one in file.statements if one.name == "replace_string" and one.argument is None]
    paired = len(finds) == len(replacements)
    partners = dict(zip((one.line for one in finds), replacements, strict=False))
    for statement in file.statements:
        if statement.name in ("find_string", "replace_string"):
            fate = _replacement(done, statement, partners, paired)
        else:
            fate = _fate(done, statement)
        done.fates.append(Fate(statement.line, statement.name, *fate))
    return done


def _fate(done: Converted, statement: Statement) -> tuple[Outcome, str]:
    name = statement.name
    if name in NEEDLESS:
        return Outcome.NEEDLESS, NEEDLESS[name]
    if name in REFUSED:
        return Outcome.REFUSED, REFUSED[name]
    if name in RECORDED:
        argument = f"({statement.argument})" if statement.argument else ""
        done.notes.append(f"{name}{argument}: {statement.value} ({RECORDED[name]})")
        return Outcome.RECORDED, RECORDED[name]
    if name in SELECTORS:
        return _selector(done, statement)
    return HANDLERS[name](done, statement)


def _selector(done: Converted, statement: Statement) -> tuple[Outcome, str]:
    entry = entry_of(statement.name, statement.value)
    if entry.rule is not None:
        for rule in (entry.rule, *entry.more):
            _add(done, LISTS.get(statement.name, statement.name), rule, statement.line)
    elif entry.outcome is Outcome.RECORDED:
        done.notes.append(f"{statement.name}: {statement.value} ({entry.reason})")
    else:
        done.problems.append(Problem(done.file.name, statement.line, _short(statement), entry.reason))
    return entry.outcome, _kind(entry)


def _kind(entry: Entry) -> str:
    """The reason without what is particular to one line, so that it can be counted."""
    return entry.reason.partition(": ")[0]


def _add(done: Converted, kind: str, rule: Selector, line: int) -> None:
    """Add a rule, unless it is there; the comment on the line before becomes its note."""
    entries = done.html.setdefault(kind, [])
    if any(rule == (Selector(css=there) if isinstance(there, str) else _bare(there)) for there in entries):
        return
    rule = msgspec.structs.replace(rule, note=done.comments.pop(line - 1, ""))
    entries.append(rule.css if rule.css and rule == Selector(css=rule.css) else rule)


def _bare(rule: Selector) -> Selector:
    return msgspec.structs.replace(rule, note="")


def _short(statement: Statement) -> str:
    text = f"{statement.name}: {statement.value}"
    return text if len(text) <= 80 else text[:79] + "…"


def _by_id_or_class(done: Converted, statement: Statement) -> tuple[Outcome, str]:
    _add(done, "drop", by_id_or_class(statement.value), statement.line)
    return Outcome.TRANSLATED, ""


def _by_image_src(done: Converted, statement: Statement) -> tuple[Outcome, str]:
    _add(done, "drop", by_image_src(statement.value), statement.line)
    return Outcome.TRANSLATED, ""


def _replacement(
    done: Converted, statement: Statement, partners: dict[int, Statement], paired: bool
) -> tuple[Outcome, str]:
    """`find_string` takes the `replace_string` of the same place; where their numbers differ, none is taken."""
    if statement.argument is not None:
        find, new = statement.argument, statement.value
    elif not paired:
        return Outcome.REFUSED, "there are not as many replace_string as find_string"
    elif statement.name == "replace_string":
        return Outcome.TAKEN, ""
    else:
        find, new = statement.value, partners[statement.line].value
    if not find:
        return Outcome.REFUSED, "nothing to be found"
    if not new and not find.replace("&nbsp;", "").strip():
        new = " "  # values are trimmed, so that a space cannot be written; without one, words would run together
    done.replace.append(Replacement(find, new))
    return Outcome.TAKEN, ""


def _skip_json_ld(done: Converted, statement: Statement) -> tuple[Outcome, str]:
    done.skip_json_ld = statement.value in YES
    return Outcome.TAKEN, ""


def _autodetect(done: Converted, statement: Statement) -> tuple[Outcome, str]:
    if statement.value in YES:
        return Outcome.TAKEN, ""
    reason = "where no body is found, the page is judged as ever"
    done.notes.append(f"autodetect_on_failure: {statement.value} ({reason})")
    return Outcome.RECORDED, reason


def _test_url(done: Converted, statement: Statement) -> tuple[Outcome, str]:
    try:
        url = urlsplit(statement.value)
        private = url.username is not None or any(PRIVATE_QUERY.search(name) for name, _ in parse_qsl(url.query))
    except ValueError:
        return Outcome.REFUSED, "not an address"
    if url.scheme not in ("http", "https") or not url.hostname:
        return Outcome.REFUSED, "not an address"
    if private:
        return Outcome.REFUSED, "an address that may hold a credential"
    done.urls.append(UrlTest(url=statement.value))
    return Outcome.RECORDED, "there is no page to run it on"


def _test_contains(done: Converted, statement: Statement) -> tuple[Outcome, str]:
    if not done.urls:
        return Outcome.REFUSED, "test_contains without a test_url before it"
    done.urls[-1].contains.append(statement.value)
    return Outcome.RECORDED, "there is no page to run it on"


HANDLERS: dict[str, Callable[[Converted, Statement], tuple[Outcome, str]]] = {
    "strip_id_or_class": _by_id_or_class,
    "strip_image_src": _by_image_src,
    "skip_json_ld": _skip_json_ld,
    "autodetect_on_failure": _autodetect,
    "test_url": _test_url,
    "test_contains": _test_contains,
}
