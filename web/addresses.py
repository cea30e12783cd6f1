"""Where links lead: the addresses of searches and of articles.

They are written here and not by Flask, because a page has some two hundred of them, and Flask
matches its rules anew for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Literal
from urllib.parse import quote_plus

from flask import request, url_for

from pressespiegel.search.article import EntityKind
from pressespiegel.web.search_state import NOT, SearchState

Arguments = Mapping[str, "str | int | tuple[str, ...]"]

SAFE = "!$'()*,/:;?@"
"""What browsers show in an address as it is, and so do we."""


def results_address(state: SearchState) -> str:
    """Where the results of a search are."""
    return _address("pages.results", state.arguments())


def choice_addresses(name: str, state: SearchState) -> Callable[[str], tuple[str, str]]:
    """Where the results are with a further value of a facet, and where they are without it.

    For values of the facet `name` that are neither chosen nor left out so far: their addresses
    differ in one place only, and the rest is written once.
    """
    with_it = _completed("pages.results", state.toggled(name, "").arguments(), name)
    without = _completed("pages.results", state.excluding(name, "").arguments(), NOT + name)
    return lambda value: (with_it(value), without(value))


def article_address(id: str, state: SearchState | None = None, *, names: bool = False) -> str:
    """Where an article is, with the search that found it, if one did, at the first hit in it.

    With `names` the people, organisations and places in it are shown; that begins at the top.
    """
    arguments: dict[str, str | int | tuple[str, ...]] = {"id": id}
    if state:
        arguments.update(state.arguments())
    if names:
        return _address("article.show", arguments | {"namen": 1})
    address = _address("article.show", arguments)
    return f"{address}#treffer-1" if state and state.query else address


def sentence_addresses(id: str) -> Callable[[str], str]:
    """Where the sentences of an article are, by their keys.

    A key is there twice, as servers see no fragments.
    """
    article = article_address(id)
    return lambda key: f"{article}&satz={key}#satz-{key}"


def similar_address(id: str) -> str:
    """Where the articles are that are like one."""
    return _address("article.similar", {"id": id})


def citation_address(id: str, ending: str) -> str:
    """Where an article is as a file of citations, `ending` being that of the file."""
    return _address("citation.show", {"id": id, "format": ending})


def printings_address(id: str) -> str:
    """Where a printing of a story is, beside the longest."""
    return _address("printings.show", {"id": id})


def calendar_address(*, year: int = 0, month: date | None = None, source: str = "") -> str:
    """Where the calendar is: of all years, of one or of one month; of one outlet."""
    arguments: dict[str, str | int | tuple[str, ...]] = {}
    if year:
        arguments["jahr"] = year
    if month:
        arguments["monat"] = f"{month:%Y-%m}"
    if source:
        arguments["source"] = source
    return _address("calendar.show", arguments)


def day_address(day: date, source: str = "") -> str:
    """Where all articles of a day are, or those of one outlet."""
    filters = {"source": (source,)} if source else {}
    return results_address(SearchState(f"datum:{day:%Y-%m-%d}", filters))


def export_address(state: SearchState, format: str) -> str:
    """Where a whole result is as a file."""
    return _address("export.show", {"format": format, **state.at_page(1).arguments()})


def feed_address(state: SearchState, kind: Literal["atom", "json_feed"]) -> str:
    """Where a search is as a feed; the newest stand first there in any case."""
    feed = replace(state, sort="relevance", page=1, fold=True)
    return _address(f"feeds.{kind}", feed.arguments())


def entity_address(kind: EntityKind, name: str) -> str:
    """Where a person, an organisation or a place is."""
    return _address("entity.show", {"kind": kind, "value": name})


def facet_address(name: str, state: SearchState, find: str = "", page: int = 1) -> str:
    """Where all values of a facet of a search are, or those that have some words."""
    arguments: dict[str, str | int | tuple[str, ...]] = {
        "facet": name,
        **state.at_page(page).arguments(),
    }
    if find:
        arguments["find"] = find
    return _address("facets.facet", arguments)


def why_address(id: str, state: SearchState) -> str:
    """Where it is said why a search found an article."""
    return _address("why.why", {"id": id, **state.arguments()})


def timeline_address(state: SearchState, *, relative: bool = False) -> str:
    """Where the hits of a search are over time; `relative` to all articles."""
    more = {"relative": 1} if relative else {}
    return _address("timeline.timeline", state.at_page(1).arguments() | more)


def compare_address(queries: Sequence[str], state: SearchState, *, relative: bool = False) -> str:
    """Where several queries are compared over the time of a search."""
    time = SearchState().during(state.since, state.until).arguments()
    more = {"relative": 1} if relative else {}
    return _address("timeline.compare", time | {"q": tuple(queries)} | more)


def _address(endpoint: str, arguments: Arguments) -> str:
    return f"{path_of(endpoint)}?{'&'.join(_pairs(arguments))}"


def _completed(endpoint: str, arguments: Arguments, name: str) -> Callable[[str], str]:
    """An address whose last argument of a name, which is empty so far, is still to be given."""
    pairs = list(_pairs(arguments))
    place = max(at for at, pair in enumerate(pairs) if pair == f"{name}=") + 1
    path = path_of(endpoint)
    before = f"{path}?{'&'.join(pairs[:place])}"
    after = "".join(f"&{pair}" for pair in pairs[place:])
    return lambda value: f"{before}{_quoted(value)}{after}"


def _pairs(arguments: Arguments) -> Iterator[str]:
    for name, value in arguments.items():
        if isinstance(value, tuple):
            yield from (f"{name}={_quoted(each)}" for each in value)
        else:
            yield f"{name}={_quoted(str(value))}"


def path_of(endpoint: str) -> str:
    """Where an endpoint is, below the root that the present request came by."""
    return _path_below(request.root_path, endpoint)


@lru_cache(maxsize=256)
def _path_below(_root: str, endpoint: str) -> str:
    return url_for(endpoint)


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """A value as an address has it; the query and the filters stand in all addresses of a page."""
    return quote_plus(text, safe=SAFE, errors="replace")


ADDRESSES: dict[str, Callable[..., str]] = {
    each.__name__: each
    for each in (
        results_address,
        article_address,
        similar_address,
        citation_address,
        printings_address,
        export_address,
        feed_address,
        calendar_address,
        day_address,
        entity_address,
        facet_address,
        timeline_address,
        why_address,
        compare_address,
    )
}
"""What templates may link to, by name."""
