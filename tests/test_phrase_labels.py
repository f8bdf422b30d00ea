"""A phrase says what a dropped line of a page is where the elements around it say little, in the page's language."""

from __future__ import annotations

import pytest

from cleaner import Label, clean

BODY = """
<p>The dam in the upper valley held through the night, engineers said on Thursday morning.</p>
<p>Villagers returned to their houses and began to clear the mud from their old kitchens.</p>
<p>The school will stay closed until the end of the week, the mayor told reporters there.</p>
"""


def labelled(language: str, snippet: str) -> tuple[Label, str]:
    """Label and reason of the line that ends a page in some language."""
    page = f'<html lang="{language}"><title>Dam holds</title><body><article>{BODY}</article>{snippet}</body></html>'
    line = clean(page, kind="html").lines[-1]
    assert not line.verdict.keep
    return line.label, line.verdict.reason


@pytest.mark.parametrize(
    ("language", "snippet", "expected"),
    [
        ("pl", "<div>Zobacz także</div>", Label.RELATED),
        ("cs", "<div>Diskuze</div>", Label.COMMENTS),
        ("de", "<button>Abonnieren</button>", Label.SUBSCRIBE),
        ("de", "<footer><p>Alle Rechte vorbehalten.</p></footer>", Label.COPYRIGHT),
        ("de", '<div class="teaser"><p>Das könnte Sie auch interessieren</p></div>', Label.RELATED),
        ("de", '<div class="teaser"><p>Das könnte Sie noch teuer zu stehen kommen</p></div>', Label.TEASER),
        ("pt", "<div>CONTINUA DEPOIS DA PUBLICIDADE</div>", Label.ADVERT),
        ("zh", "<div>责任编辑：李河</div>", Label.CREDITS),
        ("en", "<button>Show more</button>", Label.PLAYER),
        ("en", '<ul class="menu"><li>More</li></ul>', Label.NAVIGATION),
        ("en", '<ul class="menu"><li><a href="/a">Subscribe</a></li></ul>', Label.NAVIGATION),
        ("en", '<div>Tags</div><ul><li><a href="/t">Dams</a></li><li><a href="/t">Mud</a></li></ul>', Label.TAGS),
        ("en", '<div>Tags</div><p>Rain</p><ul><li><a href="/t">Dams</a></li></ul>', Label.NAVIGATION),
        ("en", '<div>Tags</div><ul class="menu"><li><a href="/t">Dams</a></li></ul>', Label.NAVIGATION),
        ("ja", '<div><a href="/a">ログインして続きを読む</a></div>', Label.PAYWALL),
        ("en", '<div class="comments"><p>Written by</p></div>', Label.COMMENTS),
        ("en", "<div>#12</div>", Label.OTHER),
        ("de", "<div>Linie 3</div>", Label.OTHER),
    ],
)
def test_label(language: str, snippet: str, expected: Label) -> None:
    assert labelled(language, snippet)[0] is expected


def test_the_reason_names_the_phrase_and_its_language() -> None:
    assert labelled("pl", "<div>Zobacz także</div>")[1].endswith("one of the related phrases (pl)")


RUSSIAN = """Колокольню в Суздале восстановили

Реставраторы завершили работы на колокольне, построенной в 1784 году, сообщила во вторник пресс-служба музея.

Работы продолжались четыре года, и каменщики заменили около трёх тысяч кирпичей, рассказал архитектор.

Фото: Иван Петров"""


def test_a_line_is_explained_by_the_language_of_its_page_where_related_ones_say_the_same() -> None:
    article = clean(RUSSIAN, kind="text")
    assert [line.verdict.judge for line in article.removed] == ["phrases:ru/caption-credit"]
