"""`cleaner learn`: site rules proposed from a corpus without labels."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.engine import Sayer, engine_options, settings_of, steps_of
from cleaner.cli.output import FAILED, OK, number, write
from cleaner.cli.progress import Bar
from cleaner.extras import MissingExtra
from cleaner.io.streams import InputError
from cleaner.rulebook.read import RuleError

if TYPE_CHECKING:
    from cleaner.engines.learning import CountPlan, Steps
    from cleaner.engines.summary import Summary
    from cleaner.learn.learned import Learned
    from cleaner.learn.store import Store

NAMED = 5  # sites of which too little was seen that are named; more are counted


@click.command()
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
@click.option("--write", "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
              help="Merge into DIR/sites/<host>.yaml; what was written by hand stays as it is.")  # fmt: skip
@click.option("--min-documents", default=2, show_default=True, type=click.IntRange(2),
              help="A line must stand in so many documents of its site.")  # fmt: skip
@click.option("--min-share", default=0.1, show_default=True, type=click.FloatRange(0, 1),
              help="And in such a share of them, 0 to 1.")  # fmt: skip
@engine_options
def learn(
    corpus: tuple[str, ...],
    folder: Path | None,
    min_documents: int,
    min_share: float,
    source: str,
    jobs: int | None,
    memory_limit: float | None,
    engine: str,
    ray_address: str | None,
    **given: Any,
) -> int:
    """Propose site rules from what repeats on the pages of CORPUS, and write them to stdout as YAML.

    CORPUS are files, folders and patterns as `cleaner run` takes them: JSONL (on stdin too, as -), Parquet, WARC, CSV,
    HTML and text pages as they were scraped, of one or many hosts. Each rule says on how many pages it was seen and
    where; its tests are made from what was seen. Counting takes little memory, and disk space in TMPDIR.

    Exit codes: 0 it worked, whether or not anything repeats; 2 misuse, or some input could not be used.
    """
    from cleaner.engines.learning import CountPlan, learned_in
    from cleaner.engines.worker import TaskError
    from cleaner.io import formats
    from cleaner.learn.propose import Bar as Least
    from cleaner.learn.store import Store

    out = _Out(folder, min_documents)
    try:
        plan = CountPlan.of(formats.inputs(corpus, source), settings_of(**given))
        with Store() as store:
            _count(store, plan, steps_of(engine, ray_address, jobs, memory_limit), out)
            for one in learned_in(store, Least(min_documents, min_share)):
                out.put(one)
    except (InputError, MissingExtra, TaskError) as error:
        out.fail(str(error))
    out.end()
    return FAILED if out.failed else OK


def _count(store: Store, plan: CountPlan, steps: Steps, out: _Out) -> None:
    """Count all documents, and say how far it is and what was left out."""
    from cleaner.engines.learning import count_into

    with Bar(live=sys.stderr.isatty() and not sys.stdout.isatty()) as bar:
        say = Sayer(bar, "and so on")

        def counted(done: Summary, share: float, messages: Sequence[str]) -> None:
            rate = done.documents / bar.seconds
            bar.show(lambda: f"{done.documents:,} documents, {rate:,.0f} a second, {share:.0%}")
            say(messages)

        failed: list[str] = []
        count_into(store, plan, steps, failed.append, counted)
    for message in failed:
        out.fail(message)
    out.failed |= say.said > 0
    if store.homeless:
        named = number(store.homeless, "document names no host and was", "documents name no host and were")
        out.fail(f"{named} left out; name it with --site")


class _Out:
    """Where proposals go: stdout, as one YAML document a site, or the files of a folder."""

    def __init__(self, folder: Path | None, least: int) -> None:
        self.failed = False
        self._folder, self._least = folder, least
        self._few: list[str] = []
        self._separate = False

    def say(self, message: str) -> None:
        """A message for people."""
        click.echo(f"cleaner: {message}", err=True)

    def fail(self, message: str) -> None:
        """A message about something that could not be used."""
        self.failed = True
        self.say(message)

    def put(self, one: Learned) -> None:
        """Write what was learned of one site, and say so where it went to a file."""
        if one.documents < self._least:
            self._few.append(f"{one.host} ({one.documents})")
        elif not one.size:
            self.say(f"{one.host}: nothing repeats on its {number(one.documents, 'document', 'documents')}")
        elif self._folder is None:
            from cleaner.rulebook.write import to_yaml

            write((("---\n" if self._separate else "") + to_yaml(one.rules)).encode())
            self._separate = True
        else:
            self._merge(self._folder, one)

    def end(self) -> None:
        """Say of which sites too little was seen."""
        if self._few:
            more = len(self._few) - NAMED
            named = ", ".join(self._few[:NAMED]) + (f" and {more:,} more" if more > 0 else "")
            self.say(f"too few documents to learn from, {self._least} are needed: {named}")

    def _merge(self, folder: Path, one: Learned) -> None:
        from cleaner.learn.merge import write_site

        try:
            path = write_site(folder, one.rules)
        except RuleError as error:
            self.fail(str(error))
        except OSError as error:
            self.fail(f"{folder}: {error.strerror or error}")
        else:
            seen = number(one.documents, "document", "documents")
            says = f"{number(one.size, 'rule', 'rules')} from {seen}"
            self.say(f"{path}: {says}" if path else f"{one.host}: {says}, as they stand in its file already")
