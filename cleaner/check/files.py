"""Which files are checked, and as what: named ones always, those in folders by their name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from cleaner.io.records import is_record
from cleaner.io.streams import is_pipe
from cleaner.sniff import is_html

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
PACKED = (".gz", ".gzip", ".zst", ".zstd")
RULES = (".yaml", ".yml")
RULE_FOLDERS = ("phrases", "sites", "groups", "publishers")
PASSED_OVER = {"node_modules", "__pycache__", "venv"}  # as is every folder whose name begins with a dot

Test = Callable[[str], bool]


def kind_of(name: str) -> str | None:
    """What a file is by its name: "text", "markdown", "html", "jsonl" or "rules"; None where that does not tell."""
    path = PurePath(name)
    if path.suffix.lower() in PACKED:
        path = path.with_suffix("")
    if path.suffix.lower() in RULES and path.parent.name in RULE_FOLDERS:
        return "rules"
    return KINDS.get(path.suffix.lower())


def sniffed(text: str) -> str:
    """What a text is, where its name does not tell."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    if is_record(first.encode("utf-8", "replace")):
        return "jsonl"
    return "html" if is_html(text) else "text"


def matcher(patterns: Sequence[str], root: Path) -> Test:
    """Whether a file, named as seen from the working folder, matches patterns written as in a .gitignore in `root`."""
    if not patterns:
        return lambda _name: False
    from pathspec import GitIgnoreSpec  # 60 ms to import

    spec = GitIgnoreSpec.from_lines(patterns)
    return lambda name: spec.match_file(relative(name, root))


def relative(name: str, root: Path) -> str:
    """A file's name as seen from `root`, with slashes and in UTF-8: the same on every machine."""
    return PurePath(os.path.relpath(name, root)).as_posix().encode("utf-8", "backslashreplace").decode()


def found(paths: Iterable[str], include: Sequence[str], exclude: Test, root: Path) -> Iterator[str]:
    """The files to check, folders searched, each once, in order; what is missing will be found out when it is read.

    In folders those are taken whose name matches `include`, or without one those of a known kind; `exclude` goes for
    named files too, as pre-commit names them.
    """
    included = matcher(include, root) if include else lambda name: kind_of(name) is not None
    seen: set[str] = set()
    for given in paths:
        inside = _walk(given, exclude) if Path(given).is_dir() else (given,)
        named = not Path(given).is_dir()
        for name in inside:
            wanted = named or (included(name) and not is_pipe(name))
            if name not in seen and wanted and (name == "-" or not exclude(name)):
                seen.add(name)
                yield name


def _walk(folder: str, exclude: Test) -> Iterator[str]:
    """The files below a folder, by name, as named from it; links to folders are not followed."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _passed_over(name) and not exclude(_join(here, name) + "/"))
        yield from (_join(here, name) for name in sorted(names) if not name.startswith("."))


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name in PASSED_OVER


def _join(folder: str, name: str) -> str:
    return PurePath(folder, name).as_posix()
