"""Whole results as files, and searches as feeds."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Article

from .conftest import ClientFor
from .html_tree import by_class, link, tree

SEARCH = "q=kutter&source=Inselpost&sort=oldest"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_whole_result_is_downloaded(client: FlaskClient) -> None:
    page = tree(client.get(f"/suche?{SEARCH}"))
    (nav,) = by_class(page, "take-along")
    response = client.get(link(nav, "CSV"))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    name = response.headers["Content-Disposition"]
    assert name.startswith("attachment; filename=pressespiegel-kutter-")
    assert name.endswith(".csv")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    rows = list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 8
    assert {row["source"] for row in rows} == {"Inselpost"}
    assert [row["published"] for row in rows] == sorted(row["published"] for row in rows)


@pytest.mark.parametrize(
    ("label", "begin", "count"),
    [
        ("JSON Lines", '{"id": "hafen-', '"title"'),
        ("RIS", "TY  - NEWS\r\n", "ER  - \r\n"),
        ("BibTeX", "@article{inselpost-2023-", "@article{"),
    ],
)
def test_other_formats_have_every_hit(
    client: FlaskClient, label: str, begin: str, count: str
) -> None:
    page = tree(client.get(f"/suche?{SEARCH}&page=1"))
    for _ in range(2):  # what is given again has its name, too
        response = client.get(link(page, label))
        body = response.get_data(as_text=True)
        assert body.startswith(begin)
        assert body.count(count) == 8
        assert "attachment" in response.headers["Content-Disposition"]


def test_a_file_is_sent_while_it_is_read(client: FlaskClient) -> None:
    response = client.get("/export?q=&format=jsonl")
    assert response.is_streamed
    assert "ETag" not in response.headers
    assert response.data.count(b"\n") == 36


def test_an_unknown_format_is_no_page(client: FlaskClient) -> None:
    assert client.get("/export?q=kutter&format=exe").status_code == 404


def test_nothing_found_is_nothing_to_take_along(client: FlaskClient) -> None:
    assert not by_class(tree(client.get("/suche?q=nirgends")), "take-along")
    assert client.get("/export?q=nirgends&format=ris").data == b""


def test_a_search_is_followed_as_atom(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter&source=Inselpost&page=1"))
    head = {each.get("type"): each.attrib["href"] for each in page.iter("link")}
    response = client.get(head["application/atom+xml"])
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = fromstring(response.data)
    assert feed.findtext(f"{ATOM}title") == "Pressespiegel: kutter, Inselpost"
    links = {each.get("rel"): each.get("href", "") for each in feed.findall(f"{ATOM}link")}
    assert links["self"] == feed.findtext(f"{ATOM}id")
    assert links["self"].startswith("http://localhost/suche.atom?q=kutter")
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 8
    dates = [each.findtext(f"{ATOM}updated") or "" for each in entries]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == feed.findtext(f"{ATOM}updated")
    assert all(datetime.fromisoformat(each).tzinfo for each in dates)
    first = entries[0].find(f"{ATOM}link")
    assert first is not None
    address = first.attrib["href"].removeprefix("http://localhost")
    assert client.get(address).status_code == 200
    assert "Kutter" in (entries[0].findtext(f"{ATOM}summary") or "")


def test_a_search_is_followed_as_json_feed(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter"))
    response = client.get(link(page, "JSON Feed"))
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = response.get_json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert len(feed["items"]) == 25
    item = feed["items"][0]
    assert item["url"] == item["id"]
    assert item["tags"][0] in ("Hallig-Bote", "Deichkurier", "Inselpost")
    assert item["date_published"].endswith("+01:00")


def test_feeds_hold_no_sign_that_xml_forbids(client_for: ClientFor) -> None:
    client = client_for([Article.from_text(id="1", title="Ti\x00tel \ufffe <&>", text="x\x0b")])
    feed = fromstring(client.get("/suche.atom").data)
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "Ti tel <&>"
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert "date_published" not in client.get("/suche.json").get_json()["items"][0]
