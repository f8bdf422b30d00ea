"""Broken characters: mojibake, lost, control and invisible ones, as `cleaner.repair` mends them."""

from __future__ import annotations

import re
from collections.abc import Collection

from cleaner.article import Article, Repair
from cleaner.check.codes import CONTROL, INVISIBLE, MOJIBAKE, REPLACEMENT, UNDECODABLE
from cleaner.check.findings import Edit, Fault, shorten
from cleaner.check.texts import Physical
from cleaner.mend import STEPS
from cleaner.repair import ROUNDS

CODES = {  # no-break spaces are mended too, but they are layout and no fault
    "undecodable byte": UNDECODABLE,
    "mojibake": MOJIBAKE,
    "control character": CONTROL,
    "invisible character": INVISIBLE,
    "zero-width character": INVISIBLE,
    "bidirectional mark": INVISIBLE,
}
REASONS = {
    UNDECODABLE: "is no UTF-8",
    MOJIBAKE: "was decoded with the wrong charset",
    CONTROL: "holds a control character",
    INVISIBLE: "holds an invisible character",
}
LOST = re.compile("\ufffd")
REACH = 20  # characters shown around a fault that has no width


def characters(article: Article, physical: Physical) -> list[Fault]:
    """One fault for each line and kind of broken character."""
    found = {(repair.line, CODES[repair.what]): None for repair in article.repairs if repair.what in CODES}
    faults = [_fault(physical, number, code) for number, code in found if number]
    return [fault for fault in faults if fault] + lost(physical.text)


def lost(text: str) -> list[Fault]:
    """One fault for each line with U+FFFD, at the first."""
    faults, line_end = [], 0
    for found in LOST.finditer(text):
        if found.start() >= line_end:
            reason = "a character was lost here; get the text from its source again"
            faults.append(Fault(code=REPLACEMENT, start=max(0, found.start()), end=found.end(), reason=reason))
            line_end = text.find("\n", found.start()) + 1 or len(text)
    return faults


def _fault(physical: Physical, number: int, code: str) -> Fault | None:
    """None where it is another fault of the line that a repair of this kind has uncovered."""
    line, begin = physical.line(number), physical.start[number - 1]
    edit = difference(line, mended(line, {code}))
    if edit is None:
        return None
    fix = f"makes it “{shorten(edit.text)}”" if edit.text.strip() else "removes it"
    return Fault(
        code=code,
        start=begin + edit.start,
        end=begin + edit.end,
        reason=REASONS[code],
        certain=code != UNDECODABLE,
        fix=fix,
    )


def mended(line: str, codes: Collection[str]) -> str:
    """The line with the faults of some codes mended, and with nothing else changed."""
    steps = [step for what, step in STEPS.items() if CODES.get(what) in codes]
    for _ in range(ROUNDS):
        before = line
        for step in steps:
            line = step(line)
        if line == before:
            break
    return line


def edits(physical: Physical, faults: Collection[Fault]) -> dict[Fault, Edit]:
    """The edit that mends each fault; the faults of one line share theirs."""
    of_line: dict[int, list[Fault]] = {}
    for fault in faults:
        of_line.setdefault(physical.number(fault.start), []).append(fault)
    found: dict[Fault, Edit] = {}
    for number, together in of_line.items():
        line, begin = physical.line(number), physical.start[number - 1]
        edit = difference(line, mended(line, {fault.code for fault in together}))
        if edit is not None:
            found |= dict.fromkeys(together, Edit(begin + edit.start, begin + edit.end, edit.text))
    return found


def difference(before: str, after: str) -> Edit | None:
    """The edit that turns a text into another, without what they begin and end with alike; None if they are equal."""
    if before == after:
        return None
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    return Edit(start, len(before) - end, after[start : len(after) - end])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def in_page(article: Article, source: str) -> list[Fault]:
    """Mojibake and lost characters in the article of an HTML page, at their place in its source where that is told."""
    kept = {judged.number for judged in article.kept}
    whats = [repair for repair in article.repairs if repair.what == "mojibake" and repair.line in kept]
    faults = [_found(source, _broken(repair), MOJIBAKE, REASONS[MOJIBAKE]) for repair in whats]
    return faults + [fault for judged in article.kept for fault in _lost_in(judged.text, source)][:1]


def _broken(repair: Repair) -> str:
    edit = difference(repair.before, repair.after)
    return repair.before[edit.start : edit.end] if edit else repair.before


def _lost_in(text: str, source: str) -> list[Fault]:
    return [_found(source, "\ufffd", REPLACEMENT, "a character was lost here")] if LOST.search(text) else []


def _found(source: str, text: str, code: str, reason: str) -> Fault:
    at = source.find(text)
    return Fault(code=code, start=max(at, 0), end=max(at, 0) + (len(text) if at >= 0 else 0), reason=reason)
