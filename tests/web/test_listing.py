"""The printings of one story on a result page: together, or one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from pressespiegel.search.article import Block

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree
from .invented_articles import ALL, BRIDGE, PRINTINGS


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


def test_what_was_told_on_an_earlier_page_is_said_not_shown(client_for: ClientFor) -> None:
    others = [
        replace(BRIDGE, id=f"bruecke-{each}", title="Pottwal", blocks=(Block("paragraph", word),))
        for each, word in enumerate(
            ("Eins.", "Zwei.", "Drei.", "Vier.", "Fünf.", "Sechs.", "Sieben.")
        )
    ]
    client = client_for((*others, *PRINTINGS, replace(PRINTINGS[0], id="wal-9")))
    first, second = (
        tree(client.get(f"/suche?q=pottwal&sort=oldest&page={page}")) for page in (1, 2)
    )
    assert text(first.find(".//h1")) == text(second.find(".//h1")) == "11 Treffer"
    (folded,) = by_class(first, "printings")
    assert text(folded.find("summary")) == "3 weitere Fassungen"
    assert not by_class(second, "headline")
    (note,) = by_class(second, "told-before")
    assert text(note).startswith("1 Treffer dieser Seite steht als weitere Fassung")
    apart = tree(client.get(link(second, "Gleiche Meldungen einzeln zeigen")))
    assert len(by_class(apart, "headline")) == 1


def test_printings_of_one_outlet_are_versions(client_for: ClientFor) -> None:
    again = replace(PRINTINGS[0], id="wal-9")
    page = tree(client_for((*PRINTINGS, again)).get("/suche?q=pottwal"))
    (folded,) = by_class(page, "printings")
    assert text(folded.find("summary")) == "3 weitere Fassungen"


def test_nothing_is_said_of_folding_where_nothing_is_folded(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter"))
    assert not by_class(page, "folding")
