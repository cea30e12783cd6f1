"""Nothing that comes from an article or a query becomes markup, on any page."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from urllib.parse import quote
from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Article
from pressespiegel.search.citation.sentence import one_line

from .attacks import ATTACKS, infected
from .conftest import ClientFor
from .html_tree import by_class, tree

OUR_TAGS = frozenset(
    {
        *("html", "head", "meta", "title", "link", "body", "header", "main", "nav", "aside"),
        *("section", "article", "footer", "h1", "h2", "h3", "p", "ul", "ol", "li", "dl", "dt"),
        *("dd", "div", "span", "a", "time", "mark", "code", "details", "summary"),
        *("form", "label", "input", "button", "script", "svg", "rect", "circle", "table"),
        *("thead", "tbody", "tr", "th", "td", "del", "ins", "strong"),
        *("caption", "figure", "figcaption", "line", "path", "fieldset", "legend", "datalist"),
        *("option", "kbd", "text"),
    }
)


def assert_clean(client: FlaskClient, address: str) -> None:
    page = tree(client.get(address))
    for each in page.iter():
        assert each.tag in OUR_TAGS, (address, each.tag)
        if each.tag == "script":
            assert each.attrib["src"].startswith("/static/"), address
            assert not each.text, address
        for name, value in each.attrib.items():
            assert not name.startswith("on"), (address, name)
            if name in ("href", "src", "action"):
                assert value[:1] in ("/", "?", "#"), (address, value)


def addresses(client: FlaskClient, article: Article, attack: str) -> Iterator[str]:
    yield "/"
    yield f"/artikel?id={quote(article.id)}"
    yield f"/abdrucke?id={quote(article.id)}"
    yield "/kalender?monat=2024-01"
    yield f"/kalender?source={quote(f'Quelle {attack}')}"
    yield f"/kalender?jahr=2024&source={quote(attack)}"
    yield f"/name?kind=person&value={quote(f'Person {attack}')}"
    yield f"/name?kind={quote(attack)}&value={quote(attack)}"
    yield f"/aehnlich?id={quote(article.id)}"
    yield f"/artikel?id={quote(article.id)}&namen=1&satz={quote(attack)}"
    for query in ("titel", "absatz script alert", "titel " + attack, attack):
        yield f"/suche?q={quote(query)}"
        yield f"/artikel?id={quote(article.id)}&q={quote(query)}"
    yield f"/suche?q=titel&person={quote(f'Person {attack}')}&source={quote(f'Quelle {attack}')}"
    yield f"/suche?q={quote(attack)}&month={quote(attack)}&sort={quote(attack)}"
    yield f"/suche?q={quote(attack)}&page={quote(attack)}"
    yield f"/suche?q=titel&not.person={quote(attack)}&since={quote(attack)}&fold={quote(attack)}"
    yield f"/facette?facet=person&q=titel&find={quote(attack)}&not.source={quote(attack)}"
    yield "/facette?facet=person&q=titel"
    yield f"/verlauf?q={quote('titel ODER ' + attack)}&person={quote(f'Person {attack}')}"
    yield f"/vergleich?q=titel&q={quote(attack)}&since=2000&until={quote(attack)}"
    yield f"/warum?id={quote(article.id)}&q={quote('titel ' + attack)}"
    yield f"/erweitert?words={quote(attack)}&person={quote(attack)}&between={quote(attack)}"
    yield "/tasten"
    yield f"/suche?q=titel&lang={quote(attack)}&{quote(attack)}={quote(attack)}"
    yield f"/artikel?id={quote(attack)}"
    yield f"/{quote(attack)}"
    yield f"/suche?q={quote(attack + 'x' * 2000)}"


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_page_runs_what_an_article_or_a_query_says(client_for: ClientFor, attack: str) -> None:
    article = infected(attack)
    client = client_for([article])
    for address in addresses(client, article, attack):
        assert_clean(client, address)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_article_still_says_it_letter_by_letter(client_for: ClientFor, attack: str) -> None:
    article = infected(attack)
    page = tree(
        client_for([article]).get("/artikel", query_string={"id": article.id, "q": "zwischen"})
    )
    heading = page.find(".//h1")
    assert heading is not None
    assert "".join(heading.itertext()) == article.title
    paragraph = by_class(page, "text")[0].findall("p")[0]
    assert "".join(paragraph.itertext()).endswith(article.blocks[1].text)


def test_the_api_sends_it_as_data(client_for: ClientFor) -> None:
    client = client_for(infected(attack, number) for number, attack in enumerate(ATTACKS))
    answer = client.get("/api/search?q=titel&limit=100")
    assert answer.mimetype == "application/json"
    assert sorted(hit["title"] for hit in answer.get_json()["hits"]) == sorted(
        f"Titel {attack}" for attack in ATTACKS
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_feeds_and_files_hold_it_as_text(client_for: ClientFor, attack: str) -> None:
    client = client_for([infected(attack)])
    feed = fromstring(client.get("/suche.atom?q=titel").data)
    (title,) = feed.findall("{*}entry/{*}title")
    assert title.text == one_line(f"Titel {attack}")
    (item,) = client.get("/suche.json?q=titel").get_json()["items"]
    assert item["title"] == title.text
    (row,) = csv.DictReader(StringIO(client.get("/export?q=titel").data.decode("utf-8-sig")))
    assert row["title"] == f"Titel {attack}"
    assert client.get(f"/suche.atom?q={quote(attack)}").status_code == 200
