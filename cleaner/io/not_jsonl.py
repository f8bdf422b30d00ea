"""JSON that is no JSONL, told from a text that begins with a bracket: an array, objects over several lines, UTF-16."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

from cleaner.io.records import is_record
from cleaner.io.streams import IS_UTF16, UTF16, InputError, display

SPACE = "\ufeff \t\r\n"
BLANK = SPACE.encode()  # a byte order mark among them
REACH = 1 << 20  # bytes after a first line that is no record, in which the object may end that begins there
# `[` and an object, or an object and its first key; "[Photo: AP]" and "{{ title }}" are how texts begin.
SHAPE = re.compile(r'(?:(\[)\s*+\{|\{\s*+"(?:[^"\\\n]|\\.)*+"\s*+:)')


def json_problem(data: bytes) -> str | None:
    """What to say of an input that is JSON to its end, but not one object a line in UTF-8; None for a text."""
    codec = json.detect_encoding(data)
    if codec == "utf-8" and data.lstrip(BLANK)[:1] not in (b"[", b"{"):
        return None
    text = data.decode(codec, "replace").strip(SPACE)
    if codec.startswith("utf-16") and is_record(text.partition("\n")[0].encode("utf-8", "replace")):
        return IS_UTF16
    shape = SHAPE.match(text)
    if shape is None or not _is_json(text):
        return None
    return f"{_remedy(shape)}; --from text reads it as a text"


def _remedy(shape: re.Match[str]) -> str:
    way = "jq -c '.[]'" if shape[1] else "jq -c ."
    return f"is JSON, but not one object a line: {way} makes lines of it"


def jsonl_lines(name: str, lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of what is said to be JSONL. Raises InputError where it is UTF-16, or its first object goes over
    several lines."""
    rest, head = iter(lines), list[bytes]()
    for line in rest:
        head.append(line)
        if line.strip(BLANK):
            break
    if head and head[0].startswith(UTF16):
        raise InputError(display(name), IS_UTF16)
    begun = head[-1].strip(BLANK) if head else b""
    if begun.startswith((b"[", b"{")) and not begun.endswith((b"]", b"}")):
        size = 0
        while size < REACH and (more := next(rest, None)) is not None:
            head.append(more)
            size += len(more)
        _refuse_several(name, b"".join(head).decode("utf-8", "replace").lstrip(SPACE))
    yield from chain(head, rest)


def _refuse_several(name: str, text: str) -> None:
    """Raises InputError where the first object of a text is not whole on its first line."""
    shape = SHAPE.match(text)
    if shape is None:
        return
    with suppress(ValueError, RecursionError):
        _, end = json.JSONDecoder().raw_decode(text, text.index("{"))
        if shape[1] or "\n" in text[:end]:
            raise InputError(display(name), _remedy(shape))


def _is_json(text: str) -> bool:
    """Whether a text is JSON values, one after the other, and nothing else."""
    decoder, end = json.JSONDecoder(), 0
    try:
        while end < len(text):
            _, end = decoder.raw_decode(text, end)
            while end < len(text) and text[end] in SPACE:
                end += 1
    except (ValueError, RecursionError):
        return False
    return True
