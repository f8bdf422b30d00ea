"""`cleaner explain`: every line with its label and its reason."""

from __future__ import annotations

import sys
from typing import Any

import click

from cleaner import render
from cleaner.article import Label
from cleaner.cli.inputs import Done, Inputs, Options, input_options
from cleaner.cli.output import FAILED, OK, write

LABEL_WIDTH = max(map(len, Label))
SHOWN = 100  # characters of a line's text on a terminal


@click.command()
@input_options
def explain(**given: Any) -> int:
    """Show every line of FILES or stdin with its label and the reason why it stayed or went.

    On a terminal in colour; in a pipe as tab-separated values with the columns line, verdict, label, judge, reason,
    text, and a first column document where there may be several.
    """
    inputs = Inputs(Options(**given))
    header = True
    for done in inputs:
        if sys.stdout is not None and sys.stdout.isatty():
            _show(done)
        else:
            write(render.explain_tsv(done.article, inputs.column(done), header=header).encode())
        header = False
    return FAILED if inputs.failed else OK


def _show(done: Done) -> None:
    click.secho(done.name, bold=True)
    for line in done.article.lines:
        mark, colour = (" ", None) if line.verdict.keep else ("-", "red")
        colour = "green" if line.label in (Label.TITLE, Label.HEADING) and line.verdict.keep else colour
        text = line.text.strip()
        short = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
        click.secho(f"{line.number:>5} {mark} {line.label.value:<{LABEL_WIDTH}}  {short}", fg=colour)
        if not line.verdict.keep:
            click.secho(f"{'':>{LABEL_WIDTH + 9}} {line.reason} [{line.verdict.judge}]", dim=True)
    for repair in done.article.repairs:
        click.secho(
            f"{repair.line:>5} ~ {repair.what}: {repair.before[:SHOWN]!r} → {repair.after[:SHOWN]!r}",
            fg="yellow",
        )
