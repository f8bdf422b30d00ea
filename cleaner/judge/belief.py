"""Which rules of an import are believed on a page: sites are built anew, and then old names mean other elements.

A rule by hand is believed always. Of a file with a `source`, an `html.body` is not that leaves less than `LEAST` of the
text that the line model is sure of, nor an `html.drop` with which more than `MOST` of that text would have gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

import msgspec

from cleaner.judge.view import View
from cleaner.rulebook.sites import SiteRules
from cleaner.tree import Tree, lines_within

SURE = 0.8  # chance from which a line is surely the article's
ENOUGH = 400  # characters of such lines: with fewer, the model is no witness
LEAST, MOST = 0.75, 0.25  # shares of their characters


def leave_doubtful(view: View, rules: SiteRules) -> None:
    """Forget what doubtful rules found on an HTML page; `view.doubts` says of which lines they spoke, and why not."""
    found, tree = view.page.found, view.page.tree
    if tree is None or not any(rules.rules[order].source for order, _ in found.elements):
        return
    sizes = _sure(view)
    if sum(sizes.values()) < ENOUGH:
        return
    spoken = _spoken(found.elements, tree)
    doubtful = dict(_bodies(rules, spoken, sizes))
    body = next((order for order in sorted(spoken) if _deciding_body(rules, order) and order not in doubtful), None)
    inside = {index: size for index, size in sizes.items() if body is None or index in spoken[body]}
    doubtful |= _drops(rules, spoken, inside)
    for order, why in doubtful.items():
        _note(view, rules, order, spoken[order], why)
    elements = tuple(one for one in found.elements if one[0] not in doubtful)
    inline = tuple(one for one in found.inline if one[0] not in doubtful)
    believed = msgspec.structs.replace(found, elements=elements, inline=inline)
    view.page = msgspec.structs.replace(view.page, found=believed)


def _sure(view: View) -> dict[int, int]:
    """The characters of each line that the line model is sure of, the headline aside."""
    judged = view.model
    return {
        index: len(line.text)
        for index, (line, verdict, chance) in enumerate(
            zip(view.page.lines, judged.verdicts, judged.chances.tolist(), strict=True)
        )
        if verdict.keep and chance >= SURE and index != view.page.title_line
    }


def _spoken(elements: Iterable[tuple[int, int]], tree: Tree) -> dict[int, set[int]]:
    """The lines within the elements that each rule names, of rules that name any."""
    spoken: dict[int, set[int]] = {}
    for order, node in elements:
        if lines := lines_within(tree, node):
            spoken.setdefault(order, set()).update(lines)
    return spoken


def _deciding_body(rules: SiteRules, order: int) -> bool:
    return rules.rules[order].kind == "html.body"


def _bodies(rules: SiteRules, spoken: dict[int, set[int]], sizes: dict[int, int]) -> Iterator[tuple[int, str]]:
    """The doubtful ones before the first that is believed, each with the reason."""
    for order in sorted(spoken):
        if not _deciding_body(rules, order):
            continue
        share = _share(sizes, spoken[order])
        if not rules.rules[order].source or share >= LEAST:
            return
        yield order, f"it would leave {share:.0%} of what the line model is sure of"


def _drops(rules: SiteRules, spoken: dict[int, set[int]], sizes: dict[int, int]) -> Iterator[tuple[int, str]]:
    """The doubtful ones; what is dropped by those before counts as well."""
    gone: set[int] = set()
    for order in sorted(spoken):
        rule = rules.rules[order]
        if rule.kind != "html.drop" or not rule.source:
            continue
        share = _share(sizes, gone | spoken[order])
        if share > MOST and not spoken[order] <= gone:
            yield order, f"{share:.0%} of what the line model is sure of would be gone"
        else:
            gone |= spoken[order]


def _share(sizes: dict[int, int], lines: Set[int]) -> float:
    total = sum(sizes.values())
    return sum(size for index, size in sizes.items() if index in lines) / total if total else 0.0


def _note(view: View, rules: SiteRules, order: int, lines: Set[int], why: str) -> None:
    rule = rules.rules[order]
    outside = _deciding_body(rules, order)
    for index in range(len(view.lines)):
        if (index in lines) != outside:
            said = f"{rule.name}, imported from {rule.source}, would drop it and is not believed: {why}"
            view.doubts.setdefault(index, said)
