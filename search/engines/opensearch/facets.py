"""Facet counts: exact on any number of shards, and with values that are one counted as one.

A cluster lists the most frequent values with counts. Those of values that are one are added up,
which gives a bound; only where an article may have several of them, and the bound matters for what
is shown, are the articles counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pressespiegel.search.engines.opensearch.commit_view import CommitView
from pressespiegel.search.engines.opensearch.connection import Json
from pressespiegel.search.engines.opensearch.documents import keyed, unkeyed
from pressespiegel.search.engines.opensearch.joined_values import JoinedValues
from pressespiegel.search.engines.opensearch.queries import EVERYTHING

SIZES = (300, 5_000, 60_000)
"""So many values are asked for, one after the other, until what is shown is certain."""

SHARD_FACTOR = 4
"""Each shard lists so many times as many, so that few are counted too low."""

COUNTED_AT_ONCE = 500
"""Groups of values whose articles are counted in one request."""

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The most frequent values found, by how much each may be counted too low because not every
    shard listed it, and how many articles others may have at most."""

    counts: Mapping[str, int]
    errors: Mapping[str, int]
    rest: int

    @classmethod
    def of(cls, answer: Json) -> Listed:
        """What a `terms` aggregation says."""
        buckets = cast("list[Json]", answer["buckets"])
        counts = {unkeyed(cast(str, each["key"])): cast(int, each["doc_count"]) for each in buckets}
        errors = {
            unkeyed(cast(str, each["key"])): error
            for each in buckets
            if (error := cast(int, each["doc_count_error_upper_bound"]))
        }
        error = cast(int, answer["doc_count_error_upper_bound"])
        complete = not cast(int, answer["sum_other_doc_count"]) and not error
        least = min(counts.values(), default=0)
        return cls(counts, errors, 0 if complete else least + error)


def terms_of(facet: str, size: int) -> Json:
    """The aggregation that lists the most frequent values of a facet."""
    return {
        "terms": {
            "field": f"facets.{facet}",
            "size": size,
            "shard_size": min(SHARD_FACTOR * size, SIZES[-1]),
            "show_term_doc_count_error": True,
        }
    }


def most_frequent(
    view: CommitView,
    facet: str,
    joined: JoinedValues,
    query: Json,
    limit: int,
    chosen: Sequence[str],
    first: Json | None = None,
) -> Counts:
    """The most frequent values among what a query finds, and those chosen, however rare.

    `first` is the answer to `terms_of` with the first of `SIZES`, if it is there already.
    """
    wanted = list(dict.fromkeys(map(joined.name, chosen)))
    for size in SIZES:
        if first is None or size > SIZES[0]:
            first = _answer(view, query, terms_of(facet, size))
        listed = Listed.of(first)
        shown = _certain(view, facet, joined, query, limit, listed)
        if shown is not None or size == SIZES[-1]:
            break
    if shown is None:
        shown = _certain(view, facet, joined, query, limit, Listed(listed.counts, listed.errors, 0))
        assert shown is not None
    there = {value for value, _ in shown}
    missing = [value for value in wanted if value not in there]
    counts = count_groups(view, facet, query, {each: joined.members(each) for each in missing})
    return (*shown, *((value, counts[value]) for value in missing))


def _certain(
    view: CommitView, facet: str, joined: JoinedValues, query: Json, limit: int, listed: Listed
) -> Counts | None:
    """What is shown, None where values that are not listed may belong there."""
    if limit <= 0:
        return ()
    most: dict[str, int] = {}
    least: dict[str, int] = {}
    for value, count in listed.counts.items():
        name = joined.name(value)
        most[name] = most.get(name, 0) + count + listed.errors.get(value, 0)
        least[name] = max(least.get(name, 0), count)
    for name in most:
        members = joined.groups.get(name, ())
        most[name] += listed.rest * sum(each not in listed.counts for each in members)
    for name in joined.hidden:
        most.pop(name, None)
        least.pop(name, None)
    bounds = sorted(least.values(), reverse=True)
    enough = bounds[limit - 1] if len(bounds) >= limit else 0
    if listed.rest and (enough <= listed.rest * max(map(len, joined.groups.values()), default=1)):
        return None
    in_doubt = {
        name: joined.members(name)
        for name, count in most.items()
        if count >= enough and count != least[name]
    }
    exact = {name: count for name, count in most.items() if count == least[name]}
    exact |= count_groups(view, facet, query, in_doubt)
    ranked = sorted(exact.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(pair for pair in ranked[:limit] if pair[1])


def count_groups(
    view: CommitView, facet: str, query: Json, groups: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """How many articles that a query finds have any value of each group."""
    counts: dict[str, int] = {}
    names = list(groups)
    for begin in range(0, len(names), COUNTED_AT_ONCE):
        own = names[begin : begin + COUNTED_AT_ONCE]
        filters: list[Json] = [
            {"terms": {f"facets.{facet}": [keyed(value) for value in groups[name]]}} for name in own
        ]
        answer = _answer(view, query, {"filters": {"filters": filters}})
        buckets = cast("list[Json]", answer["buckets"])
        for name, bucket in zip(own, buckets, strict=True):
            counts[name] = cast(int, bucket["doc_count"])
    return counts


def all_values(view: CommitView, facet: str, joined: JoinedValues) -> dict[str, int]:
    """All values of a facet, those that are one as one, with their article counts."""
    values = view.values(facet)
    counts: dict[str, int] = {}
    several: dict[str, Sequence[str]] = {}
    for value, count in values.items():
        name = joined.name(value)
        if name in counts:
            several[name] = joined.members(name)
        counts[name] = count
    counts |= count_groups(view, facet, EVERYTHING, several)
    for name in joined.hidden:
        counts.pop(name, None)
    return counts


def _answer(view: CommitView, query: Json, aggregation: Json) -> Json:
    body: Json = {
        "query": {"bool": {"filter": [query, view.state.living()]}},
        "size": 0,
        "track_total_hits": False,
        "aggs": {"counted": aggregation},
    }
    return cast(Json, cast(Json, view.search(body)["aggregations"])["counted"])
