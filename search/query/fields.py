"""The fields of a query: what they are called in German and English, and what each one searches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pressespiegel.search.query.tree import SearchField

DateBound = Literal["within", "before", "after", "since", "until"]
"""How a date field understands its value: `before:2022` ends where 2022 begins, `until:2022`
where it ends; likewise `after` and `since`."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be typed before a colon.

    `german` and `english` are its first names, `aliases` all others that are accepted.
    `searches` are the fields of an article whose words it looks at; empty for a date field,
    which has a `bound`, and for the id.
    """

    german: str
    english: str
    aliases: tuple[str, ...] = ()
    searches: tuple[SearchField, ...] = ()
    bound: DateBound | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the German and the English one first."""
        return tuple(dict.fromkeys((self.german, self.english, *self.aliases)))


FIELDS: tuple[Field, ...] = (
    Field("titel", "title", ("überschrift", "headline"), ("title",)),
    Field("dachzeile", "kicker", (), ("kicker",)),
    Field("vorspann", "lead", (), ("lead",)),
    Field("text", "text", (), ("lead", "text")),
    Field("bild", "caption", ("bildunterschrift",), ("caption",)),
    Field("schlagwort", "keyword", ("stichwort",), ("keyword",)),
    Field("person", "person", ("personen", "people"), ("person",)),
    Field("organisation", "org", ("organization", "firma"), ("organisation",)),
    Field("ort", "place", ("orte", "land", "location"), ("place",)),
    Field("quelle", "source", ("zeitung", "medium", "outlet"), ("source",)),
    Field("ressort", "section", ("rubrik",), ("section",)),
    Field("autor", "author", ("autorin", "byline"), ("author",)),
    Field("agentur", "agency", (), ("agency",)),
    Field("datum", "date", ("jahr", "year", "monat", "month", "zeitraum"), bound="within"),
    Field("vor", "before", (), bound="before"),
    Field("nach", "after", (), bound="after"),
    Field("seit", "since", ("ab",), bound="since"),
    Field("bis", "until", (), bound="until"),
    Field("id", "id", ("kennung",)),
)
"""Every field, in the order in which help shows them."""

FIELD_NAMES: Mapping[str, Field] = MappingProxyType(
    {name: field for field in FIELDS for name in field.names}
)
"""Every accepted name, in lower case, and the field it means."""


def field_named(name: str) -> Field | None:
    """The field typed as `name`, whatever its case; None where there is none.

    >>> field_named("Source").german
    'quelle'
    """
    return FIELD_NAMES.get(name.lower())
