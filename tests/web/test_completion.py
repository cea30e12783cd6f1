"""What is offered below the search field, and what becomes of the query that is taken over."""

from __future__ import annotations

from typing import TypedDict

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Completion
from pressespiegel.search.words.complete import CompletionKind
from pressespiegel.web.page_parts.completion import completed_queries

from .html_tree import by_class, text, tree
from .invented_articles import BRIDGE

NAMES = {"person": "person", "place": "ort", "source": "quelle", "title": "titel"}
KNOWN: tuple[tuple[str, CompletionKind], ...] = (
    ("Ada Kern", "person"),
    ("Hafen", "place"),
    ("hafenamt", "word"),
    ("Hafen-Kurier", "source"),
    ("Hafen voll: „Kein Platz“", "title"),
)


def known(prefix: str, limit: int) -> list[Completion]:
    begins = [each for each in KNOWN if each[0].lower().startswith(prefix.lower())]
    return [Completion(text, kind, 1) for text, kind in begins][:limit]


def completed(typed: str) -> list[str]:
    return [each.query for each in completed_queries(typed, known, NAMES)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ad", ['person:"Ada Kern"']),
        ("streik ad", ['streik person:"Ada Kern"']),
        ("streik ada ke", ['streik person:"Ada Kern"']),
        ("(streik ODER ad", ['(streik ODER person:"Ada Kern"']),
        ("-ad", ['-person:"Ada Kern"']),
        ("ort:haf", ["ort:Hafen"]),
        ('streik ort:"haf', ["streik ort:Hafen"]),
        ("titel:haf", ['titel:"Hafen voll: Kein Platz"']),
        ("quelle:ada", []),
        ("datum:haf", []),
        ('"haf', []),
        ("haf*", []),
        ("", []),
        ("   ", []),
    ],
)
def test_the_end_of_a_query_is_completed(typed: str, expected: list[str]) -> None:
    assert completed(typed) == expected


def test_a_title_is_offered_for_the_whole_query_alone() -> None:
    assert 'titel:"Hafen voll: Kein Platz"' in completed("haf")
    assert completed("streik haf") == [
        "streik ort:Hafen",
        "streik hafenamt",
        'streik quelle:"Hafen-Kurier"',
    ]


class Offer(TypedDict):
    text: str
    label: str
    articles: int
    query: str


def offers(client: FlaskClient, typed: str, language: str = "de") -> list[Offer]:
    response = client.get(
        "/vorschlaege", query_string={"q": typed}, headers={"Accept-Language": language}
    )
    assert response.mimetype == "application/json"
    found: list[Offer] = response.get_json()
    return found


@pytest.mark.parametrize(
    ("typed", "label", "value"),
    [
        ("wieb", "Person", "Wiebke Lornsen"),
        ("norderh", "Ort", "Norderhaven"),
        ("hafenamt", "Organisation", "Hafenamt Norderhaven"),
        ("deichk", "Medium", "Deichkurier"),
        ("hebebrü", "Titel", BRIDGE.title),
        ("hebebrue", "Wort", "hebebrücke"),
        ("kutt", "Wort", "kutter"),
    ],
)
def test_every_kind_is_offered_and_finds_its_articles(
    client: FlaskClient, typed: str, label: str, value: str
) -> None:
    offer = next(each for each in offers(client, typed) if each["text"] == value)
    assert offer["label"] == label
    page = tree(client.get("/suche", query_string={"q": offer["query"]}))
    assert len(by_class(page, "headline")) == min(offer["articles"], 10)
    assert not by_class(page, "warnings")


def test_names_of_kinds_and_fields_are_in_the_language(client: FlaskClient) -> None:
    (first, *_) = offers(client, "norderh", "en")
    assert (first["label"], first["query"]) == ("Place", "place:Norderhaven")


@pytest.mark.parametrize("typed", ["", " ", "x" * 5000, '"', "\x00", "\ud800", "((", "a:b:c", "-"])
def test_nothing_that_is_typed_breaks_it(client: FlaskClient, typed: str) -> None:
    address = {"q": typed.encode("utf-8", "surrogatepass")}
    assert client.get("/vorschlaege", query_string=address).status_code == 200


def test_the_page_says_where_completions_are(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter"))
    form = page.find(".//form[@role='search']")
    assert form is not None
    assert form.get("data-completions") == "/vorschlaege"
    assert text(form)
