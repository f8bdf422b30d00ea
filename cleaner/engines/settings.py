"""What every engine is told: names of columns, rules, limits. Picklable, and the same words as on the command line."""

from __future__ import annotations

from typing import Literal

from cleaner.io.fields import FieldMap
from cleaner.judge.html.lines import Opinion
from cleaner.learn.learned import RulesByHost


class Settings(FieldMap, frozen=True, kw_only=True):
    """How the documents of a corpus are read and judged.

    `rules`, `keep`, `metadata` and `second_opinion` are those of `Cleaner`; `language` and `site` hold for documents
    that do not name their own; `seconds` of processor time is the most that one document may take (0: no limit);
    without `removed` the columns `removed` and `repairs` are left out; `rendered` adds a column `rendered` with the
    whole article; `learned` are rules that were learned from a corpus.
    """

    rules: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    language: str | None = None
    site: str | None = None
    metadata: bool = False
    second_opinion: Opinion = "never"
    seconds: float = 60.0
    removed: bool = True
    learned: RulesByHost | None = None
    rendered: Literal["", "text", "markdown"] = ""
