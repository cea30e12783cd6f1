"""The schema that an archive shows to Whoosh: its fields, how text is read, what can be sorted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from whoosh import analysis, columns, fields, query
from whoosh.util.times import long_to_datetime

from pressespiegel.search.article import TEXT_FIELDS
from pressespiegel.search.document import VALUE_FIELDS
from pressespiegel.search.german import Token, analyse
from pressespiegel.search.german.analysis import MARKERS
from pressespiegel.search.german.folding import literal

CALENDAR_FIELDS = ("year", "month")
"""Facets that are searched by their whole value: `year:2022`, `month:2022-01`."""

SINGLE_FACETS = frozenset(("source", "section", *CALENDAR_FIELDS))
"""Facets of which an article has one value at most."""

FIRST_DATE = "date"
LAST_DATE = "date_last"
"""The first and the last moment that an article's date may mean; equal for an exact date."""


def archive_schema() -> fields.Schema:
    """The schema of every archive.

    >>> sorted(archive_schema().names())[:4]
    ['agency', 'author', 'caption', 'date']
    """
    schema = fields.Schema(id=fields.ID(stored=True, unique=True))
    for text_field in TEXT_FIELDS:
        schema.add(text_field, GermanText(chars=True))
    for value_field in VALUE_FIELDS:
        column = FacetValues(value_field not in SINGLE_FACETS)
        schema.add(value_field, GermanText(column=column))
    schema.add("keyword", GermanText())
    for name in CALENDAR_FIELDS:
        schema.add(name, WholeValue(FacetValues(several=False)))
    for name in (FIRST_DATE, LAST_DATE):
        schema.add(name, Moment())
    return schema


class FacetValues(columns.Column):  # type: ignore[misc]  # Whoosh has no types
    """The kind of a column that holds the values of a facet; read through the reader only."""

    reversible = True

    def __init__(self, several: bool) -> None:
        self._several = several

    def default_value(self, reverse: bool = False) -> str:
        """What a document without a value is sorted and grouped by."""
        return ""

    def stores_lists(self) -> bool:
        """Whether a document may have several values."""
        return self._several


class GermanAnalyzer(analysis.Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """Reads text as the archive does.

    For indexing (and highlighting) every token is given that the archive keeps, with its marker;
    for a query the stem of each word, which is what an article is found by. Text that is not to
    be cut into words (a pattern, one end of a range) is compared with words as written.

    >>> [token.text for token in GermanAnalyzer()("Neue Häuser", mode="query")]
    ['neu', 'haus']
    >>> [token.text for token in GermanAnalyzer()("Häus*", mode="query", tokenize=False)]
    ['=häus*']
    """

    def __call__(
        self, value: str, mode: str = "", tokenize: bool = True, **kwargs: object
    ) -> Iterator[analysis.Token]:
        """The tokens of a text."""
        if not tokenize:
            yield _token(MARKERS["form"] + literal(value), 0, 0, len(value), mode)
            return
        tokens = analyse(value)
        for each in _stems(tokens) if mode == "query" else tokens:
            yield _token(each.term, each.position, each.start, each.end, mode)


def _token(text: str, position: int, start: int, end: int, mode: str) -> analysis.Token:
    token = analysis.Token(positions=True, chars=True, mode=mode)
    token.text = token.original = text
    token.pos, token.startchar, token.endchar = position, start, end
    return token


def _stems(tokens: list[Token]) -> list[Token]:
    """One token for each position: its stem, the last where there are several."""
    chosen: dict[int, Token] = {}
    for token in tokens:
        before = chosen.get(token.position)
        if before is None or token.kind == "stem":
            chosen[token.position] = token
    return list(chosen.values())


class GermanText(fields.TEXT):  # type: ignore[misc]  # Whoosh has no types
    """German text, or the words of a facet's values; `chars` says whether places are kept.

    A word of several positions ("Nato-Rat") is looked for as a phrase.
    """

    def __init__(self, chars: bool = False, column: FacetValues | None = None) -> None:
        super().__init__(
            analyzer=GermanAnalyzer(),
            chars=chars,
            stored=True,
            multitoken_query="phrase",
            sortable=column or False,
        )

    def index(self, value: str | list[str], **kwargs: object) -> Iterator[tuple[object, ...]]:
        """The stems of a text, by which Whoosh looks for an article's key terms."""
        text = value if isinstance(value, str) else "\n".join(value)
        yield from super().index(text, mode="query")

    def from_column_value(self, value: str) -> str:
        """Facet values are text as they are."""
        return value


class WholeValue(fields.ID):  # type: ignore[misc]  # Whoosh has no types
    """A field whose only terms are the values of a facet."""

    def __init__(self, column: FacetValues) -> None:
        super().__init__(stored=True)
        self.column_type = column

    def from_column_value(self, value: str) -> str:
        """Facet values are text as they are."""
        return value


class Moment(fields.DATETIME):  # type: ignore[misc]  # Whoosh has no types
    """A date and time; undated articles are grouped under None, and sorted last."""

    def __init__(self) -> None:
        super().__init__(stored=True, sortable=True)

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> query.Query:
        """A date at any precision (2022, 20220105), or `*` for all dated articles."""
        if qstring == "*":
            return query.Every(fieldname, boost=boost)
        return super().parse_query(fieldname, qstring, boost)

    def from_bytes(self, bs: bytes) -> datetime:
        """The moment that a term means, the first one for a term of a coarser step."""
        shift, step = bs[0], int.from_bytes(bs[1:], "big")
        return cast(datetime, long_to_datetime((step << shift) - 2**63))

    def from_column_value(self, value: int) -> datetime | None:
        """The moment of a column's number."""
        if value == self.default:
            return None
        return cast(datetime, super().from_column_value(value))
