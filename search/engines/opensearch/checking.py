"""Whether an archive on a cluster is whole: all that its commit names is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pressespiegel.search.engine import Damage
from pressespiegel.search.engines.opensearch.blocks import Blocks
from pressespiegel.search.engines.opensearch.commits import State
from pressespiegel.search.engines.opensearch.connection import Connection, Json
from pressespiegel.search.errors import ArchiveDamaged


def damages(connection: Connection, state: State) -> Iterator[Damage]:
    """What is missing of a commit; reads the whole vocabulary, and counts the articles."""
    index = state.index
    health = connection.call("GET", f"/_cluster/health/{index}", parameters={"level": "indices"})
    if health.get("status") == "red":
        yield Damage(index, "not all of its shards are there")
        return
    body: Json = {"query": state.living(), "size": 0, "track_total_hits": True}
    answer = cast(Json, connection.call("POST", f"/{index}/_search", body)["hits"])
    articles = cast(int, cast(Json, answer["total"])["value"])
    if articles != state.articles:
        yield Damage(index, f"it has {articles} articles instead of {state.articles}")
    blocks = Blocks(connection)
    for part in state.parts:
        for block in (part.block, *part.less):
            try:
                blocks.whole(index, block)
            except ArchiveDamaged as error:
                yield Damage(index, error.message)
