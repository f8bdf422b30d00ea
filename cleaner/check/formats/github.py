"""`github`: workflow commands, which GitHub Actions shows beside the lines of a pull request."""

from __future__ import annotations

from cleaner.check.findings import Finding
from cleaner.check.run import Outcome


class Github:
    """Findings as annotations: errors where they are certain, else warnings."""

    def outcome(self, outcome: Outcome) -> str:
        """One command a finding."""
        return "".join(_command(finding) for finding in outcome.findings)

    def end(self) -> str:
        """Nothing."""
        return ""


def _command(finding: Finding) -> str:
    region = finding.region
    properties = {
        "file": finding.path,
        "line": region.line,
        "endLine": region.end_line,
        "col": region.column,
        "endColumn": region.end_column,
        "title": f"{finding.code} {finding.name}",
    }
    if region.line != region.end_line:  # GitHub takes columns only within one line
        del properties["col"], properties["endColumn"]
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    inside = f"{finding.place}: " if finding.place else ""
    details = f"\n{finding.details}" if finding.details else ""
    return f"::{finding.level} {listed}::{_data(inside + finding.message + details)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
