from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pressespiegel.search import Archive, Article
from pressespiegel.web import create_app

from .invented_articles import ALL

ClientFor = Callable[[Iterable[Article]], FlaskClient]


def fill(place: Path, articles: Iterable[Article]) -> Path:
    with Archive.create(place) as archive, archive.writer() as writer:
        for article in articles:
            writer.put(article)
    return place


@pytest.fixture(scope="session")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all invented articles, which no test may change."""
    return fill(tmp_path_factory.mktemp("coast") / "archive", ALL)


@pytest.fixture(scope="session")
def app(coast: Path) -> Flask:
    return create_app(coast)


@pytest.fixture
def client_for(tmp_path: Path) -> ClientFor:
    """Makes a client over an archive of other articles."""

    def make(articles: Iterable[Article]) -> FlaskClient:
        return create_app(fill(tmp_path / "archive", articles)).test_client()

    return make


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
