"""The headline of a page's article, and the line above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.html.json_ld import text_of
from pressespiegel.indexer.readers.html.page import Page, element_text

# Headline | Outlet ; Headline – Outlet – 13.06.2023 ; Section | Headline
_SEPARATED = re.compile(r"\s+[|–—\-·•›»]\s+")
_SITE_AT_END = re.compile(r"\s+[|–—\-·•›»]\s+([^|–—·•›»]{2,40})$")
_KICKER_NAME = re.compile(r"kicker|dachzeile|overline|topline|spitzmarke|roofline", re.IGNORECASE)
LONGEST_KICKER = 80
LONGEST_HEADLINE = 300


def headline_of(page: Page, sites: Sequence[str]) -> str:
    """The headline, of the up to four that a page gives its article; `sites` name its outlet.

    `og:title` is the one it is shared under, unless `twitter:title` is another, and the very one
    that heading and structured data have. Where it only repeats what the page shows or its browser
    title, while heading or structured data say something else, the other one was written for the
    article. Where all differ, it is the one that readers see.
    """
    # A longer one was not closed, and holds half of the page.
    texts = (element_text(heading) for heading in page.tree.iter("h1"))
    headings = [text for text in texts if 0 < len(text) <= LONGEST_HEADLINE]
    heading = headings[0] if headings else ""
    raw = one_line(page.first("og:title", "twitter:title", "dc:title"))
    structured = one_line(text_of(page.data.get("headline")) or text_of(page.data.get("name")))
    if structured in headings and structured == one_line(page.first("twitter:title")):
        raw = structured
    structured = _without_site(structured, [*headings, raw], sites)
    known = [each for each in (structured, *headings) if each]
    shared = _without_site(raw, known, sites)
    in_head = _without_site(page.tree.findtext(".//title") or "", known, sites)
    if not shared or not structured or shared == structured:
        return shared or structured or heading or in_head
    if any(text.startswith(shared) for text in headings):
        return structured
    if structured in headings:
        return structured if shared == in_head else shared
    if (
        not heading
        or shared == in_head
        or _overlap(shared, heading)
        or _overlap(shared, structured)
    ):
        return shared
    return heading


def kicker_of(page: Page, title: str) -> str:
    """The line above the headline, where it is marked as one and no part of the headline."""
    for element in page.tree.iter("span", "p", "div", "h2", "h3", "strong", "a"):
        name = element.get("class")
        if name and _KICKER_NAME.search(name):
            text = element_text(element).rstrip(":")
            fits = 2 < len(text) <= LONGEST_KICKER and text.lower() not in title.lower()
            return text if fits else ""
    return ""


def _without_site(title: str, known: Sequence[str], sites: Sequence[str]) -> str:
    """A title without the outlet's name, its section or a date around it."""
    title = one_line(title)
    if title in known:
        return title
    for part in _SEPARATED.split(title):
        if part in known and len(part) > 15:
            return part
    for each in sorted(known, key=len, reverse=True):
        if len(each) > 15 and title.startswith(each) and _SEPARATED.match(title[len(each) :] + " "):
            return each
    while match := _SITE_AT_END.search(title):
        if not any(_same(match[1], site) for site in sites):
            break
        title = title[: match.start()]
    return title


def _same(text: str, site: str) -> bool:
    here, there = _letters(text), _letters(site)
    if min(len(here), len(there)) < 4:
        return here == there
    return here in there or there in here


def _overlap(text: str, other: str) -> bool:
    """Whether one is the other with something before or after it."""
    here, there = _letters(text), _letters(other)
    return here in there or there in here


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
