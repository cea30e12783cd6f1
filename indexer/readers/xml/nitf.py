"""NITF: an article marked up paragraph by paragraph, as agencies have sent them since 1999."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pressespiegel.indexer.readers.agency_names import agencies_named, short_name
from pressespiegel.indexer.readers.bylines import author_names
from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.datelines import dateline_of
from pressespiegel.indexer.readers.identity import article_id
from pressespiegel.indexer.readers.items import Item, Removal
from pressespiegel.indexer.readers.languages import language_code
from pressespiegel.indexer.readers.media_topics import subject_names
from pressespiegel.indexer.readers.rights import rights_line
from pressespiegel.indexer.readers.states import TAKEN_BACK
from pressespiegel.indexer.readers.titles import first_sentence
from pressespiegel.indexer.readers.version_numbers import version_number
from pressespiegel.indexer.readers.written_dates import read_date, read_update
from pressespiegel.indexer.readers.xml.documents import Element, elements, root_name
from pressespiegel.indexer.readers.xml.nitf_text import NitfText, nitf_text
from pressespiegel.indexer.readers.xml.tree import (
    LANGUAGE,
    attribute,
    child,
    children,
    descendants,
    text_of,
)
from pressespiegel.search.article import Article, Origin
from pressespiegel.search.dates import PressDate
from pressespiegel.search.errors import ReadError

_SUBJECT = "tobject.subject"
_NAMED = ("person", "org", "location", "event", "object.title", "classifier")
# MOSCOW, Monday (Reuters) | Wien (APA) - | Berlin, 3. Mai
_PLACE_END = re.compile(r"[,(\d]|\s[-–—]")


@dataclass(frozen=True, slots=True)
class _Head:
    """What `<head>` and `<body.head>` say."""

    title: str
    kicker: str
    lead: str
    published: PressDate | None
    updated: PressDate | None
    embargo: PressDate | None
    source: str
    section: str
    authors: tuple[str, ...]
    place: str
    keywords: tuple[str, ...]
    rights: str
    language: str


def recognises(start: bytes) -> bool:
    """Whether the outermost element is an article in NITF."""
    return root_name(start) == "nitf"


def read(stream: BinaryIO, file: str) -> Iterator[Item]:
    """The article of the document."""
    for element in elements(stream, file, ("nitf",)):
        yield element if isinstance(element, ReadError) else item_of(element, Origin(file))


def item_of(nitf: Element, origin: Origin) -> Item:
    """The article that an `<nitf>` element holds, or its removal, or why there is none."""
    head = _head(nitf)
    text = text_in(nitf)
    lead = head.lead or text.lead
    dateline = dateline_of(text.blocks[0].text) if text.blocks else None
    title = head.title or (first_sentence(text.blocks[0].text) if text.blocks else "")
    identity = article_id(
        given=_given_id(nitf),
        source=head.source,
        published=head.published,
        title=title,
        text=(block.text for block in text.blocks),
    )
    version = _version(nitf)
    if attribute(child(nitf, "head", "docdata"), "management-status").lower() in TAKEN_BACK:
        return Removal(identity, origin, version)
    if not title:
        return ReadError(
            "NITF without an article: neither headline nor text", origin.file, origin.place
        )
    return Article(
        id=identity,
        title=title,
        kicker=head.kicker,
        lead=lead,
        blocks=tuple(block for block in text.blocks if block.text not in (title, lead)),
        published=head.published,
        source=head.source,
        section=head.section,
        authors=head.authors,
        agencies=agencies_named(head.source),
        place=head.place or (dateline.place if dateline else ""),
        language=head.language,
        captions=text.captions,
        keywords=head.keywords,
        rights=rights_line(head.rights),
        updated=head.updated,
        embargo=head.embargo,
        version=version,
        origin=origin,
    )


def text_in(nitf: Element) -> NitfText:
    """The text of an `<nitf>` element alone, for formats that carry one."""
    return nitf_text(child(nitf, "body", "body.content"), child(nitf, "body", "body.end"))


def headline_in(nitf: Element) -> str:
    """Its headline alone."""
    return text_of(nitf, "body", "body.head", "hedline", "hl1") or text_of(nitf, "head", "title")


def authors_in(nitf: Element) -> tuple[str, ...]:
    """The authors that its bylines name."""
    names: list[str] = []
    for byline in children(child(nitf, "body", "body.head"), "byline"):
        people = [text_of(each) for each in children(byline, "person")]
        names.extend(people or ["".join(_without(byline, "byttl"))])
    return author_names(names)


def _head(nitf: Element) -> _Head:
    head, data = child(nitf, "head"), child(nitf, "head", "docdata")
    top = child(nitf, "body", "body.head")
    below = text_of(top, "hedline", "hl2")
    title = headline_in(nitf)
    abstract = text_of(top, "abstract")
    published = _published(nitf)
    release = read_date(attribute(child(data, "date.release"), "norm"))
    if release and published and release.minutes() <= published.minutes():
        release = None  # most say only when it was sent
    revised = [attribute(each, "norm") for each in children(head, "revision-history")]
    return _Head(
        title=title,
        kicker=below if abstract and below != title else "",
        lead=abstract or (below if below != title else ""),
        published=published,
        updated=read_update(reversed(revised), published),
        embargo=release,
        source=_source(nitf),
        section=_section(head),
        authors=authors_in(nitf),
        place=_place(nitf),
        keywords=tuple(dict.fromkeys(_keywords(nitf))),
        rights=_rights(nitf),
        language=language_code(attribute(nitf, "baselang") or nitf.get(LANGUAGE) or ""),
    )


def _given_id(nitf: Element) -> str:
    data = child(nitf, "head", "docdata")
    corrected = attribute(child(data, "correction"), "id-string")
    key = child(data, "du-key")
    lasting = attribute(key, "version") or attribute(key, "generation")
    return (
        corrected
        or (attribute(key, "key") if lasting else "")
        or attribute(child(data, "doc-id"), "id-string")
    )


def _version(nitf: Element) -> int:
    key = child(nitf, "head", "docdata", "du-key")
    return version_number(attribute(key, "version") or attribute(key, "generation"))


def _published(nitf: Element) -> PressDate | None:
    written = (
        attribute(child(nitf, "head", "docdata", "date.issue"), "norm"),
        attribute(child(nitf, "body", "body.head", "dateline", "story.date"), "norm"),
        attribute(child(nitf, "head", "pubdata"), "date.publication"),
        attribute(child(nitf, "head", "docdata", "date.release"), "norm"),
    )
    return next((date for text in written if (date := read_date(text))), None)


def _source(nitf: Element) -> str:
    return short_name(_sender(nitf))


def _sender(nitf: Element) -> str:
    head, top = child(nitf, "head"), child(nitf, "body", "body.head")
    return (
        attribute(child(head, "pubdata"), "name")
        or text_of(top, "distributor")
        or text_of(top, "rights", "rights.owner")
        or attribute(child(head, "docdata", "doc.copyright"), "holder")
        or attribute(child(head, "docdata", "doc-id"), "regsrc")
    )


def _section(head: Element | None) -> str:
    named = attribute(child(head, "pubdata"), "position.section")
    kind = attribute(child(head, "tobject"), "tobject.type")
    return named or ("" if kind.lower() in ("news", "news item") else kind)


def _place(nitf: Element) -> str:
    dateline = child(nitf, "body", "body.head", "dateline")
    location = child(dateline, "location")
    written = text_of(location, "city") or "".join(_without(dateline, "story.date"))
    ends = _PLACE_END.search(written)
    place = one_line(written[: ends.start()] if ends else written).strip(" .:")
    return place or attribute(child(nitf, "head", "docdata", "evloc"), "city")


def _keywords(nitf: Element) -> Iterator[str]:
    head = child(nitf, "head")
    for subject in children(child(head, "tobject"), _SUBJECT):
        names = (attribute(subject, f"{_SUBJECT}.{part}") for part in ("detail", "matter", "type"))
        code = attribute(subject, f"{_SUBJECT}.refnum")
        yield from subject_names(code, next(filter(None, names), ""), german=False)
    for keyword in descendants(child(head, "docdata", "key-list"), "keyword"):
        yield from filter(None, (attribute(keyword, "key") or text_of(keyword),))
    for named in descendants(child(head, "docdata", "identified-content"), *_NAMED):
        yield from filter(None, (text_of(named) or attribute(named, "value"),))


def _rights(nitf: Element) -> str:
    written = text_of(nitf, "body", "body.head", "rights")
    if written:
        return written
    owner = child(nitf, "head", "docdata", "doc.copyright")
    holder = attribute(owner, "holder")
    return f"© {holder} {attribute(owner, 'year')[:4]}".strip() if holder else ""


def _without(element: Element | None, name: str) -> Iterator[str]:
    """The text of an element without that of its children of one name."""
    if element is None:
        return
    yield element.text or ""
    for each in element:
        inner = isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name
        yield f" {each.tail or ''}" if inner else f"{''.join(each.itertext())}{each.tail or ''}"
