"""One process serves while another writes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask import Flask

from pressespiegel.search import Archive, Article
from pressespiegel.web import create_app

from .conftest import fill
from .invented_articles import BRIDGE

PATIENCE = 10.0


def test_a_commit_from_elsewhere_is_seen(tmp_path: Path) -> None:
    place = fill(tmp_path / "archive", [BRIDGE])
    client = create_app(place).test_client()
    assert client.get("/api/search?q=krabbenkutter").get_json()["total"] == 0
    with Archive.open(place) as elsewhere, elsewhere.writer() as writer:
        writer.put(Article.from_text(id="new", title="Krabbenkutter auf Grund", text="Ebbe."))
    deadline = time.monotonic() + PATIENCE
    while client.get("/api/search?q=krabbenkutter").get_json()["total"] == 0:
        assert time.monotonic() < deadline, "the commit was not seen"
        time.sleep(0.05)
    assert client.get("/artikel?id=new").status_code == 200


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    place = fill(tmp_path / "archive", [BRIDGE])
    client = create_app(place).test_client()
    with Archive.open(place) as elsewhere, elsewhere.writer() as writer:
        writer.put(Article.from_text(id="new", title="Krabbenkutter auf Grund", text="Ebbe."))
        assert client.get("/api/search?q=").get_json()["total"] == 1
        assert client.get("/suche?q=brücke").status_code == 200


def test_many_readers_at_once_get_what_one_gets(app: Flask) -> None:
    addresses = ["/api/search?q=kutter", "/api/search?q=brücke", "/api/search?q=&source=Kontor"]

    def ids(address: str) -> list[str]:
        return [hit["id"] for hit in app.test_client().get(address).get_json()["hits"]]

    alone = [ids(address) for address in addresses]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(ids, addresses * 20))
    assert together == alone * 20
