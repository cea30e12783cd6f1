"""What helps a reader to search: completion, keys, the timeline; in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from .browsing import DESK, PHONE
from .conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHIFTS = """
() => new Promise(tell => {
  let shifted = 0;
  const watch = new PerformanceObserver(list => {
    for (const entry of list.getEntries()) shifted += entry.value;
  });
  watch.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(shifted), 300);
})
"""
"""How far things moved by themselves since the page was opened."""


def typed(page: Page, text: str) -> None:
    page.get_by_label("Suche im Archiv").press_sequentially(text)


def test_a_name_is_completed_and_searched(open_page: OpenPage) -> None:
    page = open_page()
    field = page.get_by_role("combobox", name="Suche im Archiv")
    expect(field).to_have_attribute("aria-expanded", "false")
    typed(page, "lorn")
    offer = page.get_by_role("option", name="Wiebke Lornsen")
    expect(offer).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"Vorschläge: \d"))
    assert page.evaluate(SHIFTS) == 0

    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 Treffer")
    expect(page.get_by_label("Suche im Archiv")).to_have_value('person:"Wiebke Lornsen"')


def test_escape_closes_the_list_and_keeps_what_was_typed(open_page: OpenPage) -> None:
    page = open_page()
    typed(page, "norderh")
    listed = page.get_by_role("listbox", name="Vorschläge")
    expect(listed).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    expect(page.get_by_label("Suche im Archiv")).to_have_value("norderh")
    page.keyboard.press("ArrowDown")
    expect(listed).to_be_visible()


def test_nothing_is_offered_in_the_middle_of_a_query(open_page: OpenPage) -> None:
    page = open_page()
    typed(page, "norderh")
    listed = page.get_by_role("listbox", name="Vorschläge")
    expect(listed).to_be_visible()
    page.keyboard.press("Home")
    page.keyboard.type("x")
    expect(listed).to_be_hidden()


def test_arrows_go_round_and_past_the_field(open_page: OpenPage) -> None:
    page = open_page()
    typed(page, "deichk")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    count = options.count()
    for _ in range(count):
        page.keyboard.press("ArrowDown")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    field = page.get_by_label("Suche im Archiv")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Enter")
    expect(field).to_have_value("deichk")


def test_umlauts_may_be_typed_as_two_letters_and_chosen_by_touch(open_page: OpenPage) -> None:
    page = open_page("/suche?q=norderhaven", viewport=PHONE)
    page.get_by_label("Suche im Archiv").fill("hebebrue")
    page.get_by_role("option", name="hebebrücke Wort").click()
    expect(page.get_by_label("Suche im Archiv")).to_have_value("hebebrücke")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 Treffer")


def test_printings_of_a_story_are_unfolded(open_page: OpenPage) -> None:
    page = open_page("/suche?q=pottwal&sort=oldest")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 Treffer")
    other = page.get_by_role("link", name="Elf Meter Wal im Watt")
    expect(other).to_be_hidden()
    page.get_by_text("auch in 2 weiteren Medien").click()
    expect(other).to_be_visible()
    page.get_by_role("link", name="Gleiche Meldungen einzeln zeigen").click()
    expect(page.locator(".headline")).to_have_count(3)
    page.go_back()
    expect(page.locator(".headline")).to_have_count(1)


def test_a_part_of_the_query_is_taken_away(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter+-ruhig")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keine Treffer")
    page.get_by_role("link", name="Aus der Suche nehmen: nicht: ruhig").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("25 Treffer")
    expect(page.get_by_label("Suche im Archiv")).to_have_value("kutter")


def test_a_value_is_left_out_by_keyboard_and_another_looked_for(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter")
    side = page.get_by_role("complementary")
    side.get_by_role("link", name=re.compile("^Inselpost")).focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("ohne Inselpost"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("17 Treffer")
    page.goto("/facette?facet=place&q=kutter")
    page.get_by_label("Darin suchen").fill("koog 7")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^Koog 7")).click()
    expect(page.locator(".chosen")).to_contain_text("Ort Koog 7")
    page.go_back()
    expect(page.get_by_label("Darin suchen")).to_have_value("koog 7")


def test_a_range_of_time_is_drawn_with_the_mouse(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter")
    box = page.locator("svg.plot").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 2, middle)
    expect(page.locator(".pointed")).to_have_text("Woche ab 26. Dezember 2022: 1")
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle, steps=4)
    expect(page.locator(".range")).to_be_visible()
    page.mouse.up()
    expect(page.locator(".chosen")).to_contain_text("Zeitraum 26. Dezember 2022 bis")
    assert "since=2022-12-26" in page.url
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("25 Treffer")
    expect(page.locator(".range")).to_be_hidden()


def test_a_time_is_chosen_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter")
    page.get_by_role("link", name="Zeitverlauf").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Von").fill("2023-03-01")
    page.get_by_label("Bis").fill("2023-05-31")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Von")).to_have_value("2023-03-01")
    page.get_by_role("link", name="3. März 2023").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 Treffer")


def test_a_time_is_filled_in_beside_the_hits_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter")
    page.get_by_label("Von").fill("2023-03-03")
    page.get_by_label("Bis").fill("2023-03-03")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 Treffer")
    page.get_by_role("link", name="ganzer Zeitraum").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("25 Treffer")


def test_searches_are_compared(open_page: OpenPage) -> None:
    page = open_page("/verlauf?q=kutter", viewport=PHONE)
    page.get_by_role("link", name="Mit anderen Suchen vergleichen").click()
    page.get_by_label("Suche 2").fill("hafen")
    page.get_by_role("button", name="Vergleichen").click()
    expect(page.get_by_role("columnheader", name="hafen")).to_be_visible()
    page.get_by_role("link", name="Anteil an allen Artikeln").click()
    assert "q=kutter&q=hafen&relative=1" in page.url


def test_why_a_hit_was_found_unfolds_below_it(open_page: OpenPage) -> None:
    page = open_page("/suche?q=hebebrücke")
    page.get_by_text("Warum dieser Treffer?").click()
    explanation = page.locator(".why .explanation")
    expect(explanation).to_contain_text("so geschrieben: Hebebrücke")
    expect(page.get_by_role("link", name="Erklärung zeigen")).to_have_count(0)


def test_keys_lead_to_the_field_and_from_hit_to_hit(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter")
    links = page.locator(".headline a")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(links.nth(2)).to_be_focused()
    expect(links.nth(2)).to_be_in_viewport()
    page.keyboard.press("k")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("/")
    field = page.get_by_label("Suche im Archiv")
    expect(field).to_be_focused()
    page.keyboard.type("j/k?")
    expect(field).to_have_value("j/k?")


def test_the_keys_are_shown_and_turned_off(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Tasten")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("link", name="Tasten").click()
    dialog.get_by_role("button", name="Tasten ausschalten").click()
    expect(dialog.get_by_role("button", name="Tasten einschalten")).to_be_visible()
    dialog.get_by_role("button", name="Schließen").click()
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(page.locator(".headline a:focus")).to_have_count(0)
    expect(dialog).to_have_count(0)
    page.goto("/tasten")
    page.get_by_role("button", name="Tasten einschalten").click()
    page.goto("/")
    page.get_by_role("heading", name="So wird gesucht").click()
    page.keyboard.press("k")
    expect(page.locator(".headline a").first).to_be_focused()


def test_the_advanced_form_writes_a_query(open_page: OpenPage) -> None:
    page = open_page("/", viewport=PHONE)
    page.get_by_role("main").get_by_role("link", name="Erweiterte Suche").click()
    page.get_by_label("alle diese Wörter").fill("kutter")
    page.get_by_label("Medium").fill("Inselpost")
    page.get_by_label("Bis").fill("2023-06-30")
    page.get_by_label("Älteste").check()
    page.get_by_label("im Titel").press("Enter")
    expect(page.get_by_label("Suche im Archiv")).to_have_value("kutter quelle:Inselpost")
    expect(page.locator(".chosen")).to_contain_text("bis 30. Juni 2023")
    page.go_back()
    expect(page.get_by_label("alle diese Wörter")).to_have_value("kutter")


@pytest.mark.parametrize("viewport", [DESK, PHONE])
@pytest.mark.parametrize("address", ["/", "/suche?q=kutter", "/verlauf?q=kutter"])
def test_nothing_moves_by_itself(open_page: OpenPage, address: str, viewport: ViewportSize) -> None:
    page = open_page(address, viewport=viewport)
    assert page.evaluate(SHIFTS) == 0


def test_everything_is_reached_without_javascript(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Suche im Archiv").fill("kutter")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_text("Warum dieser Treffer?").first.click()
    page.get_by_role("link", name="Erklärung zeigen").first.click()
    expect(page.get_by_text("so geschrieben: Kutter").first).to_be_visible()
    page.get_by_role("link", name="Zurück zu den Treffern").click()
    page.get_by_role("link", name="Zeitverlauf").click()
    page.get_by_label("Von").fill("2023-03-01")
    page.get_by_role("button", name="Zeigen").click()
    expect(page.get_by_role("cell", name="nichts im Archiv").first).to_be_visible()
    page.get_by_role("link", name="Tasten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tasten")
    expect(page.get_by_role("button", name="Tasten ausschalten")).to_have_count(0)
    context.close()
