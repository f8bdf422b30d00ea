"""`cleaner learn`: site rules proposed from a corpus without labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner.cli.inputs import FAILED, OK
from cleaner.cli.output import write
from cleaner.cli.progress import Progress
from cleaner.rulebook.read import RuleError

if TYPE_CHECKING:
    from cleaner.learn.run import Learned

NAMED = 5  # sites of which too little was seen that are named; more are counted


@click.command()
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
@click.option("--write", "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
              help="Merge into DIR/sites/<host>.yaml; what was written by hand stays as it is.")  # fmt: skip
@click.option("--site", metavar="HOST", help="The host of documents that name none.")
@click.option("--min-documents", default=2, show_default=True, type=click.IntRange(2),
              help="A line must stand in so many documents of its site.")  # fmt: skip
@click.option("--min-share", default=0.1, show_default=True, type=click.FloatRange(0, 1),
              help="And in such a share of them, 0 to 1.")  # fmt: skip
def learn(corpus: tuple[str, ...], folder: Path | None, site: str | None, min_documents: int, min_share: float) -> int:
    """Propose site rules from what repeats on the pages of CORPUS, and write them to stdout as YAML.

    CORPUS are files and folders: JSONL, Parquet, HTML and text pages as they were scraped, of one or many hosts. Each
    rule says on how many pages it was seen and where; its tests are made from what was seen. Counting takes little
    memory, and disk space in TMPDIR.

    Exit codes: 0 it worked, whether or not anything repeats; 2 misuse, or some input could not be used.
    """
    from cleaner.learn.corpus import documents
    from cleaner.learn.propose import Bar
    from cleaner.learn.run import count_into, learned
    from cleaner.learn.store import Store

    try:
        store = Store()
    except ImportError as error:
        raise click.ClickException(str(error)) from error
    out, few = _Out(folder), []
    with store:
        with Progress() as progress:
            homeless = count_into(store, progress.count(documents(corpus, site, out.fail)))
        if homeless:
            out.fail(f"{homeless:,} documents name no host and were left out; name it with --site")
        for one in learned(store, Bar(min_documents, min_share)):
            if one.documents < min_documents:
                few.append(f"{one.host} ({one.documents})")
            else:
                out.put(one)
    if few:
        named = ", ".join(few[:NAMED]) + (f" and {len(few) - NAMED:,} more" if len(few) > NAMED else "")
        out.say(f"too few documents to learn from, {min_documents} are needed: {named}")
    return FAILED if out.failed else OK


class _Out:
    """Where proposals go: stdout, as one YAML document a site, or the files of a folder."""

    def __init__(self, folder: Path | None) -> None:
        self.failed = False
        self._folder = folder
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
        if not one.size:
            self.say(f"{one.host}: nothing repeats on its {one.documents:,} documents")
        elif self._folder is None:
            from cleaner.rulebook.write import to_yaml

            write((("---\n" if self._separate else "") + to_yaml(one.rules)).encode())
            self._separate = True
        else:
            self._merge(self._folder, one)

    def _merge(self, folder: Path, one: Learned) -> None:
        from cleaner.learn.merge import write_site

        try:
            path = write_site(folder, one.rules)
        except RuleError as error:
            self.fail(str(error))
        except OSError as error:
            self.fail(f"{folder}: {error.strerror or error}")
        else:
            says = f"{one.size:,} rules from {one.documents:,} documents"
            self.say(f"{path}: {says}" if path else f"{one.host}: {says}, as they stand in its file already")
