from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import get_translations

from pressespiegel.web.localisation import LANGUAGES

from .html_tree import by_class, link, text, tree
from .invented_articles import BRIDGE

PAGES = ("/", "/suche?q=kutter", "/suche?q=nirgends", f"/artikel?id={BRIDGE.id}&q=die", "/nirgends")


def language_of(client: FlaskClient, address: str = "/", accept: str = "") -> str:
    return tree(client.get(address, headers={"Accept-Language": accept})).attrib["lang"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "de"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-US,en;q=0.9", "en"),
        ("en;q=0.4,de;q=0.6", "de"),
        ("fr,en;q=0.5", "en"),
        ("fr", "de"),
        ("*", "de"),
        (";;;q=x,,", "de"),
    ],
)
def test_the_browser_says_which(client: FlaskClient, accept: str, expected: str) -> None:
    assert language_of(client, accept=accept) == expected


def test_the_switch_is_stronger_and_is_remembered(app: Flask) -> None:
    client = app.test_client()
    page = tree(client.get("/suche?q=kutter&page=2", headers={"Accept-Language": "de"}))
    switched = client.get("/suche" + link(page, "English"), headers={"Accept-Language": "de"})
    assert tree(switched).attrib["lang"] == "en"
    assert "page 2 of 3" in switched.text
    cookie = switched.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert language_of(client, accept="de") == "en"
    back = tree(client.get("/"))
    client.get("/" + link(back, "Deutsch"))
    assert language_of(client, accept="en") == "de"


def test_an_unknown_language_is_ignored(client: FlaskClient) -> None:
    response = client.get("/?lang=tlh", headers={"Accept-Language": "en"})
    assert tree(response).attrib["lang"] == "en"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("address", PAGES)
def test_english_pages_have_no_german_words_of_ours(client: FlaskClient, address: str) -> None:
    page = tree(client.get(address, headers={"Accept-Language": "en"}))
    ours = ("Treffer", "Seite ", "Suchen", "Personen", "Medien", "Ressorts", "Zurück", "Fundstelle")
    assert not [word for word in ours if word in text(page)]


def test_dates_and_numbers_follow_the_language(client: FlaskClient) -> None:
    english = {"Accept-Language": "en"}
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}, headers=english))
    assert "March 12, 2024" in text(by_class(page, "facts")[0])
    months = tree(client.get("/suche?q=kutter", headers=english))
    assert "December 2023" in [text(each) for each in by_class(months, "value")]
    minute = tree(client.get("/suche?q=wind", headers=english))
    assert "February 3, 2024, 2:30 PM" in text(by_class(minute, "facts")[0])


def test_reading_and_examples_follow_the_language(client: FlaskClient) -> None:
    address = "/suche?q=kutter hafen"
    german = by_class(tree(client.get(address)), "reading")[0]
    english = by_class(tree(client.get(address, headers={"Accept-Language": "en"})), "reading")[0]
    assert text(german) != text(english)
    start = tree(client.get("/", headers={"Accept-Language": "en"}))
    examples = [text(each) for each in by_class(start, "examples")[0].iter("dt")]
    assert any(each.startswith("source:") for each in examples)
    for each in by_class(start, "examples")[0].iter("a"):
        assert by_class(tree(client.get(each.attrib["href"])), "headline"), each.attrib["href"]


def test_a_catalog_is_found_by_the_language_alone(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for spoken in LANGUAGES:
        with app.test_request_context(f"/?lang={spoken}"):
            get_translations()

    def look_for_locale() -> None:
        raise AssertionError("the locale was asked for again")

    monkeypatch.setattr("flask_babel.get_locale", look_for_locale)
    for spoken, said in (("de", "Suchen"), ("en", "Search")):
        with app.test_request_context(f"/?lang={spoken}"):
            assert get_translations().gettext("Suchen") == said
