from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Article, DateCounts
from pressespiegel.web.page_parts.archive_days import EPOCH, ArchiveDays

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree

DATES = (
    ("2023-12-30", "Bote"),
    ("2024-01-02", "Bote"),
    ("2024-01-02", "Kurier"),
    ("2024-01-02T10:30", "Kurier"),
    ("2024-01-05", "Kurier"),
    ("2024-03", "Kurier"),
    ("2022", "Kurier"),
    ("", "Kurier"),
)


@pytest.fixture
def dated(client_for: ClientFor) -> FlaskClient:
    return client_for(
        Article.from_text(id=str(n), title=f"Artikel {n}", text="x", published=day, source=source)
        for n, (day, source) in enumerate(DATES)
    )


def test_all_years_are_there_with_their_gaps(dated: FlaskClient) -> None:
    page = tree(dated.get("/kalender"))
    rows = [text(row) for row in page.iter("tr")][1:]
    assert [row.split()[0] for row in rows] == ["2024", "2023", "2022"]
    january, february, *_, total = list(next(iter(list(page.iter("tr"))[1:2])).iter("td"))
    assert text(january) == "4"
    assert text(february) == "kein Artikel"
    assert by_class(february, "gap")
    assert text(total) == "5"
    assert "Von 2 Artikeln ist nur der Monat oder das Jahr bekannt." in text(page)
    assert "1 Artikel hat kein Datum." in text(page)


def test_days_lead_to_their_articles_and_missing_ones_are_seen(dated: FlaskClient) -> None:
    page = tree(dated.get(link(tree(dated.get("/kalender")), "2024")))
    january = by_class(page, "month")[0]
    assert text(january).startswith("Januar 2024 29 Tage fehlen")
    days = {
        each.attrib["aria-label"]: each for each in january.iter("a") if "aria-label" in each.attrib
    }
    assert list(days) == ["2. Januar 2024: 3 Artikel", "5. Januar 2024: 1 Artikel"]
    found = tree(dated.get(days["2. Januar 2024: 3 Artikel"].attrib["href"]))
    assert text(found.find(".//h1")) == "3 Treffer"
    assert len(by_class(january, "gap")) == 29
    # nothing is known of days after the last that may have an article
    assert not by_class(by_class(page, "month")[3], "gap")


def test_a_month_has_a_row_for_each_outlet(dated: FlaskClient) -> None:
    page = tree(dated.get(link(tree(dated.get("/kalender?jahr=2024")), "Januar 2024")))
    rows = list(page.iter("tr"))[1:]
    assert [text(row.find("th")) for row in rows] == ["Kurier", "Bote"]
    kurier = list(rows[0].iter("td"))
    assert len(kurier) == 32
    assert [text(kurier[n]) for n in (1, 4, 31)] == ["2", "1", "3"]
    found = tree(dated.get(kurier[1].find("a").attrib["href"]))  # type: ignore[union-attr]
    assert text(found.find(".//h1")) == "2 Treffer"
    # the Bote's last article is of January 2
    assert by_class(rows[1], "outside")
    assert link(page, "Februar 2024") == "/kalender?monat=2024-02"


def test_one_outlet_has_a_calendar_of_its_own(dated: FlaskClient) -> None:
    page = tree(dated.get(link(tree(dated.get("/kalender")), "Bote")))
    assert [text(row).split()[0] for row in page.iter("tr")][1:] == ["2024", "2023"]
    assert "Nur Bote." in text(page)
    month = tree(dated.get(link(tree(dated.get("/kalender?jahr=2024&source=Bote")), "Januar 2024")))
    assert [text(row.find("th")) for row in month.iter("tr")][1:] == ["Bote"]


@pytest.mark.parametrize(
    "query", ["jahr=x", "jahr=20240", "monat=2024", "monat=2024-13", "monat=x"]
)
def test_what_is_no_year_or_month_has_no_page(dated: FlaskClient, query: str) -> None:
    assert dated.get(f"/kalender?{query}").status_code == 404


@pytest.mark.parametrize(
    "query", ["jahr=1500", "jahr=2199", "monat=1500-01", "monat=2199-12", "source=nirgends"]
)
def test_times_without_articles_have_pages_without_any(dated: FlaskClient, query: str) -> None:
    page = tree(dated.get(f"/kalender?{query}"))
    assert not [each for table in page.iter("table") for each in by_class(table, "level-4")]


def test_an_empty_archive_has_an_empty_calendar(client_for: ClientFor) -> None:
    client = client_for([])
    assert "keinen Artikel mit Datum" in text(tree(client.get("/kalender")))
    assert client.get("/kalender?jahr=2024").status_code == 200


def test_the_calendar_is_led_to_where_nothing_is_found(dated: FlaskClient) -> None:
    nothing = tree(dated.get("/suche?q=nirgends"))
    assert link(nothing, "Der Kalender zeigt") == "/kalender?"


def test_a_month_known_by_the_month_alone_misses_no_days() -> None:
    day = (date(2024, 3, 1) - EPOCH).days
    days = ArchiveDays.of(DateCounts({(day, day + 30): 5}, 0))
    assert days.missing(date(2024, 3, 1)) == 0
    assert days.by_month == {date(2024, 3, 1): 5}
    assert days.vague == 5
