"""What holds for every input, checked with made-up documents: hypothesis builds them from lines of many kinds."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.assemble import whole
from cleaner.repair import repair_lines, split_lines

PROSE = [
    "The dam in the upper valley held through the night, engineers said on Thursday morning.",
    "Villagers returned to their houses and began to clear the mud from their old kitchens.",
    "The school will stay closed until the end of the week, the mayor told reporters there.",
    "Nobody was hurt, but three bridges are gone, and the road to the capital stays closed.",
    "Der Damm im oberen Tal hat in der Nacht gehalten, sagten die Ingenieure am Donnerstag dort.",
    "Дамба у верхній долині витримала цю ніч, заявили у четвер вранці інженери обласного управління.",
    "上流の谷にあるダムは一晩中持ちこたえたと、技術者たちは木曜日の朝に記者団に語った。",
    "The Valley Post is an independent news site that covers the upper valley. Write to editor@example.org",
]
SHORT = [
    "Dam in the upper valley holds",
    "Dam in the upper valley holds | The Valley Post",
    "Dam in the upper valley…",
    "No Comments on Dam in the upper valley holds",
    "What the storm means for farmers",
    "By Ann Lee",
    "October 3, 2024",
    "5 minute read",
    "Also Read: What we know about the storm",
    "Related Articles",
    "Leave a comment",
    "Comments",
    "Share",
    "Tags: dam, flood",
    "Copyright © 2024 The Valley Post",
    "Subscribe to our newsletter",
    "Back to Top",
    "A boat in the main street",
    "A boat in the main street (Photo: Ann Lee)",
    "Lesen Sie auch: Die Nacht des Sturms",
    "Читайте також: Ніч бурі",
    "The dam held, he said. Advertisement Scroll to continue The mayor thanked the crews of the valley on Friday.",
    "The dam held, he said. READ ALSO: Villagers return",
    "Share on Facebook Share on Twitter The minister said that the dam in the valley held.",
    "- a list item",
    "1.",
    "",
    "  ",
    "café na\xefve\u200b \xa0x",
    "l\u2019Ã©tÃ©",
]
LINES = st.one_of(st.sampled_from(PROSE), st.sampled_from(SHORT), st.sampled_from(SHORT), st.text(max_size=40))
DOCUMENTS = st.lists(LINES, max_size=14).map("\n".join)
ANY = st.one_of(DOCUMENTS, st.text())


def place(line: cleaner.JudgedLine) -> tuple[int, int]:
    return line.number, line.line.start


def joined(pieces: Sequence[cleaner.JudgedLine]) -> list[tuple[int, str]]:
    """The lines, each with its pieces put together, which must follow each other without a gap."""
    lines: dict[int, str] = {}
    for piece in pieces:
        assert piece.line.start == len(lines.get(piece.number, ""))
        lines[piece.number] = lines.get(piece.number, "") + piece.text
    return list(lines.items())


@given(st.one_of(st.binary(), ANY.map(lambda text: text.encode("utf-8", "surrogatepass")), ANY))
def test_no_input_raises(source: bytes | str) -> None:
    cleaner.clean(source, kind="text").text.encode()


@given(ANY)
def test_kept_and_removed_are_the_repaired_input_in_order(source: str) -> None:
    repaired, _ = repair_lines(split_lines(source)[0])
    article = cleaner.clean(source, kind="text")
    expected = [(number, line) for number, line in enumerate(repaired, 1) if line.strip()]
    assert joined(article.lines) == expected
    assert (
        sorted([*article.kept, *article.removed], key=place) == list(article.lines) == sorted(article.lines, key=place)
    )


@given(ANY)
def test_nothing_is_invented(source: str) -> None:
    article = cleaner.clean(source, kind="text")
    kept = [line.text for line in whole(article.lines) if line.verdict.keep]
    assert [line for line in article.text.split("\n") if line.strip()] == kept
    title = [article.title] if article.title else []
    assert title + [line for line in article.body.split("\n") if line.strip()] == [
        line.strip() if title and position == 0 else line for position, line in enumerate(kept)
    ]


@settings(max_examples=300)
@given(ANY)
def test_cleaning_twice_changes_nothing_more(source: str) -> None:
    once = cleaner.clean(source, kind="text")
    again = cleaner.clean(once.text, kind="text")
    assert again.text == once.text
    assert not again.removed


@given(st.lists(ANY, max_size=5))
def test_neither_company_nor_order_matters(sources: list[str]) -> None:
    documents = [cleaner.Document(source=source, kind="text") for source in sources]
    alone = [cleaner.Cleaner().clean(document) for document in documents[:1]]
    together = list(cleaner.clean_many(documents))
    backwards = list(cleaner.clean_many(documents[::-1]))[::-1]
    assert together[:1] == alone
    assert together == backwards


@given(ANY)
def test_asking_for_the_explanation_changes_nothing(source: str) -> None:
    article = cleaner.clean(source, kind="text")
    before = (article.text, article.body, article.title)
    assert article.explain().count("\n") == len(article.lines) + 1
    assert (article.text, article.body, article.title) == before
    assert cleaner.clean(source, kind="text") == article


@given(ANY)
def test_an_article_pickles(source: str) -> None:
    article = cleaner.clean(source, kind="text")
    assert pickle.loads(pickle.dumps(article)) == article


@given(ANY, st.sets(st.sampled_from(list(cleaner.Label)), max_size=4))
def test_kept_labels_are_never_dropped(source: str, labels: set[cleaner.Label]) -> None:
    article = cleaner.Cleaner(keep=labels).clean(source, kind="text")
    assert not {line.label for line in article.removed} & labels
