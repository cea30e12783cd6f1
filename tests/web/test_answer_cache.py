"""An answer is given again only while it is the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article
from pressespiegel.search.engines.whoosh.engine import LOOK_EVERY
from pressespiegel.web import Settings, create_app
from pressespiegel.web.serving import answer_cache
from pressespiegel.web.serving.answer_cache import Answer, AnswerCache

from .conftest import fill
from .invented_articles import BRIDGE


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An archive that a test may change."""
    return fill(tmp_path / "archive", [BRIDGE])


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that an archive was asked."""
    asked: list[str] = []
    search: Callable[..., object] = Archive.search

    def noted(archive: Archive, query: str, **rest: object) -> object:
        asked.append(query)
        return search(archive, query, **rest)

    monkeypatch.setattr(Archive, "search", noted)
    return asked


def test_the_same_is_searched_once(place: Path, searches: list[str]) -> None:
    client = create_app(place).test_client()
    first = client.get("/suche?q=brücke")
    assert searches
    searches.clear()
    again = client.get("/suche?q=brücke")
    assert again.data == first.data
    headers = dict(again.headers) | {"X-Request-ID": first.headers["X-Request-ID"]}
    assert headers == dict(first.headers)
    assert client.head("/suche?q=brücke").status_code == 200
    assert searches == []


def test_what_was_said_under_one_name_is_not_said_under_another(
    place: Path, searches: list[str]
) -> None:
    client = create_app(place).test_client()
    client.get("/suche?q=brücke", base_url="http://archiv.example")
    searches.clear()
    client.get("/suche?q=brücke", base_url="https://anderswo.example")
    assert searches


def test_who_has_a_page_is_told_so_without_a_search(place: Path, searches: list[str]) -> None:
    client = create_app(place).test_client()
    tag = client.get("/api/search?q=brücke").headers["ETag"]
    searches.clear()
    answer = client.get("/api/search?q=brücke", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
    assert "Content-Security-Policy" in answer.headers
    assert searches == []


@pytest.mark.parametrize(
    "other", ["/suche?q=fähre", "/suche?q=brücke&page=1", "/suche?q=brücke&lang=en"]
)
def test_another_address_is_another_page(place: Path, searches: list[str], other: str) -> None:
    client = create_app(place).test_client()
    client.get("/suche?q=brücke")
    searches.clear()
    client.get(other)
    assert searches


def test_another_language_is_another_page(place: Path) -> None:
    client = create_app(place).test_client()
    german = client.get("/suche?q=brücke", headers={"Accept-Language": "de"})
    english = client.get("/suche?q=brücke", headers={"Accept-Language": "en"})
    assert german.headers["ETag"] != english.headers["ETag"]
    assert german.data != english.data
    client.get("/suche?q=brücke&lang=en")
    assert client.get("/suche?q=brücke", headers={"Accept-Language": "de"}).data == english.data


def add(place: Path) -> None:
    with Archive.open(place) as archive, archive.writer() as writer:
        writer.put(Article.from_text(id="new", title="Noch eine Brücke", text="Sie steht."))


def name_synonyms(place: Path) -> None:
    (place / "synonyms.txt").write_text("brücke = übergang", encoding="utf-8")


@pytest.mark.parametrize("change", [add, name_synonyms])
def test_a_change_of_the_archive_is_seen(place: Path, change: Callable[[Path], None]) -> None:
    client = create_app(place).test_client()
    first = client.get("/api/search?q=brücke")
    change(place)
    time.sleep(2 * LOOK_EVERY)
    second = client.get("/api/search?q=brücke", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    before, after = first.get_json(), second.get_json()
    assert (after["total"], after["reading"]) != (before["total"], before["reading"])


def test_another_day_is_another_page(
    place: Path, searches: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(place).test_client()
    client.get("/suche?q=heute")
    searches.clear()

    class Later(date):
        @classmethod
        def today(cls) -> Later:
            return cls(2099, 1, 1)

    monkeypatch.setattr(answer_cache, "date", Later)
    client.get("/suche?q=heute")
    assert searches


def test_what_is_not_whole_is_not_kept(place: Path, searches: list[str]) -> None:
    client = create_app(place, Settings(query_seconds=1e-9)).test_client()
    for _ in range(2):
        searches.clear()
        client.get("/suche?q=brücke")
        assert searches
    patient = create_app(place).test_client()
    assert [patient.get("/suche?page=x").status_code for _ in range(2)] == [404, 404]


def test_memory_is_bounded_and_what_is_asked_for_stays() -> None:
    cache = AnswerCache(100)
    for name in ("a", "b", "a", "c"):
        cache.keep(name, Answer(b"x" * 40, "text/plain"))
        cache.get("a")
    assert [name for name in "abc" if cache.get(name)] == ["a", "c"]
