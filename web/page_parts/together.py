"""Who and what is named in the same articles as a person, an organisation or a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pressespiegel.search import Archive
from pressespiegel.search.article import ENTITY_KINDS, EntityKind
from pressespiegel.web.config import ENTITY_NEIGHBOURS, GRAPH_NEIGHBOURS
from pressespiegel.web.search_state import SearchState

FIELDS: dict[EntityKind, str] = {"person": "person", "organisation": "organisation", "place": "ort"}
"""What a kind of entity is called in a query."""

LEAST_TOGETHER = 2
"""So many articles name two neighbours that a graph joins."""

MOST_PAIRS = 14
"""Pairs that a graph joins, those first that are together oftener than either alone."""

_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One that is named beside another, in how many articles, and the search that finds them."""

    kind: EntityKind
    name: str
    count: int
    state: SearchState


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbours, by number, that are often named together, and the search for all three."""

    first: int
    second: int
    count: int
    state: SearchState


def named(kind: EntityKind, name: str) -> str:
    """A query for the articles that name somebody.

    >>> named("place", "Bad Ems")
    'ort:"Bad Ems"'
    """
    return f'{FIELDS[kind]}:"{name.replace(chr(34), " ")}"'


def both(state: SearchState, kind: EntityKind, name: str) -> SearchState:
    """A search narrowed by one more name: as a filter, or in the query where the facet has one
    already, whose values are alternatives."""
    if kind in state.filters:
        return state.asking(f"{state.query} {named(kind, name)}".strip())
    return state.toggled(kind, name)


def neighbours(
    opened: Archive, kind: EntityKind, name: str
) -> dict[EntityKind, tuple[Neighbour, ...]]:
    """Those that most articles name beside one, by kind, most frequent first."""
    state = SearchState().toggled(kind, name)
    others = tuple(each for each in ENTITY_KINDS if each != kind)
    limit = ENTITY_NEIGHBOURS + 1
    found = opened.search("", limit=0, facets=others, facet_limit=limit, filters=state.filters)
    # A facet that is filtered shows what its other values would add, so that it has to be asked.
    same = opened.search(named(kind, name), limit=0, facets=(kind,), facet_limit=limit)
    counted: dict[EntityKind, tuple[Neighbour, ...]] = {}
    for each in ENTITY_KINDS:
        values = (same if each == kind else found).facets[each]
        near = [
            Neighbour(each, value.value, value.count, both(state, each, value.value))
            for value in values
            if (each, value.value) != (kind, name)
        ][:ENTITY_NEIGHBOURS]
        if each == kind:
            near = [replace(one, count=_total(opened, one.state)) for one in near]
            near.sort(key=lambda one: -one.count)
        counted[each] = tuple(one for one in near if one.count)
    return counted


def most_together(by_kind: Mapping[EntityKind, Sequence[Neighbour]]) -> list[Neighbour]:
    """The neighbours that a graph shows: some of each kind."""
    return [each for near in by_kind.values() for each in near[:GRAPH_NEIGHBOURS]]


def pairs(opened: Archive, kind: EntityKind, name: str, drawn: Sequence[Neighbour]) -> list[Pair]:
    """Which neighbours are often named together beside one."""
    numbers = {(each.kind, each.name): number for number, each in enumerate(drawn)}
    found = []
    for first, each in enumerate(drawn[:-1]):
        query = f"{named(kind, name)} {named(each.kind, each.name)}"
        facets = opened.search(query, limit=0, facets=ENTITY_KINDS, facet_limit=_COUNTED).facets
        for facet in ENTITY_KINDS:
            for value in facets[facet]:
                second = numbers.get((facet, value.value), -1)
                if second > first and value.count >= LEAST_TOGETHER:
                    state = SearchState(f"{query} {named(facet, value.value)}")
                    found.append(Pair(first, second, value.count, state))
    found.sort(key=lambda pair: _looseness(pair, drawn))
    return found[:MOST_PAIRS]


def _looseness(pair: Pair, drawn: Sequence[Neighbour]) -> float:
    """How often two neighbours are named apart, for each time together."""
    return drawn[pair.first].count * drawn[pair.second].count / pair.count**2


def _total(opened: Archive, state: SearchState) -> int:
    return opened.search(state.query, limit=0, filters=state.filters).total
