"""`cleaner rules`: what site rules there are, what applies, what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.cli.import_ftr import import_ftr
from cleaner.cli.output import FAILED, OK, write
from cleaner.cli.rule_files import all_files, chosen, count, rules_option

FOUND = 1


@click.group()
def rules() -> None:
    """List, show, check and begin site rules; docs/rules.md describes their files.

    Exit codes: 0 it worked and nothing is wrong; 1 lint or test found something; 2 misuse.
    """


@rules.command("list")
@rules_option
def list_(folders: tuple[Path, ...]) -> int:
    """List the rule files: kind, name, number of rules and of tests, and where they are, as tab-separated values.

    Those of the folders that --rules names, else the shipped ones.
    """
    from cleaner.rulebook.read import RuleError
    from cleaner.rulebook.survey import HEADER, survey

    failed = False
    write(f"{HEADER}\n".encode())
    for path in all_files(folders):
        try:
            write(f"{survey(path)}\n".encode())
        except RuleError as error:
            failed = True
            click.echo(f"cleaner: {error}", err=True)
    return FAILED if failed else OK


@rules.command()
@click.argument("host")
@rules_option
def show(host: str, folders: tuple[Path, ...]) -> int:
    """Show the rules that apply to HOST (or to a page's address), in the order in which they decide.

    Tab-separated: the rule's name, what it does, what it matches, its label, its dates, its note, its file and line.
    """
    from cleaner.address import host_of_address
    from cleaner.rulebook.folders import shipped
    from cleaner.rulebook.sites import load
    from cleaner.rulebook.survey import RULES_HEADER, shown

    site = host_of_address(host)
    found = load([shipped(), *folders], site) if site else None
    if not found:
        click.echo(f"cleaner: no rules speak of {site or host}", err=True)
        return OK
    write("".join(f"{row}\n" for row in (RULES_HEADER, *shown(found))).encode())
    return OK


@rules.command()
@click.argument("names", nargs=-1, metavar="[FILE|DIR|HOST|GROUP]...")
@rules_option
def lint(names: tuple[str, ...], folders: tuple[Path, ...]) -> int:
    """Say what is wrong with rule files, as FILE:LINE: MESSAGE; all of them, where none is named.

    Mistakes in keys, types, patterns and selectors; rules that never decide, or match any line; rules that stand in
    many files and should be a group; files without tests.
    """
    from cleaner.rulebook import lint as linter
    from cleaner.rulebook.examples import Roots
    from cleaner.rulebook.shared import shared_rules

    paths = chosen(names, folders)
    found, roots = 0, Roots()
    for path in paths:
        for finding in linter.lint(path, roots):
            found += 1
            write(f"{finding}\n".encode())
    for finding in shared_rules(path for path in paths if path.parent.name != "phrases"):
        found += 1
        write(f"{finding}\n".encode())
    click.echo(f"{count(len(paths), 'file')}, {count(found, 'finding')}", err=True)
    return FOUND if found else OK


@rules.command()
@click.argument("names", nargs=-1, metavar="[FILE|DIR|HOST|GROUP]...")
@rules_option
@click.option("--strict", is_flag=True, help="A rule that no test needs is a failure too.")
@click.option("--pages", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
              help="Saved pages as JSONL (`url`, `html`): the tests that name an address run on them.")  # fmt: skip
def test(names: tuple[str, ...], folders: tuple[Path, ...], strict: bool, pages: str | None) -> int:
    """Run the tests that rule files carry, and report the rules that no test needs.

    The tests of all files, where none is named. Failures go to stdout as FILE:LINE: MESSAGE.
    """
    from cleaner.rule_tests import Tally

    tally = Tally(strict)
    paths = chosen(names, folders)
    for path in paths:
        for line in tally.run(path):
            write(f"{line}\n".encode())
    click.echo(tally.summary(), err=True)
    if tally.broken:
        return FAILED
    missing = _on_pages(pages, paths, folders) if pages else 0
    return FOUND if tally.failed or missing else OK


def _on_pages(pages: str, paths: list[Path], folders: tuple[Path, ...]) -> int:
    """Run the tests that name an address; the number of snippets that are missing."""
    from cleaner.io.streams import opened
    from cleaner.pipeline import Cleaner
    from cleaner.saved_pages import Saved, run_saved

    saved, missing = Saved(), 0
    with opened(pages) as stream:
        rule_files = [path for path in paths if path.parent.name != "phrases"]
        for finding in run_saved(stream, rule_files, Cleaner(rules=folders), saved):
            missing += 1
            write(f"{finding}\n".encode())
    click.echo(f"{count(saved.run, 'test')} of {saved.tests} that name an address had a page, "
               f"{count(missing, 'snippet')} missing", err=True)  # fmt: skip
    return missing


@rules.command()
@click.argument("host")
@rules_option
def new(host: str, folders: tuple[Path, ...]) -> int:
    """Begin the rules of HOST: write sites/HOST.yaml into the folder that --rules names, else to stdout."""
    from cleaner.address import host_of_address
    from cleaner.rulebook.folders import HOST
    from cleaner.rulebook.survey import outline

    site = host_of_address(host)
    if site is None or not HOST.fullmatch(site):
        raise click.UsageError(f"'{host}' is not a host's name")
    if not folders:
        write(outline(site).encode())
        return OK
    path = folders[-1] / "sites" / f"{site}.yaml"
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(outline(site))
    except FileExistsError as error:
        raise click.UsageError(f"{path} is there already") from error
    click.echo(f"{path} is begun", err=True)
    return OK


@rules.command()
@click.argument("kind", type=click.Choice(["site", "group", "phrases"]), default="site")
def schema(kind: str) -> int:
    """Write the JSON Schema of a kind of rule file, for editors."""
    from cleaner.rulebook.survey import json_schema

    write(json_schema(kind))
    return OK


rules.add_command(import_ftr)
