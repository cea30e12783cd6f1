"""NewsML-G2: news items, alone or in messages, with their text in NITF, XHTML or plain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from pressespiegel.indexer.readers.datelines import dateline_of
from pressespiegel.indexer.readers.identity import article_id
from pressespiegel.indexer.readers.items import Item, Removal
from pressespiegel.indexer.readers.states import TAKEN_BACK
from pressespiegel.indexer.readers.titles import first_sentence
from pressespiegel.indexer.readers.version_numbers import version_number
from pressespiegel.indexer.readers.xml.concepts import Catalog, last_part
from pressespiegel.indexer.readers.xml.documents import Element, elements, local_name, root_name
from pressespiegel.indexer.readers.xml.newsml_content import Content, content_of
from pressespiegel.indexer.readers.xml.newsml_metadata import Metadata, metadata_of
from pressespiegel.indexer.readers.xml.tree import attribute, child
from pressespiegel.search.article import Article, Origin
from pressespiegel.search.errors import ReadError

_NEWS = ("newsItem", "contentSet", "contentMeta")
_OTHER = ("packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_WHAT = {
    "packageItem": "a package that only names other items",
    "planningItem": "a plan of what is to come",
    "conceptItem": "a concept",
    "knowledgeItem": "a list of concepts",
    "catalogItem": "a catalog of codes",
}


def recognises(start: bytes) -> bool:
    """Whether the outermost element is an item of NewsML-G2, a message of them, or a part."""
    return root_name(start) in ("newsMessage", *_NEWS, *_OTHER)


def read(stream: BinaryIO, file: str) -> Iterator[Item]:
    """One article per news item; pictures, packages and the like beside them are passed over."""
    passed: list[str] = []
    found = False
    for number, element in enumerate(elements(stream, file, (*_NEWS, *_OTHER)), 1):
        if isinstance(element, ReadError):
            found = True
            yield element
            continue
        whole = element.getparent() is None
        origin = Origin(file, "" if whole else f"item {number}")
        kind = local_name(element)
        if kind in _OTHER:
            passed.append(_WHAT[kind])
        elif (what := _class(element)) not in ("text", ""):
            passed.append(f"an item of class {what}")
        else:
            found = True
            yield item_of(element, origin)
    if not found:
        what = ", ".join(dict.fromkeys(passed)) or "a message without items"
        raise ReadError(f"NewsML-G2 without an article: {what}"[:200], file)


def item_of(item: Element, origin: Origin) -> Item:
    """The article of a news item, its removal, or why there is none."""
    known = metadata_of(item, Catalog(item))
    content = content_of(item)
    title = known.title or content.headline
    if not title and content.blocks:
        title = first_sentence(content.blocks[0].text)
    identity = article_id(
        given=attribute(item, "guid"),
        url=known.url,
        source=known.source,
        published=known.published,
        title=title,
        text=(block.text for block in content.blocks),
    )
    if known.status in TAKEN_BACK:
        return Removal(identity, origin, version_number(attribute(item, "version")))
    if not title:
        return ReadError(
            "a news item without an article: neither headline nor text", origin.file, origin.place
        )
    if known.endless_embargo:
        return ReadError(
            "under embargo, without an end that is known yet", origin.file, origin.place
        )
    version = version_number(attribute(item, "version"))
    return replace(_article(identity, title, known, content, origin), version=version)


def _article(
    identity: str, title: str, known: Metadata, content: Content, origin: Origin
) -> Article:
    lead = known.lead or content.lead
    blocks = tuple(block for block in content.blocks if block.text not in (title, lead))
    dateline = dateline_of(blocks[0].text) if blocks else None
    return Article(
        id=identity,
        title=title,
        kicker=known.kicker,
        lead=lead,
        blocks=blocks,
        published=known.published,
        source=known.source,
        section=known.section,
        authors=known.authors or content.authors,
        agencies=known.agencies,
        place=known.place or (dateline.place if dateline else ""),
        language=known.language,
        url=known.url,
        captions=content.captions,
        keywords=known.keywords,
        rights=known.rights,
        updated=known.updated,
        embargo=known.embargo,
        origin=origin,
    )


def _class(item: Element) -> str:
    return last_part(
        attribute(child(item, "itemMeta", "itemClass"), "qcode")
        or attribute(child(item, "itemMeta", "itemClass"), "uri")
    ).lower()
