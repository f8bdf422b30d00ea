"""The host in an address, as rules are looked up by it."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of_address(address: str) -> str | None:
    """The host in a URL, or what is a host already; lower case, without `www.` and port, in ASCII as DNS has it."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:  # a URL such as http://[broken
        return None
    return in_ascii(host.lower().removesuffix(".").removeprefix("www.")) or None


def in_ascii(host: str) -> str:
    """A host's name as DNS has it: `bücher.example` is `xn--bcher-kva.example` (UTS 46); what is no name as it is."""
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host
