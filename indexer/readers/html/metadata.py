"""What a page says of its article beside the text."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.html.authors import authors_of
from pressespiegel.indexer.readers.html.headline import headline_of, kicker_of
from pressespiegel.indexer.readers.html.json_ld import text_of, texts_of
from pressespiegel.indexer.readers.html.page import Page
from pressespiegel.indexer.readers.html.published import published_of, updated_of
from pressespiegel.indexer.readers.identity import host_of
from pressespiegel.search.dates import PressDate


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article; what it does not say is empty.

    `descriptions` are the summaries made for sharing and search; one that is also printed on
    the page is the lead.
    """

    title: str
    kicker: str
    descriptions: tuple[str, ...]
    published: PressDate | None
    updated: PressDate | None
    source: str
    section: str
    authors: tuple[str, ...]
    language: str
    url: str
    keywords: tuple[str, ...]
    rights: str


def metadata_of(page: Page, url: str = "") -> Metadata:
    """Everything a page says of its article; `url` is where it was fetched."""
    address = _url(page) or url
    sites = _sites(page, address)
    title = headline_of(page, sites)
    published = published_of(page, address)
    return Metadata(
        title=title,
        kicker=kicker_of(page, title),
        descriptions=_descriptions(page),
        published=published,
        updated=updated_of(page, published),
        source=_source(page, address),
        section=_section(page),
        authors=authors_of(page, sites),
        language=_language(page),
        url=address,
        keywords=_keywords(page),
        rights=one_line(page.first("copyright", "dcterms:rights", "dc:rights", "rights")),
    )


def _sites(page: Page, url: str) -> tuple[str, ...]:
    """What the outlet may be called in a title or as an author."""
    names = [page.first("og:site:name"), page.first("application:name"), page.first("publisher")]
    names.append(text_of(page.data.get("publisher")))
    names.extend(part for part in host_of(url).split(".") if len(part) > 1)
    names.append(host_of(url))
    return tuple(dict.fromkeys(line for name in names if (line := one_line(name))))


def _descriptions(page: Page) -> tuple[str, ...]:
    texts = (
        text_of(page.data.get("description")),
        page.first("og:description"),
        page.first("description"),
        page.first("twitter:description"),
    )
    return tuple(dict.fromkeys(line for text in texts if (line := one_line(text))))


def _source(page: Page, url: str) -> str:
    name = page.first("og:site:name") or text_of(page.data.get("publisher"))
    return one_line(name) or host_of(url)


def _section(page: Page) -> str:
    sections = texts_of(page.data.get("articleSection"))
    return one_line(sections[0] if sections else page.first("article:section", "section"))


def _keywords(page: Page) -> tuple[str, ...]:
    values = texts_of(page.data.get("keywords"))
    for name in ("news:keywords", "keywords", "article:tag"):
        values = values or list(page.meta.get(name, ()))
    parts = (one_line(part) for value in values for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _language(page: Page) -> str:
    said = (
        text_of(page.data.get("inLanguage")),
        page.tree.get("lang") or "",
        page.first("og:locale", "language", "dc:language"),
    )
    for text in said:
        code = text.replace("_", "-").split("-")[0].strip().lower()
        if 2 <= len(code) <= 3 and code.isascii() and code.isalpha():
            return code
    return "de"


def _url(page: Page) -> str:
    base = one_line(page.first("og:url"))
    for link in page.tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            return _joined(base, link.get("href") or "")
    return base or one_line(text_of(page.data.get("url")))


def _joined(base: str, address: str) -> str:
    try:
        return one_line(urljoin(base, address.strip()))
    except ValueError:
        return base
