"""`cleaner check`: validation like a linter. The checks are in `cleaner/check/`, loaded only when asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.check_options import FOUND, Asked, check_options
from cleaner.cli.output import FAILED, OK, ClosedPipe, number, write
from cleaner.cli.progress import Progress

if TYPE_CHECKING:
    from cleaner.check.run import Outcome
    from cleaner.check.settings import Settings

STDIN = "stdin"


@click.command()
@check_options
def check(**given: Any) -> int:
    """Find what does not belong in PATHS: text, Markdown, HTML, JSONL (also gzip or zstd), rule files, or folders.

    Without PATHS the folder one is in; `-` is stdin. `[tool.cleaner]` in pyproject.toml, or cleaner.toml, sets what the
    options do not. docs/check.md lists the checks and says what they look for in each kind of file.

    Exit codes: 0 nothing was found; 1 something was found, or files were changed; 2 misuse, or some input could not be
    used (the rest was checked all the same).
    """
    from cleaner.check.many import outcomes

    asked = Asked(**given)
    settings = asked.settings()
    if asked.golden:
        from cleaner.check.golden import golden_outcomes

        seeds, golden = map(Path, asked.golden)
        return _report(asked, golden_outcomes(seeds, golden, settings, update=asked.update))
    if "-" in asked.paths:
        return _report(asked, _stdin(asked, settings))
    if asked.write_baseline:
        return _write_baseline(asked, settings, outcomes(settings, asked.files(), asked.jobs))
    with closing(outcomes(settings, asked.files(), asked.jobs)) as done:
        return _report(asked, done)


def _stdin(asked: Asked, settings: Settings) -> Iterator[Outcome]:
    from cleaner.check.run import Runner
    from cleaner.io.streams import InputError, opened

    runner, out = Runner(settings), sys.stdout.buffer if settings.write and sys.stdout else None
    try:
        with opened("-") as stream:
            yield runner.stream(asked.stdin_filename or STDIN, stream, out)
    except InputError as error:
        raise click.ClickException(str(error)) from error


def _report(asked: Asked, outcomes: Iterable[Outcome]) -> int:
    """Write what was found as it is found, and the exit code."""
    from cleaner.check.formats import format_of

    shown = format_of(asked.output_format, colour=asked.colour)
    tally = Tally()
    with Progress() as progress:
        try:
            for outcome in progress.count(iter(outcomes)):
                _say(outcome)
                tally.add(outcome)
                _write(outcome.diff if asked.diff else shown.outcome(outcome), asked)
            _write("" if asked.diff else shown.end(), asked)
        except ClosedPipe as error:
            raise ClosedPipe(tally.code(asked)) from error
    if asked.diff and tally.findings:
        left = number(tally.findings, "finding is", "findings are")
        click.echo(f"cleaner: {left} not in the diff; run without --diff to see it all", err=True)
    if sys.stderr.isatty() and (tally.findings or tally.mended):
        click.echo(tally.summary(), err=True)
    return tally.code(asked)


def _write(text: str, asked: Asked) -> None:
    """To stdout; where that takes a mended text, to stderr."""
    data = text.encode("utf-8", "surrogateescape")
    if not data:
        return
    if "-" in asked.paths and asked.fix and not asked.diff:
        click.echo(text, err=True, nl=False)
    else:
        write(data)


def _say(outcome: Outcome) -> None:
    for error in outcome.errors:
        click.echo(f"cleaner: {error}", err=True)


def _write_baseline(asked: Asked, settings: Settings, outcomes: Iterable[Outcome]) -> int:
    """All findings of today, into the baseline file."""
    from cleaner.check.baseline import DEFAULT, baseline_bytes
    from cleaner.check.files import relative

    findings = []
    failed = False
    for outcome in outcomes:
        _say(outcome)
        failed = failed or bool(outcome.errors)
        findings += [(relative(finding.path, settings.root), finding) for finding in outcome.findings]
    path = asked.baseline_file or asked.root / DEFAULT
    partial = path.with_name(f"{path.name}.partial")
    partial.write_bytes(baseline_bytes(findings))
    os.replace(partial, path)  # noqa: PTH105
    hint = "" if asked.baseline_file else f'; name it with --baseline, or as `baseline = "{path.name}"` in the config'
    click.echo(f"cleaner: {number(len(findings), 'finding is', 'findings are')} in {path}{hint}", err=True)
    return FAILED if failed else OK


class Tally:
    """What a run has come across so far."""

    def __init__(self) -> None:
        self.findings = self.files = self.mended = self.changed = self.safe = self.unsafe = 0
        self.failed = False

    def add(self, outcome: Outcome) -> None:
        """Count one more outcome."""
        self.findings += len(outcome.findings)
        self.files += bool(outcome.findings)
        self.mended += outcome.mended
        self.changed += bool(outcome.mended)
        self.safe += sum(1 for finding in outcome.findings if finding.fix and finding.certain)
        self.unsafe += sum(1 for finding in outcome.findings if finding.fix and not finding.certain)
        self.failed = self.failed or bool(outcome.errors)

    def code(self, asked: Asked) -> int:
        """The exit code."""
        if self.failed:
            return FAILED
        return FOUND if (self.findings or self.mended) and not asked.exit_zero else OK

    def summary(self) -> str:
        """One line for a terminal."""
        parts = [f"{self.mended} mended in {number(self.changed, 'file', 'files')}"] if self.mended else []
        if self.findings:
            parts.append(f"{self.findings} found in {number(self.files, 'file', 'files')}")
        parts += [f"{self.safe} can be mended with --fix"] if self.safe else []
        parts += [f"{self.unsafe} with --unsafe-fixes"] if self.unsafe else []
        return ", ".join(parts)
