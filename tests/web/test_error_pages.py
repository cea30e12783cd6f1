from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pressespiegel.search import Archive, StorageError
from pressespiegel.web import create_app

from .conftest import fill
from .html_tree import link, text, tree
from .invented_articles import BRIDGE

PAGES = ("/", "/suche?q=hafen", "/artikel?id=x")


def heading(client: FlaskClient, address: str, status: int) -> str:
    response = client.get(address)
    assert response.status_code == status
    return text(tree(response).find(".//h1"))


def test_unknown_addresses(client: FlaskClient) -> None:
    assert heading(client, "/wetter", 404) == "Diese Seite gibt es nicht"
    assert heading(client, "/static/nichts.css", 404) == "Diese Seite gibt es nicht"
    assert heading(client, "/static/../pages.py", 404) == "Diese Seite gibt es nicht"


def test_pages_can_only_be_read(client: FlaskClient) -> None:
    response = client.post("/suche?q=hafen")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert text(tree(response).find(".//h1")) == "So geht es nicht"


def test_head_answers_as_get_does(client: FlaskClient) -> None:
    response = client.head("/suche?q=hafen")
    assert response.status_code == 200
    assert response.data == b""


@pytest.mark.parametrize("page", PAGES)
def test_no_archive_yet_is_a_page_and_the_archive_is_found_when_it_appears(
    tmp_path: Path, page: str
) -> None:
    client = create_app(tmp_path / "archive").test_client()
    response = client.get(page)
    assert response.status_code == 503
    assert "Retry-After" in response.headers
    assert text(tree(response).find(".//h1")) == "Noch kein Archiv"
    assert "pressespiegel index" in response.text
    assert str(tmp_path) not in response.text

    fill(tmp_path / "archive", [BRIDGE])
    assert client.get("/suche?q=brücke").status_code == 200


def test_what_passes_can_be_tried_again_with_the_same_search(tmp_path: Path) -> None:
    client = create_app(tmp_path / "archive").test_client()
    page = tree(client.get("/suche?q=brücke&source=Hallig-Bote"))
    field = page.find(".//input[@name='q']")
    assert field is not None
    assert field.get("value") == "brücke"
    again = link(page, "Noch einmal versuchen")
    fill(tmp_path / "archive", [BRIDGE])
    assert text(tree(client.get("/suche" + again)).find(".//h1")) == "1 Treffer"


@pytest.mark.parametrize("page", PAGES)
def test_what_is_no_archive_is_said_without_naming_the_place(
    tmp_path: Path, page: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "letter.txt").write_text("no archive")
    client = create_app(tmp_path / "archive").test_client()
    with caplog.at_level(logging.ERROR):
        assert heading(client, page, 503) == "Das Archiv lässt sich nicht lesen"
    assert str(tmp_path / "archive") in caplog.text
    assert str(tmp_path) not in client.get(page).text

    shutil.rmtree(tmp_path / "archive")
    fill(tmp_path / "archive", [BRIDGE])
    assert client.get("/suche?q=brücke").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_damaged_archive_is_a_page(tmp_path: Path, page: str) -> None:
    place = fill(tmp_path / "archive", [BRIDGE])
    for file in place.iterdir():
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    client = create_app(place).test_client()
    assert heading(client, page, 503) == "Das Archiv lässt sich nicht lesen"
    assert client.get("/api/search?q=hafen").status_code == 503
    assert client.get("/healthz").status_code == 503


def test_a_disk_that_cannot_be_read_is_a_page(
    coast: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StorageError("the disk is gone", "look for it")

    client = create_app(coast).test_client()
    monkeypatch.setattr(Archive, "search", fail)
    with caplog.at_level(logging.ERROR):
        assert heading(client, "/suche?q=hafen", 503) == "Das Archiv lässt sich nicht lesen"
    assert "the disk is gone" in caplog.text
    assert client.get("/api/search?q=hafen").status_code == 503
    monkeypatch.undo()
    assert client.get("/suche?q=hafen").status_code == 200


def test_a_failure_of_the_program_is_a_page_and_in_the_log(
    coast: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret detail")

    app: Flask = create_app(coast)
    monkeypatch.setattr(Archive, "search", fail)
    response = app.test_client().get("/suche?q=hafen")
    assert response.status_code == 500
    assert text(tree(response).find(".//h1")) == "Hier ist etwas schiefgegangen"
    assert "secret" not in response.text
    assert "a secret detail" in caplog.text

    answer = app.test_client().get("/api/search?q=hafen")
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert "secret" not in answer.text
