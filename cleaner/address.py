"""The host in an address, as rules are looked up by it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEME = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
END = re.compile(r"[/?#]")  # of the host


def host_of_address(address: str) -> str | None:
    """The host in a URL, or what is a host already; lower case, without `www.` and port, in ASCII as DNS has it."""
    try:
        host = urlsplit(address if SCHEME.match(address) else f"//{address}").hostname or ""
    except ValueError:  # a URL such as http://[broken
        return None
    return in_ascii(host.lower().removesuffix(".").removeprefix("www.")) or None


def is_address(given: str) -> bool:
    """Whether it can be a page's address: it has a scheme, or a host with a dot or a port, or that of this machine."""
    host = in_ascii(END.split(given.strip().lower(), maxsplit=1)[0])
    named = host == "localhost" or any(sign in host for sign in ".:")
    return SCHEME.match(given) is not None or (named and not re.search(r"\s", host))


def no_address(given: str) -> str:
    """What to say of a string that is no address."""
    return f"'{given}' is no address, such as https://example.com/page"


def in_ascii(host: str) -> str:
    """A host's name as DNS has it: `bücher.example` is `xn--bcher-kva.example` (UTS 46); what is no name as it is."""
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host
