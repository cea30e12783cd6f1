"""What the API says of articles and words."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Archive, Article
from pressespiegel.search.report import article_to_json, printings_to_json

from .conftest import ClientFor
from .invented_articles import BRIDGE

ABOUT_ARTICLES = ("article", "printings", "similar", "explain")


def ask(client: FlaskClient, name: str, **parameters: str | int | list[str]) -> dict[str, object]:
    answer = client.get(f"/api/{name}", query_string=parameters)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    data: dict[str, object] = answer.get_json()
    return data


def test_an_article_and_its_printings_are_those_of_the_command_line(
    client: FlaskClient, coast: Path
) -> None:
    with Archive.open(coast) as archive:
        expected = printings_to_json(archive.printings(BRIDGE.id))
    assert ask(client, "article", id=BRIDGE.id) == article_to_json(BRIDGE)
    assert ask(client, "printings", id=BRIDGE.id) == expected


def test_any_id_can_be_asked_for(client_for: ClientFor) -> None:
    ids = ["/", "//a/../b", " blank", "100 %25", "a?b#c&d=e", "ümlaut ☃"]
    client = client_for(Article.from_text(id=id, title=f"Nr {id}", text="Ebbe.") for id in ids)
    assert [ask(client, "article", id=id)["title"] for id in ids] == [f"Nr {id}" for id in ids]


def test_similar_articles_name_what_they_share(client: FlaskClient) -> None:
    answer = ask(client, "similar", id="minute", limit=2)
    similar = answer["similar"]
    assert isinstance(similar, list)
    assert all(each["id"] != "minute" and each["words"] for each in similar)
    assert len(similar) <= 2


def test_an_explanation_says_what_a_word_was_found_as(client: FlaskClient) -> None:
    answer = ask(client, "explain", id=BRIDGE.id, q="brücken")
    words = answer["words"]
    assert isinstance(words, list)
    assert [(word["typed"], word["start"], word["end"]) for word in words] == [("brücken", 0, 7)]
    found = {(f["reason"], place["text"]) for f in words[0]["findings"] for place in f["places"]}
    assert {("stem", "Brücke"), ("part", "Hebebrücke")} <= found


def test_words_that_were_meant_or_begun(client: FlaskClient) -> None:
    suggested = ask(client, "suggest", word="kuttr", beside=["hafen", "ruhig"])["suggestions"]
    assert isinstance(suggested, list)
    assert suggested[0] == {"text": "kutter", "distance": 1, "articles": 25}
    completed = ask(client, "complete", q="Hafenamt N")["completions"]
    assert completed == [{"text": "Hafenamt Norderhaven", "kind": "organisation", "articles": 1}]
    assert ask(client, "complete")["completions"] == []


def test_one_facet_is_counted_whole(client: FlaskClient) -> None:
    answer = ask(client, "facets", facet="source", q="kutter", source="Inselpost", limit=10000)
    assert (answer["facet"], answer["total"]) == ("source", 8)
    values = answer["values"]
    assert isinstance(values, list)
    assert {each["value"] for each in values} > {"Inselpost"}
    assert sum(each["count"] for each in values) == 25
    assert len(ask(client, "facets", facet="source", q="kutter", limit=1)["values"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ABOUT_ARTICLES)
def test_an_article_that_is_not_there_is_a_problem(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/api/{name}?id=nowhere")
    assert (answer.status_code, answer.get_json()["title"]) == (404, "No such article")
    assert answer.mimetype == "application/problem+json"
    for missing in ("", "?id="):
        answer = client.get(f"/api/{name}{missing}")
        assert (answer.status_code, answer.get_json()["detail"]) == (400, "id is required")


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("/api/facets", "facet is one of person, organisation"),
        ("/api/facets?facet=colour", "facet is one of person, organisation"),
        ("/api/facets?facet=source&limit=10001", "limit is a whole number from 0 to 10000"),
        ("/api/suggest", "word is required"),
        ("/api/suggest?word=" + "a" * 61, "word has 60 characters at most"),
        ("/api/suggest?word=a" + "&beside=b" * 21, "beside may stand 20 times at most"),
        ("/api/complete?q=" + "a" * 2001, "q has 2000 characters at most"),
        ("/api/search?cursor=!", "cursor is what an answer gave as next"),
        ("/api/search?cursor=10", "cursor is what an answer gave as next"),
        ("/api/search?cursor=10:", "cursor is what an answer gave as next"),
        ("/api/search?cursor=99999999:a", "cursor is what an answer gave as next"),
        ("/api/search?cursor=10:" + "a" * 513, "cursor is what an answer gave as next"),
    ],
)
def test_what_is_not_allowed_is_said(client: FlaskClient, address: str, detail: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.get_json()["detail"].startswith(detail)
