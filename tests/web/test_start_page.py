from __future__ import annotations

from flask.testing import FlaskClient

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree
from .invented_articles import ALL


def test_says_what_the_archive_holds(client: FlaskClient) -> None:
    (holdings,) = by_class(tree(client.get("/")), "holdings")
    assert text(holdings) == f"{len(ALL)} Artikel · 4 Medien · 1987 bis 12. März 2024"


def test_has_a_labelled_field_that_leads_to_the_results(client: FlaskClient) -> None:
    page = tree(client.get("/"))
    form = page.find(".//form")
    assert form is not None
    assert (form.get("role"), form.get("method"), form.get("action")) == (
        "search",
        "get",
        "/suche",
    )
    label, field = form.find("label"), form.find("input")
    assert label is not None
    assert field is not None
    assert label.get("for") == field.get("id")
    assert field.get("name") == "q"


def test_newest_articles_come_first_and_lead_to_themselves(client: FlaskClient) -> None:
    page = tree(client.get("/"))
    titles = [text(each) for each in by_class(page, "headline")]
    assert titles[:2] == ["Die Hebebrücke bleibt oben", "Fähre läuft wieder aus"]
    article = client.get(link(page, "Die Hebebrücke bleibt oben"))
    assert "Ersatzteile aus dem Museum" in article.text


def test_every_example_finds_something(client: FlaskClient) -> None:
    (examples,) = by_class(tree(client.get("/")), "examples")
    links = [each.attrib["href"] for each in examples.iter("a")]
    assert len(links) >= 4
    for address in links:
        page = tree(client.get(address))
        assert by_class(page, "headline"), address


def test_the_most_frequent_values_lead_to_their_articles(client: FlaskClient) -> None:
    page = tree(client.get("/"))
    (register,) = by_class(page, "register")
    found = tree(client.get(link(register, "Wiebke Lornsen")))
    assert [text(each) for each in by_class(found, "headline")] == ["Die Hebebrücke bleibt oben"]


def test_an_empty_archive_says_how_articles_come_in(client_for: ClientFor) -> None:
    response = client_for(()).get("/")
    assert response.status_code == 200
    assert "noch leer" in response.text
    assert "pressespiegel index" in response.text
