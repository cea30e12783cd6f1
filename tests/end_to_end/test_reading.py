"""What a reader does with an article, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from ..web.invented_articles import BRIDGE, FERRY_COPY, FERRY_STORY
from .browsing import PHONE
from .conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def current(page: Page) -> str:
    return str(page.evaluate("document.querySelector(':target')?.id ?? ''"))


def test_a_hit_opens_its_article_at_the_first_place(open_page: OpenPage) -> None:
    page = open_page("/suche?q=zahnräder", viewport=PHONE)
    page.get_by_role("link", name=BRIDGE.title).click()
    expect(page.locator("#treffer-1")).to_be_in_viewport()
    assert current(page) == "treffer-1"


def test_n_and_p_lead_from_hit_to_hit_and_round(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={BRIDGE.id}&q=brücke#treffer-1")
    last = page.locator("mark").count()
    status = page.locator(".walk .place")
    expect(status).to_have_text(f"Fundstelle 1 von {last}")
    page.keyboard.press("n")
    expect(status).to_have_text(f"Fundstelle 2 von {last}")
    expect(page.locator("#treffer-2")).to_be_in_viewport()
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert current(page) == f"treffer-{last}"
    page.get_by_role("button", name="Nächste Fundstelle").click()
    assert current(page) == "treffer-1"
    page.get_by_label("Suche im Archiv").press_sequentially("n")
    assert current(page) == "treffer-1"
    page.evaluate(
        "localStorage.setItem('pressespiegel.keys', 'off'), document.activeElement.blur()"
    )
    page.keyboard.press("n")
    assert current(page) == "treffer-1"


def test_the_strip_shows_hits_beside_where_they_stand(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={BRIDGE.id}&q=museum+insel")
    strip = page.get_by_role("navigation", name="Wo die Fundstellen stehen")
    expect(strip.get_by_role("link")).to_have_count(2)
    page.wait_for_function(
        """() => {
            const mark = document.querySelector("#treffer-2").getBoundingClientRect();
            const share = (mark.top + scrollY) / document.documentElement.scrollHeight;
            const tick = document.querySelector(".strip a:last-child rect");
            return Math.abs(tick.getAttribute("y") / 1000 - share) < 0.01;
        }"""
    )
    strip.get_by_role("link").last.click()
    assert current(page) == "treffer-2"


def test_names_are_shown_and_hidden_again(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={BRIDGE.id}")
    expect(page.locator(".story .name")).to_have_count(0)
    page.get_by_role("link", name="Namen im Text zeigen").click()
    page.locator(".story .name", has_text="Lornsen").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wiebke Lornsen")


def test_a_sentence_is_linked_by_pointer_and_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={BRIDGE.id}")
    sentence = page.locator(".text .sentence", has_text="Die Brücke ist von 1911")
    signs = page.locator(".text p:nth-of-type(2) .to-sentence")
    opacity = "each => getComputedStyle(each, '::before').opacity"
    assert signs.last.evaluate(opacity) == "0"
    sentence.hover()
    assert signs.last.evaluate(opacity) == "1"
    signs.first.focus()
    page.keyboard.press("ArrowRight")
    expect(signs.last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".sentence:target")).to_have_text("Die Brücke ist von 1911.")
    expect(page.locator(".sentence-gone")).to_be_hidden()


def test_a_sentence_that_is_gone_is_said_to_be(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={BRIDGE.id}#satz-0123456789ab")
    expect(page.get_by_text("steht nicht mehr so in diesem Artikel")).to_be_visible()


def test_similar_articles_come_when_the_end_is_near(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={BRIDGE.id}", viewport=PHONE)
    similar = page.get_by_role("region", name="Ähnliche Artikel")
    expect(similar.get_by_role("link")).to_have_count(1)
    similar.scroll_into_view_if_needed()
    expect(similar.get_by_text("Gemeinsam:").first).to_be_visible()
    similar.get_by_role("link", name=FERRY_STORY.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(FERRY_STORY.title)


def test_a_citation_is_copied_and_downloaded(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={BRIDGE.id}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieren").click()
    expect(page.get_by_role("button", name="Kopiert")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".citation").text_content()
    with page.expect_download() as download:
        page.get_by_role("link", name="RIS").click()
    assert download.value.suggested_filename.endswith(".ris")


def test_printings_are_compared_side_by_side_and_below_each_other(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={FERRY_COPY.id}")
    page.get_by_role("link", name="Nebeneinander vergleichen").click()
    left, right = (page.get_by_role("columnheader").nth(n) for n in (0, 1))
    expect(left).to_contain_text("Hallig-Bote")
    expect(right).to_contain_text("Deichkurier")
    one, other = left.bounding_box(), right.bounding_box()
    assert one
    assert other
    assert one["y"] == other["y"]
    assert page.locator("del").evaluate("each => getComputedStyle(each).textDecorationLine") == (
        "line-through"
    )
    page.set_viewport_size(PHONE)
    one, other = left.bounding_box(), right.bounding_box()
    assert one
    assert other
    assert one["y"] < other["y"]


def test_the_calendar_leads_to_a_day_by_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("contentinfo").get_by_role("link", name="Kalender").click()
    page.get_by_role("link", name="2024", exact=True).click()
    page.get_by_role("link", name="März 2024", exact=True).click()
    page.get_by_role("link", name="12. März 2024: 1 Artikel").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=BRIDGE.title)).to_be_visible()


def test_an_entity_leads_to_what_it_appears_with(open_page: OpenPage) -> None:
    page = open_page("/name?kind=person&value=Momme+Feddersen")
    expect(page.locator(".plot .bar").first).to_be_visible()
    page.locator("svg .tie").last.focus()
    name = page.locator("svg .tie title").last.text_content()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Treffer")
    assert "person=Momme" in page.url
    page.go_back()
    page.locator("svg .node", has_text="Koog 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Koog 1")
    assert name is not None


def test_all_hits_are_downloaded(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter", viewport=PHONE)
    with page.expect_download() as download:
        page.get_by_role("navigation", name="Treffer mitnehmen").get_by_role(
            "link", name="CSV"
        ).click()
    assert download.value.suggested_filename.startswith("pressespiegel-kutter-")
    assert download.value.path().read_text("utf-8-sig").count("Kutter, und der Hafen") == 25
