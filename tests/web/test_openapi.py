"""The description of the API is true, complete, and names what a program can rely on."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from pressespiegel.web.api.openapi import document
from pressespiegel.web.api.routes import ROUTES

from .html_tree import text, tree

Described = schemathesis.BaseSchema

ADDRESS = re.compile(r"/api/[^`'\s]*")
DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.md"


def test_it_is_served_and_says_what_is_there(client: FlaskClient) -> None:
    answer = client.get("/api/openapi.json")
    assert answer.mimetype == "application/json"
    served = answer.get_json()
    assert served["openapi"].startswith("3.1.")
    assert served["paths"].keys() == {f"/api/{route.name}" for route in ROUTES}


def test_every_address_of_the_api_is_described(app: Flask) -> None:
    there = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    described = document()["paths"]
    assert isinstance(described, dict)
    assert there - {"/api/", "/api/openapi.json"} == set(described)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_parameter_is_described_as_it_is_read(
    app: Flask, monkeypatch: pytest.MonkeyPatch, route: object
) -> None:
    """What a view reads is what its route names."""
    assert route in ROUTES
    (found,) = [each for each in ROUTES if each is route]
    asked: set[str] = set()

    class Noted(app.request_class.parameter_storage_class):  # type: ignore[misc, name-defined]
        def get(self, key: str, *arguments: object, **named: object) -> object:
            asked.add(key)
            return super().get(key, *arguments, **named)

        def getlist(self, key: str, *arguments: object) -> object:
            asked.add(key)
            return super().getlist(key, *arguments)

    monkeypatch.setattr(app.request_class, "parameter_storage_class", Noted)
    given = {"id": "minute", "word": "a", "facet": "source"}
    assert app.test_client().get(f"/api/{found.name}", query_string=given).status_code == 200
    assert asked - {"lang"} == {each.name for each in found.parameters} - {"lang"}


def test_the_page_for_people_names_everything(client: FlaskClient) -> None:
    page = tree(client.get("/api/"))
    said = text(page)
    for route in ROUTES:
        assert f"/api/{route.name}" in said
        for parameter in route.parameters:
            assert parameter.name in said
    assert page.find(".//a[@href='/api/openapi.json']") is not None


def test_the_docs_name_every_address_and_no_other(client: FlaskClient) -> None:
    named = set(ADDRESS.findall(DOCS.read_text("utf-8")))
    there = {"/api/", "/api/openapi.json", *(f"/api/{route.name}" for route in ROUTES)}
    assert {urlsplit(each).path for each in named} == there
    parameters = {parameter.name for route in ROUTES for parameter in route.parameters}
    for each in named:
        assert parse_qs(urlsplit(each).query).keys() <= parameters


ASK = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(app: Flask) -> Described:
    """The API, as schemathesis reads its description."""
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app)


def ask_anything(described: Described, name: str, data: st.DataObject) -> None:
    """Ask what the description allows, and what it does not; the answer is as it says."""
    mode = data.draw(st.sampled_from(GenerationMode))
    case = data.draw(described[f"/api/{name}"]["GET"].as_strategy(generation_mode=mode))
    case.call_and_validate()


@pytest.mark.parametrize("name", [route.name for route in ROUTES])
@ASK
@given(data=st.data())
def test_every_answer_is_as_described(described: Described, name: str, data: st.DataObject) -> None:
    ask_anything(described, name, data)


@pytest.mark.slow
@pytest.mark.parametrize("name", [route.name for route in ROUTES])
@settings(ASK, max_examples=300, derandomize=False)
@given(data=st.data())
def test_every_answer_is_as_described_to_many_questions(
    described: Described, name: str, data: st.DataObject
) -> None:
    ask_anything(described, name, data)
