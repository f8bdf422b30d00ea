"""What `cleaner check` is asked for: its options, and the config file under them, as one value."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from cleaner.cli.inputs import code
from cleaner.cli.rules_folder import RulesFolder

if TYPE_CHECKING:
    from cleaner.check.config import Config
    from cleaner.check.settings import Settings

FOUND = 1
FORMATS = ("text", "github", "sarif", "json", "jsonl", "junit")

F = TypeVar("F", bound=Callable[..., Any])


def check_options(command: F) -> F:
    """The arguments and options of `cleaner check`."""
    for option in reversed(
        (
            click.argument("paths", nargs=-1, metavar="[PATHS]..."),
            click.option("--fix", is_flag=True, help="Mend what is certain, in place; of stdin, to stdout."),
            click.option("--unsafe-fixes", is_flag=True, help="Mend what is not certain too (with --fix or --diff)."),
            click.option("--diff", is_flag=True, help="Show what --fix would do, as a diff, and change nothing."),
            click.option("--output-format", "format", type=click.Choice(FORMATS),
                         help="How to write findings.  [default: github in GitHub Actions, else text]"),
            click.option("--select", multiple=True, metavar="CODE,...",
                         help="The checks to run, by code, beginning of a code, or name.  [default: all]"),
            click.option("--ignore", multiple=True, metavar="CODE,...", help="Checks to leave out."),
            click.option("--field", "fields", multiple=True, metavar="NAME",
                         help="A field of JSONL records to check; may be repeated.  [default: text, body, else html]"),
            click.option("--lang", "language", metavar="CODE", callback=code,
                         help="The language (ISO 639-1) that texts must be in."),
            click.option("--min-length", type=click.IntRange(0),
                         help="Fewer characters are too short.  [default: 100]"),
            click.option("--rules", multiple=True, metavar="DIR", type=RulesFolder(),
                         help="A folder with phrases/ and sites/ that go over the shipped ones; may be repeated."),
            click.option("--site", help="The host whose rules apply to all texts."),
            click.option("--include", multiple=True, metavar="PATTERN",
                         help="Files to take from folders, as in .gitignore.  [default: all of a known kind]"),
            click.option("--exclude", multiple=True, metavar="PATTERN", help="Files and folders to pass over."),
            click.option("--baseline", type=click.Path(dir_okay=False), metavar="FILE",
                         help="Findings to be silent about."),
            click.option("--write-baseline", is_flag=True, help="Write today's findings to the baseline; exit with 0."),
            click.option("--golden", nargs=2, type=click.Path(file_okay=False), metavar="SEEDS GOLDEN",
                         help="Hold goldens against what their seeds give now, instead of checking paths."),
            click.option("--update", is_flag=True, help="Write the goldens that differ or are missing."),
            click.option("--stdin-filename", metavar="PATH", help="What stdin is called, and its kind by that name."),
            click.option("--jobs", type=click.IntRange(0), default=1, metavar="N",
                         help="Processes; 0 for one per core.  [default: 1]"),
            click.option("--exit-zero", is_flag=True, help="Exit with 0 also when something was found."),
            click.option("--config", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
                         help="The config file.  [default: the nearest above]"),
        )
    ):  # fmt: skip
        command = option(command)
    return command


class Asked(msgspec.Struct, kw_only=True, dict=True):
    """The options as given; what they leave open the config says."""

    paths: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    diff: bool
    format: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fields: tuple[str, ...]
    language: str | None
    min_length: int | None
    rules: tuple[str, ...]
    site: str | None
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    baseline: str | None
    write_baseline: bool
    golden: tuple[str, str] | None
    update: bool
    stdin_filename: str | None
    jobs: int
    exit_zero: bool
    config: str | None

    def __post_init__(self) -> None:
        """Reads the config, and refuses options that contradict each other."""
        from cleaner.check.config import Config, ConfigError, find_config, read_config

        if self.update and not self.golden:
            raise click.UsageError("--update goes with --golden")
        if self.golden and (self.paths or self.fix or self.diff):
            raise click.UsageError(
                "--golden goes without PATHS, --fix and --diff: it shows its own, and --update writes"
            )
        if self.golden and not Path(self.golden[0]).is_dir():
            raise click.UsageError(f"{self.golden[0]}: there is no such folder of seeds")
        if self.write_baseline and (self.fix or self.diff or self.golden or "-" in self.paths):
            raise click.UsageError("--write-baseline goes without --fix, --diff, --golden and stdin")
        if "-" in self.paths and len(self.paths) > 1:
            raise click.UsageError("`-`, for stdin, stands alone: check other paths in a run of their own")
        try:
            file = Path(self.config) if self.config else find_config(Path())
            self.set_up: Config = read_config(file) if file else Config()
        except ConfigError as error:
            raise click.ClickException(str(error)) from error
        self.root = Path(os.path.relpath(file.parent)) if file else Path()

    @property
    def output_format(self) -> str:
        """The format to write: as asked, else GitHub's own where its Actions run."""
        return self.format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")

    @property
    def colour(self) -> bool:
        """Whether to write in colour: on a terminal, unless NO_COLOR is set."""
        return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    @property
    def baseline_file(self) -> Path | None:
        """The baseline that is named, by an option or the config."""
        if self.baseline:
            return Path(self.baseline)
        return self.root / self.set_up.baseline if self.set_up.baseline else None

    def settings(self) -> Settings:
        """What the run is asked for."""
        from cleaner.check.baseline import BaselineError, read_baseline
        from cleaner.check.codes import CHECKS, UnknownCheck, codes
        from cleaner.check.settings import FIELDS, LEAST, Settings

        config, known = self.set_up, self.baseline_file
        try:
            selected = codes(_listed(self.select) or config.select or CHECKS)
            return Settings(
                root=self.root,
                codes=selected - codes([*_listed(self.ignore), *config.ignore]),
                per_file=tuple((pattern, codes(words)) for pattern, words in config.per_file_ignores.items()),
                rules=(*(str(self.root / folder) for folder in config.rules), *self.rules),
                fields=self.fields or tuple(config.fields) or FIELDS,
                language=_language(self.language or config.language),
                site=self.site or config.site,
                least=next(given for given in (self.min_length, config.min_length, LEAST) if given is not None),
                unsafe=self.unsafe_fixes,
                write=self.fix and not self.diff,
                diff=self.diff,
                baseline={} if self.write_baseline or known is None else read_baseline(known),
            )
        except (UnknownCheck, BaselineError) as error:
            raise click.ClickException(str(error)) from error

    def files(self) -> Iterator[str]:
        """The files to check."""
        from cleaner.check.files import found, matcher

        exclude = matcher([*self.set_up.exclude, *self.exclude], self.root)
        return found(self.paths or (".",), self.include or self.set_up.include, exclude, self.root)


def _listed(values: Iterable[str]) -> list[str]:
    """`--ignore byline,NC2 --ignore tags` as one list."""
    return [word for value in values for word in value.split(",") if word.strip()]


def _language(tag: str | None) -> str | None:
    from cleaner.language import normal

    return normal(tag)
