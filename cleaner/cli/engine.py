"""What `run` and `learn` share: the options that say how inputs are read and what runs, and what is told meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cleaner.cli.progress import Bar

if TYPE_CHECKING:
    from cleaner.engines.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("auto", "jsonl", "parquet", "warc", "csv", "folder")
SHOWN = 20  # messages about single records; more are only mentioned
GIB = 1 << 30
MEMORY = 4.0  # GiB for one process, unless told otherwise


def _field(name: str, what: str) -> Callable[[F], F]:
    return click.option(f"--{name}-field", default=name, metavar="NAME", help=f"The column that holds {what}.")


OPTIONS = (
    click.option("--from", "source", type=click.Choice(FORMATS), default="auto",
                 help="What the inputs are, where their names do not say it."),
    click.option("--jobs", type=click.IntRange(min=1), help="Processes.  [default: one for each core]"),
    click.option("--time-limit", "seconds", type=click.FloatRange(min=0), default=60.0, metavar="SECONDS",
                 help="The most processor time that one document may take; 0 for no limit.  [default: 60]"),
    click.option("--memory-limit", type=click.FloatRange(min=0), metavar="GIB",
                 help="The most memory for one process, .5 or more; 0 for no limit.  [default: 4]"),
    _field("html", "an HTML page"),
    _field("text", "a text"),
    _field("url", "the page's address"),
    _field("id", "the document's identifier"),
    click.option("--site", metavar="HOST", help="The host of documents that name none."),
    click.option("--engine", type=click.Choice(["local", "ray"]), default="local",
                 help="What runs it.  [default: local]"),
    click.option("--ray-address", metavar="ADDRESS",
                 help="A Ray cluster; without it one is started on this machine."),
)  # fmt: skip


def engine_options(command: F) -> F:
    """The options of every command that goes through a whole corpus."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def settings_of(**given: Any) -> Settings:
    """The settings that options make; raises UsageError for those that cannot be."""
    from cleaner.engines import settings  # pyarrow, which no filter needs

    try:
        return settings.Settings(**given)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def steps_of(engine: str, address: str | None, jobs: int | None, memory_limit: float | None) -> Any:
    """What gives the parts of a run; raises UsageError for options of another engine, MissingExtra where this one is
    missing."""
    if engine == "ray":
        if memory_limit is not None:
            raise click.UsageError(
                "--memory-limit goes without --engine ray, which bounds the memory of its workers itself"
            )
        if address is not None and jobs is not None:
            raise click.UsageError(
                "--jobs goes without --ray-address: a cluster runs as many processes as it has cores"
            )
        from cleaner.engines import ray

        return partial(ray.steps, address=address, jobs=jobs)
    if address is not None:
        raise click.UsageError("--ray-address goes with --engine ray")
    from cleaner.engines import local

    memory = int((MEMORY if memory_limit is None else memory_limit) * GIB)
    if 0 < memory < local.LEAST:
        needs = f"a worker needs {local.LEAST / GIB:g} GiB before it holds a document; 0 is no limit"
        raise click.UsageError(f"--memory-limit {memory_limit:g} is too little: {needs}")
    return partial(local.steps, jobs=jobs, memory=memory)


class Sayer:
    """Says the first messages about single records, and that there are more."""

    def __init__(self, bar: Bar, more: str) -> None:
        self._bar, self._more = bar, more
        self.said = 0

    def __call__(self, messages: Sequence[str]) -> None:
        """Say some more."""
        for message in messages:
            self.said += 1
            if self.said <= SHOWN:
                self._bar.say(message)
            elif self.said == SHOWN + 1:
                self._bar.say(self._more)
