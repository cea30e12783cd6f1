"""A request as searches of a cluster: what is asked, in which order, and narrowed by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pressespiegel.search.engine import Request, Sort
from pressespiegel.search.engines.opensearch.commit_view import CommitView
from pressespiegel.search.engines.opensearch.connection import Json
from pressespiegel.search.engines.opensearch.documents import MINUTES_OF_A_DAY, keyed
from pressespiegel.search.engines.opensearch.queries import (
    MOST_CLAUSES,
    NOTHING,
    Compiler,
    clauses,
    filtered,
)
from pressespiegel.search.query.tree import Node
from pressespiegel.search.ranking import Ranking

SHORTEST_HALF_LIFE = 1e-6
LONGEST_HALF_LIFE = 1e12
"""Minutes; beyond, nothing can be told apart."""


def tree_query(view: CommitView, node: Node, ranking: Ranking, *, scored: bool) -> Json:
    """The query for a tree, as small as need be."""
    query = Compiler(ranking, view.resolve, scored).compiled(node)
    if clauses(query) > MOST_CLAUSES:
        query = Compiler(ranking, view.resolve, scored, view.has_term).compiled(node)
        if scored and clauses(query) > MOST_CLAUSES:
            query = Compiler(ranking, view.resolve, False, view.has_term).compiled(node)
    return query if scored else filtered(query)


def ageing(view: CommitView, query: Json, half_life: float | None) -> Json:
    """The same query, worth less for older articles; see `pressespiegel.search.ranking`."""
    dates = view.dates() if half_life is not None else None
    if half_life is None or dates is None or query == NOTHING:
        return query
    oldest, newest = dates
    minutes = min(max(half_life * MINUTES_OF_A_DAY, SHORTEST_HALF_LIFE), LONGEST_HALF_LIFE)
    faded = 0.5 ** min((newest - oldest) / minutes, 1000.0)
    dated: Json = {"exists": {"field": "first"}}
    return {
        "function_score": {
            "query": query,
            "functions": [
                {
                    "filter": dated,
                    "exp": {"first": {"origin": newest, "scale": minutes, "decay": 0.5}},
                },
                {"filter": {"bool": {"must_not": [dated]}}, "weight": faded},
            ],
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, compiled: what matches and ranks, what narrows it whatever is counted, and what
    narrows it by each facet."""

    query: Json
    narrowing: tuple[Json, ...]
    filters: Mapping[str, Json]
    sort: Sort

    @classmethod
    def of(cls, view: CommitView, request: Request) -> Asked:
        """Compile a request."""
        scored = request.sort == "relevance"
        query = tree_query(view, request.tree, request.ranking, scored=scored)
        if scored:
            query = ageing(view, query, request.ranking.half_life)
        narrowing: list[Json] = [view.state.living()]
        if request.period is not None:
            narrowing.append(tree_query(view, request.period, request.ranking, scored=False))
        against = [
            value_filter(view, request, name, values) for name, values in request.excluded.items()
        ]
        if against:
            narrowing.append({"bool": {"must_not": against}})
        filters = {
            name: value_filter(view, request, name, values)
            for name, values in request.filters.items()
        }
        return cls(query, tuple(narrowing), filters, request.sort)

    def matching(self, *more: Json) -> Json:
        """The query for all matches."""
        return self._narrowed([*self.narrowing, *self.filters.values(), *more])

    def before_filters(self) -> Json:
        """The query for what would match without filters by facet."""
        return self._narrowed(self.narrowing)

    def counted(self, facet: str) -> Json:
        """The query for the articles whose values of a facet are counted."""
        return filtered(self._narrowed([*self.narrowing, *self.others(facet)]))

    def others(self, facet: str) -> Iterator[Json]:
        """The filters by other facets than one."""
        return (query for name, query in self.filters.items() if name != facet)

    def _narrowed(self, filters: list[Json] | tuple[Json, ...]) -> Json:
        return {"bool": {"must": [self.query], "filter": list(filters)}}

    @property
    def order(self) -> list[Json]:
        """How matches are sorted; the last value is the id."""
        date: Json = {"first": {"order": "desc", "missing": "_last", "unmapped_type": "long"}}
        if self.sort == "oldest":
            date = {"first": {"order": "asc", "missing": "_last", "unmapped_type": "long"}}
        by_score: list[Json] = [{"_score": "desc"}] if self.sort == "relevance" else []
        return [*by_score, date, {"id": "asc"}]

    def dated_before(self, first: int | None, id: str) -> Json:
        """The articles that stand before one of a date and id, if nothing else parts them."""
        dated: Json = {"exists": {"field": "first"}}
        smaller: Json = {"range": {"id": {"lt": id}}}
        if first is None:
            undated: Json = {"bool": {"must_not": [dated], "filter": [smaller]}}
            return {"bool": {"should": [dated, undated], "minimum_should_match": 1}}
        beyond: Json = {"range": {"first": {"lt" if self.sort == "oldest" else "gt": first}}}
        tied: Json = {"bool": {"filter": [{"term": {"first": first}}, smaller]}}
        return {"bool": {"should": [beyond, tied], "minimum_should_match": 1}}


def value_filter(view: CommitView, request: Request, facet: str, values: tuple[str, ...]) -> Json:
    """The articles with any of some values of a facet, or of those that are one with them."""
    joined = view.joined(facet, request.joining)
    members = dict.fromkeys(member for value in values for member in joined.members(value))
    return {"terms": {f"facets.{facet}": [keyed(value) for value in members]}}
