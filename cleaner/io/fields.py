"""Which column or field of an input holds what."""

from __future__ import annotations

from collections.abc import Container

import msgspec

# What goes out under these names is ours; a field of the input that bears one does not pass through. A field `metadata`
# does, where none of ours was asked for.
OURS = ("id", "url", "title", "body", "language", "removed", "repairs")


class FieldMap(msgspec.Struct, frozen=True, kw_only=True):
    """The names under which an input holds its page (`html` or `text`) and what is known of it."""

    html_field: str = "html"
    text_field: str = "text"
    url_field: str = "url"
    id_field: str = "id"
    title_field: str = "title"
    lang_field: str = "lang"

    @property
    def consumed(self) -> tuple[str, ...]:
        """The fields that go out under our names or not at all; the language's field passes through too."""
        return (self.html_field, self.text_field, self.url_field, self.id_field, self.title_field)

    def missing(self, given: Container[str]) -> str:
        """What to say of a record that holds no page under these names; `given` are the names of its fields."""
        null = [f"`{name}`" for name in dict.fromkeys((self.text_field, self.html_field)) if name in given]
        if null:
            return f"{' and '.join(null)} {'are' if null[1:] else 'is'} null: there is no page"
        return f"`{self.text_field}` or `{self.html_field}` is missing: name the field that holds the page so"
