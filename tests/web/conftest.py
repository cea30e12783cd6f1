from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pressespiegel.search import Archive, Article
from pressespiegel.web import create_app

ClientFor = Callable[[Iterable[Article]], FlaskClient]


def fill(place: Path, articles: Iterable[Article]) -> Path:
    with Archive.create(place) as archive, archive.writer() as writer:
        for article in articles:
            writer.put(article)
    return place
