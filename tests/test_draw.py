"""Dropped lines are drawn by a seed, two a page at most, and each text once."""

from __future__ import annotations

import random

from bench.draw import choice, elements, shown
from cleaner import clean
from cleaner.split.html import split_html

PAGE = """<title>Dam holds</title><body><ul class="menu"><li><a href="/">Weather</a><li><a href="/a">Farms</a>
<li><a href="/">weather</a></ul><article>
<p>The dam in the upper valley held through the night, engineers said on Thursday morning.</p>
<p>Villagers returned to their houses and began to clear the mud from their old kitchens.</p>
<p>The school will stay closed until the end of the week, the mayor told reporters there.</p></article></body>"""


def test_each_text_is_drawn_once() -> None:
    article = clean(PAGE, kind="html")
    texts = [article.lines[index].text for index in choice(article, set(), 9, random.Random(1))]
    assert sorted(texts) == ["Farms", "Weather"]
    assert choice(article, {"farms", "weather"}, 9, random.Random(1)) == []


def test_a_seed_draws_the_same_lines() -> None:
    article = clean(PAGE, kind="html")
    first, second = (choice(article, set(), 1, random.Random(7)) for _ in range(2))
    assert first == second and len(first) == 1


def test_what_is_shown_says_where_a_line_stands() -> None:
    article = clean(PAGE, kind="html")
    index = next(i for i, line in enumerate(article.lines) if line.text == "Farms")
    text = shown("#1", article, index, elements(split_html(PAGE).tree, article.lines[index]))
    assert "navigation" in text and "ul.menu" in text and "-navigation: Weather" in text and "+body" in text
