"""The engine for archives that outgrow one machine: an index of an OpenSearch cluster."""

from __future__ import annotations

from pressespiegel.search.engine import Check, Commit, Engine
from pressespiegel.search.engines.opensearch.address import (
    Address,
    parse_address,
    read_credentials,
)
from pressespiegel.search.engines.opensearch.checking import damages
from pressespiegel.search.engines.opensearch.commits import check_index, read_state
from pressespiegel.search.engines.opensearch.connection import Connection, Refused
from pressespiegel.search.engines.opensearch.engine import ClusterEngine
from pressespiegel.search.engines.opensearch.indices import create_index
from pressespiegel.search.engines.opensearch.replacing import ClusterDestination, ClusterOrigin
from pressespiegel.search.errors import ArchiveExists, StorageError

__all__ = [
    "begin_destination",
    "check_engine",
    "create_engine",
    "open_engine",
    "open_origin",
]


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


def open_origin(place: str, wait: float) -> ClusterOrigin:
    """Open an archive to be copied, of whatever version; see `ClusterOrigin`."""
    return ClusterOrigin(connected(parse_address(place)), wait)


def begin_destination(place: str, source: str, commit: Commit) -> ClusterDestination:
    """Begin an archive that will stand for that of an address; see `ClusterDestination`."""
    return ClusterDestination(connected(parse_address(place)), source, commit)
