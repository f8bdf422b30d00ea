"""What people use today on the lines of a scraped text: body = f(text).

python -m bench.text_peers c4 < scraped.txt
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable

Filter = Callable[[str], str]

POLICY = ("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies")
CALL = re.compile(r"sign-in|read more\.\.\.|read more$|items in cart", re.I)
COUNTER = re.compile(r"\d+ (likes|shares|comments|retweets)", re.I)


def everything(text: str) -> str:
    """The text as it came."""
    return text


def c4(text: str) -> str:
    """The line rules of the C4 corpus (Raffel et al. 2020): terminal punctuation, five words, no policy, no script."""

    def stays(line: str) -> bool:
        low = line.lower()
        ends = line.rstrip()[-1:] in tuple('.!?"”')
        return ends and len(line.split()) >= 5 and "javascript" not in low and not any(word in low for word in POLICY)

    return "\n".join(filter(stays, text.splitlines()))


def refinedweb(text: str) -> str:
    """RefinedWeb's line-wise corrections (Penedo et al. 2023): upper case, numbers, counters, single words, calls."""

    def stays(line: str) -> bool:
        short, words = line.strip(), line.split()
        loud = sum(map(str.isupper, short)) > 0.6 * len(short)
        if len(words) <= 1 or loud or not re.search(r"[^\W\d]", short) or COUNTER.fullmatch(short):
            return False
        return not (len(words) <= 10 and CALL.search(short))

    return "\n".join(filter(stays, text.splitlines()))


def justext(text: str) -> str:
    """jusText with its English list, a paragraph a line."""
    import justext as peer

    found = peer.justext(_page(text).encode(), peer.get_stoplist("English"), encoding="utf-8")
    return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)


def trafilatura(text: str) -> str:
    """Trafilatura, a paragraph a line."""
    import trafilatura as peer

    return peer.extract(_page(text), include_comments=False, include_tables=False) or ""


def _page(text: str) -> str:
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    return f"<html><body>{paragraphs}</body></html>"


FILTERS: dict[str, Filter] = {f.__name__: f for f in (everything, c4, refinedweb, justext, trafilatura)}


if __name__ == "__main__":
    print(FILTERS[sys.argv[1]](sys.stdin.read()))
