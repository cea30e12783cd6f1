"""Why an article was found, said in words."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from .html_tree import by_class, link, text, tree
from .invented_articles import BRIDGE


def explained(client: FlaskClient, query: str) -> dict[str, list[str]]:
    page = tree(client.get("/warum", query_string={"id": BRIDGE.id, "q": query}))
    (explanation,) = by_class(page, "explanation")
    return {
        text(each.find("dt/span")): [text(dd) for dd in each.findall("dd")]
        for each in explanation.findall("dl/div")
    }


def test_every_hit_of_a_query_leads_to_its_explanation(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=hebebrücke&source=Hallig-Bote"))
    (why,) = by_class(page, "why")
    found = tree(client.get(link(why, "Erklärung zeigen")))
    assert text(found.find(".//h1")) == "Warum dieser Treffer?"
    assert "Hebebrücke" in text(by_class(found, "explanation")[0])
    assert "source=Hallig-Bote" in link(found, "Zurück zu den Treffern")
    assert not by_class(tree(client.get("/suche?q=")), "why")


def test_words_are_found_in_several_ways(client: FlaskClient) -> None:
    found = explained(client, "brücke zahnrad person:lornsen zeppelin")
    assert list(found) == ["brücke", "zahnrad", "lornsen", "zeppelin"]
    assert any(each.startswith("so geschrieben: Brücke") for each in found["brücke"])
    assert any("als Teil eines Wortes: Hebebrücke Titel" in each for each in found["brücke"])
    assert sum("Brücke " in each for each in found["brücke"]) == 1
    assert found["zahnrad"] == ["in anderer Form: Zahnräder Text"]
    assert any(each.endswith("Person") for each in found["lornsen"])
    assert found["zeppelin"] == ["hier nicht gefunden"]


def test_shares_make_up_the_whole(client: FlaskClient) -> None:
    page = tree(client.get(f"/warum?id={BRIDGE.id}&q=zahnräder lornsen"))
    counts = [text(each) for each in page.findall(".//dt/span[@class='count']")]
    shares = [float(each.split()[0].replace(",", ".")) for each in counts]
    assert sum(shares) == pytest.approx(100, abs=0.2)


def test_a_search_without_words_has_nothing_to_explain(client: FlaskClient) -> None:
    page = tree(client.get(f"/warum?id={BRIDGE.id}&q=datum:2024"))
    assert "fragt nicht nach Wörtern" in text(page)


def test_an_article_that_is_not_there(client: FlaskClient) -> None:
    assert client.get("/warum?id=nirgends&q=x").status_code == 404
