"""Hits over time: the plot above them, its page with a table, and searches compared."""

from __future__ import annotations

import json
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Article

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree


def figure(page: Element) -> Element:
    (found,) = by_class(page, "timeline")
    return found


def bars(plot: Element) -> list[float]:
    """The heights of the bars of a plot, in percent."""
    (path,) = by_class(plot, "bar")
    return [100 - float(bar.split("V")[1].split("h")[0]) for bar in path.attrib["d"].split("M")[1:]]


def rows(page: Element) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in page.findall(".//tbody/tr")]


def dated(*days: str) -> list[Article]:
    return [
        Article.from_text(id=f"{place} {day}", title="Kai", text="Am Kai.", published=day)
        for place, day in enumerate(days)
    ]


def test_a_plot_above_the_hits_has_a_bar_for_each_week_with_some(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter"))
    plot = figure(page)
    assert len(bars(plot)) == 25
    assert text(by_class(plot, "top")[0]) == "1"
    periods = json.loads(plot.attrib["data-periods"])
    assert periods[0] == ["Woche ab 26. Dezember 2022: 1", "2022-12-26", "2023-01-01"]
    assert plot.attrib["data-timeline"] == "/suche?q=kutter"
    assert "am meisten" in text(plot.find("figcaption"))
    assert all(each.get("aria-hidden") == "true" for each in plot.findall("svg"))


def test_hits_of_one_day_need_no_plot(client: FlaskClient) -> None:
    assert not by_class(tree(client.get("/suche?q=hebebrücke")), "timeline")
    assert not by_class(tree(client.get("/suche?q=fundstück")), "timeline")


def test_the_table_says_what_the_plot_shows(client_for: ClientFor) -> None:
    client = client_for(
        dated("2020-03-01", "2020-05-02T10:30", "2020-05-03", "2022-05", "", "2021")
    )
    page = tree(client.get("/verlauf?q=kai"))
    found = rows(page)
    assert found[0] == ["März 2020", "1", "1", "100 %"]
    assert found[1] == ["April 2020", "nichts im Archiv"]
    assert found[2] == ["Mai 2020", "2", "2", "100 %"]
    assert found[-1][0] == "Mai 2022"
    assert "1 Artikel ist ungenauer datiert. 1 Artikel hat kein Datum." in text(figure(page))
    # The ground is broken where the archive has nothing.
    assert len(by_class(page, "held")) == 3
    month = tree(client.get(link(page, "Mai 2020")))
    assert text(month.find(".//h1")) == "2 Treffer"


def test_hits_are_set_in_relation_to_all_articles(client_for: ClientFor) -> None:
    others = [
        Article.from_text(id=f"x{each}", title="Deich", text="Deich.", published="2020-03-02")
        for each in range(3)
    ]
    client = client_for([*dated("2020-03-01", "2020-03-02"), *others])
    page = tree(client.get("/verlauf?q=kai"))
    assert text(by_class(page, "top")[0]) == "1"
    relative = tree(client.get(link(page, "Anteil an allen Artikeln")))
    assert text(by_class(relative, "top")[0]) == "100 %"
    assert bars(relative) == [100, 25]
    assert rows(relative)[1] == ["2. März 2020", "1", "4", "25 %"]


def test_a_time_is_looked_at_closely_and_left_again(client: FlaskClient) -> None:
    page = tree(client.get("/verlauf?q=kutter&since=2023-03&until=2023-03-20&source=Inselpost"))
    values = {each.get("name"): each.get("value") for each in page.iter("input")}
    assert (values["since"], values["until"]) == ("2023-03-01", "2023-03-20")
    assert rows(page)[0][0] == "3. März 2023"
    whole = tree(client.get(link(page, "ganzer Zeitraum")))
    assert rows(whole)[0][0].startswith("Woche ab")
    assert "source=Inselpost" in link(page, "Zurück zu den Treffern")


@pytest.mark.parametrize("address", ["/verlauf?q=zeppelin", "/verlauf?q=kutter&since=2031"])
def test_nothing_over_time_is_said(client: FlaskClient, address: str) -> None:
    page = tree(client.get(address))
    assert "Kein Treffer hat ein Datum" in text(page)
    assert not by_class(page, "timeline")


def test_searches_are_compared_in_one_plot_and_one_table(client: FlaskClient) -> None:
    page = tree(client.get("/vergleich?q=kutter&q=&q=fähre&q=kutter&q=nirgends"))
    assert len(by_class(figure(page), "line")) == 6  # three lines, and three in the legend
    (legend,) = by_class(page, "legend")
    assert [text(each) for each in legend] == [
        "kutter 25 Treffer.",
        "fähre 2 Treffer.",
        "nirgends 0 Treffer.",
    ]
    head = [text(each) for each in page.findall(".//thead/tr/th")]
    assert head == ["Zeitraum", "kutter", "fähre", "nirgends", "alle Artikel"]
    total = sum(int(row[1]) for row in rows(page) if len(row) > 2)
    assert total == 25
    relative = link(page, "Anteil an allen Artikeln")
    assert relative == "/vergleich?q=kutter&q=f%C3%A4hre&q=nirgends&relative=1"
    assert client.get(relative).status_code == 200


def test_a_line_breaks_where_there_is_nothing_to_be_relative_to(client_for: ClientFor) -> None:
    client = client_for(dated("2020-03-01", "2020-03-02", "2020-03-05"))
    page = tree(client.get("/vergleich?q=kai&q=kais&relative=1"))
    first = by_class(page, "line-1")[0].attrib["d"]
    assert first.count("M") == 2


def test_more_than_five_searches_are_cut_and_it_is_said(client: FlaskClient) -> None:
    page = tree(client.get("/vergleich?" + "&".join(f"q=wort{each}" for each in range(7))))
    assert "Höchstens 5 Suchen" in text(page)
    assert len(by_class(page, "compared")[0].findall(".//input[@type='search']")) == 5


def test_comparing_begins_with_an_empty_form(client: FlaskClient) -> None:
    page = tree(client.get("/vergleich"))
    assert not by_class(page, "timeline")
    assert len(page.findall(".//input[@type='search']")) == 6
    assert client.get("/vergleich", query_string={"q": ["a" * 3000]}).status_code == 400
