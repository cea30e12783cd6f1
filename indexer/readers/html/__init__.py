"""HTML: one article a page, from what the page says of itself and from its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pressespiegel.indexer.readers.html.body import body_of
from pressespiegel.indexer.readers.html.metadata import metadata_of
from pressespiegel.indexer.readers.html.page import parse
from pressespiegel.indexer.readers.html.stubs import is_stub
from pressespiegel.indexer.readers.identity import article_id
from pressespiegel.indexer.readers.streams import whole
from pressespiegel.search.article import Article, Origin
from pressespiegel.search.errors import ReadError

_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|meta|"
    rb"title|!--|\?xml[^>]*>\s*(?:<!doctype\s+html|<html))",
    re.IGNORECASE,
)


def recognises(head: bytes) -> bool:
    """Whether it begins as a page does, or as a piece of one."""
    return _HTML.match(head.lstrip(b"\x00")) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Article | ReadError]:
    """The article of the page.

    Raises:
        ReadError: the page is larger than an article, or has no article.
    """
    yield article_from_html(whole(stream, file), file)


def article_from_html(source: bytes, file: str = "", url: str = "") -> Article:
    """Make an article of a page; `url` is where it was fetched, if the page does not say.

    Raises:
        ReadError: no article is in it.
    """
    page = parse(source, file)
    known = metadata_of(page, url)
    body = body_of(page, known)
    if not known.title or not body.blocks:
        raise ReadError(
            "HTML without an article" + ("" if known.title else ": it has no title"),
            file,
            hint="an article has a headline and paragraphs in the page itself",
        )
    return Article(
        id=article_id(
            url=known.url,
            source=known.source,
            published=known.published,
            title=known.title,
            text=(block.text for block in body.blocks),
        ),
        title=known.title,
        kicker=known.kicker,
        lead=body.lead,
        blocks=body.blocks,
        published=known.published,
        source=known.source,
        section=known.section,
        authors=known.authors,
        place=body.place,
        language=known.language,
        url=known.url,
        captions=body.captions,
        keywords=known.keywords,
        rights=known.rights,
        updated=known.updated,
        stub=is_stub(page, body.blocks),
        origin=Origin(file),
    )
