"""The text of a page: what is story, what is lead, caption, furniture."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from pressespiegel.indexer.readers.html import article_from_html
from pressespiegel.search.article import Article, Caption
from pressespiegel.search.errors import ReadError

HEADLINE = "Tannau bekommt eine Schwimmhalle"
FIRST = (
    "Der Stadtrat von Tannau hat den Bau einer Schwimmhalle beschlossen. Sie soll elf Millionen "
    "Euro kosten."
)
SECOND = (
    "Die Halle wird auf dem Gelände der alten Ziegelei stehen, sagte die Bürgermeisterin am "
    "Montag. Der Bau beginnt im Herbst."
)
THIRD = (
    "Schulen und Vereine hatten seit Jahren darauf gewartet. Das alte Bad war vor sieben Jahren "
    "wegen Einsturzgefahr geschlossen worden."
)
WHOLE = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def page(body: str, head: str = "") -> Article:
    source = f"<!doctype html><html><head><title>{HEADLINE}</title>{head}</head><body>{body}</body>"
    return article_from_html(source.encode(), "seite.html")


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


STORY = p(FIRST, SECOND, THIRD)

LAYOUTS: dict[str, str] = {
    "article": f"<main><article><h1>{HEADLINE}</h1>{STORY}</article></main>",
    "plain body": f"<h1>{HEADLINE}</h1>{STORY}",
    "no headline in the body": f"<div>{STORY}</div>",
    "nested divs": f"<h1>{HEADLINE}</h1>" + "<div>" * 30 + STORY + "</div>" * 30,
    "a div a paragraph": f"<h1>{HEADLINE}</h1><div>"
    + "".join(f"<div class='x'>{text}</div>" for text in (FIRST, SECOND, THIRD))
    + "</div>",
    "line breaks": f"<h1>{HEADLINE}</h1><div>{FIRST}<br><br>{SECOND}<br/><br/>{THIRD}</div>",
    "unclosed paragraphs": f"<h1>{HEADLINE}</h1><div><p>{FIRST}<p>{SECOND}<p>{THIRD}</div>",
    "a table": f"<table><tr><td><h1>{HEADLINE}</h1>{STORY}</td></tr></table>",
    "sections": f"<article><h1>{HEADLINE}</h1>"
    + "".join(f"<section>{p(text)}</section>" for text in (FIRST, SECOND, THIRD))
    + "</article>",
    "named after a paywall": f"<div class='paywall-wrapper with-sidebar'><h1>{HEADLINE}</h1>"
    f"<div class='teaser-active ad-free'>{STORY}</div></div>",
    "inline elements": f"<h1>{HEADLINE}</h1>"
    + p(FIRST.replace("Stadtrat", "<a href='/x'><b>Stadt</b>rat</a>"), SECOND, THIRD),
    "unclosed everything": f"<body><div><h1>{HEADLINE}<div>{STORY}",
    "stray ends": f"</div></p><h1>{HEADLINE}</h1></section>{STORY}</main></body></html>trailing",
    "upper case": f"<H1>{HEADLINE}</H1><P>{FIRST}</P><P>{SECOND}</P><P>{THIRD}</P>",
    "no body": f"{STORY}",
    "soft hyphens": f"<h1>{HEADLINE}</h1>" + STORY.replace("Ziegelei", "Ziege&shy;lei"),
    "named entities": f"<h1>{HEADLINE}</h1>" + STORY.replace("ä", "&auml;").replace("ü", "&uuml;"),
    "NUL bytes": f"<h1>{HEADLINE}</h1>" + STORY.replace(" Bau", "\x00 Bau"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    found = page(LAYOUTS[layout])

    assert found.title == HEADLINE
    assert found.text == WHOLE


FURNITURE: dict[str, str] = {
    "navigation": "<nav><ul><li><a href='/'>Politik</a><li><a href='/'>Sport</a></ul></nav>",
    "related": "<aside class='related'><h3>Mehr zum Thema</h3><p>Tannau streitet weiter um das "
    "Geld für die alte Halle, wie der Rat am Mittwoch hörte.</p></aside>",
    "teasers": "<div class='teaser-list'>"
    + "<div class='teaser'><a href='/x'><h3>Ein anderer Artikel</h3><p>Kurz gesagt: Es geht hier "
    "um etwas ganz anderes als um die Halle.</p></a></div>" * 3 + "</div>",
    "newsletter": "<div class='newsletter-box'><p>Abonnieren Sie unseren Newsletter und lesen Sie "
    "jeden Morgen, was in Tannau wichtig ist.</p></div>",
    "invitation": "<p>Lesen Sie auch: <a href='/x'>Warum das alte Bad geschlossen wurde</a></p>",
    "links": "<p><a href='/x'>Alles über den Streit um das Bad und seine lange Geschichte in "
    "unserem großen Rückblick</a></p>",
    "comments": "<section id='comments'><h2>Kommentare</h2><p>Das wird doch nie fertig, glaubt mir "
    "das, ich kenne die Leute dort seit vielen Jahren.</p></section>",
    "cookies": "<div class='cookie-consent'><p>Wir verwenden Cookies, um Ihnen das beste Erlebnis "
    "auf unserer Seite zu bieten, und noch mehr.</p></div>",
    "script": "<script>var text = 'Der Stadtrat hat sehr viel mehr beschlossen als das hier.';"
    "</script>",
    "hidden": "<div hidden><p>Dieser Absatz ist für niemanden zu sehen, er steht nur so da, und "
    "niemand liest ihn.</p></div>",
    "footer": "<footer><p>© 2024 Tannauer Bote. Alle Rechte vorbehalten, auch die der Übersetzung "
    "und des Nachdrucks.</p></footer>",
    "embed": "<iframe src='https://video.example'></iframe><p>Empfohlener Inhalt der Redaktion: An "
    "dieser Stelle finden Sie ein Video von außen.</p>",
    "sharing": "<div class='share-buttons'><button>Teilen</button><a href='#'>Drucken</a></div>",
    "time stamp": "<p>Stand: 05.03.2024, 06:07 Uhr</p>",
}


@pytest.mark.parametrize("place", ["before", "between", "after"])
@pytest.mark.parametrize("kind", FURNITURE)
def test_furniture_is_no_part_of_the_text(kind: str, place: str) -> None:
    pieces = [p(FIRST), p(SECOND), p(THIRD)]
    pieces.insert({"before": 0, "between": 2, "after": 3}[place], FURNITURE[kind])

    found = page(f"<article><h1>{HEADLINE}</h1>{''.join(pieces)}</article>")

    assert found.text == WHOLE


def test_subheads_and_lists() -> None:
    found = page(
        f"<article><h1>{HEADLINE}</h1>{p(FIRST)}<h2>Bau beginnt im Herbst</h2>{p(SECOND)}"
        "<ul><li>Ein Becken mit 25 Metern</li><li>Eine Rutsche</li></ul>"
        f"<h3>Warten seit Jahren</h3>{p(THIRD)}</article>"
    )

    assert [(block.kind, block.text) for block in found.blocks] == [
        ("paragraph", FIRST),
        ("subhead", "Bau beginnt im Herbst"),
        ("paragraph", SECOND),
        ("paragraph", "Ein Becken mit 25 Metern"),
        ("paragraph", "Eine Rutsche"),
        ("subhead", "Warten seit Jahren"),
        ("paragraph", THIRD),
    ]


def test_subheads_that_are_marked_as_paragraphs_of_another_look() -> None:
    found = page(
        f"<article><h1>{HEADLINE}</h1>{p(FIRST)}<p class='interline'>Bau beginnt im Herbst</p>"
        f"{p(SECOND, THIRD)}<p class='label'>Mehr aus Tannau</p></article>"
    )

    assert [block.text for block in found.blocks if block.kind == "subhead"] == [
        "Bau beginnt im Herbst"
    ]
    assert found.text == f"{FIRST}\n\nBau beginnt im Herbst\n\n{SECOND}\n\n{THIRD}"


def test_questions_and_answers_stay() -> None:
    found = page(
        f"<article><h1>{HEADLINE}</h1><p><b>Haben Sie das erwartet?</b></p>{p(FIRST)}"
        f"<p><b>Sie wollen also wirklich bauen?</b></p>{p(SECOND)}{p(THIRD)}</article>"
    )

    assert "Haben Sie das erwartet?" in found.text
    assert "Sie wollen also wirklich bauen?" in found.text


def test_a_heading_over_nothing_is_none() -> None:
    found = page(
        f"<article><h1>{HEADLINE}</h1>{STORY}<h2>Mehr Nachrichten aus Tannau</h2></article>"
    )

    assert found.text == WHOLE


def test_captions_are_apart() -> None:
    found = page(
        f"<article><h1>{HEADLINE}</h1><figure><img src='x'><figcaption>Die Ziegelei in Tannau. "
        f"<span>Foto: Enno Harms/dpa</span></figcaption></figure>{STORY}</article>"
    )

    assert found.captions == (Caption("Die Ziegelei in Tannau.", "Enno Harms/dpa"),)
    assert found.text == WHOLE


def test_the_lead_is_apart() -> None:
    lead = "Nach sieben Jahren ohne Bad hat der Rat entschieden: Es wird neu gebaut."
    found = page(
        f"<article><h1>{HEADLINE}</h1><p class='intro'>{lead}</p>{STORY}</article>",
        f'<meta name="description" content="{lead}">',
    )

    assert found.lead == lead
    assert found.text == WHOLE


def test_a_description_that_is_not_printed_is_no_lead() -> None:
    found = page(
        f"<article><h1>{HEADLINE}</h1>{STORY}</article>",
        '<meta name="description" content="Alles über die Schwimmhalle, nur beim Tannauer Boten.">',
    )

    assert found.lead == ""


def test_the_dateline() -> None:
    found = page(f"<article><h1>{HEADLINE}</h1>{p('Tannau (dpa) - ' + FIRST, SECOND)}</article>")

    assert found.place == "Tannau"
    assert found.text.startswith("Tannau (dpa) - Der Stadtrat")


def test_the_text_in_the_structured_data_says_what_belongs() -> None:
    other = "Auch Bad Linden will bauen, doch dort fehlt bisher das Geld für ein neues Bad am See."
    last = "Im Haushalt stehen dafür schon in diesem Jahr zwei Millionen Euro bereit, hieß es."
    body = f"{FIRST} {SECOND} {THIRD} {last}"
    data = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": body}
    found = page(
        f"<article><h1>{HEADLINE}</h1>{p(FIRST, other, SECOND, THIRD, last)}</article>",
        f'<script type="application/ld+json">{json.dumps(data)}</script>',
    )

    assert found.text == f"{WHOLE}\n\n{last}"


@pytest.mark.parametrize("name", ["teaser", "bio", "embed", "related", "newsletter", "ad"])
def test_paragraphs_in_boxes_named_like_furniture_are_found_all_the_same(name: str) -> None:
    more = [f"{text} Nummer {number} der langen Reihe." for number, text in enumerate([FIRST] * 12)]
    found = page(
        f"<h1>{HEADLINE}</h1><div>"
        + "".join(f"<div class='{name}'>{p(text)}</div>" for text in more)
        + "</div>"
    )

    assert all(text in found.text for text in more[1:])


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<nav><a href='/'>Politik</a> <a href='/'>Sport</a></nav>",
        "<h1>Tannau</h1><p>404</p>",
        "<h1>Tannau</h1>" + "<a href='/x'>Ein Artikel von vielen auf dieser Seite</a>" * 30,
    ],
    ids=["empty", "navigation", "not found", "links"],
)
def test_a_page_without_an_article(body: str) -> None:
    with pytest.raises(ReadError, match="HTML without an article"):
        page(body)


def test_a_fragment_is_a_page_too(article: Callable[[str, str], Article]) -> None:
    assert article("a.html", f"<article><h1>{HEADLINE}</h1>{STORY}</article>").text == WHOLE
