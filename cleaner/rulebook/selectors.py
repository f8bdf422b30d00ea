"""CSS and XPath of rule files, proved before they are used: on a page with a single element, as each parser does it.

CSS goes through Lexbor, as the page itself does; XPath through lxml, which is imported only where a rule has any.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from cleaner.fold import letters
from cleaner.rulebook.match import LITERAL, the_one
from cleaner.rulebook.needs import Need, needs
from cleaner.rulebook.patterns import PatternError
from cleaner.rulebook.schema import TEXTS, Selector
from cleaner.shape import even


class Said(msgspec.Struct, frozen=True):
    """What the text of an element must be, as `SELECTORS` entries ask for it: one of `TEXTS` and its value."""

    how: str
    value: str

    def __call__(self, text: str) -> bool:
        """Whether a text is so: white space, kinds of quotes and dashes do not count, nor, unless `exact`, case."""
        line = even(letters(text))
        return line == self.value if self.how == "exact" else LITERAL[self.how](self.value, line.casefold())


class Query(msgspec.Struct, frozen=True):
    """An entry as it is looked up: CSS, or a compiled XPath, and what narrows it.

    `needs` is what the page's elements with content must have for it to find any of them.
    """

    css: str = ""
    xpath: Any = None
    said: Said | None = None
    closest: str = ""
    nth: int = 0
    needs: tuple[Need, ...] = ()


def query(entry: Selector) -> Query:
    """The entry, proved; raises PatternError for what cannot be used."""
    if entry.nth == 0:
        raise PatternError("`nth` counts from 1, or from -1 for the last")
    if entry.closest is not None:
        prove_css(entry.closest)
    if entry.xpath is None:
        prove_css(entry.css or "")
    return Query(
        css=entry.css or "",
        xpath=compiled_xpath(entry.xpath) if entry.xpath is not None else None,
        said=said(entry),
        closest=entry.closest or "",
        nth=entry.nth or 0,
        needs=needs(entry.css) if entry.css and entry.closest is None else (),
    )


def said(entry: Selector) -> Said | None:
    """What the entry asks of an element's text, if anything; raises PatternError for more than one of `TEXTS`."""
    if all(getattr(entry, name) is None for name in TEXTS):
        return None
    how, value = the_one(entry, TEXTS)
    value = even(letters(value))
    if not value:
        raise PatternError(f"`{how}` is nothing but marks that do not count")
    return Said(how, value if how == "exact" else value.casefold())


@cache
def _sample() -> Any:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser("<p></p>")


def prove_css(selector: str) -> None:
    """Raises PatternError for a selector that Lexbor refuses."""
    from selectolax.lexbor import SelectolaxError

    try:
        _sample().css(selector)
    except SelectolaxError as error:
        raise PatternError(f"Lexbor refuses the CSS selector `{selector}`{_hint(selector)}") from error


def compiled_xpath(expression: str) -> Any:
    """The expression as lxml has it, a function from an element to elements or a text; raises PatternError."""
    from lxml import etree

    try:
        compiled = etree.XPath(expression, smart_strings=False)
        found = compiled(etree.Element("p"))  # unknown functions and prefixes are found out only here
    except etree.XPathError as error:
        raise PatternError(f"lxml refuses the XPath `{expression}`: {error}") from error
    if isinstance(found, bool | float):
        what = "a yes or no" if isinstance(found, bool) else "a number"
        raise PatternError(f"the XPath `{expression}` gives {what}, where elements are to be named")
    return compiled


def _hint(selector: str) -> str:
    if selector.lstrip().startswith(("/", "(", "./")):
        return "; it looks like XPath: write `xpath: …`"
    if "@" in selector:
        return "; an attribute's value is named by `attr: …`"
    if ":contains" in selector:
        return "; an element's text is asked for by `contains: …` beside `css`"
    if ":first" in selector or ":last" in selector or ":eq(" in selector:
        return "; a place among all that is found is `nth: …` beside `css`, -1 for the last"
    return "; there are no pseudo-elements" if "::" in selector else ""
