"""`text`: one line a finding, `path:line:column: CODE name: message`, as editors and people read it."""

from __future__ import annotations

from cleaner.check.findings import Finding
from cleaner.check.run import Outcome

BOLD, RED, YELLOW, GREEN, CYAN, PLAIN = (f"\x1b[{code}m" for code in (1, 31, 33, 32, 36, 0))
DIFF = {"-": RED, "+": GREEN, "@": CYAN}


class Lines:
    """Findings as lines, in colour on a terminal."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def outcome(self, outcome: Outcome) -> str:
        """One line a finding, and the diff of a golden below it."""
        return "".join(self._finding(finding) for finding in outcome.findings)

    def end(self) -> str:
        """Nothing: silence is success."""
        return ""

    def _finding(self, finding: Finding) -> str:
        place = f"{finding.path}:{finding.region.line}:{finding.region.column}:"
        code = f"{finding.code} {finding.name}"
        if self._colour:
            place = f"{BOLD}{place}{PLAIN}"
            code = f"{RED if finding.certain else YELLOW}{code}{PLAIN}"
        inside = f"{finding.place}: " if finding.place else ""
        return f"{place} {code}: {inside}{finding.message}\n" + "".join(
            self._detail(line) for line in finding.details.splitlines()
        )

    def _detail(self, line: str) -> str:
        return f"  {DIFF[line[0]]}{line}{PLAIN}\n" if self._colour and line[:1] in DIFF else f"  {line}\n"
