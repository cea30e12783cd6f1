"""RSS (0.9 to 2.0, and 1.0 in RDF) and Atom: one article per entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pressespiegel.indexer.readers.captions import caption_of
from pressespiegel.indexer.readers.feed_entries import Entry, Feed, item_of
from pressespiegel.indexer.readers.html.fragment import plain_text_of
from pressespiegel.indexer.readers.items import Item
from pressespiegel.indexer.readers.languages import language_code
from pressespiegel.indexer.readers.xml.documents import Element, elements, local_name, root_name
from pressespiegel.indexer.readers.xml.tree import (
    LANGUAGE,
    attribute,
    children,
    descendants,
    html_of,
    text_of,
)
from pressespiegel.search.article import Caption, Origin
from pressespiegel.search.errors import ReadError

_ENTRIES = ("item", "entry")
_MEDIA = "http://search.yahoo.com/mrss"
_EXCERPT = "excerpt"
# redaktion@bote.example (Erika Muster)
_ADDRESSED = re.compile(r"^\S+@\S+\s*\((.+)\)$")


def recognises(start: bytes) -> bool:
    """Whether the outermost element is one of a feed."""
    return root_name(start) in ("rss", "feed") or (
        root_name(start) == "RDF" and b"purl.org/rss/" in start
    )


def read(stream: BinaryIO, file: str) -> Iterator[Item]:
    """The entries in the order of the feed."""
    number = 0
    for number, element in enumerate(elements(stream, file, _ENTRIES), 1):
        if isinstance(element, ReadError):
            yield element
        else:
            yield item_of(_entry(element), _feed(element), Origin(file, f"item {number}"))
    if not number:
        raise ReadError("a feed without entries", file)


def _feed(entry: Element) -> Feed:
    above = entry.getparent()
    if above is None:
        return Feed()
    channel = next(children(above, "channel"), above)  # in RDF, it stands beside the entries
    own = list(_own(channel))
    return Feed(
        title=plain_text_of(_first(own, "title")),
        url=_link(own),
        language=language_code(_first(own, "language") or _language(channel)),
        rights=plain_text_of(_first(own, "copyright", "rights")),
        authors=tuple(text_of(each, "name") for each in own if local_name(each) == "author"),
    )


def _entry(entry: Element) -> Entry:
    own = list(_own(entry))
    every = list(children(entry))
    categories = (
        attribute(each, "label") or attribute(each, "term") or plain_text_of(text_of(each))
        for each in [*own, *(each for each in every if each not in own)]
        if local_name(each) in ("category", "subject")
    )
    published = _first(own, "pubDate", "published", "issued")
    language = _first(every, "language") or (entry.get(LANGUAGE) or "")
    return Entry(
        title=_markup(own, "title"),
        id=_first(own, "guid", "id"),
        url=_link(own),
        content=_content(own, every),
        summary=_markup(own, "description", "summary"),
        dates=(published, _first(every, "date", "created")),
        updated=_first(every, "updated", "modified"),
        authors=tuple(dict.fromkeys(_authors(every))),
        categories=tuple(dict.fromkeys(filter(None, categories))),
        captions=tuple(_captions(entry)),
        source=plain_text_of(_first([each for each in every if each not in own], "publisher")),
        language=language_code(language) if language else "",
        rights=plain_text_of(_first(every, "rights", "copyright")),
    )


def _own(element: Element) -> Iterator[Element]:
    """The children in the feed's own namespace: `media:title` is no title."""
    namespace = _namespace(element)
    return (each for each in children(element) if _namespace(each) == namespace)


def _namespace(element: Element) -> str:
    return str(element.tag).rpartition("}")[0]


def _first(elements: list[Element], *names: str) -> str:
    for name in names:
        for each in elements:
            if local_name(each) == name and (text := text_of(each)):
                return text
    return ""


def _markup(elements: list[Element], *names: str) -> str:
    """The HTML in the first of the elements, however it is wrapped."""
    for name in names:
        for each in elements:
            if local_name(each) == name:
                return html_of(each) if len(each) else "".join(each.itertext())
    return ""


def _content(own: list[Element], every: list[Element]) -> str:
    for each in every:
        if local_name(each) in ("encoded", "body") and _EXCERPT not in _namespace(each):
            return html_of(each) if len(each) else "".join(each.itertext())
    # In Atom, content that lies elsewhere has a src.
    return _markup([each for each in own if not attribute(each, "src")], "content")


def _link(own: list[Element]) -> str:
    """The address of the page: a link as text (RSS), or of rel alternate (Atom)."""
    for each in own:
        if local_name(each) == "link" and attribute(each, "rel") in ("", "alternate"):
            return text_of(each) or attribute(each, "href")
    for each in own:
        if local_name(each) == "guid" and attribute(each, "isPermaLink") != "false":
            address = text_of(each)
            return address if address.startswith(("http://", "https://")) else ""
    return ""


def _authors(every: list[Element]) -> Iterator[str]:
    for each in every:
        if local_name(each) in ("author", "creator"):
            name = text_of(each, "name") if len(each) else text_of(each)
            addressed = _ADDRESSED.match(name)
            yield addressed[1] if addressed else name


def _captions(entry: Element) -> Iterator[Caption]:
    for media in descendants(entry, "content", "group"):
        if _MEDIA not in _namespace(media) or local_name(media) == "group":
            continue
        caption = caption_of(plain_text_of(text_of(media, "description")))
        credit = plain_text_of(text_of(media, "credit"))
        if caption.text or caption.credit or credit:
            yield Caption(caption.text, caption.credit or credit)


def _language(element: Element) -> str:
    found = element.get(LANGUAGE)
    if found:
        return found
    return next((code for each in element.iterancestors() if (code := each.get(LANGUAGE))), "")
