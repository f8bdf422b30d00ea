"""Bytes to stdout, at once, so that a pipe sees each article as soon as it is clean; and the codes to exit with."""

from __future__ import annotations

import sys

import click

OK, FAILED = 0, 2


def number(count: int, one: str, more: str) -> str:
    """ "1 finding is", "2 findings are": a number, and the words that go with it."""
    return f"{count:,} {one if count == 1 else more}"


class ClosedPipe(Exception):
    """Whoever read us has had enough: `cleaner page.txt | head -1` is no error; `code` is what to exit with."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(code)
        self.code = code


def write(data: bytes) -> None:
    """Raises ClosedPipe where nobody reads any more, and a message for people where stdout cannot be written."""
    if sys.stdout is None:
        raise click.ClickException("stdout is closed")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise ClosedPipe from error
    except OSError as error:
        raise click.ClickException(f"stdout: {error.strerror}") from error
