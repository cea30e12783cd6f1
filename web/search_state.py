"""What a reader has chosen, as a value that is read from an address and written into links.

Every state of the pages is an address: nothing is kept on the server.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from pressespiegel.search import FACETS, PressDate, Results
from pressespiegel.search.engine import Sort
from pressespiegel.web.config import LAST_PAGE, LONGEST_QUERY, MOST_FILTERS

SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")

NOT = "not."
"""What stands before the name of a facet whose value is left out: `not.person=Ada Kern`."""

DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
NUMBER = re.compile(r"[0-9]{1,9}")
DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?", re.ASCII | re.IGNORECASE)

LEAST_HALF_LIFE, LARGEST_HALF_LIFE = 0.01, 100_000.0
"""Days after which a score may be halved."""


class QueryTooLong(ValueError):
    """The query has more than `LONGEST_QUERY` characters."""

    def __init__(self) -> None:
        super().__init__(f"a query has {LONGEST_QUERY} characters at most")


class TooManyFilters(ValueError):
    """More than `MOST_FILTERS` facet values are chosen."""


class NoSuchPage(ValueError):
    """A page number that is no number, or too small or too large to be one.

    `state` is the search at its last page that exists, the first as far as is known.
    """

    def __init__(self, state: SearchState) -> None:
        super().__init__("there is no such page")
        self.state = state


@dataclass(frozen=True, slots=True)
class SearchState:
    """A query, what narrows it, the order and the page (from 1).

    `filters` are facet values of which an article has one, `excluded` those that it has not.
    `since` and `until` are the first and the last day, month or year. With `fold` the printings
    of one story stand together on a page. With a `half_life` in days newer hits come forward.

    >>> state = SearchState("hafen").toggled("source", "Hallig-Bote")
    >>> state.arguments()
    {'q': 'hafen', 'source': ('Hallig-Bote',)}
    >>> state.toggled("source", "Hallig-Bote") == SearchState("hafen")
    True
    """

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    fold: bool = True
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: PressDate | None = None
    until: PressDate | None = None
    half_life: float | None = None

    @classmethod
    def from_arguments(cls, arguments: MultiDict[str, str]) -> SearchState:
        """Read the arguments of an address; an unknown order is taken for relevance, and what is
        no date or half-life for none.

        Raises:
            QueryTooLong, TooManyFilters, NoSuchPage: as their docstrings say.
        """
        query = arguments.get("q", "").strip()
        if len(query) > LONGEST_QUERY:
            raise QueryTooLong
        filters, excluded = read_filters(arguments), read_filters(arguments, NOT)
        if sum(map(len, (*filters.values(), *excluded.values()))) > MOST_FILTERS:
            raise TooManyFilters(f"choose {MOST_FILTERS} facet values at most")
        state = cls(
            query=query,
            filters=filters,
            fold=arguments.get("fold") != "0",
            excluded=excluded,
            since=read_day(arguments.get("since", "")),
            until=read_day(arguments.get("until", "")),
            half_life=read_half_life(arguments.get("half_life", "")),
        )
        wanted = arguments.get("sort", "")
        for sort in SORTS:
            if sort == wanted:
                state = replace(state, sort=sort)
        page = arguments.get("page", "1")
        if not NUMBER.fullmatch(page) or not 1 <= int(page) <= LAST_PAGE:
            raise NoSuchPage(state)
        return replace(state, page=int(page))

    def arguments(self) -> dict[str, str | int | tuple[str, ...]]:
        """The arguments of this state's address, what is as usual left out."""
        chosen: dict[str, str | int | tuple[str, ...]] = {"q": self.query}
        chosen.update(self.filters)
        chosen.update((NOT + name, values) for name, values in self.excluded.items())
        if self.since:
            chosen["since"] = str(self.since)
        if self.until:
            chosen["until"] = str(self.until)
        if self.sort != "relevance":
            chosen["sort"] = self.sort
        if self.half_life:
            chosen["half_life"] = written_half_life(self.half_life)
        if not self.fold:
            chosen["fold"] = 0
        if self.page != 1:
            chosen["page"] = self.page
        return chosen

    def toggled(self, facet: str, value: str) -> SearchState:
        """With one facet value chosen that was not, or the other way round; on page 1.

        One that was left out is not left out any more.
        """
        return replace(
            self,
            filters=_toggled(self.filters, facet, value),
            excluded=_without(self.excluded, facet, value),
            page=1,
        )

    def excluding(self, facet: str, value: str) -> SearchState:
        """With one facet value left out that was not, or the other way round; on page 1.

        One that was chosen is not chosen any more.
        """
        return replace(
            self,
            filters=_without(self.filters, facet, value),
            excluded=_toggled(self.excluded, facet, value),
            page=1,
        )

    def during(self, since: PressDate | None, until: PressDate | None) -> SearchState:
        """Of another time, or of all times; on page 1."""
        return replace(self, since=since, until=until, page=1)

    def without_filters(self) -> SearchState:
        """With no facet value chosen or left out, and of all times; on page 1."""
        return replace(self, filters={}, excluded={}, since=None, until=None, page=1)

    def sorted_by(self, sort: Sort) -> SearchState:
        """In another order; on page 1."""
        return replace(self, sort=sort, page=1)

    def weighted(self, half_life: float | None) -> SearchState:
        """With newer hits coming forward by another half-life, or not at all; on page 1."""
        return replace(self, half_life=half_life, page=1)

    def folding(self, fold: bool) -> SearchState:
        """With the printings of one story together, or each on its own; on the same page."""
        return replace(self, fold=fold)

    def at_page(self, page: int) -> SearchState:
        """At another page of the same result."""
        return replace(self, page=page)

    def asking(self, query: str) -> SearchState:
        """With another query, everything else kept; on page 1."""
        return replace(self, query=query, page=1)

    def named_as(self, found: Results) -> SearchState:
        """With all values called as the facets call them, which may have joined some by now."""
        return replace(self, filters=found.filters, excluded=found.excluded)

    def chosen(self) -> list[tuple[str, str]]:
        """The chosen values as (facet, value), in the order of the facets."""
        return _pairs(self.filters)

    def left_out(self) -> list[tuple[str, str]]:
        """The values left out as (facet, value), in the order of the facets."""
        return _pairs(self.excluded)

    def kept(self) -> list[tuple[str, str]]:
        """What a form that asks for another query keeps, as names and values."""
        return [
            (name, str(value))
            for name, values in replace(self, page=1).arguments().items()
            if name != "q"
            for value in (values if isinstance(values, tuple) else (values,))
        ]


def _pairs(values: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(name, value) for name, of_facet in values.items() for value in of_facet]


def _without(
    chosen: Mapping[str, tuple[str, ...]], facet: str, value: str
) -> dict[str, tuple[str, ...]]:
    if value not in chosen.get(facet, ()):
        return dict(chosen)
    left = {
        name: tuple(each for each in values if name != facet or each != value)
        for name, values in chosen.items()
    }
    return {name: values for name, values in left.items() if values}


def _toggled(
    chosen: Mapping[str, tuple[str, ...]], facet: str, value: str
) -> dict[str, tuple[str, ...]]:
    if value in chosen.get(facet, ()):
        return _without(chosen, facet, value)
    return {**chosen, facet: (*chosen.get(facet, ()), value)}


def read_day(text: str) -> PressDate | None:
    """A day, month or year in an address ("2024-03"); None where it is none."""
    try:
        return PressDate.parse(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def read_half_life(text: str) -> float | None:
    """A half-life in an address, in days ("30", "0.5"); None where it is none, or out of range."""
    days = float(text) if DECIMAL.fullmatch(text) else 0.0
    return days if LEAST_HALF_LIFE <= days <= LARGEST_HALF_LIFE else None


def written_half_life(days: float) -> str:
    """A half-life as it stands in an address.

    >>> written_half_life(30.0), written_half_life(0.5)
    ('30', '0.5')
    """
    return repr(days).removesuffix(".0")


def read_filters(arguments: MultiDict[str, str], prefix: str = "") -> dict[str, tuple[str, ...]]:
    """The facet values named in an address, each once, empty ones left out.

    Raises:
        TooManyFilters: there are more than `MOST_FILTERS`.
    """
    filters = {}
    for name in FACETS:
        given = arguments.getlist(prefix + name)
        values = tuple(dict.fromkeys(value for value in given if value))
        if values:
            filters[name] = values
    if sum(len(values) for values in filters.values()) > MOST_FILTERS:
        raise TooManyFilters(f"choose {MOST_FILTERS} facet values at most")
    return filters
