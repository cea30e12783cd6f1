"""WARC, the format of web archives: one article per HTML page that was fetched."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.html import article_from_html
from pressespiegel.indexer.readers.items import Item
from pressespiegel.indexer.readers.streams import HEAD, LARGEST_ARTICLE, next_piece
from pressespiegel.indexer.readers.written_dates import read_date
from pressespiegel.search.article import Article, Origin
from pressespiegel.search.dates import PressDate
from pressespiegel.search.errors import ArticleError, ReadError

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_FAULTS = (*(ValueError, TypeError, AttributeError, LookupError, OSError, EOFError, zlib.error),)
"""What warcio raises on bytes that are no record."""


def recognises(head: bytes) -> bool:
    """Whether it begins with a record of a web archive."""
    return head.startswith(b"WARC/")


def read(stream: BinaryIO, file: str) -> Iterator[Item]:
    """One article per page and day; places are numbers of records, from 1, and addresses.

    Raises:
        ReadError: no page is in it, or what follows a damaged record cannot be told.
    """
    number = pages = 0
    for number, record in enumerate(_records(stream, file), 1):
        if _is_page(record):
            pages += 1
            yield _item(record, file, number)
    if not pages:
        raise ReadError(f"a web archive without pages: {number} records", file)


def _records(stream: BinaryIO, file: str) -> Iterator[ArcWarcRecord]:
    # Not needed where no web archives are read.
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in ArchiveIterator(_Pieces(stream)):
            number += 1
            yield record
    except (ArchiveLoadFailed, *_FAULTS) as error:
        why = one_line(str(error))[:120]
        raise ReadError(f"a damaged record ({why})", file, f"record {number + 1}") from error


class _Pieces:
    """A stream as warcio reads it, with all that comes before a damaged place."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = HEAD, /) -> bytes:
        return next_piece(self._stream, size)


def _is_page(record: ArcWarcRecord) -> bool:
    """Whether a record is an answer with HTML: no redirection, no picture, not "not found"."""
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and kind.strip().lower().startswith(_PAGES)


def _item(record: ArcWarcRecord, file: str, number: int) -> Item:
    url = one_line(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    place = f"record {number}, {url[:200]}"
    try:
        source = record.content_stream().read(LARGEST_ARTICLE + 1)
        missing = int(getattr(record.raw_stream, "limit", 0))
    except _FAULTS as error:
        return ReadError(f"a damaged page ({one_line(str(error))[:120]})", file, place)
    if len(source) > LARGEST_ARTICLE:
        return ReadError(f"a page of more than {LARGEST_ARTICLE // 1024**2} MiB", file, place)
    if missing > 0:
        return ReadError("the page ends too early", file, place, "fetch the file again")
    try:
        article = article_from_html(source, file, url)
    except ReadError as error:
        return ReadError(error.reason, file, place, error.hint)
    except ArticleError as error:
        return ReadError(error.message, file, place, error.hint)
    return _dated(article, read_date(record.rec_headers.get_header("WARC-Date") or ""), place)


def _dated(article: Article, fetched: PressDate | None, place: str) -> Article:
    """The same address on another day may be another article: the day becomes part of the id."""
    published = article.published or fetched
    day = str(published.local())[:10] if published else "undated"
    origin = Origin(article.origin.file, place)
    return replace(article, id=f"{article.id}-{day}", published=published, origin=origin)
