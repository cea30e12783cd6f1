"""What a page says of its article: headline, authors, date, outlet and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from pressespiegel.indexer.readers.bylines import author_names
from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.html.json_ld import text_of, texts_of
from pressespiegel.indexer.readers.html.page import Element, Page
from pressespiegel.indexer.readers.written_dates import read_date
from pressespiegel.search.dates import PressDate

_SEPARATORS = re.compile(r"\s+[|–—\-·•›»]\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text."""

    title: str
    kicker: str
    descriptions: tuple[str, ...]
    published: PressDate | None
    source: str
    section: str
    authors: tuple[str, ...]
    language: str
    url: str
    keywords: tuple[str, ...]
    rights: str


def metadata_of(page: Page, url: str = "") -> Metadata:
    """Everything a page says of its article; what it does not say is empty."""
    title = _title(page)
    address = _url(page) or url
    return Metadata(
        title=title,
        kicker=_kicker(page, title),
        descriptions=_descriptions(page),
        published=_published(page),
        source=_source(page, address),
        section=_section(page),
        authors=_authors(page),
        language=_language(page),
        url=address,
        keywords=_keywords(page),
        rights=one_line(page.first("copyright", "dcterms.rights", "dc.rights", "rights")),
    )


def _title(page: Page) -> str:
    """The headline, of the up to four that a page gives its article.

    `og:title` is the one it is shared under. Where that only repeats what the page shows or its
    browser title, while heading or structured data say something else, the other one was written
    for the article. Where all differ, it is the one that readers see.
    """
    headings = [text for h in page.tree.iter("h1") if (text := element_text(h))]
    heading = headings[0] if headings else ""
    structured = one_line(text_of(page.data.get("headline")) or text_of(page.data.get("name")))
    sites = _site_names(page)
    known = [each for each in (structured, *headings) if each]
    shared = _without_site(one_line(page.first("og:title", "twitter:title", "dc.title")), known, sites)
    in_head = _without_site(one_line(page.tree.findtext(".//title") or ""), known, sites)
    if not shared or not structured or shared == structured:
        return shared or structured or heading or in_head
    if any(text.startswith(shared) for text in headings):
        return structured
    if structured in headings:
        return structured if shared == in_head else shared
    return shared if not heading or shared == in_head else heading


def _without_site(title: str, known: list[str], sites: tuple[str, ...]) -> str:
    """A title without the outlet's name, section or date at its end or start."""
    if title in known:
        return title
    parts = _SEPARATORS.split(title)
    for part in (max(parts, key=len, default=""),):
        if len(parts) > 1 and part in known:
            return part
    best = max((each for each in known if each in title), key=len, default="")
    if best and len(best) > 0.5 * len(title) and re.match(
        r"\s*[|–—\-·•›»]\s", title[title.index(best) + len(best) :] + " "
    ):
        return best
    while match := re.search(r"\s+[|–—\-·•›»]\s+([^|–—·•›»]{2,40})$", title):
        if not any(_same_site(match[1], site) for site in sites):
            break
        title = title[: match.start()]
    return title


def _same_site(text: str, site: str) -> bool:
    return _letters(text) in _letters(site) or _letters(site) in _letters(text)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower() or "\0"


def _site_names(page: Page) -> tuple[str, ...]:
    names = [page.first("og:site_name", "application-name", "publisher")]
    names.append(text_of(page.data.get("publisher")))
    host = urlsplit(_url(page)).hostname or ""
    names.extend(part for part in host.split(".") if len(part) > 3 and part != "www")
    return tuple(name for name in names if name)


def _kicker(page: Page, title: str) -> str:
    for element in page.tree.iter("span", "p", "div", "h2", "h3", "strong", "a"):
        name = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        if re.search(r"kicker|dachzeile|overline|topline|spitzmarke|roofline", name):
            text = element_text(element).rstrip(":")
            return text if 2 < len(text) <= 80 and text.lower() not in title.lower() else ""
    return ""


def _descriptions(page: Page) -> tuple[str, ...]:
    texts = (text_of(page.data.get("description")), page.first("og:description"), page.first("description"))
    return tuple(dict.fromkeys(line for text in texts if (line := one_line(text))))


def _published(page: Page) -> PressDate | None:
    for text in _date_texts(page):
        date = read_date(text)
        if date is not None:
            return date
    return None


def _date_texts(page: Page) -> Iterator[str]:
    yield text_of(page.data.get("datePublished"))
    for name in (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "publish_date",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
        "last-modified",
    ):
        yield page.first(name)
    yield text_of(page.data.get("dateCreated"))
    for element in page.tree.iter("time"):
        yield element.get("datetime") or ""
        yield element_text(element)
    yield page.first("article:modified_time")
    yield text_of(page.data.get("dateModified"))


def _authors(page: Page) -> tuple[str, ...]:
    structured = tuple(
        dict.fromkeys(name for text in texts_of(page.data.get("author")) if (name := one_line(text)))
    )
    if structured:
        return structured
    return author_names(
        text
        for name in ("author", "dc.creator", "dcterms.creator", "article:author", "parsely-author")
        for text in page.meta.get(name, ())
    ) or author_names(_bylines(page))


def _bylines(page: Page) -> Iterator[str]:
    for element in page.tree.iter("a", "span", "p", "div", "address", "li"):
        name = f"{element.get('rel') or ''} {element.get('itemprop') or ''}"
        if re.search(r"\bauthor\b", name):
            yield element_text(element)


def _source(page: Page, url: str) -> str:
    name = one_line(page.first("og:site_name") or text_of(page.data.get("publisher")))
    return name or (urlsplit(url).hostname or "").removeprefix("www.")


def _section(page: Page) -> str:
    sections = texts_of(page.data.get("articleSection"))
    return one_line(sections[0] if sections else page.first("article:section", "section"))


def _keywords(page: Page) -> tuple[str, ...]:
    values = texts_of(page.data.get("keywords")) or [
        *page.meta.get("news_keywords", ()),
        *(page.meta.get("keywords", ()) if "news_keywords" not in page.meta else ()),
    ]
    if not values:
        values = list(page.meta.get("article:tag", ()))
    parts = (one_line(part) for value in values for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _language(page: Page) -> str:
    code = (
        text_of(page.data.get("inLanguage"))
        or page.tree.get("lang")
        or page.first("og:locale", "language", "dc.language")
    )
    code = code.replace("_", "-").split("-")[0].strip().lower()
    return code if 2 <= len(code) <= 3 and code.isalpha() else "de"


def _url(page: Page) -> str:
    base = page.first("og:url")
    for link in page.tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            try:
                return urljoin(base, link.get("href", "").strip())
            except ValueError:
                break
    return base or text_of(page.data.get("url"))


def element_text(element: Element) -> str:
    """The text of an element on one line."""
    return one_line("".join(element.itertext()))
