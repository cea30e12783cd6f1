"""The pictures in docs/screenshots are all there, not too large, and can be taken again."""

from __future__ import annotations

from pathlib import Path
from struct import unpack

import pytest
from playwright.sync_api import Browser

from .screenshots import FOLDER, names, take

LARGEST = 200_000


@pytest.mark.parametrize("name", names())
def test_a_picture_is_as_wide_as_it_says_and_loads_quickly(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    assert len(content) < LARGEST
    width, _ = unpack(">II", content[16:24])
    assert name.split("-")[1] == str(width)


def test_there_are_no_others() -> None:
    assert sorted(each.name for each in FOLDER.iterdir()) == sorted(names())


@pytest.mark.browser
@pytest.mark.slow
def test_all_can_be_taken_again_and_seen(browser: Browser, tmp_path: Path) -> None:
    take(browser, tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(names())
    page = browser.new_page()
    for each in tmp_path.iterdir():
        page.goto(each.as_uri())
        width = page.locator("img").evaluate("image => image.naturalWidth")
        assert each.name.split("-")[1] == str(width)
    page.close()
