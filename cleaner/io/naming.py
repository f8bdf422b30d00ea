"""The names under which a run writes: one file, one folder or, with `{part}` in the name, a series of files."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

PART = "{part}"
DIGITS = 5


class Names(msgspec.Struct, frozen=True):
    """What an OUTPUT means. The files of a series are numbered from 00000; what else belongs to it has a name that
    begins with `_`, which readers of folders pass over."""

    output: str

    @property
    def series(self) -> bool:
        """Whether there is a file for each part."""
        return PART in Path(self.output).name

    def file(self, part: int = 0) -> Path:
        """The final name of a part, or of the one output."""
        path = Path(self.output)
        return path.with_name(path.name.replace(PART, f"{part:0{DIGITS}}"))

    def beside(self, ending: str) -> Path:
        """The name of something that belongs to the output."""
        path = Path(self.output)
        return path.with_name(("_" + path.name.replace(PART, "parts") if self.series else path.name) + ending)

    def there(self) -> list[Path]:
        """The outputs that are there already."""
        if not self.series:
            return [self.file()] if self.file().exists() else []
        named = re.compile(re.escape(Path(self.output).name).replace(re.escape(PART), rf"\d{{{DIGITS},}}"))
        folder = Path(self.output).parent
        return sorted(path for path in folder.glob("*") if named.fullmatch(path.name)) if folder.is_dir() else []
