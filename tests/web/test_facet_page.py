"""All values of a facet: found by a part of them, chosen, left out, page by page."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Article, Entity

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree


def crowd() -> list[Article]:
    """Articles of 150 people; each is in as many as the number in the name divides."""
    return [
        Article(
            id=f"a{number}",
            title="Versammlung im Krug",
            entities=tuple(Entity("person", f"Person Möller {each:03d}") for each in range(number)),
        )
        for number in (10, 150)
    ]


def values(client: FlaskClient, address: str) -> list[str]:
    return [text(each) for each in by_class(tree(client.get(address)), "value")]


def test_a_long_facet_leads_to_all_its_values(client_for: ClientFor) -> None:
    client = client_for(crowd())
    page = tree(client.get("/suche?q=krug&sort=newest"))
    assert len(by_class(page, "value")) == 12
    address = link(page, "Alle durchsuchen: Personen")
    assert address == "/facette?facet=person&q=krug&sort=newest"
    first = tree(client.get(address))
    assert text(by_class(first, "duration")[0]) == "150 Werte in den Treffern, Seite 1 von 2"
    assert len(by_class(first, "value")) == 100
    assert text(by_class(first, "value")[0]) == "Person Möller 000"
    assert values(client, link(first, "Weiter"))[-1] == "Person Möller 149"
    assert values(client, address + "&page=99") == values(client, address + "&page=2")


def test_a_part_of_a_value_finds_it_in_any_spelling(client_for: ClientFor) -> None:
    client = client_for(crowd())
    found = values(client, "/facette?facet=person&q=krug&find=moeller 14")
    assert found == [f"Person Möller {each:03d}" for each in (14, 114, *range(140, 150))]
    page = tree(client.get("/facette?facet=person&q=krug&find=Meier"))
    assert "Kein Wert passt" in text(page)


def test_a_value_is_chosen_or_left_out_from_there(client: FlaskClient) -> None:
    page = tree(client.get("/facette?facet=place&q=kutter&source=Inselpost&find=koog 1"))
    assert [text(each) for each in by_class(page, "value")] == ["Koog 1"]
    chosen = tree(client.get(link(page, "Koog 1")))
    assert text(by_class(chosen, "chosen")[0]).count("×") == 2
    without = tree(client.get(link(page, "ohne Koog 1")))
    assert "ohne Ort Koog 1" in text(by_class(without, "chosen")[0])
    assert link(page, "Zurück zu den Treffern") == "/suche?q=kutter&source=Inselpost"


def test_months_are_in_the_order_of_time(client: FlaskClient) -> None:
    assert values(client, "/facette?facet=month&q=kutter")[0] == "Dezember 2023"


@pytest.mark.parametrize("address", ["/facette", "/facette?facet=colour", "/facette?facet="])
def test_an_unknown_facet_is_not_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
