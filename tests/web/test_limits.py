"""What a server refuses, and how it says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pressespiegel.web import Settings, create_app
from pressespiegel.web.config import LARGEST_BODY
from pressespiegel.web.serving.rate_limit import MOST_ADDRESSES, RateLimit

from .html_tree import by_class, link, text, tree

STRANGER = {"REMOTE_ADDR": "192.0.2.1"}


class Clock:
    """Stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_waits_may_ask_again() -> None:
    clock = Clock()
    limit = RateLimit(30, clock)
    assert [limit.wait("192.0.2.1") for _ in range(30)] == [0] * 30
    assert limit.wait("192.0.2.1") == 2
    clock.now += 1
    assert limit.wait("192.0.2.1") == 1
    clock.now += 1
    assert limit.wait("192.0.2.1") == 0
    assert limit.wait("192.0.2.1") == 2
    clock.now += 3600
    assert [limit.wait("192.0.2.1") for _ in range(31)] == [*[0] * 30, 2]


def test_nobody_waits_for_others_and_a_household_is_one() -> None:
    limit = RateLimit(1, Clock())
    assert limit.wait("192.0.2.1") == 0
    assert limit.wait("192.0.2.2") == 0
    assert limit.wait("2001:db8::1") == 0
    assert limit.wait("2001:db8::ffff") == 60
    assert limit.wait("::ffff:192.0.2.1") == 60


def test_memory_is_bounded() -> None:
    limit = RateLimit(1, Clock())
    assert limit.wait("192.0.2.1") == 0
    for number in range(MOST_ADDRESSES):
        assert limit.wait(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}") == 0
    assert limit.wait("192.0.2.1") == 0


@pytest.fixture
def strict(coast: Path) -> FlaskClient:
    """A client of a server that allows three requests a minute."""
    return create_app(coast, Settings(requests_per_minute=3)).test_client()


def test_too_many_requests_are_a_page_that_says_when_to_go_on(strict: FlaskClient) -> None:
    for _ in range(3):
        assert strict.get("/suche?q=hafen", environ_base=STRANGER).status_code == 200
    answer = strict.get("/suche?q=hafen", environ_base=STRANGER)
    assert answer.status_code == 429
    seconds = int(answer.headers["Retry-After"])
    assert 1 <= seconds <= 20
    page = tree(answer)
    assert text(page.find(".//h1")) == "Zu viele Anfragen"
    assert f"In {seconds} Sekunde" in text(page)
    assert link(page, "Noch einmal versuchen") == "?q=hafen"
    answer = strict.get("/api/search?q=hafen", environ_base=STRANGER)
    assert (answer.status_code, answer.get_json()["title"]) == (429, "Too many requests")
    assert "Content-Security-Policy" in answer.headers


def test_style_sheets_and_this_machine_are_not_counted(strict: FlaskClient) -> None:
    for _ in range(5):
        assert (
            strict.get("/static/style.css", environ_base=STRANGER, buffered=True).status_code == 200
        )
        assert strict.get("/healthz", environ_base=STRANGER).status_code == 200
        assert strict.get("/").status_code == 200
    assert strict.get("/", environ_base=STRANGER).status_code == 200


def test_no_limit_is_possible(coast: Path) -> None:
    client = create_app(coast, Settings(requests_per_minute=0)).test_client()
    assert {client.get("/healthz", environ_base=STRANGER).status_code for _ in range(400)} == {200}


def test_a_large_body_is_refused_unread(client: FlaskClient) -> None:
    large = b"x" * (LARGEST_BODY + 1)
    answer = client.post("/suche?q=hafen", data=large)
    assert answer.status_code == 413
    assert text(tree(answer).find(".//h1")) == "Das ist zu viel auf einmal"
    answer = client.get("/api/search", data=large)
    assert (answer.status_code, answer.get_json()["title"]) == (413, "Body too large")
    assert client.post("/suche?q=hafen", data=large[1:]).status_code == 405


@pytest.mark.parametrize(
    ("address", "named"), [("/verlauf?q=kutter", ""), ("/vergleich?q=kutter&q=brücke", "kutter: ")]
)
def test_plots_of_searches_out_of_time_say_so(coast: Path, address: str, named: str) -> None:
    hurried = create_app(coast, Settings(query_seconds=1e-9)).test_client()
    notes = by_class(tree(hurried.get(address)), "warnings")
    assert text(notes[0]).startswith(f"{named}Die Suche dauerte zu lange")
    assert len(notes) == address.count("q=")
    patient = create_app(coast, Settings(query_seconds=0)).test_client()
    assert not by_class(tree(patient.get(address)), "warnings")


def test_a_search_out_of_time_shows_what_it_has_and_says_so(coast: Path) -> None:
    client = create_app(coast, Settings(query_seconds=1e-9)).test_client()
    page = client.get("/suche?q=kutter")
    assert page.status_code == 200
    assert "Die Suche dauerte zu lange" in page.text
    answer = client.get("/api/search?q=kutter&lang=en").get_json()
    assert (answer["cut_short"], answer["total"]) == (True, 0)
    assert "too long" in answer["warnings"][0]
    patient = create_app(coast, Settings(query_seconds=0)).test_client()
    assert patient.get("/api/search?q=kutter").get_json()["cut_short"] is False
