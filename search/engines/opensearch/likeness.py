"""Which articles have numbers of a sketch, over all shards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import numpy as np

from pressespiegel.search.engines.opensearch.commit_view import CommitView
from pressespiegel.search.engines.opensearch.connection import Json
from pressespiegel.search.engines.opensearch.documents import keyed, unkeyed
from pressespiegel.search.engines.opensearch.scanning import hits_of
from pressespiegel.search.sketch import FEW, MANY_ENOUGH, RARE_ENOUGH, likeliest


def alike(
    view: CommitView, sketches: Mapping[str, Sequence[str]], limit: int
) -> dict[str, list[str]]:
    """For each id with its sketch the other articles that may be printings of its story,
    likeliest first."""
    numbers = list(dict.fromkeys(number for own in sketches.values() for number in own))
    worth = {number: 1.0 / count for number, count in _counts(view, numbers).items()}
    asked = [(id, body) for id, own in sketches.items() for body in _bodies(view, id, own, worth)]
    asked = [(id, {**body, "size": limit}) for id, body in asked]
    found: dict[str, dict[str, Sequence[str]]] = {id: {} for id in sketches}
    answers = view.searches([body for _, body in asked])
    for (id, _), answer in zip(asked, answers, strict=True):
        for hit in hits_of(answer):
            source = cast("dict[str, object]", hit["_source"])
            other = unkeyed(cast(str, source["id"]))
            found[id][other] = cast("list[str]", source["sketch"])
    return {id: _ranked(sketches[id], others, worth, limit) for id, others in found.items()}


def _bodies(
    view: CommitView, id: str, own: Sequence[str], worth: Mapping[str, float]
) -> Iterator[Json]:
    """The searches for articles with rare numbers of a sketch, and for those with many of them."""
    if not own:
        return
    shares: list[Json] = [
        {"constant_score": {"filter": {"term": {"sketch": number}}, "boost": worth[number]}}
        for number in own
        if number in worth
    ]
    enough = int(np.ceil(max(FEW, MANY_ENOUGH * len(own))))
    for shared, least in ((1, RARE_ENOUGH * 0.999), (enough, 0.0)):  # boosts are rounded
        yield {
            "query": {
                "bool": {
                    "should": shares,
                    "minimum_should_match": shared,
                    "filter": [view.state.living()],
                    "must_not": [{"term": {"id": keyed(id)}}],
                }
            },
            "min_score": least,
            "sort": [{"_score": "desc"}, {"id": "asc"}],
            "_source": ["id", "sketch"],
            "track_total_hits": False,
        }


def _ranked(
    own: Sequence[str],
    others: Mapping[str, Sequence[str]],
    worth: Mapping[str, float],
    limit: int,
) -> list[str]:
    ids = list(others)
    common = [set(others[each]) & set(own) for each in ids]
    places = likeliest(
        np.array([len(each) for each in common], dtype=np.int64),
        np.array([sum(worth[number] for number in each) for each in common], dtype=np.float64),
        len(own),
        limit,
    )
    return [ids[place] for place in places.tolist()]


def _counts(view: CommitView, numbers: Sequence[str]) -> dict[str, int]:
    """In how many sketches each number is."""
    if not numbers:
        return {}
    listed: Json = {"terms": {"field": "sketch", "include": list(numbers), "size": len(numbers)}}
    body: Json = {
        "query": {"bool": {"filter": [view.state.living(), {"terms": {"sketch": list(numbers)}}]}},
        "size": 0,
        "track_total_hits": False,
        "aggs": {"numbers": listed},
    }
    found = cast("dict[str, Json]", view.search(body)["aggregations"])["numbers"]
    buckets = cast("list[Json]", found["buckets"])
    return {cast(str, each["key"]): cast(int, each["doc_count"]) for each in buckets}
