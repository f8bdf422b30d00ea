"""From a host to the rule files that apply to it: looked up by name, so that a folder may hold any number of them.

Nothing lists `sites/`. `publishers/`, whose files speak of several hosts, is looked through once, for its hosts alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from cleaner.rulebook.folders import group_files, host_names, named
from cleaner.rulebook.names import Publishers, check_group, check_site, covers, unknown_group
from cleaner.rulebook.read import RuleError, line_at, read
from cleaner.rulebook.schema import GroupFile, Rules, SiteFile


class Layer(msgspec.Struct, frozen=True):
    """One rule file that applies; `owner` is its name in reasons: a host, `publishers/<name>` or `groups/<name>`."""

    owner: str
    path: Path
    rules: Rules


class Files:
    """The rule files of some folders, the shipped one first; groups stay in memory, as many hosts share them."""

    def __init__(self, folders: Sequence[Path], learned: Mapping[str, SiteFile] | None = None) -> None:
        """`learned` are rules by host that stand in no file."""
        self.folders = tuple(folders)
        self._learned = learned or {}
        self._publishers: Publishers | None = None
        self._groups: dict[str, list[Layer]] = {}

    def layers(self, host: str) -> tuple[Layer, ...]:
        """What applies to a host, the first that decides first: its own files, its parents', then groups.

        Raises RuleError for the first file that cannot be used; other hosts' files are not read.
        """
        host = host.lower().removeprefix("www.")
        own = self._own(host)
        if host in self._learned:
            own.append(Layer(f"learned/{host}", Path("learned", f"{host}.yaml"), self._learned[host]))
        groups: dict[str, None] = {}
        for layer in own:
            self._extend(layer, (), groups)
        return (*own, *(layer for name in groups for layer in self.group(name)))

    def group(self, name: str) -> list[Layer]:
        """The files of a group, a user's before the shipped one; empty where there is none."""
        if name not in self._groups:
            self._groups[name] = [group_layer(path) for path in group_files(self.folders, name)]
        return self._groups[name]

    def alone(self, layer: Layer) -> tuple[Layer, ...]:
        """A file and the groups that it extends, as its own tests see it."""
        groups: dict[str, None] = {}
        self._extend(layer, (), groups)
        return (layer, *(found for name in groups for found in self.group(name)))

    def _own(self, host: str) -> list[Layer]:
        if self._publishers is None:
            self._publishers = Publishers(self.folders)
        layers: dict[Path, Layer] = {}
        for name, wild in host_names(host):
            for path in named(self.folders, "sites", f"_.{name}" if wild else name):
                layers[path] = site_layer(path)
            for path in self._publishers.of(name, wild):
                layers.setdefault(path, publisher_layer(path))
        return [layer for layer in layers.values() if covers(layer.rules, host)]

    def _extend(self, layer: Layer, way: tuple[str, ...], groups: dict[str, None]) -> None:
        """Add the groups that a file extends, and theirs, each once; `way` is how we came to the file."""
        for position, name in enumerate(layer.rules.extends):
            if name in way:
                circle = " → ".join((*way[way.index(name) :], name))
                raise RuleError(layer.path, _line(layer, position), f"`extends` goes in a circle: {circle}")
            if not self.group(name):
                raise RuleError(layer.path, _line(layer, position), unknown_group(name, self.folders))
            groups.setdefault(name)
            for extended in self.group(name):
                self._extend(extended, (*way, name), groups)


def site_layer(path: Path) -> Layer:
    """`sites/<host>.yaml`; raises RuleError also where nobody would look for it under its name."""
    rules = read(path, SiteFile)
    check_site(path, rules)
    return Layer(path.stem, path, rules)


def publisher_layer(path: Path) -> Layer:
    """`publishers/<name>.yaml`."""
    return Layer(f"publishers/{path.stem}", path, read(path, SiteFile))


def group_layer(path: Path) -> Layer:
    """`groups/<name>.yaml`; raises RuleError also where it names itself differently."""
    rules = read(path, GroupFile)
    check_group(path, rules)
    return Layer(f"groups/{path.stem}", path, rules)


def _line(layer: Layer, position: int) -> int:
    return line_at(layer.path, "extends", position)
