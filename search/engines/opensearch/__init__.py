"""The engine for archives that outgrow one machine: an index of an OpenSearch cluster."""

from __future__ import annotations

import time

from pressespiegel.search.engine import Check, Engine
from pressespiegel.search.engines.opensearch.address import (
    Address,
    parse_address,
    read_credentials,
)
from pressespiegel.search.engines.opensearch.checking import damages
from pressespiegel.search.engines.opensearch.commits import (
    STATE,
    State,
    check_index,
    read_state,
)
from pressespiegel.search.engines.opensearch.connection import Connection, Refused
from pressespiegel.search.engines.opensearch.engine import ClusterEngine
from pressespiegel.search.engines.opensearch.mapping import index_body
from pressespiegel.search.errors import ArchiveExists, StorageError

__all__ = ["check_engine", "create_engine", "open_engine"]


def connected(address: Address) -> Connection:
    """A connection to the cluster of an address, by the credentials of the environment."""
    return Connection(address, read_credentials())


def create_engine(place: str) -> Engine:
    """Make an empty archive on a cluster, and open it.

    Raises:
        ArchiveExists: something of this name is there already.
        ArchiveInvalid: this is no address.
        StorageError: the cluster is away, or does not take it.
    """
    address = parse_address(place)
    connection = connected(address)
    if not connection.call("GET", f"/{address.name}/_alias").get("missing"):
        raise ArchiveExists(f"{address.shown} is there already", "choose another name")
    index = create_index(connection)
    try:
        body = {"actions": [{"add": {"index": index, "alias": address.name}}]}
        connection.call("POST", "/_aliases", body)
    except Refused as error:
        raise StorageError(f"{address.shown} cannot be made: {error.reason}") from error
    return ClusterEngine(connection)


def create_index(connection: Connection) -> str:
    """Make the index of an empty archive, which no name stands for yet.

    Raises:
        StorageError: the cluster is away, or does not take it.
    """
    address = connection.address
    made = time.time_ns()
    index = f"{address.name}-{made:x}"
    try:
        connection.call("PUT", f"/{index}", index_body(address))
        state = State(index, made=made, shards=address.shards)
        connection.call("PUT", f"/{index}/_doc/{STATE}", state.as_json())
    except Refused as error:
        raise StorageError(f"{address.shown} cannot be made: {error.reason}") from error
    return index


def open_engine(place: str) -> Engine:
    """Open the archive of an address.

    Raises:
        ArchiveMissing: there is nothing of this name.
        ArchiveInvalid: it is no archive, or one of another version.
        StorageError: the cluster is away.
    """
    connection = connected(parse_address(place))
    check_index(connection)
    return ClusterEngine(connection)


def check_engine(place: str) -> Check:
    """Whether all that a commit names is there.

    Raises:
        ArchiveMissing, ArchiveInvalid, StorageError: as for `open_engine`.
    """
    connection = connected(parse_address(place))
    check_index(connection)
    return Check(tuple(damages(connection, read_state(connection))))
