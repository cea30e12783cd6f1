"""What a reader does, in a real browser."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import quote

import pytest
from playwright.sync_api import Dialog, Page, expect

from ..web.attacks import ATTACKS, infected
from ..web.invented_articles import BRIDGE, ENDLESS, TIMED
from .browsing import PHONE
from .conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVERY_PAGE = (
    "/",
    "/suche?q=kutter&source=Hallig-Bote&sort=newest",
    "/suche?q=kutter&page=2",
    "/suche?q=kutter+hebebrücke",
    "/suche?q=kutter+hebebrücke&source=Kontor",
    "/suche?q=kuttr+ruhig",
    "/suche?q=kutter&not.source=Inselpost&since=2023-02&until=2023",
    "/suche?q=&person=Momme+Feddersen&half_life=30",
    "/facette?facet=place&q=kutter",
    "/verlauf?q=kutter",
    "/erweitert",
    "/tasten",
    "/warum?id=hafen-03&q=kutter",
    "/vergleich?q=kutter&q=fähre&q=brücke",
    f"/artikel?id={BRIDGE.id}&q=brücke",
    "/name?kind=person&value=Momme+Feddersen",
    "/kalender",
    "/kalender?jahr=2023",
    "/kalender?monat=2023-03",
    "/abdrucke?id=faehre-kurz",
    f"/aehnlich?id={BRIDGE.id}",
    "/suche?q=nirgendwo",
    "/api/",
    "/nirgends",
)


def test_search_choose_open_and_go_back(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_label("Suche im Archiv").fill("kutter")
    page.get_by_role("button", name="Suchen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("25 Treffer")

    side = page.get_by_role("complementary")
    side.get_by_role("link", name=re.compile("^Inselpost")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("8 Treffer")
    assert "source=Inselpost" in page.url

    results = page.url
    page.get_by_role("link", name=re.compile("^Hafenbericht")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hafenbericht")
    expect(page.locator("mark").first).to_have_text("Kutter")
    page.get_by_role("link", name="Zurück zu den Treffern").click()
    assert page.url == results
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("8 Treffer")


def test_a_hit_is_marked_and_led_to(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={BRIDGE.id}&q=zahnräder", viewport=PHONE)
    expect(page.locator("mark")).to_be_in_viewport()
    ground = page.evaluate(
        "getComputedStyle(document.querySelector('mark')).backgroundColor"
        " !== getComputedStyle(document.body).backgroundColor"
    )
    assert ground


def test_pages_go_on_and_back(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter")
    first = page.locator(".headline").all_text_contents()
    page.get_by_role("link", name="Weiter", exact=True).click()
    second = page.locator(".headline").all_text_contents()
    assert not set(first) & set(second)
    page.get_by_role("link", name="Seite 3").click()
    expect(page.locator(".headline")).to_have_count(5)
    page.get_by_role("link", name="Zurück").click()
    assert page.locator(".headline").all_text_contents() == second


def test_a_misspelt_search_leads_to_the_one_that_was_meant(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kuttr+ruhig", viewport=PHONE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kein Artikel passt ganz")
    partial = page.get_by_role("region", name="passen nur zum Teil")
    expect(partial.get_by_text("Ohne: kuttr").first).to_be_visible()
    page.get_by_role("link", name="kutter ruhig").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("25 Treffer")
    expect(page.get_by_label("Suche im Archiv")).to_have_value("kutter ruhig")


def test_the_language_is_switched_and_remembered(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("25 hits")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("button", name="Suchen")).to_be_visible()


def test_an_english_browser_gets_english_pages(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={TIMED.id}", locale="en-GB")
    expect(page.locator(".story time")).to_have_text(re.compile("February 3, 2024"))


def tab_to(page: Page, name: str) -> None:
    """Press the tabulator until an element of this text or label has the focus."""
    script = "[document.activeElement.textContent, document.activeElement.id].join(' ')"
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate(script):
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


def test_the_keyboard_is_enough(open_page: OpenPage) -> None:
    page = open_page()
    # The field has the focus from the start.
    expect(page.get_by_label("Suche im Archiv")).to_be_focused()
    page.keyboard.type("kutter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("25 Treffer")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Zum Inhalt")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")

    tab_to(page, "Hafenbericht")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    tab_to(page, "Deichkurier")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_contain_text("Deichkurier")
    tab_to(page, "Hafenbericht")
    page.keyboard.press("Enter")
    expect(page.locator("article.story mark").first).to_be_visible()


def test_folded_values_unfold_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter")
    summary = page.locator(".side summary").first
    summary.focus()
    hidden = page.locator(".side details .choice").first
    expect(hidden).to_be_hidden()
    page.keyboard.press("Enter")
    expect(hidden).to_be_visible()


@pytest.mark.parametrize(
    "address",
    [*EVERY_PAGE, "/suche?q=unaufhörlich", f"/artikel?id={ENDLESS.id}&q=unaufhörlich"],
)
@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_nothing_reaches_beyond_the_side(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page(address, viewport={"width": width, "height": 800})
    beyond = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert beyond <= 0


def test_on_a_phone_the_facets_stand_below(open_page: OpenPage) -> None:
    page = open_page("/suche?q=kutter", viewport=PHONE)
    hits, side = page.locator(".hits").bounding_box(), page.locator(".side").bounding_box()
    assert hits is not None
    assert side is not None
    assert side["y"] >= hits["y"] + hits["height"]
    page.get_by_role("link", name="Eingrenzen").click()
    expect(page.get_by_role("heading", name="Eingrenzen")).to_be_in_viewport()


CONTRAST = """
() => {
  // Alpha is 1 everywhere, or 0 for a ground that shows what lies below.
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => {
    const [r, g, b] = parts(colour).map(each => {
      const share = each / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const weak = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    const [one, other] = [getComputedStyle(element).color, ground(element)].map(light);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) weak.push([texts.currentNode.data.trim(), ratio]);
  }
  return weak;
}
"""


@pytest.mark.parametrize("address", EVERY_PAGE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa(
    open_page: OpenPage, address: str, scheme: str
) -> None:
    page = open_page(address, color_scheme="dark" if scheme == "dark" else "light")
    assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_what_is_pressed_is_large_enough(open_page: OpenPage, address: str) -> None:
    """24 pixels (WCAG 2.2 AA), but for links within sentences and lists of names."""
    small = open_page(address, viewport=PHONE).evaluate(
        """() => [...document.querySelectorAll("a, button, input, summary")]
            .filter(each => each.checkVisibility() && getComputedStyle(each).display !== "inline")
            .filter(each => !each.matches(".skip") && each.getBoundingClientRect().height)
            .filter(each => each.getBoundingClientRect().height < 24)
            .map(each => each.outerHTML)"""
    )
    assert small == []


def test_dark_is_dark_and_light_is_light(open_page: OpenPage) -> None:
    grounds = [
        open_page("/", color_scheme=scheme).evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    light, dark = (sum(map(int, re.findall(r"\d+", ground)[:3])) for ground in grounds)
    assert light > 700
    assert dark < 100


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_the_outline_of_a_page_is_whole(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("banner")).to_have_count(1)
    expect(page.get_by_role("contentinfo")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3')].map(each => Number(each.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map(each => each.id)).size"
        " === document.querySelectorAll('[id]').length"
    )
    unnamed = page.evaluate(
        """[...document.querySelectorAll("a, button")]
            .filter(each => !each.textContent.trim() && !each.ariaLabel)
            .filter(each => each.ariaHidden !== "true" || each.tabIndex !== -1).length"""
    )
    assert unnamed == 0


def test_print_shows_the_article_alone(open_page: OpenPage) -> None:
    page = open_page(f"/artikel?id={BRIDGE.id}&q=brücke")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_text("Zurück zu den Treffern")).to_be_hidden()


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_runs_that_an_article_or_a_query_says(open_page: OpenPage, attack: str) -> None:
    opened: list[str] = []

    def close(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page = open_page()
    page.on("dialog", close)
    page.get_by_label("Suche im Archiv").fill(f"{attack} dachzeile")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Suche im Archiv")).to_have_value(f"{attack} dachzeile")
    said = quote(attack)
    for address in (
        f"/suche?q=vorspann+{said}&not.person={said}",
        "/facette?facet=person&q=vorspann",
        f"/verlauf?q=vorspann&person={quote(f'Person {attack}')}",
        f"/vergleich?q=vorspann&q={said}",
        f"/warum?id={quote(infected(attack).id)}&q=vorspann+{said}",
        f"/erweitert?words={said}",
    ):
        page.goto(address)
        assert page.locator("main :is(img, script, b, [onclick])").count() == 0
    page.goto("/")
    page.get_by_label("Suche im Archiv").press_sequentially("dorf")
    expect(page.get_by_role("option").first).to_be_visible()
    for address in ("/suche?q=vorspann", f"/artikel?id={quote(infected(attack).id)}&q=vorspann"):
        page.goto(address)
        expect(page.locator("mark").first).to_be_attached()
    assert page.locator("main :is(img, script, svg:not([viewBox]), b, [onclick])").count() == 0
    assert opened == []
