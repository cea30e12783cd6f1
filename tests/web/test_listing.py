"""The printings of one story on a result page: together, or one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree
from .invented_articles import ALL, PRINTINGS


@pytest.fixture
def wale(client_for: ClientFor) -> FlaskClient:
    return client_for((*ALL, *PRINTINGS))


def test_printings_stand_under_the_first_with_their_number(wale: FlaskClient) -> None:
    page = tree(wale.get("/suche?q=pottwal&sort=oldest"))
    assert text(page.find(".//h1")) == "3 Treffer"
    (headline,) = by_class(page, "headline")
    assert text(headline) == "Pottwal vor Langesand gestrandet"
    (folded,) = by_class(page, "printings")
    assert text(folded.find("summary")) == "auch in 2 weiteren Medien"
    other = tree(wale.get(link(folded, "Elf Meter Wal im Watt")))
    assert text(other.find(".//h1")) == "Elf Meter Wal im Watt"
    assert link(other, "Zurück zu den Treffern") == "/suche?q=pottwal&sort=oldest"


def test_folding_is_switched_off_and_on_by_the_address(wale: FlaskClient) -> None:
    page = tree(wale.get("/suche?q=pottwal&sort=oldest"))
    apart_address = link(page, "Gleiche Meldungen einzeln zeigen")
    assert apart_address == "/suche?q=pottwal&sort=oldest&fold=0"
    apart = tree(wale.get(apart_address))
    assert len(by_class(apart, "headline")) == 3
    assert not by_class(apart, "printings")
    kept = apart.find(".//input[@name='fold']")
    assert kept is not None
    assert kept.get("value") == "0"
    back = link(apart, "Gleiche Meldungen zusammenfassen")
    assert back == "/suche?q=pottwal&sort=oldest"


def test_printings_of_one_outlet_are_versions(client_for: ClientFor) -> None:
    again = replace(PRINTINGS[0], id="wal-9")
    page = tree(client_for((*PRINTINGS, again)).get("/suche?q=pottwal"))
    (folded,) = by_class(page, "printings")
    assert text(folded.find("summary")) == "3 weitere Fassungen"


def test_nothing_is_said_of_folding_where_nothing_is_folded(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter"))
    assert not by_class(page, "folding")
