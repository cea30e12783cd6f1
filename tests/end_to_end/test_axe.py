"""axe-core (WCAG 2.2 AA) has no objection to any page, in light and dark, large and small."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from .browsing import DESK, PHONE, ColorScheme
from .conftest import OpenPage
from .test_reading_room import EVERY_PAGE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("address", EVERY_PAGE)
def test_nothing_is_objected_to(
    open_page: OpenPage, address: str, color_scheme: ColorScheme
) -> None:
    viewport = DESK if color_scheme == "light" else PHONE
    page = open_page(address, color_scheme=color_scheme, viewport=viewport)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
