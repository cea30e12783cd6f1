"""A stored article as the mapping that Whoosh gives for a hit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property

from pressespiegel.search.article import ENTITY_KINDS, TEXT_FIELDS, Article
from pressespiegel.search.document import facet_values
from pressespiegel.search.engines.whoosh.face.schema import (
    CALENDAR_FIELDS,
    FIRST_DATE,
    LAST_DATE,
    SINGLE_FACETS,
)
from pressespiegel.search.serialisation import article_from_bytes

_EPOCH = datetime(1970, 1, 1)
_LISTED = (*ENTITY_KINDS, "author", "agency")


class StoredFields(Mapping[str, object]):
    """The fields of one article by their names in the schema; fields without a value are absent.

    The article is unpacked when more than its id is asked for; `article` is all of it.
    """

    def __init__(self, id: str, load: Callable[[], bytes]) -> None:
        self._id = id
        self._load = load

    @cached_property
    def article(self) -> Article:
        """The whole article.

        Raises:
            ArchiveInvalid: it is damaged.
        """
        return article_from_bytes(self._load())

    @cached_property
    def _fields(self) -> dict[str, object]:
        return fields_of(self.article)

    def __getitem__(self, name: str) -> object:
        return self._id if name == "id" else self._fields[name]

    def __contains__(self, name: object) -> bool:
        return name == "id" or name in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"StoredFields({self._id!r})"


def fields_of(article: Article) -> dict[str, object]:
    """What Whoosh shows of an article: text, lists of names, and dates as `datetime`.

    `published` and `url` are there beside the fields of the schema: the date as exact as the
    article gives it ("2022-01"), and where the article stands.
    """
    found: dict[str, object] = {"id": article.id}
    found.update((name, text) for name in TEXT_FIELDS if (text := article.field_text(name)))
    facets = facet_values(article)
    found.update((name, list(facets[name])) for name in _LISTED if facets[name])
    single = (name for name in (*SINGLE_FACETS, *CALENDAR_FIELDS) if facets[name])
    found.update((name, facets[name][0]) for name in single)
    if article.keywords:
        found["keyword"] = list(article.keywords)
    if article.published:
        for name, minute in zip((FIRST_DATE, LAST_DATE), article.published.minutes(), strict=True):
            found[name] = _EPOCH + timedelta(minutes=minute)
        found["published"] = str(article.published)
    if article.url:
        found["url"] = article.url
    return found
