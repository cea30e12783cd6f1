"""A long result is read whole, once, whatever happens to the archive meanwhile."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Archive, Article, Block
from pressespiegel.search.engines.whoosh.engine import LOOK_EVERY
from pressespiegel.web import create_app

from .conftest import fill
from .html_tree import by_class, tree

Page = list[str]

ID = re.compile(r"id=(\d+)")


def pages(client: FlaskClient, **parameters: str | int) -> Iterator[Page]:
    """The ids of page after page, each asked for when the last one was dealt with."""
    cursor: str | None = ""
    while cursor is not None:
        answer = client.get("/api/search", query_string={**parameters, "cursor": cursor}).get_json()
        yield [hit["id"] for hit in answer["hits"]]
        cursor = answer["next"]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("query", ["kutter", "", "kutter hebebrüke"])
def test_pages_join_to_the_whole(client: FlaskClient, query: str, sort: str) -> None:
    whole = client.get("/api/search", query_string={"q": query, "sort": sort, "limit": 100})
    expected = [hit["id"] for hit in whole.get_json()["hits"]]
    assert len(expected) > 20
    found = list(pages(client, q=query, sort=sort, limit=7))
    assert [id for page in found for id in page] == expected
    assert {len(page) for page in found[:-1]} == {7}


def test_pages_of_scores_that_fade_join_to_the_whole(tmp_path: Path) -> None:
    longer = [
        replace(ebb(number), blocks=(Block("paragraph", "Flut. " * number + "Ebbe."),))
        for number in range(1, 29)
    ]
    reader = create_app(fill(tmp_path / "archive", longer)).test_client()
    plain = [id for page in pages(reader, q="ebbe") for id in page]
    whole = reader.get("/api/search?q=ebbe&half_life=5&limit=100").get_json()["hits"]
    expected = [hit["id"] for hit in whole]
    assert expected != plain
    assert sorted(expected) == sorted(plain)
    found = [id for page in pages(reader, q="ebbe", half_life="5", limit=7) for id in page]
    assert found == expected
    why = reader.get(f"/api/explain?q=ebbe&half_life=5&id={expected[0]}").get_json()
    assert why["score"] == pytest.approx(whole[0]["score"], rel=1e-4)
    page = tree(reader.get("/suche?q=ebbe&half_life=5&fold=0"))
    shown = [each.find("a") for each in by_class(page, "headline")]
    assert [ID.findall(each.get("href", "")) for each in shown if each is not None] == [
        [id] for id in expected[:10]
    ]
    further = [each for each in page.iter("a") if "page=2" in each.get("href", "")]
    assert further
    assert all("half_life=5" in each.get("href", "") for each in further)


@pytest.mark.parametrize("days", ["", "0", "-1", "nan", "1e9", "x"])
def test_a_half_life_that_is_none_is_refused(client: FlaskClient, days: str) -> None:
    answer = client.get("/api/search", query_string={"q": "kutter", "half_life": days})
    assert answer.status_code == 400
    assert "half_life" in answer.get_json()["detail"]


def test_no_hits_have_no_next(client: FlaskClient) -> None:
    for query in ("q=nirgendwo", "q=kutter&limit=0", "q=kutter&offset=25"):
        assert client.get(f"/api/search?{query}").get_json()["next"] is None


def ebb(number: int) -> Article:
    return Article.from_text(
        id=f"{number:02}", title="Ebbe", text="Ebbe.", published=f"2024-01-{number:02}"
    )


def test_articles_that_come_and_go_move_nothing(tmp_path: Path) -> None:
    place = fill(tmp_path / "archive", map(ebb, range(1, 13)))
    reading = pages(create_app(place).test_client(), q="ebbe", sort="newest", limit=4)
    assert next(reading) == ["12", "11", "10", "09"]
    with Archive.open(place) as archive, archive.writer() as writer:
        for number in range(13, 20):
            writer.put(ebb(number))
        writer.delete("11")
    wait_for_the_commit()
    assert next(reading) == ["08", "07", "06", "05"]


def test_where_the_last_hit_is_gone_its_number_counts(tmp_path: Path) -> None:
    place = fill(tmp_path / "archive", map(ebb, range(1, 13)))
    reading = pages(create_app(place).test_client(), q="ebbe", sort="newest", limit=4)
    next(reading)
    with Archive.open(place) as archive, archive.writer() as writer:
        writer.delete("09")
    wait_for_the_commit()
    assert next(reading) == ["07", "06", "05", "04"]


def wait_for_the_commit() -> None:
    """As long as a server takes the last commit it knows for the last there is."""
    time.sleep(2 * LOOK_EVERY)
