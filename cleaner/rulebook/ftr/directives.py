"""What each directive of the FiveFilters site rules becomes here, and why some become nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a line."""

    TAKEN = "taken"
    TRANSLATED = "translated"
    XPATH = "kept as XPath"
    RECORDED = "recorded"
    NEEDLESS = "needless"
    REFUSED = "refused"


VALUES = ("title", "author", "date")
SELECTORS = (*VALUES, "body", "strip", "dissolve")
TAKEN = (
    "strip_id_or_class", "strip_image_src", "find_string", "replace_string", "skip_json_ld", "autodetect_on_failure",
    "test_url", "test_contains",
)  # fmt: skip
RECORDED: Mapping[str, str] = {
    "next_page_link": "the next page would have to be fetched",
    "autodetect_next_page": "the next page would have to be fetched",
    "single_page_link": "the single page would have to be fetched",
    "single_page_link_in_feed": "the single page would have to be fetched",
    "if_page_contains": "it is the condition of a link that would have to be fetched",
    "requires_login": "pages are taken as they come: whoever fetches them must log in",
    "native_ad_clue": "it marks a page as an advertisement and removes nothing",
    "skip_id_or_class": "it spares what strip_id_or_class would take; a `keep` would rescue more than that",
    "wrap_in": "a tag around text changes no line",
    "strip_attr": "attributes carry no line",
}
REFUSED: Mapping[str, str] = {
    "http_header": "headers, cookies and user agents belong to fetching, and are never carried over",
    "login_uri": "log-ins belong to fetching, and are never carried over",
    "login_username_field": "log-ins belong to fetching, and are never carried over",
    "login_password_field": "log-ins belong to fetching, and are never carried over",
    "login_extra_fields": "log-ins belong to fetching, and are never carried over",
    "not_logged_in_xpath": "log-ins belong to fetching, and are never carried over",
    "move_into": "lines stay in the order in which they stand on the page",
}
NEEDLESS: Mapping[str, str] = {
    "prune": "lines inside the body are always judged",
    "tidy": "pages are always parsed as browsers do it",
    "parser": "pages are always parsed as browsers do it",
    "convert_double_br_tags": "a `br` always ends a line",
    "strip_comments": "comments in the markup are never lines",
    "insert_detected_image": "images are no lines",
    "src_lazy_load_attr": "images are no lines",
    "footnotes": "links stay what they are",
    "post_strip_attr": "attributes carry no line",
}
KNOWN = frozenset((*SELECTORS, *TAKEN, *RECORDED, *REFUSED, *NEEDLESS))
WITH_ARGUMENT = ("replace_string", "http_header", "wrap_in", "move_into")
"""Directives that are written `name(argument): value`."""
