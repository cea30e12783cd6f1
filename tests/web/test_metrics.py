"""The figures of a server, for those who run it."""

from __future__ import annotations

import multiprocessing
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Archive
from pressespiegel.web import Settings, create_app
from pressespiegel.web.serving.metrics import Metrics

from .invented_articles import ALL

LINE = re.compile(
    r'(?P<name>[a-z_]+)(?:\{(?P<labels>\w+="[^"]*"(?:,\w+="[^"]*")*)\})? (?P<value>\S+)'
)


def figures(lines: list[str]) -> dict[tuple[str, str], float]:
    """Name and labels -> value; every line must be one that Prometheus reads."""
    found = {}
    typed = set()
    for line in lines:
        if line.startswith("# TYPE "):
            typed.add(line.split()[2])
            continue
        match = LINE.fullmatch(line)
        assert match, line
        assert re.sub("_(bucket|sum|count)$", "", match["name"]) in typed
        found[match["name"], match["labels"] or ""] = float(match["value"])
    return found


@pytest.fixture
def watched(coast: Path) -> FlaskClient:
    """A client of a server that tells its figures."""
    return create_app(coast, Settings(metrics=True, requests_per_minute=0)).test_client()


def ask(client: FlaskClient) -> dict[tuple[str, str], float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    return figures(answer.text.splitlines())


def test_requests_are_counted_by_endpoint_and_status(watched: FlaskClient) -> None:
    for address in ("/suche?q=hafen", "/suche?q=kutter", "/suche?page=x", "/nirgends"):
        watched.get(address)
    found = ask(watched)
    total = "pressespiegel_requests_total"
    assert found[total, 'endpoint="pages.results",status="200"'] == 2
    assert found[total, 'endpoint="pages.results",status="404"'] == 1
    assert found[total, 'endpoint="",status="404"'] == 1
    name = "pressespiegel_request_seconds"
    assert found[f"{name}_count", 'endpoint="pages.results"'] == 3
    assert found[f"{name}_bucket", 'endpoint="pages.results",le="+Inf"'] == 3
    assert 0 < found[f"{name}_sum", 'endpoint="pages.results"'] < 60


def test_the_archive_is_told_of(watched: FlaskClient, coast: Path, tmp_path: Path) -> None:
    found = ask(watched)
    assert found["pressespiegel_archive_up", ""] == 1
    assert found["pressespiegel_articles", ""] == len(ALL)
    with Archive.open(coast) as archive:
        assert found["pressespiegel_archive_generation", ""] == archive.generation()
    empty = create_app(tmp_path / "archive", Settings(metrics=True)).test_client()
    assert ask(empty)["pressespiegel_archive_up", ""] == 0


def test_they_are_told_to_this_machine_and_where_they_are_wanted(
    watched: FlaskClient, client: FlaskClient
) -> None:
    assert watched.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 404
    assert client.get("/metrics").status_code == 404


def test_a_bucket_has_all_that_took_no_longer() -> None:
    metrics = Metrics(["page"])
    for seconds in (0.001, 0.005, 0.006, 99):
        metrics.note("page", 200, seconds)
    found = figures(list(metrics.lines()))
    buckets = [
        found["pressespiegel_request_seconds_bucket", f'endpoint="page",le="{bound}"']
        for bound in ("0.005", "0.01", "10.0", "+Inf")
    ]
    assert buckets == [2, 3, 3, 4]


def test_processes_tell_their_sum() -> None:
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("this system cannot fork")
    metrics = Metrics(["page"])

    def work(number: int) -> None:
        metrics.process = number
        for _ in range(100):
            metrics.note("page", 200, 0.001)

    context = multiprocessing.get_context("fork")
    begun = [context.Process(target=work, args=(number,)) for number in range(3)]
    for each in begun:
        each.start()
    for each in begun:
        each.join()
    found = figures(list(metrics.lines()))
    assert found["pressespiegel_requests_total", 'endpoint="page",status="200"'] == 300
