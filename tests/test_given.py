"""Misuse of the library is one error that says what to give instead, and what can be used is used."""

from __future__ import annotations

import io
import pydoc
import subprocess
import sys
from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

import msgspec
import pyarrow as pa
import pytest

import cleaner
from cleaner import Cleaner, Document, Label, clean, clean_many
from cleaner.engines.settings import Settings
from tests.conftest import ROOT

TEXT = "River rises again\n\nThe river rose, and the village waited all night."
DOCUMENT = Document(source=TEXT)
NAN: Any = float("nan")


@pytest.mark.parametrize(
    "source",
    [TEXT.encode(), bytearray(TEXT.encode()), memoryview(TEXT.encode()), memoryview(array("B", TEXT.encode()))],
    ids=["bytes", "bytearray", "memoryview", "memoryview of an array"],
)
def test_bytes_of_any_make_are_bytes(source: Any) -> None:
    assert clean(source) == clean(TEXT) == next(clean_many([source])) == clean(Document(source=source))


class Frame(dict[str, list[str]]):
    """As pandas has them: to go through one is to go through the names of its columns."""

    columns = ("text",)


MISUSES: list[tuple[Callable[[], Any], type[Exception], str]] = [
    (lambda: clean(None), TypeError, "source is a string, bytes or a Document, not NoneType"),  # type: ignore[arg-type]
    (lambda: clean(5), TypeError, "source is a string, bytes or a Document, not int"),  # type: ignore[arg-type]
    (lambda: clean({}), TypeError, "source is a string, bytes or a Document, not dict"),  # type: ignore[arg-type]
    (lambda: clean(Path("x")), TypeError, "not PosixPath: give its read_bytes()"),  # type: ignore[arg-type]
    (lambda: clean(io.StringIO()), TypeError, "not StringIO: give what its read() returns"),  # type: ignore[arg-type]
    (lambda: clean(Document(source=5)), TypeError, "source is a string, bytes"),  # type: ignore[arg-type]
    *(
        (partial(clean, TEXT, **wrong), TypeError, f"{name} is a string or None, not 5")
        for name in ("url", "site", "title", "language", "date", "encoding")
        for wrong in [cast(Any, {name: 5})]
    ),
    (lambda: clean(Document(source=TEXT, title=5)), TypeError, "title is a string or None"),  # type: ignore[arg-type]
    (lambda: clean(TEXT, kind="HTML"), ValueError, "kind is one of auto, text, html, not 'HTML'"),
    (lambda: clean(TEXT, kind="pdf"), ValueError, "kind is one of auto, text, html, not 'pdf'"),
    (lambda: clean(TEXT, kind=None), ValueError, "kind is one of auto, text, html, not None"),  # type: ignore[arg-type]
    (lambda: clean(TEXT, lang="en"), TypeError, "unexpected keyword argument 'lang'"),  # type: ignore[call-arg]
    (lambda: clean(TEXT.encode(), encoding="utf9"), ValueError, "there is no encoding 'utf9': leave it out"),
    (lambda: clean(DOCUMENT, url="x"), TypeError, "msgspec.structs.replace(document, url=…) gives one with it"),
    (lambda: clean(DOCUMENT, kind="html"), TypeError, "kind is a field of the Document that is given"),
    (lambda: clean_many(TEXT), TypeError, "sources are a list of documents, not a single str"),
    (lambda: clean_many(DOCUMENT), TypeError, "not a single Document"),  # type: ignore[arg-type]
    (lambda: clean_many(None), TypeError, "not a single NoneType"),  # type: ignore[arg-type]
    (lambda: list(clean_many([TEXT, None])), TypeError, "sources[1]: source is a string"),  # type: ignore[list-item]
    (lambda: list(clean_many([NAN])), TypeError, "a Document, not float: leave out what is missing"),
    (lambda: clean(pa.array([TEXT])[0]), TypeError, "not StringScalar: give its as_py()"),
    (lambda: clean({"text": TEXT}), TypeError, "not dict: make a Document of its fields"),  # type: ignore[arg-type]
    (lambda: clean_many({"text": TEXT}), TypeError, "sources are a list of documents, not a dict: make a Document"),
    (lambda: clean_many(pa.table({"text": [TEXT]})), TypeError, "not a table (Table): give the column of the"),
    (lambda: clean_many(Frame()), TypeError, "not a table (Frame): give the column"),
    (lambda: list(clean_many([Document(source="", kind="x")])), ValueError, "sources[0]: kind is one of auto"),
    (lambda: Cleaner(rules=["/no/such"]), ValueError, "rules: the folder '/no/such' does not exist"),
    (
        lambda: Cleaner(rules=[ROOT / "rules" / "sites"]),
        ValueError,
        "sites' is but a part of one; name the folder around",
    ),
    (lambda: Cleaner(rules=[__file__]), ValueError, "is a file; name the folder with phrases/ or sites/ in it"),
    (lambda: Cleaner(rules="/rules"), TypeError, "rules is a list, such as rules=['/rules'], not '/rules'"),
    (lambda: Cleaner(rules=Path("a")), TypeError, "rules is a list, such as rules=['a']"),  # type: ignore[arg-type]
    (lambda: Cleaner(keep="caption"), TypeError, "keep is a list, such as keep=['caption'], not 'caption'"),
    (lambda: Cleaner(keep=None), TypeError, "keep is a list, not None: leave it out, or give"),  # type: ignore[arg-type]
    (lambda: Cleaner(rules=None), TypeError, "rules is a list, not None: leave it out, or give"),  # type: ignore[arg-type]
    (
        lambda: Settings(id_field="cleaner_record"),
        ValueError,
        "`cleaner_record` is a name of cleaner's own and never read",
    ),
    (lambda: Settings(lang_field="cleaner_error"), ValueError, "`cleaner_error` is a name of cleaner's own"),
    (lambda: Cleaner(keep=5), TypeError, "keep is a list, such as keep=[5], not 5"),  # type: ignore[arg-type]
    (lambda: Cleaner(keep=["captoin"]), ValueError, "there is no label 'captoin'; did you mean 'caption'?"),
    (lambda: Cleaner(keep=["zzz"]), ValueError, "there is no label 'zzz'; there are body, title,"),
]


@pytest.mark.parametrize(("misuse", "error", "message"), MISUSES, ids=[message for _, _, message in MISUSES])
def test_misuse_is_one_error(misuse: Callable[[], Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        misuse()
    assert message in str(caught.value)


def test_what_comes_after_a_bad_document_can_be_had() -> None:
    articles = clean_many([TEXT, None, TEXT])  # type: ignore[list-item]
    first = next(articles)
    with pytest.raises(TypeError):
        next(articles)
    assert list(articles) == [first]


def test_what_a_header_says_is_no_misuse() -> None:
    repairs = clean(Document(source=TEXT.encode(), encoding="utf8mb4")).repairs
    assert [repair.what for repair in repairs] == ["declared charset does not fit"]


def test_what_is_given_rightly(tmp_path: Path) -> None:
    assert clean(DOCUMENT, kind="auto", url=None) == clean(DOCUMENT) == clean(TEXT)
    whole = Document(source=TEXT, url="https://example.com/", title="River rises again", language="en", kind="text")
    assert clean(whole) == clean(**msgspec.structs.asdict(whole))
    shop = Cleaner(rules=(folder for folder in [str(tmp_path)]), keep=iter([Label.CAPTION, "byline"]))  # type: ignore[arg-type]
    assert shop.clean(TEXT, id="a", encoding=" Latin-1 ") == cleaner.clean(TEXT, id="a")


def test_rule_files_that_nobody_would_find_are_told(tmp_path: Path) -> None:
    assert Cleaner(rules=[tmp_path]).clean(TEXT).body  # a folder that is to be filled
    (tmp_path / "example.com.yaml").write_text("site: example.com\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has rule files, but not in phrases/, groups/, publishers/, sites/"):
        Cleaner(rules=[tmp_path])
    (tmp_path / "sites").mkdir()
    assert Cleaner(rules=[tmp_path]).clean(TEXT).body


def test_what_is_public_is_found_before_it_is_loaded() -> None:
    code = "import cleaner, sys; print({*cleaner.__all__} <= {*dir(cleaner)}, 'cleaner.pipeline' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "True False\n"
    shown = pydoc.plain(pydoc.render_doc(cleaner))
    assert all(f"{name}(" in shown for name in ("clean", "clean_many", "class Cleaner", "class RuleError"))


@pytest.mark.parametrize("fields", [{"url": "N/A"}, {"url": "foo"}, {"language": "English"}, {"date": "yesterday"}])
def test_what_a_record_says_wrongly_is_passed_over(fields: dict[str, str]) -> None:
    assert clean(TEXT, **fields).body == clean(TEXT).body
