from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import FACETS, Archive
from pressespiegel.search.report import results_to_json
from pressespiegel.web import create_app

from .invented_articles import ALL


def test_answers_as_the_command_line_does(client: FlaskClient, coast: Path) -> None:
    answer = client.get("/api/search?q=kutter&section=Küste&source=Inselpost&source=Deichkurier")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    with Archive.open(coast) as archive:
        filters = {"section": ("Küste",), "source": ("Inselpost", "Deichkurier")}
        expected = results_to_json(archive.search("kutter", facets=FACETS, filters=filters))
    data = answer.get_json()
    assert isinstance(data.pop("seconds"), float)
    assert data.pop("next") is None
    assert data == {name: value for name, value in expected.items() if name != "seconds"}
    assert data["total"] == 8


def test_keys_keep_their_order_and_umlauts_their_form(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=brücke")
    assert list(answer.get_json()) == [
        *("query", "reading", "warnings", "total", "partial_total", "suggestion"),
        *("seconds", "hits", "facets", "cut_short", "next"),
    ]
    assert "Hebebrücke" in answer.text


def test_few_hits_are_followed_by_partial_ones_that_say_so(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=kutter hebebrüke&limit=100").get_json()
    assert (answer["total"], answer["partial_total"]) == (0, 25)
    assert len(answer["hits"]) == 25
    assert {(hit["complete"], *hit["missing"]) for hit in answer["hits"]} == {(False, "hebebrüke")}


def test_a_correction_is_offered_with_its_number_of_hits(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=kuttr").get_json()
    assert answer["suggestion"] == {"query": "kutter", "total": 25}
    assert client.get("/api/search?q=kutter").get_json()["suggestion"] is None


def test_limit_offset_and_sort(client: FlaskClient) -> None:
    every = client.get("/api/search?q=kutter&limit=100&sort=oldest").get_json()["hits"]
    some = client.get("/api/search?q=kutter&limit=5&offset=20&sort=oldest").get_json()["hits"]
    assert [hit["id"] for hit in every[20:]] == [hit["id"] for hit in some]
    assert client.get("/api/search?q=kutter&limit=0").get_json()["hits"] == []
    assert client.get("/api/search?q=kutter&offset=1000").get_json()["hits"] == []


def test_no_query_is_all_articles(client: FlaskClient) -> None:
    assert client.get("/api/search").get_json()["total"] == len(ALL)


def test_the_reading_is_in_the_language_asked_for(client: FlaskClient) -> None:
    german = client.get("/api/search?q=hafen kutter").get_json()["reading"]
    english = client.get("/api/search?q=hafen kutter&lang=en").get_json()["reading"]
    assert german
    assert english
    assert german != english


@pytest.mark.parametrize(
    "parameter",
    [
        *("limit=101", "limit=-1", "limit=ten", "limit=", "limit=" + "9" * 5000, "limit=1.5"),
        *("offset=-1", "offset=x", "offset=99999999999", "sort=best", "sort="),
        *("lang=fr", "lang="),
    ],
)
def test_a_bad_parameter_is_a_problem_that_says_what_is_allowed(
    client: FlaskClient, parameter: str
) -> None:
    answer = client.get(f"/api/search?q=hafen&{parameter}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert problem["status"] == 400
    assert problem["detail"].startswith(parameter.partition("=")[0])


def test_other_errors_are_problems_too(client: FlaskClient, tmp_path: Path) -> None:
    many = "&".join(f"source={number}" for number in range(101))
    for address, status in (
        ("/api/search?q=" + "a" * 2001, 400),
        (f"/api/search?q=a&{many}", 400),
        ("/api/nothing", 404),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.get_json()["status"]) == (status, status)
        assert answer.mimetype == "application/problem+json"
    assert client.post("/api/search").status_code == 405
    missing = create_app(tmp_path / "archive").test_client().get("/api/search?q=a")
    assert (missing.status_code, missing.get_json()["title"]) == (503, "No archive")
    assert str(tmp_path) not in missing.text


def test_values_and_times_are_left_out(client: FlaskClient) -> None:
    def total(more: str) -> int:
        found = client.get(f"/api/search?q=kutter&{more}").get_json()["total"]
        assert client.get(f"/api/facets?q=kutter&facet=source&{more}").get_json()["total"] == found
        return int(found)

    assert total("not.source=Inselpost") == 17
    assert total("not.source=Inselpost&not.source=Hallig-Bote") == 8
    assert total("since=2023-03&until=2023-05-10") == 5
    assert total("since=0001-01-01&until=9999") == 25
    assert total("since=9999") == 0
    answer = client.get("/api/search?q=kutter&since=gestern")
    assert answer.status_code == 400
    assert "since" in answer.get_json()["detail"]
