"""Optional packages: imported when they are needed, with one sentence where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class MissingExtra(ImportError):
    """A package is missing that an extra of ours brings."""


def needed(module: str, extra: str) -> Any:
    """The module; raises MissingExtra, which names the extra to install."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.split(".")[0]
        raise MissingExtra(f"{package} is not installed: pip install 'news-cleaner[{extra}]'") from error
