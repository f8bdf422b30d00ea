"""`cleaner run`: a whole corpus, from files to files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.article import Label
from cleaner.cli.inputs import FAILED, OK, labels
from cleaner.cli.progress import Bar
from cleaner.extras import MissingExtra
from cleaner.io.streams import InputError

if TYPE_CHECKING:
    from cleaner.engines.partial import State
    from cleaner.engines.settings import Settings

SHOWN = 20  # messages about single records; the file of rejects has them all
INTERRUPTED = 130
GIB = 1 << 30


def _field(name: str, what: str) -> Callable[[Any], Any]:
    return click.option(f"--{name}-field", default=name, metavar="NAME", help=f"The column that holds {what}.")


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.argument("output")
@click.option("--from", "source", type=click.Choice(["auto", "jsonl", "parquet", "warc", "csv", "folder"]),
              default="auto", help="What the inputs are, where their names do not say it.")  # fmt: skip
@click.option("--to", type=click.Choice(["auto", "jsonl", "parquet", "text", "markdown"]), default="auto",
              help="What to write, where the name of OUTPUT does not say it.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(min=1), help="Processes.  [default: one for each core]")
@click.option("--resume", is_flag=True, help="Go on where a run that did not end has stopped.")
@click.option("--overwrite", is_flag=True, help="Replace OUTPUT, and forget a run that did not end.")
@click.option("--time-limit", "seconds", type=click.FloatRange(min=0), default=60.0, metavar="SECONDS",
              help="The most processor time that one document may take; 0 for no limit.  [default: 60]")  # fmt: skip
@click.option("--memory-limit", type=click.FloatRange(min=0), default=4.0, metavar="GIB",
              help="The most memory for one process; 0 for no limit.  [default: 4]")  # fmt: skip
@_field("html", "an HTML page")
@_field("text", "a text")
@_field("url", "the page's address")
@_field("id", "the document's identifier")
@click.option("--rules", multiple=True, metavar="DIR", type=click.Path(exists=True, file_okay=False),
              help="A folder with phrases/ and sites/ that go over the shipped ones; may be repeated.")  # fmt: skip
@click.option("--keep", default="", metavar="LABEL,...", callback=labels,
              help="Labels to keep although they are boilerplate, such as caption,byline.")  # fmt: skip
@click.option("--lang", "language", metavar="CODE", help="The language of documents that do not name theirs.")
@click.option("--second-opinion", type=click.Choice(["auto", "never", "always"]), default="never",
              help="Ask trafilatura about HTML pages too.  [default: never]")  # fmt: skip
@click.option("--metadata", is_flag=True, help="Add author, date, site name, language and address of HTML pages.")
@click.option("--no-removed", is_flag=True, help="Leave `removed` and `repairs` out.")
@click.option("--summary", metavar="FILE", type=click.Path(dir_okay=False), help="Write the summary to a file.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", help="What runs it.  [default: local]")
@click.option("--ray-address", metavar="ADDRESS", help="A Ray cluster; without it one is started on this machine.")
def run(
    inputs: tuple[str, ...],
    output: str,
    source: str,
    to: str,
    jobs: int | None,
    resume: bool,
    overwrite: bool,
    memory_limit: float,
    summary: str | None,
    engine: str,
    ray_address: str | None,
    **given: Any,
) -> int:
    """Clean the documents of INPUT... (files, folders, patterns) into OUTPUT, on all cores of this machine.

    In: JSONL, Parquet, WARC, CSV, folders of HTML and text files; all but Parquet may be gzip or zstd. Out, by the name
    of OUTPUT: JSONL, Parquet, text or Markdown; a folder gets a text file for each document. Columns that are not ours
    pass through. OUTPUT appears when it is complete; until then its parts are in OUTPUT.partial, and --resume goes on
    from there. Documents that cannot be cleaned are left out and listed in OUTPUT.rejects.jsonl.
    """
    from cleaner.engines import run as engines  # pyarrow, which no filter needs
    from cleaner.engines.partial import OutputError
    from cleaner.engines.worker import TaskError

    settings = _settings(**given)
    with Bar() as bar:
        try:
            state = engines.run(
                inputs, output, settings, source=source, to=to, resume=resume, overwrite=overwrite,
                steps=_steps(engine, ray_address, jobs, int(memory_limit * GIB)), watch=_Watch(bar),
            )  # fmt: skip
        except (InputError, OutputError, TaskError, MissingExtra) as error:
            bar.say(str(error))
            return FAILED
        except KeyboardInterrupt:
            bar.say("stopped; what is done is kept, and --resume goes on from there")
            return INTERRUPTED
        for message in state.failed:
            bar.say(message)
    _report(state, summary)
    return FAILED if state.failed else OK


def _settings(keep: frozenset[Label], no_removed: bool, **given: Any) -> Settings:
    from cleaner.engines.settings import Settings

    rules = tuple(str(Path(folder).resolve()) for folder in given.pop("rules"))  # workers may stand elsewhere
    return Settings(rules=rules, keep=tuple(sorted(keep)), removed=not no_removed, **given)


def _steps(engine: str, address: str | None, jobs: int | None, memory: int) -> Any:
    if engine == "ray":
        from cleaner.engines import ray

        return partial(ray.steps, address=address, jobs=jobs)
    from cleaner.engines import local

    return partial(local.steps, jobs=jobs, memory=memory)


class _Watch:
    """Shows how far the run is, and the first messages about single records."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._said = 0
        self._before: int | None = None  # documents of an earlier run that this one continues
        self._share = 0.0

    def __call__(self, state: State, share: float, messages: Sequence[str]) -> None:
        done = state.summary.documents + state.summary.rejected
        if self._before is None:
            self._before, self._share = done, share
        self._bar.show(lambda: self._line(state, done, share))
        for message in messages:
            self._said += 1
            if self._said <= SHOWN:
                self._bar.say(message)
            elif self._said == SHOWN + 1:
                self._bar.say("and so on; the file of rejects has them all")

    def _line(self, state: State, done: int, share: float) -> str:
        summary, seconds = state.summary, self._bar.seconds
        rate = (done - (self._before or 0)) / seconds
        left = seconds * (1 - share) / (share - self._share) if share > self._share else None
        return (
            f"{done:,} documents, {rate:,.0f} a second, {summary.share_removed:.0%} removed,"
            f" {summary.rejected:,} rejected" + (f", {timedelta(seconds=round(left))} left" if left is not None else "")
        )


def _report(state: State, file: str | None) -> None:
    """The summary as JSON: all of it to a file, else on stderr with the most frequent hosts."""
    report = state.summary.report() | {"seconds": round(state.seconds, 1), "failed": state.failed}
    if file is None:
        report["hosts"] = dict(list(report["hosts"].items())[:SHOWN])
    text = json.dumps(report, ensure_ascii=False, indent=2)
    if file is None:
        click.echo(text, err=True)
    else:
        Path(file).write_text(text + "\n", encoding="utf-8")
