"""Names: which hosts a file speaks of, whether it stands where they are looked for, and which files there are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import yaml

from cleaner.address import in_ascii
from cleaner.rulebook.folders import HOST
from cleaner.rulebook.read import RuleError, SafeLoader, line_at
from cleaner.rulebook.schema import GroupFile, Rules, SiteFile

HOSTS = re.compile(r"^(?:sites?:.*\n?(?:(?:[ \t#-].*)?\n?)*)", re.M)
"""The lines of `site` or `sites`, as far as they are indented, list entries, comments or empty."""


def hosts_of(rules: SiteFile) -> list[str]:
    """The hosts and wildcards (`*.example.com`) that a file speaks of."""
    return [*([rules.site] if rules.site is not None else []), *rules.sites]


def covers(rules: Rules, host: str) -> bool:
    """Whether a site's or publisher's file speaks of a host: by name, by wildcard or as the parent domain."""
    if not isinstance(rules, SiteFile):
        return False
    for name in hosts_of(rules):
        parent = name.removeprefix("*.")
        if name == host or ((rules.subdomains or parent != name) and host.endswith(f".{parent}")):
            return True
    return False


def check_site(path: Path, rules: SiteFile) -> None:
    """Raises RuleError where `sites/<host>.yaml` speaks of hosts that are not looked for under that name."""
    check_hosts(path, rules)
    parent = path.stem.removeprefix("_.")
    own = {f"*.{parent}"} if path.stem.startswith("_.") else {parent, f"*.{parent}"}
    for host in hosts_of(rules):
        if host in own or host.removeprefix("*.").endswith(f".{parent}"):
            continue
        if rules.site is not None:
            raise RuleError(path, line_at(path, "site"), f"`site: {host}` in a file named {path.name}")
        remedy = "a file for several hosts stands in publishers/, where each of them finds it"
        raise RuleError(path, line_at(path, "sites"), f"`sites` names {host} in a file named {path.name}; {remedy}")


def check_hosts(path: Path, rules: SiteFile) -> None:
    """Raises RuleError where a file names no host, or something that is none."""
    if (rules.site is None) == (not rules.sites):
        raise RuleError(path, 1, "give one host as `site` or several as `sites`")
    for host in hosts_of(rules):
        name = host.removeprefix("*.")
        key = "site" if rules.site is not None else "sites"
        if not HOST.fullmatch(name) or name != name.lower() or name.startswith("www."):
            remedy = "write it in lower case, without `www.`, scheme and path"
            raise RuleError(path, line_at(path, key), f"`{host}` is not a host's name; {remedy}")
        if (ascii_name := in_ascii(name)) != name:
            what = "it and the file's name" if key == "site" else "it"
            remedy = f"write {what} as DNS does: `{host.removesuffix(name)}{ascii_name}`"
            raise RuleError(path, line_at(path, key), f"`{host}` is not found under that name; {remedy}")


def check_group(path: Path, rules: GroupFile) -> None:
    """Raises RuleError where a group is named otherwise than its file."""
    if rules.group != path.stem:
        raise RuleError(path, line_at(path, "group"), f"`group: {rules.group}` in a file named {path.name}")


def unknown_group(name: str, folders: Sequence[Path]) -> str:
    """What to say of a group that does not exist."""
    known = sorted({path.stem for folder in folders for path in (folder / "groups").glob("*.yaml")})
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known) or 'none'}"
    return f"there is no group `{name}`; {hint}"


class Publishers:
    """Which files of `publishers/` speak of a host: of each file only its hosts are read, once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Raises RuleError for a file whose hosts cannot be read."""
        self._files: dict[str, list[Path]] = {}
        for folder in reversed(folders):
            for path in sorted((folder / "publishers").glob("*.yaml")):
                for host in _named_in(path):
                    self._files.setdefault(host, []).append(path)

    def of(self, name: str, wild: bool) -> list[Path]:
        """The files that name this host or, if `wild`, what is below it; users' before shipped ones."""
        return self._files.get(f"*.{name}" if wild else name, [])


def _named_in(path: Path) -> list[str]:
    try:
        found = HOSTS.search(path.read_text(encoding="utf-8-sig"))
        rules = msgspec.convert(yaml.load(found[0], Loader=SafeLoader) if found else {}, SiteFile)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise RuleError(path, 1, f"its hosts cannot be read: {error}") from error
    check_hosts(path, rules)
    return hosts_of(rules)
