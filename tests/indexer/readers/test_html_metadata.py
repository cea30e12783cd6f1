"""What a page says of its article: headline, date, authors and the rest, in every shape."""

from __future__ import annotations

import json

import pytest

from pressespiegel.indexer.readers.html import article_from_html
from pressespiegel.search.article import Article

STORY = (
    "<p>Der Stadtrat von Tannau hat den Bau einer Schwimmhalle beschlossen, für elf Millionen "
    "Euro.</p><p>Sie soll in drei Jahren öffnen, sagte Bürgermeisterin Erika Harms am Montag.</p>"
)
HEADLINE = "Tannau bekommt eine Schwimmhalle"


def page(head: str = "", body: str = f"<h1>{HEADLINE}</h1>{STORY}") -> Article:
    source = f"<!doctype html><html lang='de'><head>{head}</head><body>{body}</body></html>"
    return article_from_html(source.encode(), "seite.html")


def json_ld(*values: object) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values
    )


ARTICLE: dict[str, object] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2024-03-05T06:07:08+01:00",
    "author": [{"@type": "Person", "name": "Erika Muster"}],
    "articleSection": "Lokales",
    "keywords": ["Tannau", "Schwimmhalle"],
    "inLanguage": "de-DE",
    "publisher": {"@type": "Organization", "name": "Tannauer Bote"},
}


@pytest.mark.parametrize(
    "said",
    [
        json_ld({**ARTICLE, "dateModified": "2024-03-05T09:00:00+01:00"}),
        '<meta property="article:modified_time" content="2024-03-05T09:00:00+01:00">',
        '<time itemprop="dateModified" datetime="2024-03-05T09:00+01:00">9 Uhr</time>',
    ],
)
def test_the_last_change(said: str) -> None:
    published = '<meta property="article:published_time" content="2024-03-05T06:07+01:00">'
    article = page(published, f"<h1>{HEADLINE}</h1>{said}{STORY}")
    assert str(article.published) == "2024-03-05T06:07+01:00"
    assert str(article.updated) == "2024-03-05T09:00+01:00"


def test_a_change_that_is_none() -> None:
    article = page(json_ld({**ARTICLE, "dateModified": "2024-03-05T06:07:40+01:00"}))
    assert article.updated is None


@pytest.mark.parametrize(
    "head",
    [
        json_ld(ARTICLE),
        json_ld([ARTICLE]),
        json_ld({"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, ARTICLE]}),
        json_ld({"@type": "WebPage", "name": "Seite", "mainEntity": ARTICLE}),
        json_ld({"@type": "BreadcrumbList"}, {"@type": "WebPage", "headline": "x"}, ARTICLE),
        json_ld({**ARTICLE, "@type": ["NewsArticle", "Article"]}),
        json_ld({**ARTICLE, "@type": "http://schema.org/ReportageNewsArticle"}),
        json_ld(ARTICLE).replace('"headline"', '\n"headline"').replace("}</script>", ",}</script>"),
        json_ld(ARTICLE).replace(">{", "><!-- {").replace("}</script>", "} --></script>"),
        json_ld(ARTICLE).replace(">{", ">//<![CDATA[\n{").replace("}</s", "}\n//]]></s"),
        '<script type="application/ld+json">{"kaputt": </script>' + json_ld(ARTICLE),
        json_ld(ARTICLE).replace("application/ld+json", "application/LD+JSON; charset=utf-8"),
    ],
    ids=[
        "object", "list", "@graph", "mainEntity", "several blocks", "several types", "full name",
        "trailing comma", "in a comment", "in CDATA", "beside a broken one", "type with charset",
    ],
)  # fmt: skip
def test_structured_data(head: str) -> None:
    found = page(head)

    assert found.title == HEADLINE
    assert str(found.published) == "2024-03-05T06:07+01:00"
    assert found.authors == ("Erika Muster",)
    assert found.section == "Lokales"
    assert found.keywords == ("Tannau", "Schwimmhalle")
    assert found.source == "Tannauer Bote"
    assert found.language == "de"


def test_open_graph_and_meta() -> None:
    found = page(
        f'<meta property="og:title" content="{HEADLINE}"/>'
        '<meta property="og:site_name" content="Tannauer Bote">'
        '<meta property="article:published_time" content="2024-03-05T06:07:08+01:00">'
        '<meta name="author" content="Erika Muster, Tom Brodersen">'
        '<meta property="article:section" content="Lokales">'
        '<meta name="news_keywords" content="Tannau, Schwimmhalle">'
        '<link rel="canonical" href="https://bote.example/lokales/17">'
        '<meta name="copyright" content="Bote Verlag">'
    )

    assert found.title == HEADLINE
    assert found.source == "Tannauer Bote"
    assert str(found.published) == "2024-03-05T06:07+01:00"
    assert found.authors == ("Erika Muster", "Tom Brodersen")
    assert found.section == "Lokales"
    assert found.keywords == ("Tannau", "Schwimmhalle")
    assert found.url == "https://bote.example/lokales/17"
    assert found.rights == "Bote Verlag"


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Erika Muster"},
        "Erika Muster",
        ["Erika Muster"],
        [{"name": "Erika Muster"}, {"name": "Erika Muster"}],
        {"@type": "Person", "givenName": "Erika", "familyName": "Muster"},
        [[{"@type": "Person", "name": " Erika  Muster "}]],
    ],
)
def test_shapes_of_authors(author: object) -> None:
    assert page(json_ld({**ARTICLE, "author": author})).authors == ("Erika Muster",)


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="byline">Von Erika Muster</p>',
        '<a rel="author" href="/autoren/em">Erika Muster</a>',
        '<span itemprop="author">Erika Muster</span>',
        '<div class="article__author"><a href="/profil">Erika Muster</a></div>',
        "<p>Von Erika Muster</p>",
        "<div>Autorin: Erika Muster</div>",
    ],
)
def test_a_visible_byline(byline: str) -> None:
    assert page("", f"<h1>{HEADLINE}</h1>{byline}{STORY}").authors == ("Erika Muster",)


def test_an_outlet_that_names_itself_gives_way_to_a_visible_byline() -> None:
    found = page(
        json_ld({**ARTICLE, "author": {"@type": "Organization", "name": "Tannauer Bote"}}),
        f'<h1>{HEADLINE}</h1><p class="byline">Von Erika Muster</p>{STORY}',
    )

    assert found.authors == ("Erika Muster",)


def test_people_of_the_story_are_no_authors() -> None:
    assert page().authors == ()


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta name="date" content="2024-03-05">', "", "2024-03-05"),
        (
            '<meta itemprop="datePublished" content="2024-03-05T06:07Z">',
            "",
            "2024-03-05T06:07+00:00",
        ),
        ("", '<time datetime="2024-03-05T06:07:00+01:00">heute</time>', "2024-03-05T06:07+01:00"),
        ("", "<time>5. März 2024, 6.07 Uhr</time>", "2024-03-05T06:07"),
        ("", "<span>Stand: 05.03.2024 06:07 Uhr</span>", "2024-03-05T06:07"),
        ('<link rel="canonical" href="https://b.example/2024/03/05/bad">', "", "2024-03-05"),
        ('<meta property="article:modified_time" content="2024-03-06">', "", "2024-03-06"),
        ('<meta name="date" content="0000-13-45">', "", "None"),
    ],
)
def test_dates(head: str, body: str, published: str) -> None:
    assert str(page(head, f"<h1>{HEADLINE}</h1>{body}{STORY}").published) == published


def test_the_date_of_publication_counts_before_that_of_a_change() -> None:
    found = page(
        json_ld({**ARTICLE, "dateModified": "2024-04-01T00:00:00+02:00"}),
        f"<time datetime='2020-01-01'>x</time><h1>{HEADLINE}</h1>{STORY}",
    )

    assert str(found.published) == "2024-03-05T06:07+01:00"


def test_a_clock_above_the_headline_is_not_the_date() -> None:
    found = page(
        "",
        f"<time datetime='2030-01-01'>Heute</time><h1>{HEADLINE}</h1>"
        f"<time datetime='2024-03-05'>5. März</time>{STORY}<time datetime='2020-02-02'>x</time>",
    )

    assert str(found.published) == "2024-03-05"


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | Tannauer Bote",
        f"{HEADLINE} - Tannauer Bote",
        f"{HEADLINE} – bote.example",
        f"Lokales | {HEADLINE} | Tannauer Bote",
        HEADLINE,
    ],
)
def test_the_outlet_is_no_part_of_the_headline(title: str) -> None:
    found = page(
        f"<title>{title}</title><meta property='og:title' content='{title}'>"
        "<meta property='og:site_name' content='Tannauer Bote'>"
        "<link rel='canonical' href='https://www.bote.example/17'>"
    )

    assert found.title == HEADLINE


def test_of_two_titles_for_sharing_the_one_that_is_shown() -> None:
    other = '<meta property="og:title" content="Stadtrat: Was wird aus der Schwimmhalle?">'
    shown = f'<title>{HEADLINE}</title><meta name="twitter:title" content="{HEADLINE}">'
    assert page(json_ld(ARTICLE) + other + shown).title == HEADLINE
    assert page(json_ld(ARTICLE) + other + shown.replace("twitter", "x")).title != HEADLINE


def test_a_headline_in_parts() -> None:
    found = page("", f"<h1><span>Tannau</span> bekommt <b>eine</b>\n Schwimmhalle</h1>{STORY}")

    assert found.title == HEADLINE


def test_the_kicker_is_apart_from_the_headline() -> None:
    found = page("", f'<span class="kicker">Freizeit:</span><h1>{HEADLINE}</h1>{STORY}')

    assert (found.kicker, found.title) == ("Freizeit", HEADLINE)


def test_entities_in_structured_data_are_resolved() -> None:
    found = page(json_ld({**ARTICLE, "headline": "Tannau &amp; Bad Linden: &quot;Ja&quot;"}), STORY)

    assert found.title == 'Tannau & Bad Linden: "Ja"'


def test_the_address_makes_the_id() -> None:
    head = "<link rel='canonical' href='https://bote.example/17'>"

    assert page(head).id == page(head, f"<h1>Neu: {HEADLINE}</h1>{STORY}").id


@pytest.mark.parametrize("address", ["http://[", "//", "javascript:1", "\n", "http://a:b/"])
def test_an_address_that_is_none(address: str) -> None:
    found = page(
        f"<link rel='canonical' href='{address}'><meta property='og:url' content='{address}'>"
    )

    assert found.title == HEADLINE
