"""What a dropped line of a page is called, by its strongest evidence; and the lines that were judged by eye."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from cleaner.article import Label
from cleaner.judge.html.labels import Scene, label
from cleaner.split.html import split_html
from tests.conftest import ROOT

BODY = [
    "The dam in the upper valley held through the night, engineers said on Thursday morning.",
    "Villagers returned to their houses and began to clear the mud from their old kitchens.",
    "The school will stay closed until the end of the week, the mayor told reporters there.",
]
NAV = Label.NAVIGATION
JUDGED = ROOT / "tests" / "cases" / "labels.tsv"


def labelled(snippet: str, words: str) -> tuple[Label, str]:
    """Label and reason of the line that begins with some words, on a page with an article of three paragraphs."""
    article = "".join(f"<p>{line}</p>" for line in BODY)
    page = split_html(f"<title>Dam holds in the valley</title><body><article>{article}</article>{snippet}</body>")
    keep = np.array([line.text in BODY for line in page.lines])
    open_lines = [number for number in range(len(keep)) if not keep[number] and number != page.title_line]
    index = next(number for number in open_lines if page.lines[number].text.startswith(words))
    return label(Scene(page, keep, set()), index)


@pytest.mark.parametrize(
    ("snippet", "words", "expected"),
    [
        ('<nav><ul class="menu"><li><a href="/">Weather</a></ul></nav>', "Weather", Label.NAVIGATION),
        ('<footer><a href="/">House rules</a></footer>', "House", Label.NAVIGATION),
        ('<div class="comments"><p>Nobody told us anything that night, shame.</p></div>', "Nobody", Label.COMMENTS),
        ('<div id="disqus_thread"><p>Same here, the sirens did not work.</p></div>', "Same", Label.COMMENTS),
        ('<div class="related-posts"><a href="/a">The night the river came</a></div>', "The night", Label.RELATED),
        ('<div class="taboola"><a href="/a">Doctors do not want it</a></div>', "Doctors", Label.RELATED),
        ('<div class="share-bar"><a href="/a">Telegram</a></div>', "Telegram", Label.SHARE),
        ('<form class="newsletter"><p>The valley in five minutes.</p></form>', "The valley", Label.SUBSCRIBE),
        ('<div class="paywall"><p>Read on for one crown a month.</p></div>', "Read on", Label.PAYWALL),
        ('<div class="advertisement"><p>Boats for sale, cheap.</p></div>', "Boats", Label.ADVERT),
        ('<div id="onetrust-consent-sdk" class="cookie"><p>We keep crumbs.</p></div>', "We keep", Label.COOKIES),
        ('<p class="byline">Ann Lee</p>', "Ann Lee", Label.BYLINE),
        ('<p class="pubdate">3 October</p>', "3 October", Label.DATELINE),
        ("<figure><figcaption>A boat in the main street</figcaption></figure>", "A boat", Label.CAPTION),
        ('<ul class="tags"><li><a href="/t">flood</a></ul>', "flood", Label.TAGS),
        ('<div class="author-bio"><p>Ann Lee covers rivers and dams.</p></div>', "Ann Lee", Label.AUTHOR_BIO),
        ('<div class="about-us"><p>The Valley Post was founded in 1887.</p></div>', "The Valley", Label.PUBLISHER),
        ('<div class="video-player"><p>Skip ahead</p></div>', "Skip ahead", Label.PLAYER),
        ("<address>44 Harbour Street, Northtown 43002</address>", "44", Label.PUBLISHER),
        ("<address>Ann Lee</address>", "Ann", Label.BYLINE),
        ("<h2>Mehr aus Kultur</h2>", "Mehr", Label.RELATED),
        ("<h2>More articles</h2>", "More", Label.RELATED),
        ('<p><a href="/d">View Deal</a></p>', "View", Label.ADVERT),
        ("<span>Condividi</span>", "Condividi", Label.SHARE),
        ("<button>Registrieren</button>", "Registrieren", Label.PAYWALL),
        ("<button>How far does a new van go?</button>", "How far", Label.OTHER),
        ("<button>Ready?</button>", "Ready", Label.PLAYER),
        (
            '<article class="post-7 type-post tag-fish"><h2><a href="/a">Sour carrots</a></h2></article>',
            "Sour",
            Label.NAVIGATION,
        ),
        (
            '<li class="archive-date">May 12 <a href="/a">The long night of the harbour waltz with Paul</a></li>',
            "May",
            Label.RELATED,
        ),
        (
            '<footer class="page-foot"><a href="/n">El Correo de la Sierra Sur</a></footer>',
            "El Correo",
            Label.NAVIGATION,
        ),
        (
            '<footer><a href="/a">The long night when the old dam nearly gave way</a></footer>',
            "The long",
            Label.TEASER,
        ),
        ('<nav><ul class="menu"><li><a href="/">Maine • Boats for sale</a></ul></nav>', "Maine", Label.NAVIGATION),
        ("<footer><p>The Valley Post belongs to the people who read it.</p></footer>", "The Valley", Label.PUBLISHER),
        ("<footer><p>Rua do Rio 17</p></footer>", "Rua", Label.PUBLISHER),
        ("<footer><p>Our other papers</p></footer>", "Our", Label.NAVIGATION),
        ("<footer><h3>Where you can buy the paper on Sundays</h3></footer>", "Where", Label.NAVIGATION),
        ('<div class="box-author-bio-text"><p>Ann Lee has kept bees for years.</p></div>', "Ann", Label.AUTHOR_BIO),
        ('<div class="site-colophon"><a href="/">All papers</a></div>', "All", Label.NAVIGATION),
        ('<div class="seo-footer"><a href="/">Results of the vote by town</a></div>', "Results", Label.NAVIGATION),
        ('<div class="card-footer"><a href="/">Letters</a></div>', "Letters", Label.TEASER),
        ('<figure><span class="figure__copyright">Ann Lee</span></figure>', "Ann", Label.CAPTION),
        ('<div class="publisher-offers"><a href="/">Boots</a></div>', "Boots", Label.ADVERT),
        ('<ul><li><a href="/2012">► 2012</a> (17)</li></ul>', "► 2012", Label.NAVIGATION),
        ('<ul><li><a href="/17">17</a></li></ul>', "17", Label.OTHER),
        ('<p><a href="/d">£18 at the Boat Shed</a></p>', "£18", Label.ADVERT),
        ("<p>Bring an old towel and a bucket; the rest is there for everyone.</p>", "Bring", Label.OTHER),
        (
            '<p><a href="/a">How the sirens came to be sold</a></p><p>They hung there for fifty years or so.</p>',
            "They hung",
            Label.TEASER,
        ),
        (
            '<nav class="breadcrumbs"><a href="/d">The long, long story of each dam in all our old valleys</a></nav>',
            "The long",
            Label.NAVIGATION,
        ),
        (
            '<nav><a href="/">谷の古いダムは一晩持ちこたえたと技術者が木曜日の朝に語り住民は家に戻った</a></nav>',
            "谷",
            Label.TEASER,
        ),
        ('<div class="menu"><a href="/">谷の古いダムと川の歴史のページ</a></div>', "谷", Label.NAVIGATION),
        ('<div class="slider"><p>We lost the barn, the bees and most of the hay.</p></div>', "We lost", Label.OTHER),
        (f'<div class="topic1"><p>{" ".join(["Mud"] * 15)} and more of it</p></div>', "Mud", Label.OTHER),
        ('<div class="slider"><button>Next</button></div>', "Next", Label.PLAYER),
        (
            "<header><p>Nobody of us slept that night, and nobody of us will forget it.</p></header>",
            "Nobody",
            Label.OTHER,
        ),
        (
            '<header class="menu"><p>All that we know of dams, by valley and by year.</p></header>',
            "All",
            Label.NAVIGATION,
        ),
        ('<ul class="nav"><li><a href="/s">Share on LinkedIn</a></li></ul>', "Share", Label.SHARE),
        ('<nav><a href="/">Home World Money Farms Books Films Letters Shop Us Jobs Help Me</a></nav>', "Home", NAV),
        ('<nav><a href="/a">How a town that lost its only bridge got a ferry and song</a></nav>', "How", Label.TEASER),
        (
            '<li><header><div class="teaser">Talks fail, and the mill stands still.</div></header></li>',
            "Talks",
            Label.TEASER,
        ),
        ('<p class="gallery__copyright">Ann Lee</p>', "Ann", Label.CAPTION),
        ('<div class="author"><a href="/p">by our own man in the lake district</a></div>', "by our", Label.BYLINE),
        ('<ul class="nav"><li><a href="/s">Print delivery</a></li></ul>', "Print", Label.NAVIGATION),
        ('<ul class="nav"><li><a href="/s">Facebook</a></li></ul>', "Facebook", Label.NAVIGATION),
        ('<a class="state-published" href="/k">Did you know?</a>', "Did", Label.NAVIGATION),
        ('<a class="published" href="/k">12 May</a>', "12", Label.DATELINE),
        (
            '<div class="gallery"><p>The lord of the manor led the gala in the barn.</p></div>',
            "The lord",
            Label.CAPTION,
        ),
        ('<p><a href="/k">Source: A survey of the dams of the north</a></p>', "Source", Label.CAPTION),
        ("<h2>Wrap-up of the week 12/19/2025</h2>", "Wrap-up", Label.OTHER),
        ('<div class="player"><span>20:10</span></div>', "20:10", Label.PLAYER),
        ('<ul class="nav"><li><a href="tel:1">(310) 555-0275</a></li></ul>', "(310)", Label.PUBLISHER),
        ('<p class="offer"><a href="/c">The grey card of the bank on the bridge</a></p>', "The grey", Label.ADVERT),
        (
            '<div class="travel-time"><p>Something went wrong, please write your address again.</p></div>',
            "Some",
            Label.OTHER,
        ),
        (
            '<figure class="promo"><h3 class="image-title"><a href="/r">Raw recruits</a></h3></figure>',
            "Raw",
            Label.TEASER,
        ),
        ("<h1>Dam holds in the valley</h1><p>Dam holds in the valley</p>", "Dam holds", Label.DUPLICATE),
        (
            '<h1>Dam holds in the valley</h1><ul class="menu"><li><a href="/">Dam holds in the valley</a></ul>',
            "Dam holds",
            Label.NAVIGATION,
        ),
        (
            '<div class="widget-about data-bg-image"><p>We have sold boats since 1950.</p></div>',
            "We have",
            Label.PUBLISHER,
        ),
        ('<div class="lead-image"><p>We have sold boats since 1950.</p></div>', "We have", Label.CAPTION),
        ('<div class="search-results"><span>Weight</span></div>', "Weight", Label.OTHER),
        ('<div class="search-form"><span>Weight</span></div>', "Weight", Label.NAVIGATION),
        ('<div class="related_item_author"><a href="/p">Ann Lee</a></div>', "Ann", Label.BYLINE),
        ('<div class="author_related_item"><a href="/p">The bees</a></div>', "The bees", Label.RELATED),
        ('<footer><ul><li><a href="/">© Valley Post</a></ul></footer>', "©", Label.COPYRIGHT),
        ('<footer><ul><li><a href="/c">Copyright</a></ul></footer>', "Copyright", Label.NAVIGATION),
        ('<div class="category"><p>Ann Lee | 05.04.2025 - Changed: 06.04.2025</p></div>', "Ann", Label.DATELINE),
        ('<div class="category"><p>Dams of 2025</p></div>', "Dams", Label.TAGS),
        ('<p><a href="/d">10. März 20259. März 2025</a> von <a href="/a">Ann</a></p>', "10.", Label.DATELINE),
        ("<p>Ten boats, 10. März 20259 and no more of it at all</p>", "Ten", Label.OTHER),
        ("<p>Created on a wet Sunday, 18 October 2020. Edited on Sunday, 18 October 2020.</p>", "Crea", Label.DATELINE),
        ("<p>Created by Ann Lee for the museum in 2020</p>", "Created", Label.OTHER),
        ("<h2>- Advertorial Boat Shed -</h2>", "- Adv", Label.ADVERT),
        ("<h2>Advertorials, and who may write them</h2>", "Advert", Label.OTHER),
        ('<ul><li>Zum Artikel: <a href="/a">Der Damm hält</a></ul>', "Zum", Label.RELATED),
        ("<ul><li>Zum Artikel gehört eine Karte des Tals</ul>", "Zum", Label.OTHER),
        ("<form><p>This e-mail address is already registered.</p></form>", "This", Label.PAYWALL),
        ("<form><p>Please write your e-mail address here.</p></form>", "Please", Label.SUBSCRIBE),
        ("<form><p>Email address</p><p>Password</p></form>", "Email", Label.PAYWALL),
        ("<form><p>Email address</p><p>Town</p></form>", "Email", Label.SUBSCRIBE),
    ],
)
def test_label(snippet: str, words: str, expected: Label) -> None:
    found, reason = labelled(snippet, words)
    assert found is expected
    assert reason and not reason.endswith(".")


@pytest.mark.parametrize(
    "snippet",
    ['<div class="shareholder"><p>Profits rose in spring.</p></div>', '<p class="commentary">It was a long night.</p>'],
)
def test_whole_words_of_a_class_count_and_not_parts_of_them(snippet: str) -> None:
    assert labelled(snippet, "")[0] not in (Label.SHARE, Label.COMMENTS)


def test_the_reason_names_the_evidence() -> None:
    _, reason = labelled('<div class="related-posts"><a href="/a">The night the river came</a></div>', "The night")
    assert "100% of it is links" in reason and "related-posts" in reason and "after the last paragraph" in reason


def test_the_lines_that_were_judged_by_eye() -> None:
    """Drawn at random from pages under cross-validation, each line rewritten in our own words, with the evidence.

    `given` is the label when the line was read, `after` its label after what this reading found was mended.
    """
    with JUDGED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == 300
    assert {row[column] for row in rows for column in ("given", "better", "after")} <= set(Label)
    assert all(row["line"] and row["evidence"] and row["language"] for row in rows)
    assert all((row["given"] == row["better"]) == (row["acceptable"] == "yes") for row in rows)
    assert sum(row["acceptable"] == "yes" for row in rows) == 260
    assert sum(row["after"] == row["better"] for row in rows) == 274
