"""Which articles have numbers of a sketch, over all shards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from pressespiegel.search.engines.opensearch.commit_view import CommitView
from pressespiegel.search.engines.opensearch.connection import Json
from pressespiegel.search.engines.opensearch.documents import keyed, unkeyed
from pressespiegel.search.engines.opensearch.scanning import hits_of
from pressespiegel.search.sketch import FEW, MANY_ENOUGH, RARE_ENOUGH, likeliest


def alike(view: CommitView, id: str, own: Sequence[str], limit: int) -> list[str]:
    """The other articles that may be printings of one with a sketch, likeliest first."""
    if not own:
        return []
    worth = {number: 1.0 / count for number, count in _counts(view, own).items()}
    shares: list[Json] = [
        {"constant_score": {"filter": {"term": {"sketch": number}}, "boost": worth[number]}}
        for number in own
        if number in worth
    ]
    if not shares:
        return []
    found: dict[str, Sequence[str]] = {}
    enough = int(np.ceil(max(FEW, MANY_ENOUGH * len(own))))
    asked = ((1, RARE_ENOUGH * 0.999), (enough, 0.0))  # boosts are rounded
    for shared, least in asked:
        body: Json = {
            "query": {
                "bool": {
                    "should": shares,
                    "minimum_should_match": shared,
                    "filter": [view.state.living()],
                    "must_not": [{"term": {"id": keyed(id)}}],
                }
            },
            "min_score": least,
            "size": limit,
            "sort": [{"_score": "desc"}, {"id": "asc"}],
            "_source": ["id", "sketch"],
            "track_total_hits": False,
        }
        for hit in hits_of(view.search(body)):
            source = cast("dict[str, object]", hit["_source"])
            found[unkeyed(cast(str, source["id"]))] = cast("list[str]", source["sketch"])
    ids = list(found)
    common = [set(found[each]) & set(own) for each in ids]
    places = likeliest(
        np.array([len(each) for each in common], dtype=np.int64),
        np.array([sum(worth[number] for number in each) for each in common]),
        len(own),
        limit,
    )
    return [ids[place] for place in places.tolist()]


def _counts(view: CommitView, numbers: Sequence[str]) -> dict[str, int]:
    """In how many sketches each number is."""
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
