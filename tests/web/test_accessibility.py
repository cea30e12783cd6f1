"""What screen readers and keyboards go by: names, landmarks, headings, languages."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from .html_tree import by_class, text, tree
from .invented_articles import BRIDGE

PAGES = (
    "/",
    "/suche?q=kutter",
    "/suche?q=kutter&page=2&source=Inselpost&source=Hallig-Bote&sort=oldest",
    '/suche?q="hafen',
    "/suche?q=kutter hebebrücke",
    "/suche?q=kutter hebebrücke&source=Kontor",
    f"/artikel?id={BRIDGE.id}&q=brücke&namen=1",
    "/suche?q=kutter&not.source=Inselpost&since=2023-02",
    "/verlauf?q=kutter&since=2023-02&relative=1",
    "/vergleich?q=kutter&q=fähre",
    f"/warum?id={BRIDGE.id}&q=brücke zeppelin",
    "/tasten",
    "/erweitert?words=kutter",
    "/facette?facet=place&q=kutter&find=koog&source=Inselpost",
    "/artikel?id=nirgends",
    "/aehnlich?id=hafen-03",
    "/name?kind=person&value=Momme Feddersen",
    "/kalender",
    "/kalender?jahr=2023&source=Inselpost",
    "/kalender?monat=2023-03",
    "/abdrucke?id=hafen-03",
    "/nirgends",
)
LANDMARKS = frozenset({"nav", "aside", "section"})


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, client: FlaskClient) -> Element:
    return tree(client.get(request.param))


def by_id(page: Element, id: str) -> Element:
    (found,) = [each for each in page.iter() if each.get("id") == id]
    return found


def name(page: Element, element: Element) -> str:
    labelled = element.get("aria-labelledby")
    return text(by_id(page, labelled)) if labelled else element.get("aria-label", "")


def test_landmarks_have_names_of_their_own(page: Element) -> None:
    """But for the sections of an aside, which their headings name."""
    inside = {id(each) for aside in page.iter("aside") for each in aside.iter("section")}
    names = Counter(
        (each.tag, name(page, each))
        for each in page.iter()
        if each.tag in LANDMARKS and id(each) not in inside
    )
    assert all(name for _, name in names)
    assert set(names.values()) <= {1}
    for tag in ("main", "h1", "footer"):
        assert len(list(page.iter(tag))) == 1


def test_headings_leave_no_step_out(page: Element) -> None:
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch("h[1-6]", each.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(text(each) for each in page.iter() if re.fullmatch("h[1-6]", each.tag))


def test_ids_are_there_once_and_links_within_the_page_lead_somewhere(page: Element) -> None:
    ids = [each.attrib["id"] for each in page.iter() if "id" in each.attrib]
    assert len(ids) == len(set(ids))
    targets = [each.attrib["href"][1:] for each in page.iter("a") if each.attrib["href"][0] == "#"]
    assert set(targets) <= set(ids)
    first = next(page.iter("a"))
    assert first.attrib["href"] == f"#{next(page.iter('main')).attrib['id']}"


def test_all_that_can_be_operated_has_a_name(page: Element) -> None:
    for each in (*page.iter("a"), *page.iter("button"), *page.iter("summary")):
        assert text(each) or each.get("aria-label") or is_for_the_pointer_alone(each)
    labels = {each.attrib["for"] for each in page.iter("label")}
    for each in page.iter("input"):
        assert each.get("type") == "hidden" or each.attrib["id"] in labels


def is_for_the_pointer_alone(element: Element) -> bool:
    return element.get("aria-hidden") == "true" and element.get("tabindex") == "-1"


def test_lists_hold_their_items_alone(page: Element) -> None:
    for each in (*page.iter("ul"), *page.iter("ol")):
        assert {child.tag for child in each} == {"li"}


def test_a_page_can_be_made_larger(page: Element) -> None:
    (viewport,) = (each for each in page.iter("meta") if each.get("name") == "viewport")
    assert not re.search("maximum|user-scalable", viewport.attrib["content"])


def test_german_texts_on_english_pages_say_that_they_are_german(client: FlaskClient) -> None:
    page = tree(client.get("/suche?q=kutter", headers={"Accept-Language": "en"}))
    assert page.attrib["lang"] == "en"
    assert {each.attrib["lang"] for each in page.findall(".//li/article")} == {"de"}
    spoken = {
        facet.attrib["aria-labelledby"]: {each.attrib["lang"] for each in facet.iter("ul")}
        for facet in by_class(page, "facet")
    }
    assert spoken["facet-place"] == {"de"}
    assert spoken["facet-month"] == {"en"}
