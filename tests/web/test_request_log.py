"""Each request can be found in the log, and no reader can."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Archive
from pressespiegel.web import create_app
from pressespiegel.web.serving.request_log import JsonLines, Naming

LOGGER = "pressespiegel.web.serving.request_log"


def test_every_answer_has_an_id_of_its_own(client: FlaskClient) -> None:
    ids = {
        client.get(address, buffered=True).headers["X-Request-ID"]
        for address in ("/", "/", "/nirgends", "/api/search?limit=x", "/static/style.css")
    }
    assert len(ids) == 5
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in ids)


def test_a_well_formed_id_of_a_proxy_is_kept(client: FlaskClient) -> None:
    def answered(given: str) -> str:
        return client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    assert answered("6f1d.A_b-0007") == "6f1d.A_b-0007"
    for odd in ("short", "x" * 65, "a b c d e", "<script>1</script>", "größer als", ""):
        assert answered(odd) != odd


def test_a_line_says_what_was_answered_and_not_what_was_asked(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, LOGGER):
        client.get("/suche?q=krankheit", environ_base={"REMOTE_ADDR": "192.0.2.77"})
    (record,) = [each for each in caplog.records if each.name == LOGGER]
    assert re.fullmatch(r"GET pages\.results 200 \d+\.\d", record.getMessage())
    assert "krankheit" not in caplog.text
    assert "192.0.2.77" not in caplog.text
    caplog.clear()
    with caplog.at_level(logging.DEBUG, LOGGER):
        client.get("/suche?q=krankheit")
    assert "krankheit" in caplog.text


def test_a_failure_is_found_by_its_id(
    coast: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a detail")

    caplog.handler.addFilter(Naming())
    monkeypatch.setattr(Archive, "search", fail)
    answer = create_app(coast).test_client().get("/suche?q=krankheit")
    assert answer.status_code == 500
    (record,) = [each for each in caplog.records if each.exc_info]
    line = json.loads(JsonLines().format(record))
    assert line["request"] == answer.headers["X-Request-ID"]
    assert line["level"] == "error"
    assert "a detail" in line["exception"]
    assert "krankheit" not in json.dumps(line)


def test_a_line_of_json_has_the_facts(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.addFilter(Naming())
    with caplog.at_level(logging.INFO, LOGGER):
        answer = client.get("/api/search?limit=x")
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert line.keys() == {
        *("time", "level", "request", "logger"),
        *("method", "endpoint", "status", "milliseconds"),
    }
    assert (line["endpoint"], line["status"]) == ("api.search", 400)
    assert line["request"] == answer.headers["X-Request-ID"]
    record = logging.LogRecord("elsewhere", logging.WARNING, "", 1, "two\nlines", None, None)
    Naming().filter(record)
    written = JsonLines().format(record)
    assert "\n" not in written
    assert json.loads(written)["message"] == "two\nlines"
    assert json.loads(written)["request"] == "-"
