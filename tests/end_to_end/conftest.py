"""A real server in a process of its own, and a real browser in front of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
)

from pressespiegel.search import Archive

from ..web.attacks import ATTACKS, infected
from ..web.invented_articles import ALL, ENDLESS, FERRY_COPY, FERRY_STORY, PRINTINGS
from .browsing import CHROMIUM, DESK, ColorScheme, chromium, launched, serving

SERVE = (
    "import sys; from pressespiegel.search.console import run; "
    "from pressespiegel.web.cli import serve; sys.exit(run(serve))"
)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over an archive of the invented articles and of the attacks."""
    place = tmp_path_factory.mktemp("served") / "archive"
    with Archive.create(place) as archive, archive.writer() as writer:
        for article in (
            *ALL,
            FERRY_STORY,
            FERRY_COPY,
            ENDLESS,
            *PRINTINGS,
            *map(infected, ATTACKS),
        ):
            writer.put(article)
    with serving("-c", SERVE, "--archive", str(place)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the tests are skipped, or fail in CI."""
    if chromium() is None:
        missing = f"no browser: none of {', '.join(CHROMIUM)} is installed"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with launched() as browser:
        yield browser


@dataclass
class Witness:
    """What must not happen while pages are read: complaints, and requests to other hosts."""

    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what the console says, but for pages that are meant to be missing."""
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def see(self, request: Request) -> None:
        """Keep which host was asked."""
        self.hosts.add(urlsplit(request.url).netloc)


class OpenPage(Protocol):
    """Opens a page in a browser context of its own."""

    def __call__(
        self,
        path: str = "/",
        *,
        viewport: ViewportSize = DESK,
        locale: str = "de-DE",
        color_scheme: ColorScheme = "light",
    ) -> Page: ...


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[OpenPage]:
    """Opens pages in contexts of their own; at the end nothing may have been complained of, and
    no other host been asked."""
    contexts: list[BrowserContext] = []
    witness = Witness()

    def make(
        path: str = "/",
        *,
        viewport: ViewportSize = DESK,
        locale: str = "de-DE",
        color_scheme: ColorScheme = "light",
    ) -> Page:
        context = browser.new_context(
            base_url=server, viewport=viewport, locale=locale, color_scheme=color_scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", witness.hear)
        page.on("pageerror", lambda error: witness.complaints.append(str(error)))
        page.on("request", witness.see)
        page.goto(path)
        return page

    yield make
    for context in contexts:
        context.close()
    assert witness.complaints == []
    assert witness.hosts <= {urlsplit(server).netloc}
