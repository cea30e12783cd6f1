"""The pictures in docs/screenshots: the pages over the sample articles.

Run by: python -m tests.end_to_end.screenshots
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from .browsing import DESK, PHONE, ColorScheme, launched, serving

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
VIEWS = {"1280": DESK, "390": PHONE}
SCHEMES: tuple[ColorScheme, ...] = ("light", "dark")

START = "/"
RESULTS = "/suche?q=" + quote("hochwasser deich")
ARTICLE = "Die Nacht der Sandsäcke"


def names() -> list[str]:
    """What the pictures are called."""
    return [
        f"{page}-{view}-{scheme}.png"
        for page in ("start", "results", "article")
        for view in VIEWS
        for scheme in SCHEMES
    ]


def pictures(browser: Browser, address: str) -> Iterator[tuple[str, bytes]]:
    """Each picture's name and content."""
    for view, size in VIEWS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                base_url=address,
                viewport=size,
                is_mobile=size is PHONE,
                color_scheme=scheme,
                locale="de-DE",
            )
            page = context.new_page()
            page.goto(START)
            yield f"start-{view}-{scheme}.png", picture(page)
            page.goto(RESULTS)
            yield f"results-{view}-{scheme}.png", picture(page)
            page.get_by_role("link", name=ARTICLE).click()
            yield f"article-{view}-{scheme}.png", picture(page)
            context.close()


def picture(page: Page) -> bytes:
    """What is seen of a page at first."""
    return page.screenshot(animations="disabled", caret="hide")


def take(browser: Browser, folder: Path) -> None:
    """Take all pictures."""
    with TemporaryDirectory() as place:
        command = ("-m", "pressespiegel", "demo", "--archive", str(Path(place) / "archive"))
        with serving(*command) as address:
            page = browser.new_page(base_url=address)
            page.goto(RESULTS)  # so that the pictures tell how long a usual search takes
            page.close()
            for name, content in pictures(browser, address):
                (folder / name).write_bytes(content)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        take(browser, FOLDER)
