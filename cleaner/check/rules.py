"""Rule files as `check` sees them: can they be used, and do their own examples hold?"""

from __future__ import annotations

import re
from pathlib import Path

from cleaner.check.codes import RULE_EXAMPLE, RULE_FILE
from cleaner.check.findings import Finding, Region, fingerprint
from cleaner.rule_tests import run_tests
from cleaner.rulebook.lint import lint
from cleaner.rulebook.phrases import check_pack, mistakes
from cleaner.rulebook.read import RuleError, line_of

QUOTED = re.compile(r"""(?:misses|match|drops|drop) (?:'(.*)'|"(.*)")$""")


def rule_findings(path: str, name: str) -> list[Finding]:
    """What is wrong with a rule file, of a pack or of sites; `name` is what fingerprints call it."""
    file = Path(path)
    try:
        if file.parent.name == "phrases":
            return [_finding(path, name, RULE_EXAMPLE, *_placed(file, mistake)) for mistake in _phrases(file)]
        wrong = lint(file)
        failed = [] if wrong else run_tests(file).failed
    except RuleError as error:
        return [_finding(path, name, RULE_FILE, error.line, error.message)]
    found = [(RULE_FILE, one) for one in wrong] + [(RULE_EXAMPLE, one) for one in failed]
    return [_finding(path, name, code, one.line, one.message) for code, one in found]


def _phrases(file: Path) -> list[str]:
    """The mistakes of a pack; raises RuleError for one that cannot be used, with the line of the pattern at fault."""
    check_pack(file)
    return mistakes(file)


def _placed(file: Path, mistake: str) -> tuple[int, str]:
    """The line of the example that a sentence quotes, and the sentence without the file's name."""
    message = mistake.removeprefix(f"{file}: ")
    quoted = QUOTED.search(message)
    return (line_of(file, quoted[1] or quoted[2]) if quoted else 1), message


def _finding(path: str, name: str, code: str, line: int, message: str) -> Finding:
    return Finding(
        path=path,
        code=code,
        region=Region(line, 1, line, 1),
        reason=message,
        fingerprint=fingerprint(code, name, "", message),
    )
