"""`[tool.cleaner]` of pyproject.toml, or cleaner.toml: read, checked, and found in the folders above."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from cleaner.check.codes import UnknownCheck, codes
from cleaner.given import folders
from cleaner.language import no_code, normal

UNKNOWN = re.compile(r"Object contains unknown field `(.*?)`")
WHERE = re.compile(r" - at `\$\.?(.*)`$")


class ConfigError(ValueError):
    """A config that cannot be used: its file, the line where that is known, and what to do."""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The keys of a config file, all optional; folders and patterns are seen from the file's own folder."""

    select: list[str] = []
    ignore: list[str] = []
    per_file_ignores: dict[str, list[str]] = {}
    include: list[str] = []
    exclude: list[str] = []
    rules: list[str] = []
    fields: list[str] = []
    language: str | None = None
    site: str | None = None
    min_length: int | None = None
    baseline: str | None = None


def find_config(start: Path) -> Path | None:
    """The nearest `cleaner.toml`, or `pyproject.toml` with a table `[tool.cleaner]`, in a folder or one above it."""
    for folder in (start.resolve(), *start.resolve().parents):
        own, project = folder / "cleaner.toml", folder / "pyproject.toml"
        if own.is_file():
            return own
        if project.is_file() and "cleaner" in _load(project).get("tool", {}):
            return project
    return None


def read_config(path: Path) -> Config:
    """The config in a file; raises ConfigError for anything that is wrong with it."""
    loaded = _load(path)
    table = loaded.get("tool", {}).get("cleaner", {}) if path.name == "pyproject.toml" else loaded
    try:
        config = msgspec.convert(table, Config)
    except msgspec.ValidationError as error:
        raise ConfigError(_explained(path, str(error))) from error
    for key, fault in _faults(config, path.parent):
        raise ConfigError(f"{path}{_line(path, key)}: `{key}`: {fault}")
    return config


def _faults(config: Config, folder: Path) -> Iterator[tuple[str, str]]:
    """The keys whose values cannot be used, and why."""
    yield from (("rules", f"there is no folder '{name}'") for name in config.rules if not (folder / name).is_dir())
    try:
        folders([folder / name for name in config.rules])
    except ValueError as error:
        yield "rules", str(error).removeprefix("rules: ")
    per_file = (("per-file-ignores", words) for words in config.per_file_ignores.values())
    for key, words in (("select", config.select), ("ignore", config.ignore), *per_file):
        try:
            codes(words)
        except UnknownCheck as error:
            yield key, str(error)
    if config.language is not None and normal(config.language) is None:
        yield "language", no_code(config.language)
    if config.min_length is not None and config.min_length < 0:
        yield "min-length", f"{config.min_length} is less than 0"


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error


def _explained(path: Path, message: str) -> str:
    """File, line and sentence for a message of msgspec's."""
    unknown = UNKNOWN.match(message)
    if unknown:
        keys = [field.encode_name for field in msgspec.structs.fields(Config)]
        near = difflib.get_close_matches(unknown[1], keys, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(keys)}"
        return f"{path}{_line(path, unknown[1])}: unknown key `{unknown[1]}`; {hint}"
    where = WHERE.search(message)
    key = re.split(r"[.\[]", where[1])[0] if where else ""
    return f"{path}{_line(path, key)}: `{key}`: {WHERE.sub('', message)}"


def _line(path: Path, key: str) -> str:
    """ ":<line>" of the first line that sets a key."""
    sets = re.compile(rf"\s*(?:\[(?:tool\.cleaner\.)?)?[\"']?{re.escape(key)}[\"']?\s*[=\]]")
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((f":{number}" for number, line in enumerate(lines, 1) if sets.match(line)), "")
