"""CSS and XPath of rule files, proved before they are used: on a page with a single element, as each parser does it.

CSS goes through Lexbor, as the page itself does; XPath through lxml, which is imported only where a rule has any.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from cleaner.rulebook.patterns import PatternError


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
        compiled(etree.Element("p"))  # unknown functions and prefixes are found out only here
    except etree.XPathError as error:
        raise PatternError(f"lxml refuses the XPath `{expression}`: {error}") from error
    return compiled


def _hint(selector: str) -> str:
    if selector.lstrip().startswith(("/", "(", "./")):
        return "; it looks like XPath: write `xpath: …`"
    if "@" in selector:
        return "; an attribute's value is named by `attr: …`"
    if "::" in selector or ":contains" in selector:
        return "; there are no pseudo-elements and no `:contains()`, XPath has `contains(., '…')`"
    return ""
