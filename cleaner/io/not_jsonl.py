"""JSON that is no JSONL, told from a text that begins with a bracket: an array, objects over several lines, UTF-16."""

from __future__ import annotations

import json
import re

from cleaner.io.records import is_record
from cleaner.io.streams import IS_UTF16

SPACE = "\ufeff \t\r\n"
# `[` and an object, or an object and its first key; "[Photo: AP]" and "{{ title }}" are how texts begin.
SHAPE = re.compile(r'(?:(\[)\s*+\{|\{\s*+"(?:[^"\\\n]|\\.)*+"\s*+:)')


def json_problem(data: bytes) -> str | None:
    """What to say of an input that is JSON to its end, but not one object a line in UTF-8; None for a text."""
    codec = json.detect_encoding(data)
    if codec == "utf-8" and data.lstrip(SPACE.encode())[:1] not in (b"[", b"{"):
        return None
    text = data.decode(codec, "replace").strip(SPACE)
    if codec.startswith("utf-16") and is_record(text.partition("\n")[0].encode("utf-8", "replace")):
        return IS_UTF16
    shape = SHAPE.match(text)
    if shape is None or not _is_json(text):
        return None
    way = "jq -c '.[]'" if shape[1] else "jq -c ."
    return f"is JSON, but not one object a line: {way} makes lines of it; --from text reads it as a text"


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
