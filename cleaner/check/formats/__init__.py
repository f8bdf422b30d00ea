"""How findings are written: each format turns outcomes into text, at once or at the end."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from cleaner.check.run import Outcome

FORMATS = {
    "text": "lines:Lines",
    "github": "github:Github",
    "sarif": "sarif:Sarif",
    "json": "objects:Json",
    "jsonl": "objects:JsonLines",
    "junit": "junit:JUnit",
}


class Format(Protocol):
    """Writes the outcomes of a run."""

    def outcome(self, outcome: Outcome) -> str:
        """What is written for one file as soon as it is done."""

    def end(self) -> str:
        """What is written when all are done."""


def format_of(name: str, *, colour: bool = False) -> Format:
    """The format of a name in FORMATS; `colour` is for a terminal."""
    module, _, kind = FORMATS[name].partition(":")
    made = getattr(import_module(f"{__name__}.{module}"), kind)
    return cast(Format, made(colour) if name == "text" else made())
