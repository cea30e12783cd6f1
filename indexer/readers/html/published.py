"""When a page says its article was published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.html.json_ld import text_of
from pressespiegel.indexer.readers.html.page import Page
from pressespiegel.indexer.readers.written_dates import read_date, read_update
from pressespiegel.search.dates import PressDate

_META = (
    "article:published:time",
    "og:published:time",
    "og:article:published:time",
    "datepublished",
    "date:published",
    "publish:date",
    "publishdate",
    "pubdate",
    "parsely:pub:date",
    "sailthru:date",
    "dc:date:issued",
    "dcterms:issued",
    "dc:date:created",
    "dcterms:created",
    "dc:date",
    "dcterms:date",
    "cxenseparse:recs:publishtime",
    "date",
)
_MODIFIED = ("article:modified:time", "og:updated:time", "datemodified", "last:modified")
_IN_ADDRESS = re.compile(r"/(20\d\d|19\d\d)[/-](\d\d)[/-](\d\d)(?:[/-]|$)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LONGEST_STAMP = 80
MOST_WORDS = 8
"""More words than in 'Stand: Mittwoch, 5. Januar 2022, 14.30 Uhr' make a sentence."""


def published_of(page: Page, url: str) -> PressDate | None:
    """The date of publication, the most trustworthy source first: structured data, meta
    elements, time elements, the line under the headline, the address; else the last change."""
    for text in _texts(page, url):
        if text and (date := read_date(text)) is not None:
            return date
    return None


def updated_of(page: Page, published: PressDate | None) -> PressDate | None:
    """The last change that the page tells of, if it was after the publication."""
    return read_update(_changes(page), published)


def _changes(page: Page) -> Iterator[str]:
    yield text_of(page.data.get("dateModified"))
    for name in _MODIFIED:
        yield page.first(name)
    for element in page.tree.iter("time"):
        if "modified" in (element.get("itemprop") or "").lower():
            yield element.get("datetime") or ""


def _texts(page: Page, url: str) -> Iterator[str]:
    yield text_of(page.data.get("datePublished"))
    for name in _META:
        yield page.first(name)
    yield text_of(page.data.get("dateCreated"))
    yield from _time_elements(page)
    yield from _under_headline(page)
    if match := _IN_ADDRESS.search(url):
        yield "-".join(match.groups())
    yield from _changes(page)


def _time_elements(page: Page) -> Iterator[str]:
    """What time elements say: one that is marked as the date of publication, then those after
    the headline; before it are clocks and other articles."""
    marked: list[str] = []
    before: list[str] = []
    after: list[str] = []
    found = before
    for element in page.tree.iter("h1", "time"):
        if element.tag == "h1":
            found = after
            continue
        texts = (element.get("datetime") or "", one_line("".join(element.itertext())))
        is_marked = "published" in (element.get("itemprop") or "").lower()
        is_marked = is_marked or element.get("pubdate") is not None
        (marked if is_marked else found).extend(texts)
    yield from (*marked, *after, *before)


def _under_headline(page: Page) -> Iterator[str]:
    """Short texts with a year in them, those after the h1 first."""
    before: list[str] = []
    after: list[str] = []
    found = before
    body = page.tree.find("body")
    for element in (page.tree if body is None else body).iter("*"):
        if element.tag == "h1":
            found = after
        if element.tag in ("script", "style", "figcaption", "footer"):
            continue
        for text in (element.text, element.tail):
            if text and _is_stamp(text):
                found.append(text)
        if len(after) > 5:
            break
    yield from after
    yield from before[:5]


def _is_stamp(text: str) -> bool:
    return (
        len(text) <= LONGEST_STAMP
        and _YEAR.search(text) is not None
        and len(text.split()) <= MOST_WORDS
    )
