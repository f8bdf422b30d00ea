"""`sarif`: SARIF 2.1.0, as GitHub's code scanning and other viewers read it, with rules, fingerprints and fixes."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import msgspec

import cleaner
from cleaner.check.codes import CHECKS, Check
from cleaner.check.findings import Finding, Region, numbered
from cleaner.check.formats.objects import printable
from cleaner.check.run import Outcome

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
INDEX = {code: index for index, code in enumerate(CHECKS)}


class Sarif:
    """One run, with all checks as its rules."""

    def __init__(self) -> None:
        self._results: list[dict[str, Any]] = []
        self._errors: list[str] = []

    def outcome(self, outcome: Outcome) -> str:
        """Nothing yet."""
        self._results += [_result(finding, mark) for finding, mark in numbered(outcome.findings)]
        self._errors += outcome.errors
        return ""

    def end(self) -> str:
        """The log."""
        driver = {
            "name": "cleaner",
            "version": cleaner.__version__,
            "semanticVersion": cleaner.__version__,
            "rules": [_rule(check) for check in CHECKS.values()],
        }
        invocation: dict[str, Any] = {"executionSuccessful": not self._errors}
        if self._errors:
            invocation["toolExecutionNotifications"] = [
                {"level": "error", "message": {"text": printable(error)}} for error in self._errors
            ]
        run = {
            "tool": {"driver": driver},
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that cleaner was started in."}}},
            "results": self._results,
        }
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _rule(check: Check) -> dict[str, Any]:
    help_text = f"{check.finds[:1].upper()}{check.finds[1:]}. What --fix does: {check.fix.replace('`', '')}."
    marked = f"**{check.code} `{check.name}`** {check.finds}.\n\nWhat `--fix` does: {check.fix}."
    return {
        "id": check.code,
        "name": "".join(word.capitalize() for word in check.name.split("-")),
        "shortDescription": {"text": f"{check.name}: {check.finds}"},
        "fullDescription": {"text": help_text},
        "help": {"text": help_text, "markdown": marked},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["text-quality"], "precision": "high", "problem.severity": "error"},
    }


def _result(finding: Finding, mark: str) -> dict[str, Any]:
    location = {"artifactLocation": _artifact(finding.path), "region": _region(finding.region, finding.text)}
    inside = f"{finding.place}: " if finding.place else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": INDEX[finding.code],
        "level": finding.level,
        "message": {"text": printable(inside + finding.message + (f"\n{finding.details}" if finding.details else ""))},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"cleanerFinding/v1": mark},
    }
    if finding.field:
        result["locations"][0]["logicalLocations"] = [{"name": finding.field, "kind": "member"}]
    if finding.replacements:
        result["fixes"] = [_fix(finding)]
    return result


def _fix(finding: Finding) -> dict[str, Any]:
    """What `--fix` does to the file: regions that go, and what comes in their place."""
    replacements: list[dict[str, Any]] = []
    for replacement in finding.replacements:
        entry: dict[str, Any] = {"deletedRegion": _region(replacement.region)}
        if replacement.text:
            entry["insertedContent"] = {"text": printable(replacement.text)}
        replacements.append(entry)
    change = {"artifactLocation": _artifact(finding.path), "replacements": replacements}
    return {"description": {"text": f"cleaner check --fix {printable(finding.fix)}"}, "artifactChanges": [change]}


def _region(region: Region, text: str = "") -> dict[str, Any]:
    """A region; GitHub shows its snippet where it has no source at hand."""
    found: dict[str, Any] = {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }
    return found | {"snippet": {"text": printable(text)}} if text else found


def _artifact(path: str) -> dict[str, str]:
    """A relative path against the root of the sources; an absolute one as a file's URI."""
    uri = quote(PurePath(path).as_posix().encode("utf-8", "surrogateescape"))
    return {"uri": f"file://{uri}"} if PurePath(path).is_absolute() else {"uri": uri, "uriBaseId": "%SRCROOT%"}
