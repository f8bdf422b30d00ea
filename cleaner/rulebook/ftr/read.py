"""A FiveFilters site file as statements, notes and problems; nothing in it can make reading fail but its bytes.

One `directive: value` a line, split at the first colon (in `replace_string(…): …` at the first one after the bracket),
both sides trimmed; lines that begin with `#` are comments.
"""

from __future__ import annotations

import difflib
import re

import msgspec

from cleaner.address import in_ascii
from cleaner.rulebook.folders import HOST
from cleaner.rulebook.ftr.directives import KNOWN, WITH_ARGUMENT

CALL = re.compile(rf"\s*({'|'.join(WITH_ARGUMENT)})\((.*?)\)\s*:(.*)")
PRIVATE = re.compile(
    r"http_header|log-?in|cookie|passw|user-?agent|authori[sz]ation|bearer|token|session|credential|api.?key|secret",
    re.IGNORECASE,
)
"""What a comment is about that is not carried over."""


class FtrError(ValueError):
    """A file that is not one of the FiveFilters site rules, and why."""


class Statement(msgspec.Struct, frozen=True):
    """One line that says something: `name` and `value`, and what stands in brackets after the name."""

    line: int
    name: str
    value: str
    argument: str | None = None


class Problem(msgspec.Struct, frozen=True):
    """A line that says nothing, or what cannot be carried over, with the reason and what may be meant."""

    file: str
    line: int
    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: “{self.text}”: {self.why}"


class FtrFile(msgspec.Struct, frozen=True):
    """What a file says, in order; comments by the line that they end on.

    `host` is `*.example.com` for a wildcard, and `global` for the rules of all sites.
    """

    name: str
    host: str
    statements: list[Statement] = []
    comments: dict[int, str] = {}
    problems: list[Problem] = []


def read_ftr(name: str, content: bytes) -> FtrFile:
    """The file `name` (its own name, such as `example.com.txt`); raises FtrError for what is no site file."""
    file = FtrFile(name, host_of(name))
    comments: list[tuple[int, str]] = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FtrError(f"not UTF-8: {error.reason} at byte {error.start}") from error
    if "\0" in text:
        raise FtrError("not text: it holds a null byte")
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line.startswith("#"):
            comments.append((number, line.lstrip("# \t").rstrip("# \t")))
        elif line:
            _read_line(file, number, line)
    if not file.statements and file.problems:
        raise FtrError("none of its lines is a directive of the site rules")
    file.comments.update(_joined(comments))
    return file


def host_of(name: str) -> str:
    """The host that a file's name stands for; raises FtrError where it stands for none."""
    stem = name.removesuffix(".txt").lower()
    host = in_ascii(stem.removeprefix(".").removeprefix("www."))
    if not name.endswith(".txt") or not HOST.fullmatch(host):
        raise FtrError("its name is not `<host>.txt` or, for all hosts below one, `.<host>.txt`")
    return f"*.{host}" if stem.startswith(".") else host


def _read_line(file: FtrFile, number: int, line: str) -> None:
    call = CALL.fullmatch(line)
    if call:
        file.statements.append(Statement(number, call[1], call[3].strip(), call[2]))
        return
    name, colon, value = line.partition(":")
    name, value = name.strip(), value.strip()
    if name not in KNOWN or not colon:
        file.problems.append(Problem(file.name, number, _shown(line), _suggested(name, colon, line)))
    elif not value and name != "replace_string":
        file.problems.append(Problem(file.name, number, _shown(line), f"`{name}` without a value"))
    else:
        file.statements.append(Statement(number, name, value))


def _suggested(name: str, colon: str, line: str) -> str:
    if line.startswith("//"):
        return "a comment begins with `#`"
    if re.match(r"https?://", line):
        return "an address without a directive; did you mean `test_url:`?"
    if name.partition("(")[0] in WITH_ARGUMENT:
        return f"write `{name.partition('(')[0]}(…): …`, with both brackets"
    if not colon:
        return "not `directive: value`"
    near = difflib.get_close_matches(name.lower(), KNOWN, n=1)
    return f"unknown directive `{_shown(name)}`{f'; did you mean `{near[0]}`?' if near else ''}"


def _shown(text: str) -> str:
    """What may be shown of a line: of one that seems to be about headers or log-ins, nothing but its beginning."""
    if PRIVATE.search(text):
        return text.partition(":")[0][:30] + ": …"
    return text if len(text) <= 80 else text[:79] + "…"


def _joined(comments: list[tuple[int, str]]) -> dict[int, str]:
    """Comments on successive lines as one; none that speaks of headers, cookies or log-ins."""
    joined: dict[int, str] = {}
    for number, text in comments:
        if re.search(r"\w", text) and not PRIVATE.search(text):
            before = joined.pop(number - 1, None)
            joined[number] = text if before is None else f"{before}\n{text}"
    return joined
