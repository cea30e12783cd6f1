"""What a reader has chosen, as a value that is read from an address and written into links.

Every state of the pages is an address: nothing is kept on the server.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from pressespiegel.search import FACETS
from pressespiegel.search.engine import Sort
from pressespiegel.web.config import LAST_PAGE, LONGEST_QUERY, MOST_FILTERS

SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")

NUMBER = re.compile(r"[0-9]{1,9}")


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
    """A query, the facet values that narrow it, the order and the page (from 1).

    With `fold` the printings of one story stand together on a page.

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

    @classmethod
    def from_arguments(cls, arguments: MultiDict[str, str]) -> SearchState:
        """Read the arguments of an address; an unknown order is taken for relevance.

        Raises:
            QueryTooLong, TooManyFilters, NoSuchPage: as their docstrings say.
        """
        query = arguments.get("q", "").strip()
        if len(query) > LONGEST_QUERY:
            raise QueryTooLong
        fold = arguments.get("fold") != "0"
        state = cls(query=query, filters=read_filters(arguments), fold=fold)
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
        if self.sort != "relevance":
            chosen["sort"] = self.sort
        if not self.fold:
            chosen["fold"] = 0
        if self.page != 1:
            chosen["page"] = self.page
        return chosen

    def toggled(self, facet: str, value: str) -> SearchState:
        """With one facet value chosen that was not, or the other way round; on page 1."""
        values = self.filters.get(facet, ())
        if value in values:
            values = tuple(each for each in values if each != value)
        else:
            values = (*values, value)
        filters = {name: kept for name, kept in self.filters.items() if name != facet}
        if values:
            filters[facet] = values
        return replace(self, filters=filters, page=1)

    def without_filters(self) -> SearchState:
        """With no facet value chosen; on page 1."""
        return replace(self, filters={}, page=1)

    def sorted_by(self, sort: Sort) -> SearchState:
        """In another order; on page 1."""
        return replace(self, sort=sort, page=1)

    def folding(self, fold: bool) -> SearchState:
        """With the printings of one story together, or each on its own; on the same page."""
        return replace(self, fold=fold)

    def at_page(self, page: int) -> SearchState:
        """At another page of the same result."""
        return replace(self, page=page)

    def asking(self, query: str) -> SearchState:
        """With another query, everything else kept; on page 1."""
        return replace(self, query=query, page=1)

    def chosen(self) -> list[tuple[str, str]]:
        """The chosen values as (facet, value), in the order of the facets."""
        return [(name, value) for name, values in self.filters.items() for value in values]


def read_filters(arguments: MultiDict[str, str]) -> dict[str, tuple[str, ...]]:
    """The facet values named in an address, each once, empty ones left out.

    Raises:
        TooManyFilters: there are more than `MOST_FILTERS`.
    """
    filters = {}
    for name in FACETS:
        values = tuple(dict.fromkeys(value for value in arguments.getlist(name) if value))
        if values:
            filters[name] = values
    if sum(len(values) for values in filters.values()) > MOST_FILTERS:
        raise TooManyFilters(f"choose {MOST_FILTERS} facet values at most")
    return filters
