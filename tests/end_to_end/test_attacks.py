"""Two hundred attempts to run something, in a real browser that does not keep to the policy of the
pages, so that escaping alone must hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from pressespiegel.indexer.readers import read
from pressespiegel.search import Archive, Article

from ..web.attacks import MANY_ATTACKS, infected
from .browsing import serving
from .conftest import SERVE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FOREIGN = """() => [...document.querySelectorAll('*')].flatMap(each => [
    ...[...each.attributes].filter(a => a.name.startsWith('on') || a.name === 'srcdoc'),
    ...['href', 'src', 'action', 'formaction'].map(name => each.getAttributeNode(name))
        .filter(a => a && /^[\\s\\x00-\\x1f]*(javascript|data|vbscript):/i.test(a.value)),
].map(a => `${each.tagName} ${a.name}=${a.value}`).concat(
    each.matches('iframe, object, embed, math, style, img:not([src^="/static/"])')
    || (each.matches('script') && !(each.getAttribute('src') || '').startsWith('/static/'))
    ? [each.tagName] : []))"""
"""What stands on a page that we did not write."""


def from_files(folder: Path) -> Iterator[Article]:
    """Articles from files whose names are attacks, as far as a file can have the name."""
    for number, attack in enumerate(MANY_ATTACKS):
        name = f"{number} {attack}".replace("/", "\N{DIVISION SLASH}")[:80]
        file = folder / f"{name}.txt"
        file.write_text(f"Dateiname {number}\n\nEine Datei.", encoding="utf-8")
        yield from read(file)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over an archive of two hundred attacks."""
    place = tmp_path_factory.mktemp("attacked")
    (place / "files").mkdir()
    with Archive.create(place / "archive") as archive, archive.writer() as writer:
        for number, attack in enumerate(MANY_ATTACKS):
            writer.put(infected(attack, number))
        for article in from_files(place / "files"):
            writer.put(article)
    options = ("--archive", str(place / "archive"), "--query-seconds", "0")
    with serving("-c", SERVE, *options) as address:
        yield address


@pytest.fixture
def ran() -> list[str]:
    """The addresses of pages on which something ran."""
    return []


@pytest.fixture
def page(browser: Browser, attacked: str, ran: list[str]) -> Iterator[Page]:
    """A page of a browser that runs whatever there is to run, and notes where."""
    context = browser.new_context(base_url=attacked, bypass_csp=True, locale="de-DE")
    context.expose_binding("alert", lambda source, *_: ran.append(source["page"].url))
    page = context.new_page()
    yield page
    context.close()


def look(page: Page, address: str) -> None:
    """Open a page, and look for what does not belong there."""
    page.goto(address, wait_until="domcontentloaded")
    assert page.evaluate(FOREIGN) == [], address


def lists() -> Iterator[str]:
    """Pages that show many articles or names at once."""
    for query in ("vorspann", "dateiname"):
        for number in range(1, 21):
            yield f"/suche?q={query}&fold=0&page={number}"
    for facet in ("person", "organisation", "place", "source", "section", "author", "agency"):
        yield f"/facette?facet={facet}&q=vorspann"
    yield from ("/", "/suche?q=vorspann", "/verlauf?q=vorspann", "/kalender", "/erweitert")


def about(number: int, attack: str) -> Iterator[str]:
    """Pages about one article, and about what it names."""
    id = quote(infected(attack, number).id, safe="")
    name = quote(f"Person {attack}", safe="")
    yield f"/aehnlich?id={id}"
    yield f"/abdrucke?id={id}"
    yield f"/warum?id={id}&q=vorspann"
    yield f"/name?kind=person&value={name}"
    said = quote(attack, safe="")
    yield f"/verlauf?q=vorspann&person={name}"
    yield f"/vergleich?q=vorspann&q={said}"
    yield f"/erweitert?words={said}"
    yield f"/facette?facet=person&q={said}&find={said}"
    yield f"/kalender?jahr={said}"
    yield f"/{said}"
    yield f"/suche?q=vorspann&page={said}&since={said}&lang={said}"


def test_nothing_runs_where_many_are_listed(page: Page, ran: list[str]) -> None:
    for address in lists():
        look(page, address)
    assert ran == []


def test_nothing_runs_in_two_hundred_articles_and_searches(page: Page, ran: list[str]) -> None:
    for number, attack in enumerate(MANY_ATTACKS):
        id, said = quote(infected(attack, number).id, safe=""), quote(attack, safe="")
        look(page, f"/artikel?id={id}&q=vorspann&namen=1")
        look(page, f"/suche?q=vorspann+{said}&person={said}&not.place={said}")
    assert ran == []


def test_nothing_runs_on_any_other_page(page: Page, ran: list[str]) -> None:
    for number, attack in islice(enumerate(MANY_ATTACKS), 0, None, 11):
        for address in about(number, attack):
            look(page, address)
    assert ran == []


def test_nothing_runs_that_is_completed(page: Page, ran: list[str]) -> None:
    for typed in ("firma ", "dorf ", "person ", "quelle "):
        page.goto("/")
        page.get_by_label("Suche im Archiv").press_sequentially(typed)
        expect(page.get_by_role("option").first).to_be_visible()
        assert page.evaluate(FOREIGN) == []
    assert ran == []


def test_what_would_run_is_noticed(page: Page, ran: list[str]) -> None:
    for payload in ("<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>"):
        ran.clear()
        page.goto("/")
        page.set_content(payload)
        assert page.evaluate(FOREIGN) != []
        page.wait_for_timeout(500)
        assert ran
