"""The index of an archive, made."""

from __future__ import annotations

import time

from pressespiegel.search.engines.opensearch.commits import STATE, State
from pressespiegel.search.engines.opensearch.connection import Connection, Refused
from pressespiegel.search.engines.opensearch.mapping import index_body
from pressespiegel.search.errors import StorageError

ALREADY_THERE = "resource_already_exists_exception"


def create_index(connection: Connection) -> str:
    """Make the index of an empty archive, which no name stands for yet.

    Raises:
        StorageError: the cluster is away, or does not take it.
    """
    address = connection.address
    made = time.time_ns()
    index = f"{address.name}-{made:x}"
    try:
        try:
            connection.call("PUT", f"/{index}", index_body(address))
        except Refused as error:
            # Nobody else makes this name: a first try came through, though no answer did.
            if error.kind != ALREADY_THERE:
                raise
        state = State(index, made=made, shards=address.shards)
        connection.call("PUT", f"/{index}/_doc/{STATE}", state.as_json())
    except Refused as error:
        raise StorageError(f"{address.shown} cannot be made: {error.reason}") from error
    return index
