"""Hosts of one publisher: files that say the same become one, and what nearly the same files share a group.

Most files that agree have a few lines that any site could have; those stay apart. Rules are one publisher's where there
are `TELLING` of them or more, or where the hosts bear one name (`medium.com` and what is below it).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, groupby

import msgspec

from cleaner.rulebook.ftr.convert import Converted
from cleaner.rulebook.schema import GroupFile, HtmlRules, Rules, SiteFile

TELLING = 3  # entries
NAME = 4  # characters that hosts have in common, of which a name is made
COMMON = 50  # files; an entry that stands in more tells of no publisher
LISTS = ("body", "title", "author", "date", "keep", "drop", "unwrap", "replace")
FREE = ("drop", "unwrap")
"""Lists whose order changes nothing but a label."""
LABELS = re.compile(r"^\*\.|\.[a-z]{2,}(?:\.[a-z]{2})?$")


def merged(rules: Iterable[Converted]) -> list[Rules]:
    """The rule files of an import: one for hosts whose rules are the same, with groups for what others share."""
    files = [done.rules() for done in rules]
    sites = sorted((one for one in files if isinstance(one, SiteFile)), key=_key)
    left: list[SiteFile] = []
    done: list[Rules] = [one for one in files if not isinstance(one, SiteFile)]
    for _, same in groupby(sites, _key):
        group = list(same)
        left += [_publisher(group)] if len(group) > 1 and _of_one(group) else group
    return [*done, *_sharing(left)]


def hosts(rules: Rules) -> list[str]:
    """The hosts that a rule file of an import names; none for a group."""
    if not isinstance(rules, SiteFile):
        return []
    return [rules.site] if rules.site is not None else rules.sites


def name_of(names: Sequence[str]) -> str:
    """What the hosts have in common in their names, else the first of them."""
    bare = [LABELS.sub("", name) for name in names]
    first = min(bare, key=len)
    spans = [first[start:end] for start, end in combinations(range(len(first) + 1), 2) if end - start >= NAME]
    common = [span.strip(".-") for span in spans if all(span in name for name in bare)]
    return max((one for one in common if len(one) >= NAME), key=len, default=names[0].removeprefix("*."))


def _key(file: SiteFile) -> bytes:
    return msgspec.json.encode(file.html)


def _of_one(group: Sequence[SiteFile]) -> bool:
    """Whether files that say the same are one publisher's."""
    if group[0].html == HtmlRules():
        return False
    names = [name for file in group for name in hosts(file)]
    return len(_entries(group[0])) >= TELLING or name_of(names) != names[0].removeprefix("*.") or _below(names)


def _below(names: Sequence[str]) -> bool:
    return len({name.removeprefix("*.") for name in names}) == 1


def _entries(file: SiteFile) -> Counter[bytes]:
    """A file's entries, each with its list; alike ones are counted."""
    listed = [(kind, one) for kind in LISTS for one in getattr(file.html, kind)]
    return Counter(map(msgspec.json.encode, (*listed, *([("skip_json_ld", True)] if file.html.skip_json_ld else []))))


def _publisher(group: Sequence[SiteFile]) -> SiteFile:
    names = sorted(name for file in group for name in hosts(file))
    tests = msgspec.structs.replace(group[0].tests, urls=[url for file in group for url in file.tests.urls])
    notes = dict.fromkeys(note for file in group for note in file.notes)
    return msgspec.structs.replace(group[0], site=None, sites=names, subdomains=False, tests=tests, notes=list(notes))


def _sharing(files: Sequence[SiteFile]) -> list[Rules]:
    """The files, those that differ from another in one entry with what they share in a group that both extend."""
    done: list[Rules] = []
    taken: set[int] = set()
    near = _near([_entries(file) for file in files])
    for at in sorted(near, key=lambda at: -len(near[at])):
        group = [one for one in (at, *sorted(near[at])) if one not in taken]
        if at in taken or len(group) < 2:
            continue
        shared = _shared([files[one] for one in group])
        if shared is not None:
            taken |= set(group)
            done += shared
    return [*done, *(file for at, file in enumerate(files) if at not in taken)]


def _near(entries: Sequence[Counter[bytes]]) -> dict[int, set[int]]:
    """For each file those that have one entry more or less, or one other."""
    standing: dict[bytes, list[int]] = {}
    for at, found in enumerate(entries):
        for entry in found:
            standing.setdefault(entry, []).append(at)
    both = Counter(pair for places in standing.values() if len(places) <= COMMON for pair in combinations(places, 2))
    near: dict[int, set[int]] = {}
    for one, other in both:
        common = (entries[one] & entries[other]).total()
        if common >= TELLING and max(entries[one].total(), entries[other].total()) - common <= 1:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    return near


def _shared(files: Sequence[SiteFile]) -> list[Rules] | None:
    """A group and the files that extend it; None where a file's own entry would come before others of its list."""
    common = _entries(files[0])
    for file in files:
        common &= _entries(file)
    if common.total() < TELLING:
        return None
    name = f"ftr-{name_of(sorted(name for file in files for name in hosts(file)))}"
    base = _part(files[0].html, common, within=True)
    own = [_part(file.html, common, within=False) for file in files]
    if any(_part(file.html, common, within=True) != base for file in files) or not all(map(_free, own)):
        return None
    return [
        GroupFile(group=name, source=files[0].source, note=files[0].note, html=base),
        *(msgspec.structs.replace(file, extends=[name], html=html) for file, html in zip(files, own, strict=True)),
    ]


def _part(html: HtmlRules, common: Counter[bytes], *, within: bool) -> HtmlRules:
    """The entries that are common to all files, or the others."""
    lists = {
        kind: [one for one in getattr(html, kind) if (msgspec.json.encode((kind, one)) in common) == within]
        for kind in LISTS
    }
    skip = html.skip_json_ld and (msgspec.json.encode(("skip_json_ld", True)) in common) == within
    return HtmlRules(**lists, skip_json_ld=skip)


def _free(html: HtmlRules) -> bool:
    return not any(getattr(html, kind) for kind in LISTS if kind not in FREE)
