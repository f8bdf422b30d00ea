"""What is wrong with a rule file, and where."""

from __future__ import annotations

from pathlib import Path

import msgspec

from cleaner.rulebook.read import RuleError


class Finding(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong: the file, the line (from 1) and a sentence with a remedy where there is one."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"

    @classmethod
    def of(cls, error: RuleError) -> Finding:
        """The finding that a file cannot be used."""
        return cls(error.file, error.line, error.message)
