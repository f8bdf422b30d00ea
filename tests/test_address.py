"""The host in an address: one way of writing it, however the address has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.address import host_of_address

BOOKS = "xn--bcher-kva.example"
CASES = {
    "https://www.example.com:8080/a?b=//c": "example.com",
    "Example.COM": "example.com",
    "example.com.": "example.com",
    "www2.example.com": "www2.example.com",
    "https://bücher.example/artikel": BOOKS,
    "https://www.BÜCHER.example": BOOKS,
    "https://bu\N{COMBINING DIAERESIS}cher.example": BOOKS,
    f"https://{BOOKS}/artikel": BOOKS,
    "straße.example": "xn--strae-oqa.example",
    "https://новини.example": "xn--b1amarcd.example",
    "http://a_b.example": "a_b.example",
    "http://ü\N{ZERO WIDTH SPACE}-.example": "ü\u200b-.example",
    "http://[broken": None,
    "": None,
}


@pytest.mark.parametrize(("address", "host"), CASES.items())
def test_a_host_is_written_in_one_way(address: str, host: str | None) -> None:
    assert host_of_address(address) == host


@pytest.mark.parametrize("host", ["bücher.example", BOOKS])
def test_rules_are_found_however_the_address_is_written(host: str, tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / f"{BOOKS}.yaml").write_text(f"site: {BOOKS}\ndrop:\n  - exact: Mehr zum Thema Buch\n")
    article = Cleaner(rules=[tmp_path]).clean(
        "Ein neues Buch erscheint.\nMehr zum Thema Buch", url=f"https://{host}/1", language="de"
    )
    assert "Mehr zum Thema" not in article.body
