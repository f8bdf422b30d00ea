"""What every engine is told: names of columns, rules, limits. Picklable, and the same words as on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

from cleaner import given
from cleaner.io.blocks import HIDDEN
from cleaner.io.fields import FieldMap
from cleaner.judge.html.lines import Opinion
from cleaner.language import no_code, normal
from cleaner.learn.learned import RulesByHost


class Settings(FieldMap, frozen=True, kw_only=True):
    """How the documents of a corpus are read and judged.

    `rules`, `keep`, `metadata` and `second_opinion` are those of `Cleaner`; `language` and `site` hold for documents
    that do not name their own; `seconds` of processor time is the most that one document may take (0: no limit);
    without `removed` the columns `removed` and `repairs` are left out; `rendered` adds a column `rendered` with the
    whole article; `learned` are rules that were learned from a corpus. Raises TypeError or ValueError for what cannot
    be used (a field's name that is cleaner's own, too) where it is made, not in each worker; only whether the folders
    `rules` are there is asked where they are read.
    """

    rules: Sequence[str | Path] = ()
    keep: Sequence[str] = ()
    language: str | None = None
    site: str | None = None
    metadata: bool = False
    second_opinion: Opinion = "never"
    seconds: float = 60.0
    removed: bool = True
    learned: RulesByHost | None = None
    rendered: Literal["", "text", "markdown"] = ""

    def __post_init__(self) -> None:
        """Look at what is given, and make tuples of lists: settings are hashed."""
        rules = tuple(map(str, given.listed("rules", self.rules)))
        keep = tuple(str(given.label(name)) for name in given.listed("keep", self.keep))
        msgspec.structs.force_setattr(self, "rules", rules)
        msgspec.structs.force_setattr(self, "keep", keep)
        for field in msgspec.structs.fields(self):
            if field.name not in ("rules", "keep"):
                _check(field.name, getattr(self, field.name), field.type)
        if self.language is not None and normal(self.language) is None:
            raise ValueError(f"language: {no_code(self.language)}")
        ours = {*self.consumed, self.lang_field}.intersection(HIDDEN)
        if ours:
            raise ValueError(f"`{min(ours)}` is a name of cleaner's own and never read: name another field")


def _check(name: str, value: Any, kind: Any) -> None:
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise ValueError(f"{name} is one of {', '.join(map(repr, get_args(kind)))}, not {value!r}")
    elif not isinstance(value, (float, int) if kind is float else kind):
        wanted = kind.__name__ if isinstance(kind, type) else kind
        raise TypeError(f"{name} is {wanted}, not {value!r}")
