"""The host in an address: one way of writing it, however the address has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.address import host_of_address, is_address

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
    "example.com/out?to=https://other.example/": "example.com",
    "//example.com/a": "example.com",
    "http://[broken": None,
    "": None,
}


@pytest.mark.parametrize(("address", "host"), CASES.items())
def test_a_host_is_written_in_one_way(address: str, host: str | None) -> None:
    assert host_of_address(address) == host


@pytest.mark.parametrize(
    ("given", "can_be"),
    [
        ("https://example.com/a", True),
        ("http://intranet/a", True),
        ("file:///home/ana/page.html", True),
        ("//example.com/a", True),
        (" https://example.com", True),
        ("example.com/a", True),
        ("EXAMPLE.com", True),
        ("localhost", True),
        ("LocalHost/a?b", True),
        ("localhost:8000/a", True),
        ("intranet:8000/a", True),
        ("[::1]/a", True),
        ("192.168.0.1/a", True),
        ("bücher.example/a", True),
        (f"{BOOKS}/a", True),
        ("例え。テスト/a", True),  # a full stop of ideographs is a dot
        ("foo", False),
        ("foo/a.html", False),
        ("/2026/03/a.html", False),
        ("?id=1.5", False),
        ("The river rose. It fell.", False),
        ("N/A", False),
        ("", False),
    ],
)
def test_what_can_be_an_address(given: str, can_be: bool) -> None:
    assert is_address(given) is can_be


@pytest.mark.parametrize("host", ["bücher.example", BOOKS])
def test_rules_are_found_however_the_address_is_written(host: str, tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / f"{BOOKS}.yaml").write_text(f"site: {BOOKS}\ndrop:\n  - exact: Mehr zum Thema Buch\n")
    article = Cleaner(rules=[tmp_path]).clean(
        "Ein neues Buch erscheint.\nMehr zum Thema Buch", url=f"https://{host}/1", language="de"
    )
    assert "Mehr zum Thema" not in article.body
