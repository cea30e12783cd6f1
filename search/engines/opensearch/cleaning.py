"""What a writer finds before it begins: changes that were never committed, and documents that
nobody reads any more."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from pressespiegel.search.engines.opensearch.commits import State
from pressespiegel.search.engines.opensearch.connection import Connection, Json
from pressespiegel.search.engines.opensearch.documents import KEPT, document_of, encoded
from pressespiegel.search.engines.opensearch.scanning import scan
from pressespiegel.search.engines.opensearch.tokens import WordForms

READ_FOR = 60_000_000_000
"""Nanoseconds for which somebody may go by a commit that is not the last any more."""

Send = Callable[[str, "Json | None"], None]
"""Writes a document under a name, or deletes it."""


def undo(
    connection: Connection, index: str, numbers: Sequence[int], forms: WordForms, send: Send
) -> None:
    """Take away what some writers put, and give back what they took away."""
    connection.call("POST", f"/{index}/_refresh")
    theirs = list(numbers)
    for hit in scan(connection, index, {"terms": {"born": theirs}}):
        send(cast(str, hit["_id"]), None)
    query: Json = {
        "bool": {
            "filter": [{"terms": {"died": theirs}}],
            "must_not": [{"terms": {"born": theirs}}],
        }
    }
    for hit in scan(connection, index, query, KEPT):
        source = cast(Json, hit["_source"])
        alive, _ = encoded(document_of(source), forms, cast(int, source["born"]))
        send(cast(str, hit["_id"]), alive)
    remove_blocks(connection, index, {"terms": {"by": theirs}}, send)


def remove_blocks(connection: Connection, index: str, query: Json, send: Send) -> None:
    """Take away documents of the vocabulary."""
    for hit in scan(connection, index, query, sort=({"block": "asc"}, {"number": "asc"})):
        send(cast(str, hit["_id"]), None)


def purged(connection: Connection, state: State, send: Send, *, at_once: bool = False) -> State:
    """Take away what only commits need that nobody reads any more; the state after that.

    With `at_once` it is as if only the last commit were read.
    """
    now = time.time_ns()
    old = [number for number, made in state.commits if at_once or made <= now - READ_FOR]
    horizon = max(old, default=0)
    dead = state.dead
    if dead and horizon > state.purged:
        query: Json = {"bool": {"filter": [{"range": {"died": {"lte": horizon}}}]}}
        for hit in scan(connection, state.index, query):
            send(cast(str, hit["_id"]), None)
            dead -= 1
    gone = [block for block, at in state.retired if at <= horizon]
    if gone:
        remove_blocks(connection, state.index, {"terms": {"block": gone}}, send)
    kept = tuple(each for each in state.retired if each[1] > horizon)
    return replace(state, dead=max(dead, 0), purged=max(horizon, state.purged), retired=kept)
