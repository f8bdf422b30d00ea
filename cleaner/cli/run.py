"""`cleaner run`: a whole corpus, from files to files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cleaner.article import Label
from cleaner.cli.engine import Sayer, engine_options, settings_of, steps_of
from cleaner.cli.inputs import code, labels
from cleaner.cli.output import FAILED, OK, ClosedPipe, number
from cleaner.cli.progress import Bar
from cleaner.cli.rules_folder import RulesFolder
from cleaner.extras import MissingExtra
from cleaner.io.streams import InputError

if TYPE_CHECKING:
    from cleaner.engines.journal import State
    from cleaner.engines.settings import Settings
    from cleaner.engines.summary import Summary, WasLearned

SHOWN = 20  # hosts in a summary on stderr; a file has them all
INTERRUPTED = 130


def _writable(_context: click.Context, _parameter: click.Parameter, name: str | None) -> str | None:
    """A file that can be written, as far as that can be told before a run of hours."""
    if name is not None and not os.access(Path(name).parent, os.W_OK):
        raise click.BadParameter(f"nothing can be written in {Path(name).parent}")
    return name


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.argument("output")
@click.option("--to", type=click.Choice(["auto", "jsonl", "parquet", "text", "markdown"]), default="auto",
              help="What to write, where the name of OUTPUT does not say it.")  # fmt: skip
@click.option("--part-size", type=click.IntRange(min=1), metavar="DOCUMENTS",
              help="Documents in each file of an OUTPUT in parts.  [default: 100,000]")  # fmt: skip
@click.option("--resume", is_flag=True, help="Go on where a run that did not end has stopped.")
@click.option("--overwrite", is_flag=True, help="Replace OUTPUT, and forget a run that did not end.")
@click.option("--learn-first", is_flag=True,
              help="Learn what repeats on each site's pages, then clean by it: reads the inputs twice.")  # fmt: skip
@click.option("--rules", multiple=True, metavar="DIR", type=RulesFolder(),
              help="A folder with phrases/ and sites/ that go over the shipped ones; may be repeated.")  # fmt: skip
@click.option("--keep", default="", metavar="LABEL,...", callback=labels,
              help="Labels to keep although they are boilerplate, such as caption,byline.")  # fmt: skip
@click.option(
    "--lang", "language", metavar="CODE", callback=code, help="The language of documents that do not name theirs."
)
@click.option("--second-opinion", type=click.Choice(["auto", "never", "always"]), default="never",
              help="Ask trafilatura about HTML pages too.  [default: never]")  # fmt: skip
@click.option("--metadata", is_flag=True, help="Add author, date, site name, language and address of HTML pages.")
@click.option("--no-removed", is_flag=True, help="Leave `removed` and `repairs` out.")
@click.option("--summary", metavar="FILE", type=click.Path(dir_okay=False), callback=_writable,
              help="Write the summary to a file.")  # fmt: skip
@engine_options
def run(
    inputs: tuple[str, ...],
    output: str,
    source: str,
    to: str,
    jobs: int | None,
    part_size: int | None,
    resume: bool,
    overwrite: bool,
    learn_first: bool,
    memory_limit: float | None,
    summary: str | None,
    engine: str,
    ray_address: str | None,
    **given: Any,
) -> int:
    """Clean the documents of INPUT... (files, folders, patterns) into OUTPUT, on all cores of this machine.

    In: JSONL, Parquet, WARC, CSV, folders of HTML and text files; all but Parquet may be gzip or zstd. Out, by the name
    of OUTPUT: JSONL, Parquet, text or Markdown; a folder gets a text file for each document, or with --to jsonl or
    parquet files of --part-size documents, as does a name with {part} in it; - is stdout. Columns that are not ours
    pass through. OUTPUT appears when it is complete; until then its parts are in OUTPUT.partial, and --resume goes on
    from there. Documents that cannot be cleaned are left out and listed in OUTPUT.rejects.jsonl.

    With --learn-first one pass counts what repeats on each site's pages and the next cleans by it (docs/rules.md).
    """
    from cleaner.engines import run as engines  # pyarrow, which no filter needs
    from cleaner.engines.partial import OutputError
    from cleaner.engines.worker import TaskError

    _refuse_summary(summary, (*inputs, output))
    settings = _settings(**given)
    with Bar() as bar:
        watch = _Watch(bar)
        try:
            state = engines.run(
                inputs, output, settings, source=source, to=to, resume=resume, overwrite=overwrite,
                part_size=part_size or 0, learn_first=learn_first,
                steps=steps_of(engine, ray_address, jobs, memory_limit), watch=watch, counted=watch.counted,
            )  # fmt: skip
        except BrokenPipeError as error:
            raise ClosedPipe from error
        except (InputError, OutputError, TaskError, MissingExtra) as error:
            bar.say(str(error))
            return FAILED
        except KeyboardInterrupt:
            bar.say("stopped; what is done is kept, and --resume goes on from there")
            return INTERRUPTED
        for message in (*state.failed, *_doubts(state, resume)):
            bar.say(message)
    written = _report(state, summary)
    return OK if written and not state.failed and _is_useful(state) else FAILED


def _refuse_summary(name: str | None, others: Sequence[str]) -> None:
    """Raises UsageError for a summary that would replace an input or the output."""
    if name is not None and any(Path(name).resolve() == Path(other).resolve() for other in others if other):
        raise click.UsageError(f"--summary {name} is an input or the output: name another file")


def _is_useful(state: State) -> bool:
    """Whether some document could be cleaned, if there were any."""
    return state.summary.documents > 0 or state.summary.rejected == 0


def _doubts(state: State, resume: bool) -> Iterator[str]:
    if not _is_useful(state):
        yield f"none of {number(state.summary.rejected, 'document', 'documents')} could be cleaned"
    if resume and not state.input and not state.record and not state.failed:
        yield "nothing was left to do"


def _settings(keep: frozenset[Label], no_removed: bool, **given: Any) -> Settings:
    rules = tuple(str(Path(folder).resolve()) for folder in given.pop("rules"))  # workers may stand elsewhere
    return settings_of(rules=rules, keep=tuple(sorted(keep)), removed=not no_removed, **given)


class _Watch:
    """Shows how far the run is, and the first messages about single records."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._say = Sayer(bar, "and so on; the file of rejects has them all")
        self._before: int | None = None  # documents of an earlier run that this one continues
        self._share = self._since = 0.0

    def counted(self, summary: Summary, share: float, _messages: Sequence[str]) -> None:
        """Told of the pass that only counts; what is wrong with records is said by the next."""
        self._since = self._bar.seconds
        rate = (summary.documents + summary.rejected) / self._since
        self._bar.show(lambda: f"learning: {summary.documents:,} documents, {rate:,.0f} a second, {share:.0%}")

    def __call__(self, state: State, share: float, messages: Sequence[str]) -> None:
        done = state.summary.documents + state.summary.rejected
        if self._before is None:
            self._before, self._share = done, share
            self._tell(state.learned)
        self._bar.show(lambda: self._line(state, done, share))
        self._say(messages)

    def _tell(self, learned: WasLearned | None) -> None:
        if learned is not None:
            told = f"{number(learned.rules, 'rule', 'rules')} for {number(len(learned.hosts), 'host', 'hosts')}"
            self._bar.say(f"learned {told} from {number(learned.documents, 'document', 'documents')}")

    def _line(self, state: State, done: int, share: float) -> str:
        summary, seconds = state.summary, self._bar.seconds - self._since
        rate = (done - (self._before or 0)) / seconds
        left = seconds * (1 - share) / (share - self._share) if share > self._share else None
        return (
            f"{done:,} documents, {rate:,.0f} a second, {summary.share_removed:.0%} removed,"
            f" {summary.rejected:,} rejected" + (f", {timedelta(seconds=round(left))} left" if left is not None else "")
        )


def _report(state: State, file: str | None) -> bool:
    """The summary as JSON: all of it to a file, else on stderr with the most frequent hosts; whether that worked."""
    report = state.summary.report() | {"seconds": round(state.seconds, 1), "failed": state.failed}
    if state.learned is not None:
        report["learned"] = msgspec.to_builtins(state.learned)
    for told in (report, report.get("learned", {})) if file is None else ():
        told["hosts"] = dict(list(told.get("hosts", {}).items())[:SHOWN])
    text = json.dumps(report, ensure_ascii=False, indent=2)
    if file is None:
        click.echo(text, err=True)
        return True
    try:
        Path(file).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        click.echo(f"cleaner: {file}: {error.strerror}; the summary it would have held:\n{text}", err=True)
        return False
    return True
