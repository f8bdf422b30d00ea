"""`cleaner rules import-ftr`: the FiveFilters site rules as rule files, with a report."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cleaner.cli.output import FAILED, OK, write


@click.command("import-ftr")
@click.argument("source", metavar="FILE|DIR|TAR")
@click.option("--out", metavar="DIR", required=True, type=click.Path(file_okay=False),
              help="The rules folder to write to: `sites/<host>.yaml` in it.")  # fmt: skip
@click.option("--report", metavar="FILE", type=click.Path(dir_okay=False), help="Write the whole report as JSON.")
@click.option("--overwrite", is_flag=True, help="Replace rule files that are there already.")
def import_ftr(source: str, out: str, report: str | None, overwrite: bool) -> int:
    """Import the FiveFilters site rules (ftr-site-config): one file, a folder of them, or a tar archive.

    Writes a rule file for each host, and to stdout a table of what became of the lines: taken as they are, translated
    to CSS, kept as XPath (which needs lxml), recorded as notes or tests, needless here, or refused. Lines that cannot
    be used are named on stderr. Log-ins, headers, cookies and user agents are never carried over.

    Exit codes: 0 every file could be read; 2 one could not, or nothing could be imported (the rest was imported).
    """
    from cleaner.rulebook.ftr.read import FtrError
    from cleaner.rulebook.ftr.run import import_ftr as run

    try:
        done = run(Path(source), Path(out), overwrite=overwrite)
        if report:
            _write_report(Path(report), done.as_json())
    except FtrError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}") from error
    for line in (*map(str, done.problems), *done.unread):
        click.echo(line, err=True)
    if done.skipped:
        click.echo(f"{len(done.skipped)} rule files are there already and stay, {done.skipped[0]} first; "
                   "--overwrite replaces them", err=True)  # fmt: skip
    write(f"{done.table()}\n{done.summary()}\n".encode())
    return FAILED if done.unread else OK


def _write_report(path: Path, report: object) -> None:
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    partial.replace(path)
