"""docs/pages.md beside what is there: addresses, parameters and keys."""

from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient

from pressespiegel.search import FACETS, PressDate
from pressespiegel.web.search_state import NOT, SearchState

from .html_tree import text, tree
from .invented_articles import BRIDGE

PAGE = (Path(__file__).parents[2] / "docs" / "pages.md").read_text(encoding="utf-8")
FIRST_CELLS = "\n".join(re.findall(r"^\| ([^|]*) \|", PAGE, re.MULTILINE))


def test_every_address_that_is_described_answers(client: FlaskClient) -> None:
    addresses = ["/suche", *re.findall(r"`(/\w+)`", FIRST_CELLS)]
    assert len(addresses) == 7
    for address in addresses:
        given = {"q": "brücke", "facet": "person", "id": BRIDGE.id}
        assert client.get(address, query_string=given).status_code == 200, address
    (example,) = re.findall(r"`(/suche\?[^`]*)`", PAGE)
    assert client.get(example).status_code == 200


def test_every_parameter_of_a_search_is_described_and_no_other() -> None:
    day = PressDate(2024)
    values = dict.fromkeys(FACETS, ("x",))
    state = SearchState("x", values, "newest", 2, False, {"person": ("x",)}, day, day, 30.0)
    used = {name for name in state.arguments() if not name.startswith(NOT)} | {"lang"}
    described = set(re.findall(r"`(\w+)`", FIRST_CELLS)) - {"j", "k", "n", "p"}
    assert described == used
    assert f"`{NOT}person`" in FIRST_CELLS


def test_the_keys_are_those_of_the_page(client: FlaskClient) -> None:
    shown = {text(each) for each in tree(client.get("/tasten")).iter("kbd")}
    signs = {each for each in shown if each.isascii() and len(each) == 1}
    assert signs == set(re.findall(r"`(.)`", FIRST_CELLS)) - {"q"}
