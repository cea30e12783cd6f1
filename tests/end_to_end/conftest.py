"""A real server in a process of its own, and a real browser in front of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

from pressespiegel.search import Archive

from ..web.attacks import ATTACKS, infected
from ..web.invented_articles import ALL

ColorScheme = Literal["light", "dark"]

SERVE = (
    "import sys; from pressespiegel.search.console import run; "
    "from pressespiegel.web.cli import serve; sys.exit(run(serve))"
)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over an archive of the invented articles and of the attacks."""
    place = tmp_path_factory.mktemp("served") / "archive"
    with Archive.create(place) as archive, archive.writer() as writer:
        for article in (*ALL, *map(infected, ATTACKS)):
            writer.put(article)
    command = [sys.executable, "-u", "-c", SERVE, "--archive", str(place), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            match = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert match, "the server did not start"
            yield match[0]
        finally:
            process.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the tests are skipped, or fail in CI."""
    executable = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if executable is None:
        missing = f"no browser: none of {', '.join(CHROMIUM)} is installed"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIETLY))
        yield browser
        browser.close()


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
