from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Archive, Article, Block, Caption, Entity, Mention, PressDate
from pressespiegel.web import create_app

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree
from .invented_articles import BRIDGE, ODD_IDS


def test_has_all_parts_of_an_article_apart(client: FlaskClient) -> None:
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    (story,) = by_class(page, "story")
    assert text(by_class(story, "kicker")[0]) == "Norderhaven"
    assert text(story.find(".//h1")) == "Die Hebebrücke bleibt oben"
    assert text(by_class(story, "lead")[0]).startswith("Seit Montag klemmt")
    assert text(by_class(story, "byline")[0]) == "Von Ole Harms"
    assert text(by_class(story, "facts")[0]) == "Hallig-Bote 12. März 2024 Küste dpa"
    assert text(by_class(story, "caption")[0]) == "Hochgeklappt: die Brücke am Dienstag."
    assert text(by_class(story, "credit")[0]) == "Foto: Anke Thun"
    (body,) = by_class(story, "text")
    assert [text(each) for each in body.iter("h2")] == ["Ersatzteile aus dem Museum"]
    assert text(body).startswith("Norderhaven – Um 6.12 Uhr")
    assert "Hochgeklappt" not in text(body)
    time = story.find(".//time")
    assert time is not None
    assert time.get("datetime") == "2024-03-12"


def test_says_when_it_was_changed_and_that_it_is_only_the_beginning(client_for: ClientFor) -> None:
    client = client_for([replace(BRIDGE, updated=PressDate(2024, 3, 13), stub=True)])
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    facts = "Hallig-Bote 12. März 2024 aktualisiert 13. März 2024 Küste dpa nur Anriss"
    assert text(by_class(page, "facts")[0]) == facts
    found = tree(client.get("/suche?q=hebebrücke"))
    assert text(by_class(found, "facts")[0]) == "Hallig-Bote 12. März 2024 Küste dpa nur Anriss"


def test_a_credit_that_is_a_name_alone_says_what_it_is(client_for: ClientFor) -> None:
    captions = (Caption("Der Deich.", "Anke Thun"), Caption("Die Flut.", "Bild: dpa"))
    client = client_for([replace(BRIDGE, captions=captions)])
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    assert [text(each) for each in by_class(page, "credit")] == ["Foto: Anke Thun", "Bild: dpa"]


def test_entities_lead_to_their_articles(client: FlaskClient) -> None:
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    (side,) = by_class(page, "side")
    for name in ("Wiebke Lornsen", "Norderhaven", "Hafenamt Norderhaven"):
        found = tree(client.get(link(side, name)))
        assert "Die Hebebrücke bleibt oben" in [text(e) for e in by_class(found, "headline")]
    assert "Ingenieurin" in text(side)


def test_the_original_is_one_link_away(client: FlaskClient) -> None:
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    assert link(page, "Beim Verlag lesen") == BRIDGE.url
    anchor = page.find(f".//a[@href='{BRIDGE.url}']")
    assert anchor is not None
    assert {"noopener", "noreferrer"} <= set(anchor.attrib["rel"].split())


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//elsewhere.example/x",
        "http:",
        "https:///x",
        "http://[",
        "vbscript:x",
    ],
)
def test_other_addresses_are_no_link(client_for: ClientFor, url: str) -> None:
    client = client_for([replace(BRIDGE, url=url)])
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    assert "Beim Verlag lesen" not in text(page)
    assert all(each.attrib["href"][0] in "/?#" for each in page.iter("a"))


def test_hits_are_marked_everywhere_and_numbered(client: FlaskClient) -> None:
    response = client.get("/artikel", query_string={"id": BRIDGE.id, "q": "brücke"})
    page = tree(response)
    marks = list(page.iter("mark"))
    assert [text(each) for each in marks].count("Brücke") >= 3
    assert by_class(page, "caption")[0].find("mark") is not None
    assert [each.get("id") for each in marks] == [f"treffer-{n}" for n in range(1, len(marks) + 1)]
    assert link(page, f"{len(marks)} Fundstellen") == "#treffer-1"


def test_nothing_is_marked_without_a_query(client: FlaskClient) -> None:
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    assert not list(page.iter("mark"))
    assert not by_class(page, "way-back")
    assert not by_class(page, "strip")


def test_marking_changes_no_letter(client: FlaskClient) -> None:
    plain = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    marked = tree(client.get("/artikel", query_string={"id": BRIDGE.id, "q": "brücke lornsen die"}))
    assert text(by_class(plain, "story")[0]) == text(by_class(marked, "story")[0])


def test_the_way_back_is_the_very_list_of_hits(client: FlaskClient) -> None:
    results = "/suche?q=kutter&section=K%C3%BCste&sort=oldest&page=2"
    page = tree(client.get(results))
    hit = by_class(page, "headline")[0]
    article = tree(client.get(link(page, text(hit))))
    assert link(article, "Zurück zu den Treffern") == results


@pytest.mark.parametrize("id", ODD_IDS)
def test_every_id_has_an_address_that_works(client: FlaskClient, id: str) -> None:
    number = ODD_IDS.index(id)
    found = tree(client.get("/suche?q=sonderling"))
    page = tree(client.get(link(found, f"Sonderling {number}")))
    assert text(page.find(".//h1")) == f"Sonderling {number}"


@pytest.mark.parametrize("address", ["/artikel", "/artikel?id=", "/artikel?id=nirgends&q=hafen"])
def test_an_unknown_article_is_a_page_with_a_field(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    page = tree(response)
    assert text(page.find(".//h1")) == "Diesen Artikel gibt es nicht"
    assert page.find(".//form") is not None


def test_a_dateline_is_not_said_twice(client_for: ClientFor) -> None:
    begins = replace(BRIDGE.blocks[0], text="Norderhaven (dpa) – Um 6.12 Uhr fuhr sie hoch.")
    client = client_for([replace(BRIDGE, blocks=(begins,))])
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    assert text(by_class(page, "text")[0]) == begins.text


def test_other_printings_of_the_story_are_one_link_away(client_for: ClientFor) -> None:
    words = " ".join(f"Wort{number} steht hier" for number in range(30))
    articles = [
        Article.from_text(id=id, title=title, text=words + more, published=day, source=source)
        for id, title, more, day, source in (
            ("a", "Fähre fährt", "", "2024-03-12", "Hallig-Bote"),
            ("b/ 2", "<b>Fähre</b> steht", "", "2024-03-13", "Deichkurier"),
            ("c", "Anderes", " und mehr", "2024-03-11", ""),
        )
    ]
    client = client_for([*articles, BRIDGE])
    (side,) = by_class(tree(client.get("/artikel", query_string={"id": "a"})), "printings")
    assert text(side).startswith("Auch gedruckt in Anderes 11. März 2024")
    shown = "Deichkurier 13. März 2024 · <b>Fähre</b> steht · 98 % der längsten Fassung"
    assert shown in text(side)
    other = tree(client.get(link(side, "Deichkurier")))
    assert "Hallig-Bote" in text(by_class(other, "printings")[0])
    assert not by_class(tree(client.get("/artikel", query_string={"id": BRIDGE.id})), "printings")


def story_of(client: FlaskClient, **arguments: str) -> Element:
    return by_class(tree(client.get("/artikel", query_string=arguments)), "story")[0]


def test_results_lead_to_the_first_hit(client: FlaskClient) -> None:
    found = tree(client.get("/suche?q=zahnräder"))
    address = link(found, "Die Hebebrücke bleibt oben")
    assert address.endswith("#treffer-1")
    assert "#" not in link(tree(client.get("/")), "Die Hebebrücke bleibt oben")


def test_the_strip_has_a_link_to_each_hit_where_it_stands(client: FlaskClient) -> None:
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id, "q": "lornsen museum"}))
    (strip,) = by_class(page, "strip")
    links = list(strip.iter("a"))
    assert [each.attrib["href"] for each in links] == [f"#treffer-{n}" for n in (1, 2, 3)]
    assert text(links[1]) == "Fundstelle 2: Lornsen"
    heights = [int(each.attrib["y"]) for each in strip.iter("rect")]
    assert heights == sorted(heights)
    assert 300 < heights[0] < heights[-1] < 1000


TOLD = Article(
    id="gesagt",
    title="Ein Satz von Wiebke Lornsen",
    blocks=(
        Block(
            "paragraph", "Wiebke Lornsen kam. Sie sah den Deich & ging. Sie sah den Deich & ging."
        ),
        Block("subhead", "Danach"),
        Block("paragraph", "… Lornsen rief Ole Harms."),
    ),
    entities=(
        Entity(
            "person",
            "Wiebke Lornsen",
            mentions=(Mention("title", 13, 27), Mention("text", 0, 14), Mention("text", 83, 90)),
        ),
        Entity("place", "Wiebke", mentions=(Mention("text", 0, 6),)),
    ),
)


def test_names_are_shown_on_demand_and_lead_on(client_for: ClientFor) -> None:
    client = client_for([TOLD])
    plain = tree(client.get("/artikel?id=gesagt&q=wiebke"))
    assert not by_class(plain, "name")
    page = tree(client.get(link(plain, "Namen im Text zeigen")))
    (story,) = by_class(page, "story")
    assert [text(each) for each in by_class(story, "name")] == [
        *("Wiebke Lornsen", "Wiebke Lornsen", "Lornsen")
    ]
    assert by_class(story, "name")[0].find("mark") is not None
    assert text(story) == text(by_class(plain, "story")[0])
    for each in by_class(story, "name"):
        assert "Wiebke Lornsen" in text(tree(client.get(each.attrib["href"])))
    again = tree(client.get(link(page, "Namen im Text nicht mehr zeigen")))
    assert not by_class(again, "name")
    assert list(again.iter("mark"))


def test_every_sentence_has_a_link_that_stays(client_for: ClientFor) -> None:
    story = story_of(client_for([TOLD]), id="gesagt")
    ids = [each.attrib["id"] for each in by_class(story, "sentence")]
    assert [text(each) for each in by_class(story, "sentence")] == [
        "Wiebke Lornsen kam.",
        *["Sie sah den Deich & ging."] * 2,
        "Lornsen rief Ole Harms.",
    ]
    assert ids[2] == f"{ids[1]}-2"
    links = by_class(story, "to-sentence")
    assert [each.attrib["href"].partition("#")[2] for each in links] == ids
    assert [each.get("tabindex") for each in links] == [None, "-1", "-1", None]
    assert {each.get("aria-label") for each in links} == {"Link zu diesem Absatz", None}


def test_a_sentence_keeps_its_link_when_the_article_is_read_anew(
    client_for: ClientFor, tmp_path: Path
) -> None:
    address = by_class(story_of(client_for([TOLD]), id="gesagt"), "to-sentence")[1].attrib["href"]
    again = Block("paragraph", "Neu. »Sie  sah den Deich\n & ging.«")
    with Archive.open(tmp_path / "archive") as archive, archive.writer() as writer:
        writer.put(replace(TOLD, blocks=(again,)))
    client = create_app(tmp_path / "archive").test_client()
    page = tree(client.get(address))
    assert address.partition("#")[2] in [each.get("id") for each in page.iter("span")]
    assert "hidden" in by_class(page, "sentence-gone")[0].attrib
    gone = tree(client.get("/artikel?id=gesagt&satz=0123456789ab"))
    assert "hidden" not in by_class(gone, "sentence-gone")[0].attrib
    assert "steht nicht mehr so in diesem Artikel" in text(gone)


def test_similar_articles_say_what_they_have_in_common(client: FlaskClient) -> None:
    article = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    page = tree(client.get(link(article, "Artikel suchen, die diesem ähnlich sind")))
    (similar,) = by_class(page, "similar")
    assert text(by_class(similar, "shared")[0]).startswith("Gemeinsam: Fähre")
    first = text(by_class(similar, "headline")[0])
    assert first == "Fähre läuft wieder aus"
    assert text(tree(client.get(link(similar, first))).find(".//h1")) == first


def test_what_is_like_nothing_says_so(client_for: ClientFor) -> None:
    client = client_for([TOLD])
    assert "Kein anderer Artikel" in text(tree(client.get("/aehnlich?id=gesagt")))
    assert client.get("/aehnlich?id=nirgends").status_code == 404


def test_it_is_cited_in_three_ways(client: FlaskClient) -> None:
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    (citation,) = by_class(page, "citation")
    assert text(citation).startswith("HARMS, Ole. Die Hebebrücke bleibt oben. In: Hallig-Bote")
    for label, mime_type, begin in (
        ("RIS", "application/x-research-info-systems", "TY  - NEWS\r\nAU  - Harms, Ole"),
        ("BibTeX", "application/x-bibtex", "@article{harms-2024-"),
        ("Text", "text/plain", text(citation)),
    ):
        response = client.get(link(by_class(page, "cite")[0], label))
        assert response.headers["Content-Type"] == f"{mime_type}; charset=utf-8"
        assert response.get_data(as_text=True).startswith(begin)
        disposition = response.headers["Content-Disposition"]
        assert disposition.startswith("attachment; filename=harms-2024-")
    english = client.get(link(page, "Text"), headers={"Accept-Language": "en"})
    assert "Available from" in english.get_data(as_text=True)
    assert client.get("/zitat?id=nirgends&format=ris").status_code == 404
    assert client.get("/zitat?id=minute&format=doc").status_code == 404


def test_entities_are_called_as_in_the_facets(client_for: ClientFor, tmp_path: Path) -> None:
    named = replace(BRIDGE, entities=(Entity("place", "US"), Entity("place", "Split")))
    client = client_for([named, replace(BRIDGE, id="other", entities=(Entity("place", "USA"),))])
    (tmp_path / "archive" / "namen.txt").write_text("- Split", "utf-8")
    page = tree(client.get("/artikel", query_string={"id": BRIDGE.id}))
    (side,) = by_class(page, "side")
    assert "Split" not in text(side)
    found = tree(client.get(link(side, "USA")))
    assert "2 Artikel" in text(found)


def test_an_old_address_with_a_joined_name_still_works(client_for: ClientFor) -> None:
    first = replace(BRIDGE, entities=(Entity("place", "US"),))
    client = client_for([first, replace(BRIDGE, id="other", entities=(Entity("place", "USA"),))])
    page = tree(client.get("/suche", query_string={"place": "US"}))
    assert "2 Treffer" in text(page)
    assert "place=USA" not in link(page, "USA")
