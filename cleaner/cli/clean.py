"""`cleaner clean`, and `cleaner` alone: documents in, articles out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

from cleaner import render
from cleaner.cli.inputs import Done, Inputs, Options, input_options
from cleaner.cli.output import FAILED, OK, write
from cleaner.io.records import write_record
from cleaner.io.streams import is_pipe


@click.command()
@input_options
@click.option("--to", type=click.Choice(["text", "markdown", "jsonl", "explain"]), default="text",
              help="What to write.  [default: text]")  # fmt: skip
@click.option("--no-title", is_flag=True, help="Write the body alone (text and markdown).")
@click.option("--metadata", is_flag=True, help="Add author, date, site name, language and address of HTML to JSONL.")
@click.option("--reflow", is_flag=True, help="Put the lines of a text that is wrapped at a width together.")
@click.option("--no-removed", is_flag=True, help="Leave `removed` and `repairs` out of JSONL.")
@click.option("--rejects", metavar="FILE", type=click.Path(dir_okay=False),
              help="Copy JSONL lines that cannot be used to a file; then the exit code stays 0.")  # fmt: skip
def clean(to: str, no_title: bool, no_removed: bool, rejects: str | None, **given: Any) -> int:
    """Clean FILES, or stdin (also named -), and write the articles to stdout.

    Text, HTML, or JSONL with one object a line (`html` or `text`, and `id`, `url`, `title`, `lang` where known; other
    fields pass through). Files may be gzip or zstd. A line that cannot be used is reported on stderr; the rest goes on.
    """
    with _rejects(rejects) as rejected:
        inputs = Inputs(Options(**given), rejected)
        separate = False
        for done in inputs:
            write(_rendered(done, to, not no_title, not no_removed, separate, inputs.column(done)))
            separate = True
    return FAILED if inputs.failed else OK


def _rendered(done: Done, to: str, title: bool, removed: bool, separate: bool, column: str | None) -> bytes:
    if to == "jsonl":
        return write_record(done.article, done.record, removed=removed)
    if to == "explain":
        return render.explain_tsv(done.article, column, header=not separate).encode()
    shown = render.text if to == "text" else render.markdown
    # An empty line between documents, as between paragraphs: JSONL is the way to keep them apart.
    return ("\n" * separate + shown(done.article, title=title)).encode()


@contextmanager
def _rejects(name: str | None) -> Iterator[BinaryIO | None]:
    """The rejects file, under its own name only when the run has ended; a device or a pipe is written to as it is."""
    if name is None:
        yield None
        return
    whole = Path(name)
    partial = whole if is_pipe(name) else Path(f"{name}.partial")
    try:
        stream = partial.open("wb")
    except OSError as error:
        raise click.BadParameter(f"{name}: {error.strerror}", param_hint="--rejects") from error
    try:
        with stream:
            yield stream
    except OSError as error:
        raise click.ClickException(f"{name}: {error.strerror}") from error
    if partial != whole:
        partial.replace(whole)
