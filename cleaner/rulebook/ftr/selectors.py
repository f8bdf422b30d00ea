"""One expression of a site file as an entry of a rule file: by CSS where it says the same, else by XPath."""

from __future__ import annotations

import re

import msgspec

from cleaner.rulebook.ftr.chains import BareText, Never, Untranslatable, attribute, selector_list
from cleaner.rulebook.ftr.css import select
from cleaner.rulebook.ftr.directives import VALUES, Outcome
from cleaner.rulebook.ftr.expression import Call, Expr, Literal, Number, Path
from cleaner.rulebook.ftr.labels import label_of
from cleaner.rulebook.ftr.narrow import alternatives, narrowed
from cleaner.rulebook.ftr.tokens import XPathError
from cleaner.rulebook.ftr.xpath import parse
from cleaner.rulebook.schema import Selector

UNCHANGED = ("normalize-space", "string")
"""Functions of a value that change nothing here: values are read as text with single spaces."""
CUTS = {"substring-after": "after", "substring-before": "before"}
ATTRIBUTES_ONLY = "attributes carry no line"
PARTLY = "the bare text that it names beside elements stays"
APART = ("strip", "dissolve")
"""Directives whose expressions may become several entries: what one of them finds does not hide what others find."""
FRAGMENT = re.compile(r"[-_]|.*([-_]$|\s)", re.DOTALL)
"""What can be no whole token: with a dash at an end, or with spaces."""


class Entry(msgspec.Struct, frozen=True):
    """What became of an expression: the rule, where there is one, `more` that it takes, and why it is not all."""

    outcome: Outcome
    rule: Selector | None = None
    reason: str = ""
    more: tuple[Selector, ...] = ()


def entry_of(directive: str, expression: str) -> Entry:
    """The entry for one of the directives that take XPath."""
    try:
        tree = parse(expression)
        found = _value(tree) if directive in VALUES else _elements(tree)
    except Never as error:
        return Entry(Outcome.REFUSED, reason=f"it can never match: {error}")
    except XPathError as error:
        return Entry(Outcome.REFUSED, reason=f"not XPath: {error}")
    except RecursionError:
        return Entry(Outcome.REFUSED, reason="not XPath that anyone can read: it is nested too deeply")
    except Untranslatable as error:
        try:
            return _labelled(directive, _narrowed(directive, tree))
        except Untranslatable:
            return _as_xpath(directive, tree, expression, error)
    if directive not in VALUES and found.rule and found.rule.attr:
        return Entry(Outcome.RECORDED, reason=ATTRIBUTES_ONLY)
    return _labelled(directive, found)


def _narrowed(directive: str, tree: Expr) -> Entry:
    """By CSS and what an entry asks beside it; of what is dropped, the sides of a union are entries of their own."""
    parts = alternatives(tree) if directive in APART else [tree]
    rules = [selector_of(part) for part in parts]
    if directive not in VALUES and any(rule.attr for rule in rules):
        raise Untranslatable(ATTRIBUTES_ONLY)
    return Entry(Outcome.TRANSLATED, rules[0], more=tuple(rules[1:]))


def selector_of(tree: Expr) -> Selector:
    """By CSS alone where that can say it, else with what an entry has beside it; raises Untranslatable."""
    try:
        selection = select(tree)
        return Selector(css=selector_list(selection.chains), attr=selection.attribute)
    except Untranslatable:
        return narrowed(tree)


def _as_xpath(directive: str, tree: Expr, expression: str, why: Untranslatable) -> Entry:
    if directive not in VALUES:
        if isinstance(why, BareText):
            return Entry(Outcome.REFUSED, reason="it selects bare text, and rules name elements")
        if not _gives_nodes(tree):
            return Entry(Outcome.REFUSED, reason="it gives a text, where elements are to be named")
    return _labelled(directive, Entry(Outcome.XPATH, Selector(xpath=expression), str(why)))


def _gives_nodes(tree: Expr) -> bool:
    return not isinstance(tree, Literal | Number) and not (isinstance(tree, Call) and tree.name != "id")


def _labelled(directive: str, entry: Entry) -> Entry:
    if directive != "strip" or entry.rule is None:
        return entry
    rule, *more = (msgspec.structs.replace(one, label=label_of(_words(one))) for one in (entry.rule, *entry.more))
    return msgspec.structs.replace(entry, rule=rule, more=tuple(more))


def _words(rule: Selector) -> str:
    given = (rule.css, rule.xpath, rule.closest, rule.exact, rule.prefix, rule.contains)
    return " ".join(filter(None, given))


def _elements(tree: Expr) -> Entry:
    selection = select(tree)
    rule = Selector(css=selector_list(selection.chains), attr=selection.attribute)
    return Entry(Outcome.TRANSLATED, rule, PARTLY if selection.partial else "")


def _value(tree: Expr) -> Entry:
    """A value is that of the first element found, with single spaces: what asks for that is let go."""
    if isinstance(tree, Call) and tree.name in UNCHANGED and len(tree.args) == 1 and _gives_nodes(tree.args[0]):
        return _value(tree.args[0])
    if isinstance(tree, Call) and tree.name in CUTS:
        return _cut(tree)
    if isinstance(tree, Path) and tree.start is not None and not tree.steps and tree.predicates == (Number(1),):
        return _value(tree.start)
    return _elements(tree)


def _cut(tree: Call) -> Entry:
    """A part of a value: after one text, then before another."""
    inside, mark = tree.args
    inner = _value(inside)
    if not isinstance(mark, Literal) or not mark.value.strip() or " ".join(mark.value.split()) != mark.value.strip(" "):
        raise Untranslatable("a part of a value that is computed")
    if inner.rule is None or inner.rule.before or (tree.name == "substring-after" and inner.rule.after):
        raise Untranslatable("a part of a part of a value")
    cut = {CUTS[tree.name]: mark.value}
    return msgspec.structs.replace(inner, rule=msgspec.structs.replace(inner.rule, **cut))


def by_id_or_class(value: str) -> Selector:
    """The elements that `strip_id_or_class` names: by a whole token, as far as the value can be one.

    The directive's documentation has substrings. But `hidden` then takes `overflow-hidden` and `top` takes `stop`;
    docs/rules.md has the figures.
    """
    wanted = value.replace('"', "").replace("'", "").strip()
    if FRAGMENT.match(wanted):
        css = f"{attribute('class', '*=', wanted)}, {attribute('id', '*=', wanted)}"
    else:
        css = f"{attribute('class', '~=', wanted)}, {attribute('id', '=', wanted)}"
    return Selector(css=css, label=label_of(wanted))


def by_image_src(value: str) -> Selector:
    """The images that `strip_image_src` names."""
    return Selector(css=f"img{attribute('src', '*=', value.replace(chr(34), '').replace(chr(39), '').strip())}")
