"""Starting what end-to-end tests and screenshots need: a server and a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

ColorScheme = Literal["light", "dark"]

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}


@contextmanager
def serving(*arguments: str) -> Iterator[str]:
    """The address of a server that Python runs with these arguments, on a port that is free."""
    command = [sys.executable, "-u", *arguments, "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in process.stdout)
            match = next(filter(None, said), None)
            assert match, "the server did not start"
            yield match[0]
        finally:
            process.kill()


def chromium() -> str | None:
    """Where the system's Chromium is, None where there is none."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """The system's Chromium, running."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIETLY))
        yield browser
        browser.close()
