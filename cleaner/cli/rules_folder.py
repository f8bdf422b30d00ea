"""`--rules DIR`: a folder that is looked at before anything is loaded."""

from __future__ import annotations

from typing import Any

import click


class RulesFolder(click.Path):
    """A rules folder that exists, and is no part of one."""

    def __init__(self, path_type: type[Any] | None = None) -> None:
        super().__init__(exists=True, file_okay=False, path_type=path_type)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The folder; a message of its own where it cannot be one."""
        from cleaner.given import folders

        path: Any = super().convert(value, param, ctx)
        try:
            folders([path])
        except ValueError as error:
            self.fail(str(error).removeprefix("rules: "), param, ctx)
        return path
