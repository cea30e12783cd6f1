"""Documents read one after the other, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from pressespiegel.search.engines.opensearch.connection import Connection, Json

SCANNED = 500
"""Documents read at once with what they hold, and ten times as many without."""


def hits_of(answer: Json) -> list[Json]:
    """The documents found."""
    return cast("list[Json]", cast(Json, answer["hits"])["hits"])


def scan(
    connection: Connection,
    index: str,
    query: Mapping[str, object],
    source: Sequence[str] = (),
    sort: Sequence[object] = ({"born": "asc"}, {"id": "asc"}),
) -> Iterator[Json]:
    """All documents that a query finds, in an order in which no two of them are equal."""
    after: object = None
    size = SCANNED if source else 10 * SCANNED
    while True:
        body: Json = {
            "query": query,
            "size": size,
            "sort": list(sort),
            "_source": list(source) or False,
            "track_total_hits": False,
        }
        if after is not None:
            body["search_after"] = after
        hits = hits_of(connection.call("POST", f"/{index}/_search", body))
        yield from hits
        if len(hits) < size:
            return
        after = hits[-1]["sort"]


def fetched(
    connection: Connection, index: str, names: Sequence[str], source: Sequence[str]
) -> dict[str, Json]:
    """Documents by their names, as they are now, seen by searches or not."""
    if not names:
        return {}
    body: Json = {"docs": [{"_id": name, "_source": list(source)} for name in names]}
    answer = connection.call("POST", f"/{index}/_mget", body)
    return {
        cast(str, each["_id"]): cast(Json, each["_source"])
        for each in cast("list[Json]", answer["docs"])
        if each.get("found")
    }
