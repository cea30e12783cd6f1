"""PDF with a text layer: one article a document, read as plain text is."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from pressespiegel.indexer.readers.bylines import author_names
from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.identity import article_id
from pressespiegel.indexer.readers.items import Item
from pressespiegel.indexer.readers.pdf_lines import paragraphs_of_pages
from pressespiegel.indexer.readers.plain_text import article_from_text
from pressespiegel.indexer.readers.streams import LARGEST_ARTICLE, with_a_way_back
from pressespiegel.indexer.readers.written_dates import read_date
from pressespiegel.search.article import Article
from pressespiegel.search.dates import PressDate
from pressespiegel.search.errors import ReadError

MOST_PAGES = 2_000
_OPENING = 2_000
"""Characters at the beginning of a text in which a title counts as printed."""

# Dienstag, 5. März 2024 | Tannauer Bote, 05.03.2024, Seite 3
_DATED_LINE = re.compile(
    r"(?:.{0,60}\D)?\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zä]{2,8}\.?)\s?\d{4}\b.{0,40}"
)
LONGEST_DATED_LINE = 100


@dataclass(frozen=True, slots=True)
class _Document:
    pages: tuple[str, ...]
    title: str
    author: str
    created: PressDate | None


def recognises(head: bytes) -> bool:
    """Whether it says that it is PDF within its first bytes, as readers allow."""
    return b"%PDF-" in head[:1024]


def read(stream: BinaryIO, file: str) -> Iterator[Item]:
    """The article of the document.

    Raises:
        ReadError: it cannot be opened, or has no text layer.
    """
    document = _opened(with_a_way_back(stream, file, "a packed PDF"), file)
    paragraphs = paragraphs_of_pages(document.pages)
    if not paragraphs:
        raise ReadError(
            "a PDF without a text layer",
            file,
            hint="it is pictures of pages: run OCR first",
        )
    yield _with_metadata(article_from_text("\n\n".join(paragraphs), file), document, paragraphs)


def _opened(stream: BinaryIO, file: str) -> _Document:
    # Not needed where no PDF is read.
    import pypdf

    _quiet("pypdf")
    pages: list[str] = []
    size = 0
    try:
        reader = pypdf.PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("a PDF locked with a password", file, hint="unlock it first")
        for page in reader.pages:
            if len(pages) == MOST_PAGES:
                raise ReadError(f"a PDF of more than {MOST_PAGES} pages", file)
            pages.append(page.extract_text() or "")
            size += len(pages[-1])
            if size > LARGEST_ARTICLE:
                raise ReadError("a PDF with more text than an article has", file)
        about = reader.metadata
        title = one_line(str(about.title or "")) if about else ""
        author = one_line(str(about.author or "")) if about else ""
        written = str(about.get("/CreationDate", "")) if about else ""
    except ReadError:
        raise
    except Exception as error:  # pypdf raises nearly anything on damaged documents
        why = one_line(f"{type(error).__name__}: {error}")[:120]
        raise ReadError(f"a PDF that cannot be read ({why})", file) from error
    return _Document(tuple(pages), title, author, _created(written))


def _with_metadata(article: Article, document: _Document, paragraphs: list[str]) -> Article:
    """What the document says of itself, where the text bears it out or says nothing."""
    opening = _plain("".join(paragraphs)[:_OPENING])
    title = article.title
    blocks = article.blocks
    if len(document.title) > 10 and _plain(document.title) in opening:
        title = document.title
        blocks = tuple(block for block in blocks if _plain(block.text) != _plain(title)) or blocks
    authors = article.authors or tuple(
        name for name in author_names([document.author]) if " " in name and name in opening
    )
    published = article.published or _printed_date(paragraphs) or document.created
    return replace(
        article,
        id=article_id(
            url=article.url,
            source=article.source,
            published=published,
            title=title,
            text=(block.text for block in blocks),
        ),
        title=title,
        blocks=blocks,
        authors=authors,
        published=published,
    )


def _printed_date(paragraphs: list[str]) -> PressDate | None:
    """The date of issue in a line of its own at the top or the foot."""
    dated = (
        read_date(line)
        for line in (*paragraphs[:8], *paragraphs[-3:])
        if len(line) <= LONGEST_DATED_LINE and _DATED_LINE.fullmatch(line)
    )
    return next(filter(None, dated), None)


def _created(written: str) -> PressDate | None:
    # D:20240305081500+01'00'
    digits = re.match(r"D?:?(\d{4})(\d\d)(\d\d)", written)
    return read_date("-".join(digits.groups())) if digits else None


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _quiet(name: str) -> None:
    # Without a handler its warnings about odd documents would be printed.
    logger = logging.getLogger(name)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
