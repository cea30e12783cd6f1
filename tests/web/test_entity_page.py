from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Article, Block, Entity, Mention, PressDate
from pressespiegel.web.page_parts.neighbour_graph import HEIGHT, WIDTH, graph
from pressespiegel.web.page_parts.together import Neighbour
from pressespiegel.web.search_state import SearchState

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree


def story(number: int, *entities: Entity, source: str = "Bote") -> Article:
    return Article(
        id=f"e{number}",
        title=f"Bericht {number}",
        blocks=(Block("paragraph", "Lornsen und Harms reden. Wiebke Lornsens Plan steht."),),
        published=PressDate(2024, number, 1),
        source=source,
        entities=entities,
    )


LORNSEN = Entity(
    "person", "Wiebke Lornsen", "Ingenieurin", (Mention("text", 0, 7), Mention("text", 25, 40))
)
HARMS = Entity("person", "Ole Harms")
HUSUM = Entity("place", "Husum")
HARBOUR = Entity("organisation", "Hafenamt")
ARTICLES = (
    story(1, LORNSEN, HARMS, HUSUM),
    story(2, LORNSEN, HARMS, HUSUM, source="Kurier"),
    story(3, replace(LORNSEN, role="Chefin"), HARBOUR),
    story(4, HARMS, HUSUM),
)
ADDRESS = "/name?kind=person&value=Wiebke+Lornsen"


@pytest.fixture
def named(client_for: ClientFor) -> FlaskClient:
    return client_for(ARTICLES)


def test_it_says_how_often_when_where_and_as_what(named: FlaskClient) -> None:
    page = tree(named.get(ADDRESS))
    assert text(page.find(".//h1")) == "Wiebke Lornsen"
    assert text(by_class(page, "kicker")[0]) == "Person"
    found = tree(named.get(link(page, "3 Artikel")))
    assert text(found.find(".//h1")) == "3 Treffer"
    assert by_class(page, "bar")[0].attrib["d"].count("M") == 3
    (side,) = by_class(page, "side")
    facets = [text(each) for each in by_class(side, "facet")]
    assert facets[:3] == [
        "Genannt als Ingenieurin 2 Chefin 1",
        "Auch geschrieben Lornsen 3",
        "Medien Bote 2 Kurier 1",
    ]
    assert "Nach den neuesten 3 Artikeln." in text(side)
    titles = [text(each) for each in by_class(page, "headline")]
    assert titles == ["Bericht 3", "Bericht 2", "Bericht 1"]


def test_numbers_beside_a_name_are_those_of_the_search_they_lead_to(named: FlaskClient) -> None:
    page = tree(named.get(ADDRESS))
    (together,) = by_class(page, "together")
    items = {text(each.find("a")): each for each in together.iter("li")}
    assert list(items) == ["Ole Harms", "Hafenamt", "Husum"]
    for name, count in (("Ole Harms", 2), ("Hafenamt", 1), ("Husum", 2)):
        number = by_class(items[name], "count")[0]
        assert text(number) == f"{count} gemeinsame Artikel"
        found = tree(named.get(number.attrib["href"]))
        assert text(found.find(".//h1")) == f"{count} Treffer"
        assert text(tree(named.get(items[name].find("a").attrib["href"])).find(".//h1")) == name  # type: ignore[union-attr]


def test_the_lines_of_the_graph_open_the_articles(named: FlaskClient) -> None:
    page = tree(named.get(ADDRESS))
    edges = by_class(page, "tie")
    titles = [text(each.find("title")) for each in edges]
    assert titles == [
        "Ole Harms – Husum: gemeinsame Artikel",
        "Ole Harms: gemeinsame Artikel",
        "Hafenamt: gemeinsame Artikel",
        "Husum: gemeinsame Artikel",
    ]
    hits = [text(tree(named.get(each.attrib["href"])).find(".//h1")) for each in edges]
    assert hits == ["2 Treffer", "2 Treffer", "1 Treffer", "2 Treffer"]
    assert [text(each.find("text")) for each in by_class(page, "node")] == [
        *("Ole Harms", "Hafenamt", "Husum")
    ]


def test_who_stands_alone_has_no_graph(client_for: ClientFor) -> None:
    page = tree(client_for([story(1, HUSUM)]).get("/name?kind=place&value=Husum"))
    assert not by_class(page, "graph")


@pytest.mark.parametrize(
    "query", ["", "kind=person", "kind=x&value=y", "kind=person&value=Niemand"]
)
def test_a_name_that_is_not_there_has_a_page_that_says_so(named: FlaskClient, query: str) -> None:
    response = named.get(f"/name?{query}")
    assert response.status_code == 404
    assert "Diesen Namen gibt es hier nicht" in text(tree(response))


@pytest.mark.parametrize("number", [1, 2, 7, 12])
def test_all_of_a_graph_lies_within_its_bounds(number: int) -> None:
    near = [
        Neighbour("person", f"Name {n} " + "lang" * n, n + 1, SearchState()) for n in range(number)
    ]
    drawn = graph(near, [])
    for node in drawn.nodes:
        assert 0 < node.x < WIDTH
        assert 0 < node.y < HEIGHT
        assert 0 < node.label_y < HEIGHT
        assert len(node.label) <= 26
    assert len({(node.x, node.y) for node in drawn.nodes}) == number
