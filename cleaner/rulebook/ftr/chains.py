"""CSS selectors as values: compounds of conditions, chained by combinators, written as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

import msgspec

IDENTIFIER = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]*")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
CASELESS = frozenset(
    """accept accept-charset align alink axis bgcolor charset checked clear codetype color compact declare defer dir
    direction disabled enctype face frame hreflang http-equiv lang language link media method multiple nohref noresize
    noshade nowrap readonly rel rev rules scope scrolling selected shape target text type valign valuetype vlink
    """.split()
)
"""Attributes whose values CSS compares without regard to case in HTML, unless told otherwise."""


class Untranslatable(ValueError):
    """An expression that CSS cannot say, and why."""


class Never(Untranslatable):
    """An expression or a condition that no element of an HTML page can ever meet, and why."""


class BareText(Untranslatable):
    """An expression that selects text beside elements, where rules can only name elements."""


ALWAYS = ":is(*)"
"""The condition that every element meets."""


class Compound(msgspec.Struct, frozen=True):
    """One element's demands: its tag (`*` for any) and conditions, each a piece of a compound selector.

    `*` is written before a pseudo-class: of `:has(p) a`, Lexbor overlooks some that it finds of `*:has(p) a`.
    """

    tag: str = "*"
    conditions: tuple[str, ...] = ()

    def __str__(self) -> str:
        joined = "".join(self.conditions)
        return f"{'' if self.tag == '*' and joined[:1] not in ('', ':') else self.tag}{joined}"

    def having(self, *conditions: str) -> Compound:
        """With further conditions."""
        return Compound(self.tag, tuple(dict.fromkeys(self.conditions + conditions)))

    def joined(self, other: Compound) -> Compound | None:
        """What meets both demands; None when the tags contradict each other."""
        if "*" not in (self.tag, other.tag) and self.tag != other.tag:
            return None
        return Compound(other.tag if self.tag == "*" else self.tag, self.conditions).having(*other.conditions)


Chain: TypeAlias = tuple[tuple[str, Compound], ...]
"""Compounds, each with the combinator before it (`" "` for the first); the last one is what is selected."""
ROOT: Chain = ()
"""The document itself, above its first element."""


def single(compound: Compound) -> Chain:
    """A chain of one."""
    return ((" ", compound),)


def replaced(chain: Chain, last: Compound) -> Chain:
    """The chain with another last compound."""
    return (*chain[:-1], (chain[-1][0], last))


def write(chain: Chain) -> str:
    """A chain as a complex selector."""
    first, *rest = chain
    return str(first[1]) + "".join(f" {compound}" if by == " " else f" {by} {compound}" for by, compound in rest)


def level(chain: Chain) -> int:
    """Where the last elements of a chain begin that are siblings."""
    return max((at for at, (by, _) in enumerate(chain) if by in (" ", ">")), default=0)


def inside(by: str, chain: Chain) -> str:
    """The condition that a chain begins below, or beside, an element: `:has(> p ~ ul)`."""
    last = chain[-1][1]
    nested = [(one, deeper) for one in last.conditions if (deeper := argument(":has", one)) is not None]
    if len(nested) == 1:  # `:has(> p:has(> a))` is `:has(> p > a)`
        chain = replaced(chain, Compound(last.tag, tuple(one for one in last.conditions if one != nested[0][0])))
    text = " ".join([write(chain), *(deeper for _, deeper in nested if len(nested) == 1)])
    if ":has(" in text:
        raise Untranslatable("a condition inside a condition")
    return f":has({alone(text if by == ' ' else f'{by} {text}')})"


def either(*selectors: str) -> str:
    """The condition that one of some selectors matches; one that is such a condition itself is taken apart."""
    return f":is({', '.join(alone(unwrapped(selector)) for selector in selectors)})"


def unwrapped(condition: str) -> str:
    """What a condition that is `:is(…)` from end to end says; any other as it is."""
    inner = argument(":is", condition)
    return condition if inner is None else inner


def argument(name: str, condition: str) -> str | None:
    """What stands in the brackets of a condition that is `name(…)` from end to end; None for any other."""
    if not condition.startswith(f"{name}("):
        return None
    bare = STRING.sub(lambda match: "x" * len(match[0]), condition)
    open_ = [bare[:end].count("(") - bare[:end].count(")") for end in range(len(name) + 1, len(bare))]
    return condition[len(name) + 1 : -1] if min(open_) > 0 else None


def alone(selector: str) -> str:
    """A selector that may stand inside `:is()`, `:not()` or `:has()`; raises Untranslatable for others.

    What holds `:is(div *)` may not: from the inside of another condition, Lexbor does not find what stands around.
    """
    if " *)" in selector:
        raise Untranslatable("what stands around an element, inside a condition on another")
    return f"*{selector}" if selector.startswith(":") else selector


def selector_list(chains: Iterable[Chain]) -> str:
    """Chains as a selector list, without repetitions; raises Never for none."""
    texts = list(dict.fromkeys(write(chain) for chain in chains if chain))
    if not texts:
        raise Never("no element can be all that it asks for")
    return ", ".join(texts)


def attribute(name: str, operator: str = "", value: str = "") -> str:
    """The condition `[name]` or `[name<operator>"value"]`, as `.value` or `#value` where that says the same."""
    if name != name.lower():
        raise Never(f"names are in lower case in HTML: `@{name}` never matches; did you mean `@{name.lower()}`?")
    if name.endswith("()"):
        raise Never(f"`@{name}` never matches; did you mean `{name}`?")
    if not re.fullmatch(r"[\w.-]+", name):
        raise Untranslatable(f"`@{name}` has no plain name")
    if not operator:
        return f"[{name}]"
    if (name, operator) in (("class", "~="), ("id", "=")) and IDENTIFIER.fullmatch(value):
        return f"{'.' if name == 'class' else '#'}{value}"
    cased = " s" if name in CASELESS and value.lower() != value.upper() else ""
    return f"[{name.replace('.', chr(92) + '.')}{operator}{quoted(value)}{cased}]"


def quoted(text: str) -> str:
    """A CSS string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\{ord(match[0]):x} ", escaped) + '"'
