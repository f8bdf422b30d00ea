"""Sites made up by a template of our own: menus, teasers, prompts and footers around articles that are known.

    python -m bench.synthetic DOCUMENTS SITES > corpus.jsonl

Every site has its own words for its furniture; what varies from page to page (teasers, counters, dates, names) does so
as on real ones, and articles have headings, quotes and short lines of their own that several of them share.
"""

from __future__ import annotations

import json
import random
import sys
from html import escape

WORDS = """
river town council harbour bridge winter market school teacher doctor vote mayor night ferry island
storm wall money plan work train field court police water light farm price road season team player
coach goal summer museum painter engine forest valley letter window paper morning family street
island captain engineer lorry budget
""".split()
SECTIONS = "Home News Politics Coast Weather Sport Culture Opinion Events Podcasts Jobs Houses".split()
NAMES = "Ann Lee,Tom Hart,Maria Osk,Jon Dale,Rita Falk,Sam Quill".split(",")
SHARED = ["The background", "What happens next", "Read the whole letter:", "Key facts"]
PROMPTS = ["Get the morning letter of the {name} every day and never miss what moves the coast.",
           "The {name} is free to read because people like you pay for it."]  # fmt: skip


def sentence(chance: random.Random, least: int = 8, most: int = 18) -> str:
    """Words in a row that end as a sentence."""
    return " ".join(chance.choices(WORDS, k=chance.randint(least, most))).capitalize() + "."


def title(chance: random.Random) -> str:
    """A headline."""
    return " ".join(chance.choices(WORDS, k=chance.randint(6, 9))).capitalize()


def article(chance: random.Random, paragraphs: tuple[int, int] = (5, 12)) -> list[str]:
    """The lines of a body: paragraphs, now and then a heading or a line that other articles have too."""
    lines: list[str] = []
    for _ in range(chance.randint(*paragraphs)):
        if lines and chance.random() < 0.15:
            lines.append(chance.choice(SHARED))
        lines.append(" ".join(sentence(chance) for _ in range(chance.randint(2, 4))))
    return lines


class Site:
    """One made-up site; `page` gives its pages, each with its true body."""

    def __init__(self, number: int) -> None:
        chance = random.Random(number)
        self.name = f"{chance.choice(WORDS).capitalize()} {chance.choice(['Gazette', 'Post', 'Herald'])}"
        self.host = f"paper{number}.example"
        self.menu = [*chance.sample(SECTIONS, 8), f"{self.name} Plus", "Log in"]
        self.popular = [title(chance) for _ in range(6)]
        self.prompt = chance.choice(PROMPTS).format(name=self.name)
        printed = f"The {self.name} is printed by {chance.choice(NAMES)} & Sons."
        self.foot = [f"About the {self.name}", "Contact", "Privacy", printed]
        self.related = chance.choice(["Related articles", "More on this", "You may also like"])

    def page(self, number: int, paragraphs: tuple[int, int] = (5, 12)) -> dict[str, str]:
        """A record with `url`, `title`, `html`, `text` and `body`."""
        chance = random.Random(f"{self.host} {number}")
        head, body = title(chance), article(chance, paragraphs)
        blocks: list[tuple[str, list[str]]] = [
            ("nav.menu", self.menu),
            ("div.top", [title(chance) for _ in range(3)]),
            ("h1", [head]),
            ("div.meta", [f"By {chance.choice(NAMES)}", f"{chance.randint(1, 28)} May {chance.randint(2019, 2025)}",
                          f"{chance.randint(2, 9)} minute read"]),
            ("div.story", self._interrupted(body, chance)),
            ("div.more", [self.related, *(title(chance) for _ in range(4))]),
            ("div.popular", ["Most read", *chance.sample(self.popular, 4)]),
            ("div.talk", [f"{chance.randint(0, 90)} comments on {head}", "Join the conversation"]),
            ("footer.foot", [*self.foot, f"© {chance.randint(2019, 2025)} {self.name}"]),
        ]  # fmt: skip
        text = "\n".join(line for _, lines in blocks for line in lines)
        markup = "".join(_element(name, lines) for name, lines in blocks)
        page = f"<!doctype html><head><title>{head} | {self.name}</title></head><body>{markup}</body>"
        url = f"https://{self.host}/{number}"
        return {"id": url, "url": url, "title": head, "html": page, "text": text, "body": "\n".join(body)}

    def _interrupted(self, body: list[str], chance: random.Random) -> list[str]:
        """The article with what sites put between its paragraphs."""
        middle = max(1, len(body) // 2)
        return [*body[:middle], "Advertisement", self.prompt, *body[middle:]] if chance.random() < 0.7 else body


def _element(name: str, lines: list[str]) -> str:
    tag, _, kind = name.partition(".")
    if tag == "h1":
        return f"<h1>{escape(lines[0])}</h1>"
    link = "<p>{}</p>" if kind in ("story", "meta", "foot") else '<p><a href="/x">{}</a></p>'
    return f'<{tag} class="{kind}">' + "".join(link.format(escape(line)) for line in lines) + f"</{tag}>"


def main() -> None:
    """Write records of `text`, or for every tenth of `html`, to stdout."""
    documents, sites = int(sys.argv[1]), [Site(number) for number in range(int(sys.argv[2]))]
    for number in range(documents):
        record = sites[number % len(sites)].page(number, (2, 5))
        for field in ("body", "text" if number % 10 == 0 else "html"):
            del record[field]
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
