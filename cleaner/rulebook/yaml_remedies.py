"""What YAML says of a file that it cannot read, as one sentence with the line and a remedy."""

from __future__ import annotations

import yaml

REMEDIES = {
    "mapping values are not allowed": "; put a text that holds `: ` in quotes, and indent the keys of an entry alike",
    "did not find expected '-' indicator": "; indent the keys of an entry alike",
    "did not find expected key": "; put a text that begins with `{` or `[` in quotes, and indent keys alike",
    "cannot start any token": "; put a text that begins with `%`, `@` or a backtick in quotes",
    "undefined alias": "; put a text that begins with `*` in quotes",
}
TABS = " (indent with spaces, not tabs)"


def explain_yaml(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Line and sentence for what the loader says of a text."""
    if isinstance(error, yaml.reader.ReaderError):
        before = text.encode()[: error.position]
        return before.count(b"\n") + 1, f"not valid YAML: {error.reason}"
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return 1, f"not valid YAML: {error}"
    line, problem = error.problem_mark.line + 1, error.problem or ""
    return line, f"not valid YAML: {problem}{_remedy(error, problem, _line(text, line))}"


def _remedy(error: yaml.MarkedYAMLError, problem: str, line: str) -> str:
    if "\t" in line:
        return TABS
    if error.context_mark and ("end of stream" in problem or "expected ','" in problem):
        return f"; what begins in line {error.context_mark.line + 1} is not closed"
    return next((remedy for part, remedy in REMEDIES.items() if part in problem), "")


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if number <= len(lines) else ""
