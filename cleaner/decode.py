"""Bytes of any encoding to text: never an exception, never a silent loss.

Order: byte order mark, the declared charset, UTF-8 (also when a few bytes are broken), UTF-16 without a mark,
chardet's guess, windows-1252. Undecodable bytes come out as lone surrogates (PEP 383); `repair` turns
each into a character and records it.
"""

from __future__ import annotations

import codecs
import re

from cleaner.article import Repair

BOMS = (  # UTF-32 first: its little-endian mark starts with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NOT_OF_THE_WEB = {"unicode_escape", "raw_unicode_escape", "utf_7", "idna", "punycode"}  # Python's own text codecs
# What a label means on the web (WHATWG Encoding Standard): the supersets that people really wrote in.
WEB_NAMES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
MARKUP_COMMENT = re.compile(rb"<!--.*?-->", re.S)
SAMPLE = 1 << 16  # bytes shown to the detector
MARKUP_REACH = 4096  # bytes; the HTML standard looks at 1,024
MARKUP_CHARSET = re.compile(rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?([\w.:-]+)""", re.I)
EVIDENCE = 4  # bytes beyond ASCII; with fewer, any detector only guesses
PROOF = 12  # bytes beyond ASCII: of texts in GB 18030 with so few, one in 20,000 is UTF-8 too, of others hardly any
UNFIT = "declared charset does not fit"
HIGH = re.compile(rb"[\x80-\xff]")
ESCAPED = re.compile("[\udc80-\udcff]")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def web_charset(name: str) -> str | None:
    """The Python codec for a charset label as browsers read it; None when the label is unknown."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'")).name
        "".encode(codec)  # refuses codecs that are not text encodings, such as hex
    except (LookupError, ValueError):
        return None
    return None if codec.replace("-", "_") in NOT_OF_THE_WEB else WEB_NAMES.get(codec, codec)


def is_binary(data: bytes) -> bool:
    """Whether the first 64 KiB look like no text in any encoding: NULs or over a tenth of control characters."""
    sample = data[:SAMPLE]
    if any(sample.startswith(mark) for mark, _ in BOMS) or _utf16_by_nuls(sample):
        return False
    controls = len(CONTROLS.findall(sample))
    return controls * 10 > len(sample) or (b"\0" in sample and controls * 100 > len(sample))


def decode(data: bytes, *declared: str | None) -> tuple[str, tuple[Repair, ...]]:
    """The text of `data`, and the repairs that concern the document as a whole.

    `declared` are charsets that somebody stated, the most trusted first; they are tried after a byte order mark and
    before UTF-8, and passed over, with a recorded repair, when they are unknown, do not fit, or name another encoding
    for what is plainly UTF-8.
    """
    repairs: list[Repair] = []
    for mark, name in BOMS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            text = _escaping(rest, repairs) if name == "utf-8" else _replacing(rest, name, repairs)
            return text, tuple(repairs)
    for name in filter(None, declared):
        codec = web_charset(name)
        fitting = _strict(data, codec)
        if codec and fitting is not None and not _contradicted(data, codec):
            return fitting, tuple(repairs)
        repairs.append(Repair(0, UNFIT, name, ""))
    if not _utf16_by_nuls(data[:SAMPLE]) and _mostly_utf8(data):
        text = _escaping(data, repairs)
    else:
        text = _guess(data, repairs)
    return text, tuple(repairs)


def _contradicted(data: bytes, codec: str) -> bool:
    """Whether bytes that are said to be something else are plainly UTF-8.

    Where ASCII is not itself, as in UTF-16 and EBCDIC, a text without a single NUL or control character is enough.
    """
    if codec.startswith("utf-8") or _strict(data, "utf-8") is None:
        return False
    if "a".encode(codec) == b"a":
        return len(HIGH.findall(data)) >= PROOF
    return bool(data) and CONTROLS.search(data) is None


def _strict(data: bytes, codec: str | None) -> str | None:
    try:
        return data.decode(codec) if codec else None
    except (UnicodeError, LookupError):
        return None


def _replacing(data: bytes, codec: str, repairs: list[Repair]) -> str:
    """`data` with U+FFFD for what the codec cannot read, counted in one repair."""
    text = data.decode(codec, "replace")
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        repairs.append(Repair(0, "undecodable bytes", data[error.start : error.end].hex(" "), "\ufffd"))
    return text


def _escaping(data: bytes, repairs: list[Repair]) -> str:
    """UTF-8 with lone surrogates for stray bytes; U+FFFD for a character that the end of the input cuts off."""
    text, tail = _utf8(data)
    if tail:
        repairs.append(Repair(0, "character cut off at the end of the input", tail.hex(" "), "\ufffd"))
    return text + "\ufffd" if tail else text


def _utf8(data: bytes) -> tuple[str, bytes]:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    text = decoder.decode(data)
    return text, decoder.getstate()[0]


def _mostly_utf8(data: bytes) -> bool:
    """Whether the characters beyond ASCII are UTF-8, but for a few stray bytes."""
    text, tail = _utf8(data)
    stray = len(ESCAPED.findall(text))
    if not stray and not tail:
        return True
    good = sum(1 for char in text if char > "\x7f") - stray
    return good >= 3 * stray and (good > 0 or not tail)


def _utf16_by_nuls(sample: bytes) -> str | None:
    """UTF-16 without a mark: in most scripts' texts every second byte of the spaces and line breaks is NUL."""
    half = len(sample) // 2
    if half < 2 or sample.count(b"\0") < half * 0.1:
        return None
    even, odd = sample[::2].count(b"\0"), sample[1::2].count(b"\0")
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else None


def _guess(data: bytes, repairs: list[Repair]) -> str:
    codec = _utf16_by_nuls(data[:SAMPLE]) or _detect(data[:SAMPLE]) or "cp1252"
    repairs.append(Repair(0, "charset guessed", "", codec))
    return _replacing(data, codec, repairs)


def _detect(sample: bytes) -> str | None:
    """What chardet makes of the sample; None where it holds too little to tell."""
    if len(HIGH.findall(sample)) < EVIDENCE:
        return None
    import chardet  # most input never needs it

    name = chardet.detect(sample)["encoding"]
    return web_charset(name) if name else None


def charset_in_markup(data: bytes) -> str | None:
    """The charset that a page names for itself in its first 4 KiB, as browsers read it; None where it is no help.

    A page that says one thing and is plainly UTF-8 is UTF-8: many templates carry an old line.
    """
    found = MARKUP_CHARSET.search(MARKUP_COMMENT.sub(b"", data[:MARKUP_REACH]))
    if found is None or not data[:MARKUP_REACH].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    named = web_charset(found[1].decode("ascii"))
    plainly = HIGH.search(data) is not None and _strict(data, "utf-8") is not None
    return "utf-8" if plainly or named is None or named.startswith("utf-16") else named
