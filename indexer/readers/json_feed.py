"""JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressespiegel.indexer.readers.feed_entries import Entry, Feed, item_of
from pressespiegel.indexer.readers.items import Item
from pressespiegel.indexer.readers.json_values import objects_of, text_of, texts_of
from pressespiegel.indexer.readers.languages import language_code
from pressespiegel.search.article import Origin
from pressespiegel.search.errors import ArticleError, ReadError

Row = Mapping[str, object]


def recognises(row: Row) -> bool:
    """Whether an object is a feed: its version is an address of JSON Feed."""
    return "jsonfeed.org/version" in text_of(row.get("version"))


def items_of(row: Row, file: str, place: str) -> Iterator[Item]:
    """One article per entry."""
    feed = Feed(
        title=text_of(row.get("title")),
        url=text_of(row.get("home_page_url")) or text_of(row.get("feed_url")),
        language=language_code(text_of(row.get("language"))),
        authors=_authors(row),
    )
    entries = row.get("items")
    if not isinstance(entries, list) or not entries:
        raise ReadError("a JSON Feed without entries", file, place)
    for number, entry in enumerate(entries, 1):
        origin = Origin(file, f"{place}, item {number}" if place else f"item {number}")
        if not isinstance(entry, dict):
            yield ReadError("an entry that is no object", file, origin.place)
            continue
        try:
            yield item_of(_entry(entry), feed, origin)
        except ArticleError as error:
            yield ReadError(error.message, file, origin.place, error.hint)


def _entry(row: Row) -> Entry:
    language = text_of(row.get("language"))
    return Entry(
        title=text_of(row.get("title")),
        id=text_of(row.get("id")),
        url=text_of(row.get("url")) or text_of(row.get("external_url")),
        content=_raw(row.get("content_html")) or _raw(row.get("content_text")),
        summary=_raw(row.get("summary")),
        dates=(text_of(row.get("date_published")),),
        updated=text_of(row.get("date_modified")),
        authors=_authors(row),
        categories=tuple(texts_of(row.get("tags"))),
        language=language_code(language) if language else "",
    )


def _authors(row: Row) -> tuple[str, ...]:
    people = [*objects_of(row.get("authors")), *objects_of(row.get("author"))]
    return tuple(name for each in people if (name := text_of(each.get("name"))))


def _raw(value: object) -> str:
    return value if isinstance(value, str) else ""
