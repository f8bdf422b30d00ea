"""Scraped news in, clean article out; every removed line labelled, explained and recoverable.

>>> import cleaner
>>> text = "River rises again\\n\\n5 minute read\\n\\nThe river rose, and the village waited for help all night."
>>> article = cleaner.clean(text)
>>> article.title, article.body
('River rises again', 'The river rose, and the village waited for help all night.')
>>> [(line.number, line.label.value) for line in article.removed]
[(3, 'dateline')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.article import Article, Document, JudgedLine, Label, Line, Metadata, Repair, Verdict

if TYPE_CHECKING:
    from cleaner.pipeline import Cleaner, clean, clean_many
    from cleaner.rulebook.read import RuleError

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Cleaner",
    "Document",
    "JudgedLine",
    "Label",
    "Line",
    "Metadata",
    "Repair",
    "RuleError",
    "Verdict",
    "clean",
    "clean_many",
]


def __getattr__(name: str) -> Any:
    """Load the pipeline when it is first asked for: `import cleaner` stays cheap."""
    if name == "RuleError":
        from cleaner.rulebook.read import RuleError

        return RuleError
    if name in __all__:
        from cleaner import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'cleaner' has no attribute '{name}'")


def __dir__() -> list[str]:
    """What is not loaded yet is there too, for `help(cleaner)` and for completion."""
    return sorted({*globals(), *__all__})
