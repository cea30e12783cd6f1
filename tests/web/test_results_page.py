from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Article

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree
from .invented_articles import BRIDGE


def headlines(client: FlaskClient, address: str) -> list[str]:
    return [text(each) for each in by_class(tree(client.get(address)), "headline")]


def test_a_hit_shows_what_a_reader_wants_to_know(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=hebebrücke"))
    (hit,) = page.findall(".//ol/li/article")
    assert text(by_class(hit, "kicker")[0]) == "Norderhaven"
    assert text(by_class(hit, "headline")[0]) == "Die Hebebrücke bleibt oben"
    assert text(by_class(hit, "facts")[0]) == "Hallig-Bote 12. März 2024 Küste dpa"
    assert [text(mark) for mark in by_class(hit, "headline")[0].iter("mark")] == ["Hebebrücke"]
    assert by_class(hit, "snippet")


def test_words_are_marked_in_snippets(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter"))
    snippets = by_class(page, "snippet")
    assert len(snippets) >= 10
    assert all("Kutter" in [text(mark) for mark in each.iter("mark")] for each in snippets)


def test_a_word_that_stands_in_the_kicker_alone_is_marked_there(client_for: ClientFor) -> None:
    article = replace(BRIDGE, kicker="Krabbenfang & Küste")
    (hit,) = tree(client_for([article]).get("/suche?q=krabbenfang")).findall(".//ol/li/article")
    (kicker,) = by_class(hit, "kicker")
    assert [text(mark) for mark in kicker.iter("mark")] == ["Krabbenfang"]
    assert text(kicker) == article.kicker


def test_a_phrase_is_one_mark(client: FlaskClient) -> None:
    page = tree(client.get('/suche?q="im hafen"'))
    marks = {text(mark) for each in by_class(page, "snippet") for mark in each.iter("mark")}
    assert marks == {"Im Hafen"}


def test_the_title_of_the_page_names_the_search_and_the_page(client: FlaskClient) -> None:
    title = tree(client.get("/suche?q=kutter <i>")).find(".//title")
    assert text(title).startswith("kutter <i>")
    assert text(tree(client.get("/suche?q=kutter&page=2")).find(".//title")) == (
        "kutter, Seite 2 – Pressespiegel"
    )
    assert text(tree(client.get("/suche?q=")).find(".//title")) == "Alle Artikel – Pressespiegel"


def test_number_of_hits_time_and_reading(client: FlaskClient) -> None:
    (outcome,) = by_class(tree(client.get("/suche?q=kutter")), "outcome")
    assert text(outcome.find("h1")) == "25 Treffer"
    assert "Sekunden" in text(by_class(outcome, "duration")[0])
    assert "kutter" in text(by_class(outcome, "reading")[0])


def test_each_part_of_the_reading_can_be_taken_away(client: FlaskClient) -> None:
    address = "/suche?q=kutter UND datum:2023 -museum&source=Inselpost&sort=oldest"
    page = tree(client.get(address))
    (reading,) = by_class(page, "reading")
    chips = [text(each).removesuffix("×") for each in reading.iter("a")]
    assert chips == [
        "Aus der Suche nehmen: kutter",
        "Aus der Suche nehmen: Zeitraum 2023",
        "Aus der Suche nehmen: nicht: museum",
    ]
    without = tree(client.get(link(reading, "Zeitraum 2023")))
    field = without.find(".//input[@name='q']")
    assert field is not None
    assert field.get("value") == "kutter -museum"
    assert text(by_class(without, "sorts")[0].find(".//a[@aria-current]")) == "Älteste"
    assert "Inselpost" in text(by_class(without, "chosen")[0])


def test_what_a_pattern_stands_for_is_no_chip(client: FlaskClient) -> None:
    (reading,) = by_class(tree(client.get("/suche?q=kutt*")), "reading")
    assert text(reading.find("p")) == "kutt* steht für kutter"
    assert len(list(reading.iter("a"))) == 1


def test_the_reading_of_very_many_words_is_a_sentence(client: FlaskClient) -> None:
    (reading,) = by_class(tree(client.get("/suche?q=" + "kutter hafen " * 13)), "reading")
    assert reading.tag == "p"
    assert not list(reading.iter("a"))


def test_a_warning_names_what_was_odd(client: FlaskClient) -> None:
    (warnings,) = by_class(tree(client.get('/suche?q="hafen kutter')), "warnings")
    assert text(warnings)


@pytest.mark.parametrize(
    ("query", "date"),
    [
        ("hebebrücke", "12. März 2024"),
        ("sturmflutwinter", "Januar 2022"),
        ("gleise", "1987"),
        ("fundstück", "ohne Datum"),
        ("fähre wind", "3. Februar 2024, 14:30 Uhr"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(client: FlaskClient, query: str, date: str) -> None:
    hit = tree(client.get("/suche", query_string={"q": query})).findall(".//ol/li/article")[0]
    assert date in [text(each) for each in by_class(hit, "facts")[0]]


def test_an_empty_query_finds_everything(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q="))
    assert text(page.find(".//h1")) == "36 Treffer"
    assert not by_class(page, "reading")


def test_facets_narrow_widen_and_are_taken_back(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter"))
    one = tree(client.get(link(by_class(page, "side")[0], "Hallig-Bote")))
    assert text(one.find(".//h1")) == "9 Treffer"
    (chosen,) = by_class(one, "selected")
    assert chosen.get("aria-current") == "true"
    assert "Hallig-Bote" in text(chosen)

    two = tree(client.get(link(by_class(one, "side")[0], "Inselpost")))
    assert text(two.find(".//h1")) == "17 Treffer"
    assert len(by_class(two, "selected")) == 2

    back = tree(client.get(link(by_class(two, "chosen")[0], "Inselpost")))
    assert text(back.find(".//h1")) == "9 Treffer"
    none = tree(client.get(link(by_class(two, "chosen")[0], "alle entfernen")))
    assert text(none.find(".//h1")) == "25 Treffer"


def test_a_value_is_left_out_and_taken_back(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter&section=Küste"))
    assert text(page.find(".//h1")) == "13 Treffer"
    without = tree(client.get(link(by_class(page, "side")[0], "ohne Inselpost")))
    assert text(without.find(".//h1")) == "9 Treffer"
    assert text(by_class(without, "left-out")[0]) == "Inselpost ausgeschlossen"
    (chosen,) = by_class(without, "chosen")
    assert "ohne Medium Inselpost" in text(chosen)
    kept = {each.get("name"): each.get("value") for each in without.iter("input")}
    assert kept["not.source"] == "Inselpost"
    back = tree(client.get(link(chosen, "Inselpost")))
    assert text(back.find(".//h1")) == "13 Treffer"
    chosen_instead = tree(client.get(link(by_class(without, "side")[0], "Inselpost")))
    assert text(chosen_instead.find(".//h1")) == "13 Treffer"


def test_a_time_narrows_and_is_taken_back(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter&since=2023-03&until=2023-05-10"))
    assert text(page.find(".//h1")) == "5 Treffer"
    (chosen,) = by_class(page, "chosen")
    assert "Zeitraum März 2023 bis 10. Mai 2023" in text(chosen)
    assert text(tree(client.get(link(chosen, "März"))).find(".//h1")) == "25 Treffer"
    for given, label in (("since=2024", "seit 2024"), ("until=2022", "bis 2022")):
        page = tree(client.get(f"/suche?q=kutter&{given}"))
        assert label in text(by_class(page, "chosen")[0])
        assert text(tree(client.get(link(page, "ohne den Zeitraum"))).find(".//h1")) == "25 Treffer"


def test_a_time_is_filled_in_beside_the_hits(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter&source=Inselpost&since=2023-03"))
    (form,) = by_class(page, "period")
    assert form.attrib["action"] == "/suche"
    given = {each.get("name"): each.get("value") for each in form.iter("input")}
    assert given == {"q": "kutter", "source": "Inselpost", "since": "2023-03-01", "until": ""}
    assert link(form, "ganzer Zeitraum") == "/suche?q=kutter&source=Inselpost"
    nothing = tree(client.get("/suche?q=kutter&until=1900-01-01"))
    assert by_class(nothing, "period")


def test_newer_hits_first_is_a_chip_that_takes_it_away(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter&half_life=0.5&source=Inselpost"))
    (chips,) = (each for each in by_class(page, "chips") if "Neueres" in text(each))
    assert "Neueres zuerst halb nach 0,5 Tagen" in text(chips)
    assert link(chips, "Neueres zuerst") == "/suche?q=kutter&source=Inselpost"
    english = tree(client.get("/suche?q=kutter&half_life=1&lang=en"))
    assert "Newer first half after 1 day×" in text(english)


def test_chosen_names_lead_to_their_pages(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=&person=Momme+Feddersen&source=Inselpost"))
    (about,) = by_class(page, "about")
    assert text(about) == "Mehr über Momme Feddersen"
    assert client.get(link(about, "Momme Feddersen")).status_code == 200
    assert not by_class(tree(client.get("/suche?q=&source=Inselpost")), "about")


def test_months_stand_in_words_and_in_the_order_of_time(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter"))
    months = next(each for each in by_class(page, "facet") if text(each).startswith("Monate"))
    values = [text(each) for each in by_class(months, "value")]
    assert values[:2] == ["Dezember 2023", "November 2023"]
    assert values[-1] == "Januar 2023"


def test_many_values_are_folded_but_there(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter"))
    places = next(each for each in by_class(page, "facet") if text(each).startswith("Orte"))
    folded = places.find("details")
    assert folded is not None
    assert len(by_class(places, "value")) == 10
    assert text(folded.find("summary")) == f"{len(by_class(folded, 'value'))} weitere"


def test_pages_hold_all_hits_once(client: FlaskClient) -> None:
    seen: list[str] = []
    address: str | None = "/suche?q=kutter"
    while address:
        page = tree(client.get(address))
        seen += [text(each) for each in by_class(page, "headline")]
        following = page.find(".//a[@rel='next']")
        address = None if following is None else following.attrib["href"]
    assert len(seen) == 25
    assert len(set(seen)) == 25


def test_pages_keep_query_filters_and_order(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter&section=Küste&sort=oldest"))
    following = page.find(".//a[@rel='next']")
    assert following is not None
    second = tree(client.get(following.attrib["href"]))
    assert text(by_class(second, "chosen")[0]).startswith("Gewählte Filter")
    field = second.find(".//input[@name='q']")
    assert field is not None
    assert field.get("value") == "kutter"
    assert text(by_class(second, "sorts")[0].find(".//a[@aria-current]")) == "Älteste"
    assert second.find(".//a[@rel='prev']") is not None


def test_each_page_is_called_by_its_number(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter&page=2"))
    assert link(page, "Seite 1") == "/suche?q=kutter"
    assert link(page, "Seite 3") == "/suche?q=kutter&page=3"


def test_hits_go_on_counting_on_the_second_page(client: FlaskClient) -> None:
    hits = tree(client.get("/suche?q=kutter&page=2")).find(".//ol")
    assert hits is not None
    assert hits.get("start") == "11"


def test_orders(client: FlaskClient) -> None:
    newest = headlines(client, "/suche?q=kutter&sort=newest")
    oldest = headlines(client, "/suche?q=kutter&sort=oldest")
    assert newest[0] == "Hafenbericht, Folge 23"
    assert oldest[0] == "Hafenbericht, Folge 0"


def test_an_unknown_order_is_relevance(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter&sort=colour"))
    assert text(by_class(page, "sorts")[0].find(".//a[@aria-current]")) == "Relevanz"


@pytest.mark.parametrize("page", ["4", "99", "0", "-1", "zwei", "1e3", "", "9" * 5000, "２"])
def test_a_page_that_is_not_there_leads_to_one_that_is(client: FlaskClient, page: str) -> None:
    response = client.get("/suche", query_string={"q": "kutter", "page": page})
    assert response.status_code == 404
    found = tree(client.get(link(tree(response), "der Treffer")))
    assert by_class(found, "headline")


def test_articles_with_most_of_the_words_stand_apart(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter hebebrücke"))
    assert text(page.find(".//h1")) == "Kein Artikel passt ganz"
    (partial,) = by_class(page, "partial")
    assert text(partial.find("h2")) == "26 Artikel passen nur zum Teil"
    assert {text(each) for each in by_class(partial, "missing")} == {
        "Ohne: kutter",
        "Ohne: hebebrücke",
    }
    following = page.find(".//a[@rel='next']")
    assert following is not None
    assert len(by_class(tree(client.get(following.attrib["href"])), "missing")) == 10


def test_they_follow_those_with_all_words_and_are_not_counted_as_hits(
    client_for: ClientFor,
) -> None:
    texts = ("Wale und Robben", "Wale vor der Küste", "Robben vor der Küste")
    client = client_for(
        Article.from_text(id=f"t{number}", title=f"Sichtung {number}", text=text)
        for number, text in enumerate(texts)
    )
    page = tree(client.get("/suche?q=wale robben"))
    assert text(page.find(".//h1")) == "1 Treffer"
    assert text(by_class(page, "headline")[0]) == "Sichtung 0"
    (partial,) = by_class(page, "partial")
    assert len(by_class(partial, "headline")) == 2
    assert [each.get("start") for each in page.iter("ol")] == ["1", "2"]


def test_no_hits_of_a_phrase_offers_its_words(client: FlaskClient) -> None:
    page = tree(client.get('/suche?q="hafen kutter ruhig"'))
    assert text(page.find(".//h1")) == "Kein Artikel passt ganz"
    (wider,) = by_class(page, "wider")
    loose = tree(client.get(link(wider, "ohne Anführungszeichen")))
    assert text(loose.find(".//h1")) == "25 Treffer"
    field = loose.find(".//input[@name='q']")
    assert field is not None
    assert field.get("value") == "hafen kutter ruhig"
    # articles with some of the words follow as it is
    assert by_class(page, "partial")
    assert "mit einem der Wörter" not in text(wider)


def test_nothing_at_all_is_met_with_advice(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=zeppelin"))
    (advice,) = by_class(page, "advice")
    assert "1987 bis 12. März 2024" in text(advice)


def test_a_correction_is_offered_and_not_used(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kuttr&sort=oldest&source=Hallig-Bote"))
    assert text(page.find(".//h1")) == "Keine Treffer"
    assert text(by_class(page, "suggestion")[0]) == "Meinten Sie kutter? 9 Treffer"
    meant = tree(client.get(link(by_class(page, "suggestion")[0], "kutter")))
    assert text(meant.find(".//h1")) == "9 Treffer"
    assert not by_class(meant, "suggestion")
    assert text(by_class(meant, "sorts")[0].find(".//a[@aria-current]")) == "Älteste"


def test_a_correction_stands_beside_partial_hits(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter hebebrüke"))
    assert text(page.find(".//h1")) == "Kein Artikel passt ganz"
    assert len(by_class(page, "missing")) == 10
    page = tree(client.get("/suche?q=kuttr hebebrücke"))
    assert text(by_class(page, "suggestion")[0]) == "Meinten Sie kutter hebebrücke?"
    page = tree(client.get("/suche?q=kuttr ruhig"))
    assert text(by_class(page, "suggestion")[0]) == "Meinten Sie kutter ruhig? 25 Treffer"


def test_the_last_page_has_the_last_partial_hit(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter hebebrücke&page=3"))
    assert len(by_class(page, "headline")) == 6
    assert page.find(".//a[@rel='next']") is None
    assert client.get("/suche?q=kutter hebebrücke&page=4").status_code == 404


def test_no_hits_because_of_filters_offers_to_drop_them(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter&source=Kontor&section=Küste"))
    (wider,) = by_class(page, "wider")
    assert text(tree(client.get(link(wider, "ohne alle Filter"))).find(".//h1")) == "25 Treffer"
    without = tree(client.get(link(wider, "ohne den Filter Medium: Kontor")))
    assert text(without.find(".//h1")) == "13 Treffer"


@pytest.mark.parametrize(
    "query",
    [
        *('"', "(", ")", "((((", "UND", "NICHT", "hafen UND", "*", "?", ":", "datum:gestern"),
        *(
            "datum:2023-99",
            "ort:",
            "a" * 1900,
            "hafen\nkutter\t",
            "\x00",
            "\ud800",
            "%",
            "😀",
            "[]",
        ),
        *("person:(a ODER", "-", "- -", "^2", "~", "hafen~9", "NEAR/3", "/regex", "\\"),
    ],
)
def test_no_query_breaks_the_page(client: FlaskClient, query: str) -> None:
    response = client.get("/suche?q=" + quote(query.encode("utf-8", "surrogatepass")))
    assert response.status_code == 200
    assert text(tree(response).find(".//h1"))


def test_a_query_of_2000_characters_is_searched_and_a_longer_one_is_not(
    client: FlaskClient,
) -> None:
    assert client.get("/suche", query_string={"q": "a" * 2000}).status_code == 200
    response = client.get("/suche", query_string={"q": "a" * 2001})
    assert response.status_code == 400
    page = tree(response)
    assert "2.000 Zeichen" in text(page)
    field = page.find(".//input[@name='q']")
    assert field is not None
    assert field.get("value") == "a" * 2000


def test_too_many_filters_are_refused(client: FlaskClient) -> None:
    values = [f"Medium {number}" for number in range(101)]
    response = client.get("/suche", query_string={"q": "hafen", "source": values})
    assert response.status_code == 400
    assert "100" in text(tree(response))


def test_an_article_without_a_title_can_be_opened(client_for: ClientFor) -> None:
    client = client_for([Article.from_text(id="x", title="", text="Nur ein Absatz über Krabben.")])
    page = tree(client.get("/suche?q=krabben"))
    assert "Krabben" in text(tree(client.get(link(page, "Ohne Titel"))))
