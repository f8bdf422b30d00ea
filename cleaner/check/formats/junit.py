"""`junit`: a test suite in which each file is a test case, and each finding a failure of it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from cleaner.check.findings import Finding
from cleaner.check.run import Outcome

NOT_OF_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SUITE = "cleaner check"


class JUnit:
    """One suite for the whole run."""

    def __init__(self) -> None:
        self._suite = ElementTree.Element("testsuite", name=SUITE)
        self._failures = self._errors = 0

    def outcome(self, outcome: Outcome) -> str:
        """Nothing yet."""
        case = ElementTree.SubElement(self._suite, "testcase", name=_clean(outcome.path), classname=SUITE, time="0")
        for finding in outcome.findings:
            _failure(case, finding)
        for error in outcome.errors:
            ElementTree.SubElement(case, "error", message=_clean(error), type="unreadable")
        self._failures += bool(outcome.findings)
        self._errors += bool(outcome.errors) and not outcome.findings
        return ""

    def end(self) -> str:
        """The suite."""
        counts = {"tests": len(self._suite), "failures": self._failures, "errors": self._errors, "skipped": 0}
        for element in (self._suite, root := ElementTree.Element("testsuites", name=SUITE)):
            element.attrib |= {key: str(value) for key, value in counts.items()} | {"time": "0"}
        root.append(self._suite)
        ElementTree.indent(root)
        return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _failure(case: ElementTree.Element, finding: Finding) -> None:
    place = f"line {finding.region.line}, column {finding.region.column}"
    inside = f", {finding.place}" if finding.place else ""
    message = _clean(f"{place}{inside}: {finding.message}")
    failure = ElementTree.SubElement(case, "failure", message=message, type=f"{finding.code} {finding.name}")
    failure.text = _clean(f"{finding.path}:{finding.region.line}:{finding.region.column}: {finding.code} {message}")
    failure.text += _clean(f"\n{finding.details}") if finding.details else ""


def _clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return NOT_OF_XML.sub("\ufffd", text)
