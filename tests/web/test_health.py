from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from pressespiegel.web import create_app

from .conftest import fill
from .invented_articles import ALL, BRIDGE


def test_health(client: FlaskClient, tmp_path: Path) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok", "articles": len(ALL)})

    late = create_app(tmp_path / "archive").test_client()
    answer = late.get("/healthz")
    assert answer.status_code == 503
    assert answer.get_json() == {"status": "unavailable", "reason": "ArchiveMissing"}
    fill(tmp_path / "archive", [BRIDGE])
    assert late.get("/healthz").get_json() == {"status": "ok", "articles": 1}
