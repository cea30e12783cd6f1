"""The text of a page whose structure says little, by trafilatura.

Our own reading goes by structure and by what elements are called. A layout that calls its
paragraphs "teaser", or that has its text in one cell of a table, leaves it with next to nothing;
trafilatura weighs the words instead.
"""

from __future__ import annotations

import logging
from copy import deepcopy

from lxml import etree

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.html.page import Page

MOST_ELEMENTS = 20_000
"""Elements of the largest page that is tried; trafilatura's work is not bounded by the page."""


def extracted_lines(page: Page) -> list[str]:
    """The lines that trafilatura takes for the article's text; none where it finds none."""
    # Slow to import, and most pages do without it.
    import trafilatura

    if sum(1 for _ in page.tree.iter()) > MOST_ELEMENTS:
        return []
    # Without a handler its warnings about odd pages would be printed.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(
            deepcopy(page.tree), include_comments=False, with_metadata=False
        )
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return []
    text = getattr(found, "text", None) or ""
    return [line for each in text.split("\n") if (line := one_line(each))]
