"""What `clean` and `explain` share: the options that say what comes in, and the documents of all inputs in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO, TypeVar

import click
import msgspec

from cleaner import given
from cleaner.address import is_address, no_address
from cleaner.article import Article, Document, Label
from cleaner.cli.progress import Progress
from cleaner.cli.rules_folder import RulesFolder
from cleaner.decode import UNFIT, is_binary, web_charset
from cleaner.io.not_jsonl import json_problem, jsonl_lines
from cleaner.io.records import Record, is_record, read_records
from cleaner.io.streams import InputError, display, opened
from cleaner.judge.html.lines import Opinion
from cleaner.pipeline import Cleaner
from cleaner.rulebook.read import RuleError

LINE_TO_SNIFF = 1 << 26  # bytes of a first line, or of blank ones before it, that are read to tell JSONL from text

F = TypeVar("F", bound=Callable[..., Any])


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The options that say what comes in and how it is judged."""

    files: tuple[str, ...]
    source: str
    url: str | None
    site: str | None
    rules: tuple[str, ...]
    lang: str | None
    keep: frozenset[Label]
    encoding: str | None
    second_opinion: Opinion
    metadata: bool = False
    reflow: bool = False


class Done(msgspec.Struct, frozen=True):
    """One cleaned document: its name for people, and its record where it came from JSONL."""

    name: str
    article: Article
    record: Record | None = None


def labels(_context: click.Context, _parameter: click.Parameter, value: str) -> frozenset[Label]:
    """`--keep caption,byline` as labels; a typo is answered with the nearest label."""
    try:
        return given.labels(name.strip().lower() for name in value.split(",") if name.strip())
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def charset(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """`--encoding` names a charset that exists."""
    if value and web_charset(value) is None:
        raise click.BadParameter(f"there is no charset '{value}'; leave it out and cleaner finds out")
    return value


def address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """`--url` is an address."""
    if value and not is_address(value):
        raise click.BadParameter(f"{no_address(value)}; --site names a host alone")
    return value


def code(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """`--lang` names a language."""
    from cleaner.language import no_code, normal

    if value is not None and normal(value) is None:
        raise click.BadParameter(no_code(value))
    return value


def input_options(command: F) -> F:
    """The arguments and options that every reading command has."""
    for option in reversed(
        (
            click.argument("files", nargs=-1, metavar="[FILES]..."),
            click.option("--from", "source", type=click.Choice(["auto", "text", "html", "jsonl"]), default="auto",
                         help="What the input is.  [default: auto]"),
            click.option("--url", metavar="URL", callback=address,
                         help="The page's address; its host chooses the site rules."),
            click.option("--site", help="The host whose rules apply, instead of the one in the address."),
            click.option("--rules", multiple=True, metavar="DIR", type=RulesFolder(),
                         help="A rules folder (sites/, groups/, phrases/) over the shipped one; may be repeated."),
            click.option("--lang", metavar="CODE", callback=code, help="The language (ISO 639-1), where you know it."),
            click.option("--keep", default="", metavar="LABEL,...", callback=labels,
                         help="Labels to keep although they are boilerplate, such as caption,byline."),
            click.option("--second-opinion", type=click.Choice(["auto", "never", "always"]), default="never",
                         help="Ask trafilatura about an HTML page too.  [default: never]"),
            click.option("--encoding", metavar="CHARSET", callback=charset,
                         help="The input's charset, where you know it; otherwise it is found out."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


class Inputs:
    """The documents of all inputs, cleaned, in order. What cannot be used is reported and remembered in `failed`."""

    def __init__(self, options: Options, rejects: BinaryIO | None = None) -> None:
        self.options = options
        self.failed = False
        self._rejects = rejects
        self._cleaner = Cleaner(
            rules=options.rules,
            keep=options.keep,
            metadata=options.metadata,
            second_opinion=options.second_opinion,
            reflow=options.reflow,
        )

    def __iter__(self) -> Iterator[Done]:
        with Progress() as progress:
            for name in self.options.files or ("-",):
                try:
                    yield from progress.count(self._file(name))
                except InputError as error:
                    self._report(str(error))

    def column(self, done: Done) -> str | None:
        """What a table of lines says in its column `document`; None where there can be but one, and no such column."""
        return done.name if len(self.options.files) > 1 or done.record else None

    def _file(self, name: str) -> Iterator[Done]:
        with opened(name) as stream:
            first = _head(name, stream) if self.options.source == "auto" else b""
            if self.options.source == "jsonl" or is_record(first.strip()):
                yield from self._records(name, chain(BytesIO(first), stream))
            else:
                yield self._whole(name, first + stream.read())

    def _whole(self, name: str, data: bytes) -> Done:
        if is_binary(data):
            raise InputError(display(name), "holds binary data, not text; nothing was cleaned")
        problem = json_problem(data) if self.options.source == "auto" else None
        if problem:
            raise InputError(display(name), problem)
        options = self.options
        kind = "auto" if options.source == "jsonl" else options.source
        document = Document(
            source=data,
            kind=kind,
            url=options.url,
            site=options.site,
            language=options.lang,
            encoding=options.encoding,
        )
        article = self._cleaned(display(name), document)
        if any((repair.what, repair.before) == (UNFIT, options.encoding) for repair in article.repairs):
            doubt = f"--encoding {options.encoding} does not fit and was passed over: leave it out"
            click.echo(f"cleaner: {display(name)}: {doubt}", err=True)
        return Done(display(name), article)

    def _records(self, name: str, lines: Iterable[bytes]) -> Iterator[Done]:
        for record in read_records(jsonl_lines(name, lines)):
            try:
                yield self._record(name, record)
            except InputError as error:
                self._reject(str(error), record)

    def _record(self, name: str, record: Record) -> Done:
        if record.document is None:
            raise InputError(display(name), f"{record.problem}; this record is left out", record.number)
        options, own = self.options, record.document
        document = msgspec.structs.replace(
            own, url=own.url or options.url, site=options.site, language=own.language or options.lang
        )
        article = self._cleaned(f"{display(name)}:{record.number}", document)
        return Done(own.id or f"{display(name)}:{record.number}", article, record)

    def _cleaned(self, name: str, document: Document) -> Article:
        """A document that shows a fault of ours shall not end a stream of a million others."""
        try:
            return self._cleaner.clean(document)
        except RuleError:
            raise
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
            raise InputError(name, f"a fault in cleaner ({fault}); left out, please report it") from error

    def _reject(self, message: str, record: Record) -> None:
        if self._rejects is None:
            self._report(message)
            return
        self._rejects.write(record.raw if record.raw.endswith(b"\n") else record.raw + b"\n")
        click.echo(f"cleaner: {message}", err=True)

    def _report(self, message: str) -> None:
        self.failed = True
        click.echo(f"cleaner: {message}", err=True)


def _head(name: str, stream: BinaryIO) -> bytes:
    """The first line that is not blank, and what is before it; raises InputError where that is no page's beginning."""
    head = bytearray()
    while line := stream.readline(LINE_TO_SNIFF):
        head += line
        if line.strip():
            break
        if len(head) >= LINE_TO_SNIFF:
            raise InputError(display(name), f"begins with {LINE_TO_SNIFF >> 20} MB of blank lines; nothing was cleaned")
    return bytes(head)
