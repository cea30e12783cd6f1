"""Requests answered by searches of a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import cast

import numpy as np

from pressespiegel.search.engine import (
    DateCounts,
    Match,
    MatchedSpan,
    Matches,
    Request,
)
from pressespiegel.search.engines.opensearch.commit_view import CommitView
from pressespiegel.search.engines.opensearch.connection import Json, out_of_time
from pressespiegel.search.engines.opensearch.documents import (
    fields_of,
    keyed,
    stored_of,
    unkeyed,
)
from pressespiegel.search.engines.opensearch.facets import SIZES, most_frequent, terms_of
from pressespiegel.search.engines.opensearch.marking import marked_spans
from pressespiegel.search.engines.opensearch.requests import Asked
from pressespiegel.search.engines.opensearch.scanning import hits_of
from pressespiegel.search.errors import PressespiegelError
from pressespiegel.search.time_limit import NEVER, Deadline, OutOfTime

WINDOW = 10_000
"""So far a cluster counts the hits of one search (index.max_result_window)."""

WITH_CONTENT = 500
"""Articles fetched at once."""

DAYS_AT_ONCE = 10_000

KEPT_OPEN = "5m"
"""So long the articles of a list are held while it is not read on."""

LEAST_TIME = 0.05
MORE_TIME = 1.0
"""Seconds that a search is waited for at least, and beyond its own limit."""


def answered(view: CommitView, request: Request, deadline: Deadline = NEVER) -> Matches:
    """The answer to a request; what was found by the deadline, where that comes first."""
    try:
        return _answered(view, request, deadline)
    except OutOfTime:
        empty: dict[str, tuple[tuple[str, int], ...]] = dict.fromkeys(request.facets, ())
        return Matches((), 0, empty, cut_short=True)


def _answered(view: CommitView, request: Request, deadline: Deadline) -> Matches:
    deadline.check()
    asked = Asked.of(view, request)
    own_filters = bool(set(request.facets) & set(asked.filters))
    body: Json = {
        "query": asked.before_filters() if own_filters else asked.matching(),
        "track_total_hits": True,
        "aggs": {name: _listed(asked, name) for name in request.facets}
        if own_filters
        else {name: terms_of(name, SIZES[0]) for name in request.facets},
    }
    if own_filters:
        body["post_filter"] = {"bool": {"filter": list(asked.filters.values())}}
    hits, answer = _page(view, asked, request, body, deadline)
    total = cast(int, cast(Json, cast(Json, answer["hits"])["total"])["value"])
    found = cast("dict[str, Json]", answer.get("aggregations", {}))
    facets = {}
    for name in request.facets:
        deadline.check()
        first = cast(Json, found[name]["counted"]) if own_filters else found[name]
        facets[name] = most_frequent(
            view,
            name,
            view.joined(name, request.joining),
            asked.counted(name),
            request.facet_limit,
            request.filters.get(name, ()),
            first,
        )
    dates = _dates(view, asked, total) if request.dates else None
    return Matches(
        tuple(_match(view, request, hit) for hit in hits),
        total,
        facets,
        dates,
        bool(answer.get("timed_out")),
    )


def _listed(asked: Asked, facet: str) -> Json:
    others = list(asked.others(facet))
    narrowed: Json = {"bool": {"filter": others}} if others else {"match_all": {}}
    return {"filter": narrowed, "aggs": {"counted": terms_of(facet, SIZES[0])}}


def _page(
    view: CommitView, asked: Asked, request: Request, body: Json, deadline: Deadline
) -> tuple[list[Json], Json]:
    """The hits of a page, and the answer that has all besides."""
    whole = request.limit and request.offset < WINDOW
    size = min(request.limit, WINDOW - request.offset) if whole else 0
    if request.content:
        size = min(size, WITH_CONTENT)
    first: Json = {**body, "size": size}
    if size:
        first |= {"from": request.offset, "sort": asked.order, "_source": _source(request)}
    answer = _timed(view, first, deadline)
    hits = hits_of(answer)
    total = cast(int, cast(Json, cast(Json, answer["hits"])["total"])["value"])
    wanted = min(request.limit, max(total - request.offset, 0))
    if len(hits) < wanted and not answer.get("timed_out"):
        place = hits[-1]["sort"] if hits else None
        if not hits and request.offset:
            before = _behind(view, asked, None, False)
            place = next(islice(before, request.offset - 1, None))["sort"]
        more = _behind(view, asked, place, _source(request))
        hits += islice(more, wanted - len(hits))
    return hits, answer


def _timed(view: CommitView, body: Json, deadline: Deadline) -> Json:
    if deadline is NEVER or deadline.moment == float("inf"):
        return view.search(body)
    left = deadline.left
    try:
        return view.search(
            {**body, "timeout": f"{max(int(left * 1000), 1)}ms"},
            time_out=max(left, LEAST_TIME) + MORE_TIME,
        )
    except PressespiegelError as error:
        if deadline.passed:
            raise OutOfTime from error
        raise


def _source(request: Request) -> object:
    return ["content"] if request.content else False


def _behind(view: CommitView, asked: Asked, place: object, source: object) -> Iterator[Json]:
    """The hits behind a place, from the first on where that is None, in order."""
    size = WITH_CONTENT if source else WINDOW
    while True:
        body: Json = {
            "query": asked.matching(),
            "size": size,
            "sort": asked.order,
            "_source": source,
            "track_total_hits": False,
        }
        if place is not None:
            body["search_after"] = place
        hits = hits_of(view.search(body))
        yield from hits
        if len(hits) < size:
            return
        place = hits[-1]["sort"]


def _match(view: CommitView, request: Request, hit: Json) -> Match:
    id = unkeyed(cast("list[str]", hit["sort"])[-1])
    score = cast("float | None", hit.get("_score"))
    if not request.content:
        return Match(id, score or 0.0, b"", ())
    source = cast(Json, hit["_source"])
    return Match(id, score or 0.0, stored_of(source), _marked(view, request, source))


def _marked(view: CommitView, request: Request, source: Json) -> tuple[MatchedSpan, ...]:
    fields = dict(fields_of(source))
    asked = request.marked
    if asked is not None and (spans := marked_spans(fields, asked, view.resolve)):
        return spans
    return marked_spans(fields, request.tree, view.resolve)


def _dates(view: CommitView, asked: Asked, total: int) -> DateCounts:
    """How many matches are dated to each range of days."""
    ranges: dict[tuple[int, int], int] = {}
    after: object = None
    while True:
        days: Json = {"size": DAYS_AT_ONCE, "sources": [{"days": {"terms": {"field": "days"}}}]}
        if after is not None:
            days["after"] = after
        body: Json = {
            "query": {"bool": {"filter": [asked.matching()]}},
            "size": 0,
            "track_total_hits": False,
            "aggs": {"days": {"composite": days}},
        }
        found = cast("dict[str, Json]", view.search(body)["aggregations"])["days"]
        buckets = cast("list[Json]", found["buckets"])
        for bucket in buckets:
            first, _, last = cast("dict[str, str]", bucket["key"])["days"].partition(":")
            ranges[int(first), int(last)] = cast(int, bucket["doc_count"])
        if len(buckets) < DAYS_AT_ONCE:
            return DateCounts(ranges, total - sum(ranges.values()))
        after = found["after_key"]


def place_of(view: CommitView, request: Request, id: str) -> int | None:
    """How many matches stand before an article, None where it is none."""
    asked = Asked.of(view, request)
    own: Json = {"term": {"id": keyed(id)}}
    body: Json = {
        "query": asked.matching(own),
        "sort": asked.order,
        "size": 1,
        "_source": ["first"],
    }
    hits = hits_of(view.search(body))
    if not hits:
        return None
    first = cast("int | None", cast(Json, hits[0].get("_source", {})).get("first"))
    tied = asked.matching(asked.dated_before(first, keyed(id)))
    if asked.sort != "relevance":
        return _count(view, tied, None)
    score = np.float32(cast(float, hits[0]["_score"]))
    above = float(np.nextafter(score, np.float32(np.inf)))
    better = _count(view, asked.matching(), above)
    return better + _count(view, tied, float(score)) - _count(view, tied, above)


def _count(view: CommitView, query: Json, least: float | None) -> int:
    body: Json = {"query": query, "size": 0, "track_total_hits": True}
    if least is not None:
        body["min_score"] = least
    hits = cast(Json, view.search(body)["hits"])
    return cast(int, cast(Json, hits["total"])["value"])


def every(view: CommitView, request: Request) -> Iterator[bytes]:
    """The stored articles of all matches in their order; they are held from this call on."""
    asked = Asked.of(view, request)
    connection, index = view.connection, view.state.index
    held = connection.call(
        "POST", f"/{index}/_search/point_in_time", parameters={"keep_alive": KEPT_OPEN}
    )["pit_id"]

    def one_by_one() -> Iterator[bytes]:
        place: object = None
        try:
            while True:
                body: Json = {
                    "query": asked.matching(),
                    "size": WITH_CONTENT,
                    "sort": asked.order,
                    "_source": ["content"],
                    "track_total_hits": False,
                    "pit": {"id": held, "keep_alive": KEPT_OPEN},
                }
                if place is not None:
                    body["search_after"] = place
                parameters: Json = {}
                if view.state.shards > 1:
                    parameters["search_type"] = "dfs_query_then_fetch"
                answer = connection.call("POST", "/_search", body, parameters=parameters)
                out_of_time(answer)
                hits = hits_of(answer)
                yield from (stored_of(cast(Json, hit["_source"])) for hit in hits)
                if len(hits) < WITH_CONTENT:
                    return
                place = hits[-1]["sort"]
        finally:
            with suppress(PressespiegelError):
                connection.call("DELETE", "/_search/point_in_time", {"pit_id": [held]})

    return one_by_one()
