"""The command `cleaner`: which command runs, and what every command does about errors and closed pipes."""

from __future__ import annotations

import difflib
import errno
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from types import FrameType

import click

import cleaner
from cleaner.cli.output import FAILED, ClosedPipe

COMMANDS = ("check", "clean", "explain", "learn", "rules", "run")  # each in the module of its name, loaded when needed


class FilterGroup(click.Group):
    """Without a command's name the command is `clean`: `cleaner < page.txt`, `cleaner --to jsonl page.txt`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"cleaner.cli.{cmd_name}"), cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `clean` in front, unless a command or an option of the group is named or there is nothing to read."""
        if not args and sys.stdin is not None and sys.stdin.isatty():
            args = ["--help"]
        if not args or (args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version")):
            self._refuse_typo(args)
            args = ["clean", *args]
        return super().parse_args(ctx, args)

    def _refuse_typo(self, args: list[str]) -> None:
        if not args or args[0].startswith("-") or Path(args[0]).exists():
            return
        near = difflib.get_close_matches(args[0], COMMANDS, n=1)
        if near:
            raise click.UsageError(f"there is no file and no command '{args[0]}'; did you mean '{near[0]}'?")


@click.group(cls=FilterGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(cleaner.__version__, prog_name="cleaner")
def group() -> None:
    """Scraped news in, clean article out; every removed line labelled, explained and recoverable.

    Without a command, cleans: `cat page.txt | cleaner` writes the article to stdout.

    Exit codes: 0 it worked, whether or not anything was removed; 2 misuse, or some input could not be used (the
    rest was cleaned all the same).
    """


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """What Ctrl-C does: the first ends the command, and no other breaks into what it does to end cleanly."""
    signal.signal(signal.SIGINT, lambda *_: None)
    raise KeyboardInterrupt


def _drop_stdout() -> None:
    """What is still buffered goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command line and exit."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # and not ignored, as in a shell's background
        signal.signal(signal.SIGINT, _stop)
    try:
        code = group.main(standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        code = FAILED
    except ValueError as error:
        from cleaner import RuleError  # whoever raised it has loaded it

        if not isinstance(error, RuleError):
            raise
        click.echo(f"cleaner: {error}", err=True)
        code = FAILED
    except (KeyboardInterrupt, click.Abort):
        code = 130
    except ClosedPipe as error:
        _drop_stdout()
        code = error.code
    except OSError as error:  # of what click writes, a page of help; commands tell their own
        if error.errno != errno.ENOSPC:
            raise
        _drop_stdout()
        click.echo(f"cleaner: {error.strerror}", err=True)
        code = FAILED
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done: what is left is Python's own end
    sys.exit(code)
