"""A whole import: files in, rule files and a report out. A file that cannot be read stops no other."""

from __future__ import annotations

import time
from pathlib import Path

from cleaner.rulebook.ftr.collection import files_of
from cleaner.rulebook.ftr.convert import Converted, convert
from cleaner.rulebook.ftr.publishers import hosts, merged, name_of
from cleaner.rulebook.ftr.read import FtrError, read_ftr
from cleaner.rulebook.ftr.report import Report
from cleaner.rulebook.schema import GroupFile, Rules, SiteFile
from cleaner.rulebook.write import to_yaml


def import_ftr(source: Path, out: Path, *, overwrite: bool = False) -> Report:
    """Import a file, folder or archive into `out`, a rules folder; returns what was done.

    Hosts whose rules are the same get one file in `publishers/`, others theirs in `sites/`; what nearly the same files
    share goes to `groups/`. Files that are there already stay, unless `overwrite`. Raises FtrError where `source`
    cannot be used at all, and OSError where `out` cannot be written.
    """
    report = Report()
    begun = time.perf_counter()
    read: dict[str, Converted] = {}
    for name, content in files_of(source):
        try:
            if isinstance(content, FtrError):
                raise content
            done = convert(read_ftr(name, content))
        except FtrError as error:
            report.unread.append(f"{name}: {error}")
            continue
        report.add(done)
        read[done.file.host] = done
    if not overwrite:
        _leave(read, out, report)
    for rules in merged(read.values()):
        _write(rules, out, overwrite, report)
    report.seconds = time.perf_counter() - begun
    return report


def _leave(read: dict[str, Converted], out: Path, report: Report) -> None:
    """Take out the hosts that have a file of their own in `out`."""
    for host in list(read):
        if host != "global" and (path := out / place_of(SiteFile(site=host))).exists():
            report.skipped.append(str(path))
            del read[host]


def _write(rules: Rules, out: Path, overwrite: bool, report: Report) -> None:
    path = out / place_of(rules)
    if path.exists() and not overwrite:
        report.skipped.append(str(path))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(to_yaml(rules), encoding="utf-8")
    partial.replace(path)
    report.written += 1
    names = hosts(rules)
    if len(names) > 1:
        report.publishers[str(path.relative_to(out))] = len(names)
        for name in names:  # an earlier import had a file for each
            (out / place_of(SiteFile(site=name))).unlink(missing_ok=True)
    report.sharing += bool(rules.extends)


def place_of(rules: Rules) -> Path:
    """Where in a rules folder a file stands; that of `*.example.com` is `sites/_.example.com.yaml`."""
    if isinstance(rules, GroupFile):
        return Path("groups", f"{rules.group}.yaml")
    names = hosts(rules)
    if len(names) > 1:
        return Path("publishers", f"{name_of(names)}.yaml")
    return Path("sites", f"{names[0].replace('*.', '_.', 1)}.yaml")
