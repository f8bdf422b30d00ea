"""Formatting elements that a page leaves open: the parser rebuilds them in every later block.

Nearly all pages close what they open. A rough count by arrays, which is never too low, tells so in half the time of an
exact one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MAX_FORMATTING = 50
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
FORMATS = re.compile(r"<(/?)([abisuABISU]|(?=[bcefnstBCEFNST])(?i:big|code|em|font|nobr|small|strike|strong|tt))[\s/>]")
LONG = re.compile(rb"(/?)(big|code|em|font|nobr|small|strike|strong|tt)(?:([\t-\r\x1c-\x20/>])|[\x80-\xff])", re.I)
"""What follows a `<`; a character beyond ASCII may be a space, which ends a start tag and, to be safe, no end tag."""
SHORT = np.zeros(256, np.uint8)
"""By byte, a number for each name of one letter."""
SPACES = np.zeros((2, 256), bool)
"""By byte, whether it may stand behind the name of a start tag, and surely behind that of an end tag."""
PAIRS = np.zeros(1 << 16, bool)
"""By two bytes, whether a longer name begins so."""
for _number, _name in enumerate(sorted(FORMATTING), 1):
    for _begin in {(a, b) for a in (_name[0], _name[0].upper()) for b in (_name[1:2], _name[1:2].upper())}:
        if len(_name) == 1:
            SHORT[ord(_begin[0])] = _number
        else:
            PAIRS[ord(_begin[0]) << 8 | ord(_begin[1])] = True
SPACES[:, [*b"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f />"]] = True
SPACES[0, 128:] = True


def left_open(html: str, data: bytes) -> bool:
    """Whether more formatting elements are open at once than may be; `data` is the page in UTF-8."""
    return most_open(data) > MAX_FORMATTING and too_many_open(FORMATS.findall(html))


def most_open(data: bytes) -> int:
    """No fewer than the formatting elements that are open at once: for each name as many as there are at its worst."""
    signs = np.frombuffer(data, np.uint8)
    at = np.flatnonzero(signs == ord("<")) + 1
    ends = signs.take(at, mode="clip") == ord("/")
    first, second = signs.take(at + ends, mode="clip"), signs.take(at + ends + 1, mode="clip")
    names = SHORT.take(first)
    names[~SPACES[ends.view(np.uint8), second]] = 0
    steps = np.where(ends, -1, 1)
    short = sum(highest(steps[names == name]) for name in np.flatnonzero(np.bincount(names)).tolist() if name)
    return short + longer(data, at[PAIRS.take((first.astype(np.uint16) << 8) | second)].tolist())


def highest(steps: NDArray[np.int64]) -> int:
    """How many elements of one name are open at once, as its tags go by: 1 for a start, -1 for an end."""
    count = steps.cumsum()
    return int((count - np.minimum(np.minimum.accumulate(count), 0)).max())


def longer(data: bytes, places: Sequence[int]) -> int:
    """The same of the names of several letters, which may stand at these places."""
    number: dict[bytes, int] = {}
    most: dict[bytes, int] = {}
    for found in filter(None, (LONG.match(data, place) for place in places)):
        name = found[2].lower()
        before = number.get(name, 0)
        if not found[1]:
            number[name] = before + 1
            most[name] = max(most.get(name, 0), before + 1)
        elif before and found[3]:
            number[name] = before - 1
    return sum(most.values())


def too_many_open(found: Sequence[tuple[str, str]]) -> bool:
    """Whether formatting elements are left open beyond the bound, counted exactly."""
    names: dict[str, int] = {}
    formats = 0
    for end, name in found:
        name = name.lower()
        number = names.get(name, 0)
        if not end:
            names[name] = number + 1
            formats += 1
            if formats > MAX_FORMATTING:
                return True
        elif number:
            names[name] = number - 1
            formats -= 1
    return False
