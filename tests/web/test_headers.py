from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pressespiegel.web import create_app

from .html_tree import tree
from .invented_articles import BRIDGE

EVERYWHERE = (
    "/",
    "/suche?q=hafen",
    "/suche?q=nirgends",
    "/suche?page=x",
    f"/artikel?id={BRIDGE.id}&q=die",
    "/artikel?id=nirgends",
    "/nirgends",
    "/api/search?q=hafen",
    "/api/search?limit=x",
    "/healthz",
    "/static/style.css",
)


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_response_is_locked_down(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    parts = headers["Content-Security-Policy"].split("; ")
    policy = dict(part.split(" ", 1) for part in parts)
    assert policy["default-src"] == "'none'"
    for own in ("script-src", "connect-src", "style-src", "img-src", "form-action"):
        assert policy[own] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_errors_are_locked_down_too(tmp_path: Path) -> None:
    response = create_app(tmp_path / "archive").test_client().get("/")
    assert response.status_code == 503
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", EVERYWHERE[:7])
def test_pages_need_nothing_inline_and_nothing_from_elsewhere(
    client: FlaskClient, address: str
) -> None:
    page = tree(client.get(address))
    for each in page.iter():
        assert each.tag not in ("style", "iframe", "object", "embed", "base")
        assert each.tag != "script" or ("src" in each.attrib and not each.text)
        assert not [name for name in each.attrib if name == "style" or name.startswith("on")]
        loaded = each.get("src") or (each.get("href") if each.tag == "link" else None)
        assert loaded is None or loaded.startswith("/")


def test_pages_are_asked_for_again_and_sent_only_where_they_differ(client: FlaskClient) -> None:
    address = f"/artikel?id={BRIDGE.id}"
    first = client.get(address)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert {"Accept-Language", "Cookie"} <= set(first.headers["Vary"].split(", "))
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    english = {"If-None-Match": first.headers["ETag"], "Accept-Language": "en"}
    assert client.get(address, headers=english).status_code == 200


def test_the_style_sheet_is_kept_and_its_address_names_its_content(client: FlaskClient) -> None:
    sheet = tree(client.get("/")).find(".//link[@rel='stylesheet']")
    assert sheet is not None
    assert re.fullmatch(r"/static/style\.css\?v=[0-9a-f]{12}", sheet.attrib["href"])
    response = client.get(sheet.attrib["href"], buffered=True)
    assert response.mimetype == "text/css"
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers
