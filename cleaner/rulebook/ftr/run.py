"""A whole import: files in, rule files and a report out. A file that cannot be read stops no other."""

from __future__ import annotations

import time
from pathlib import Path

from cleaner.rulebook.ftr.collection import files_of
from cleaner.rulebook.ftr.convert import Converted, convert
from cleaner.rulebook.ftr.read import FtrError, read_ftr
from cleaner.rulebook.ftr.report import Report
from cleaner.rulebook.schema import GroupFile
from cleaner.rulebook.write import to_yaml


def import_ftr(source: Path, out: Path, *, overwrite: bool = False) -> Report:
    """Import a file, folder or archive into `out`, a rules folder (`sites/`, `groups/`); returns what was done.

    Files that are there already stay, unless `overwrite`. Raises FtrError where `source` cannot be used at all, and
    OSError where `out` cannot be written.
    """
    report = Report()
    begun = time.perf_counter()
    for name, content in files_of(source):
        try:
            if isinstance(content, FtrError):
                raise content
            done = convert(read_ftr(name, content))
        except FtrError as error:
            report.unread.append(f"{name}: {error}")
            continue
        report.add(done)
        _write(done, out, overwrite, report)
    report.seconds = time.perf_counter() - begun
    return report


def _write(done: Converted, out: Path, overwrite: bool, report: Report) -> None:
    rules = done.rules()
    path = out / place_of(rules.group if isinstance(rules, GroupFile) else None, done.file.host)
    if path.exists() and not overwrite:
        report.skipped.append(str(path))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(to_yaml(rules), encoding="utf-8")
    partial.replace(path)
    report.written += 1


def place_of(group: str | None, host: str) -> Path:
    """Where in a rules folder the file of a group or a host stands; that of `*.example.com` is `_.example.com.yaml`."""
    if group is not None:
        return Path("groups", f"{group}.yaml")
    return Path("sites", f"{host.replace('*.', '_.', 1)}.yaml")
