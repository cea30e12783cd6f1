"""An archive on a cluster as the source of another, or made anew in an index beside its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from pressespiegel.search.engine import Commit, Engine
from pressespiegel.search.engines.opensearch.commits import (
    State,
    check_index,
    read_state,
    write_state,
)
from pressespiegel.search.engines.opensearch.connection import Connection, Json, Refused
from pressespiegel.search.engines.opensearch.engine import ClusterEngine
from pressespiegel.search.engines.opensearch.indices import create_index
from pressespiegel.search.engines.opensearch.lock import WriteLock
from pressespiegel.search.engines.opensearch.withdrawals import all_withdrawn
from pressespiegel.search.errors import ArchiveMissing, StorageError

NOTE = "rebuilding"
"""The document that says what an index is being made of."""


class ClusterOrigin:
    """The `Origin` of an address; locked until it is closed.

    Raises:
        ArchiveMissing, ArchiveInvalid: there is no archive that can be read.
        ArchiveLocked: somebody wrote for longer than `wait` seconds.
        StorageError: the cluster is away.
    """

    def __init__(self, connection: Connection, wait: float) -> None:
        index = check_index(connection, any_version=True)
        self._connection = connection
        self._lock = WriteLock(connection, index, wait)
        try:
            self._state = read_state(connection)
            self._engine = ClusterEngine(connection)
        except BaseException:
            self._lock.release()
            raise

    @property
    def engine(self) -> Engine:
        """What reads it."""
        return self._engine

    def withdrawn(self) -> Mapping[str, int]:
        """In which version each article was taken back that was."""
        return all_withdrawn(self._connection, self._state)

    def close(self) -> None:
        """Let others write."""
        self._lock.release()
        self._connection.close()


class ClusterDestination:
    """The `Destination` of an address: made in an index of its own, which gets the archive's name
    at the end. The index before is kept.

    Raises:
        ArchiveExists, ArchiveInvalid: something else is there.
        StorageError: the cluster is away.
    """

    def __init__(self, connection: Connection, source: str, commit: Commit) -> None:
        self._connection = connection
        made_of: Json = {"source": source, "generation": commit.generation, "made": commit.made}
        self._old = self._before()
        self._index = self._begun(made_of) or self._begin(made_of)
        address = replace(connection.address, name=self._index)
        self._own = Connection(address, connection.credentials)
        self._engine = ClusterEngine(self._own)

    def _before(self) -> State | None:
        try:
            check_index(self._connection, any_version=True)
        except ArchiveMissing:
            return None
        return read_state(self._connection)

    def _begun(self, made_of: Json) -> str | None:
        """The index of a run that was interrupted; those made of anything else are removed."""
        name = self._connection.address.name
        listed = self._connection.call("GET", f"/{name}-*/_alias")
        for index, described in listed.items():
            if not isinstance(described, dict) or described.get("aliases"):
                continue
            note = self._connection.call("GET", f"/{index}/_doc/{NOTE}")
            if not note.get("found"):
                continue
            if cast(Json, note["_source"])[NOTE] == made_of:
                return index
            self._connection.call("DELETE", f"/{index}")
        return None

    def _begin(self, made_of: Json) -> str:
        index = create_index(self._connection)
        beginning = replace(self._connection.address, name=index)
        own = Connection(beginning, self._connection.credentials)
        if self._old is not None:
            state = read_state(own)
            # Commits of one name only ever rise.
            began = self._old.next
            write_state(own, replace(state, generation=began, next=began + 1))
        own.call("PUT", f"/{index}/_doc/{NOTE}", {NOTE: made_of})
        own.close()
        return index

    @property
    def engine(self) -> Engine:
        """What writes it."""
        return self._engine

    def finish(self) -> str:
        """Let the archive's name stand for it; see `Destination.finish`."""
        name = self._connection.address.name
        actions: list[Json] = [{"add": {"index": self._index, "alias": name}}]
        if self._old is not None:
            actions.insert(0, {"remove": {"index": self._old.index, "alias": name}})
        self._own.call("DELETE", f"/{self._index}/_doc/{NOTE}")
        try:
            self._connection.call("POST", "/_aliases", {"actions": actions})
        except Refused as error:
            raise StorageError(
                f"{self._connection.address.shown} cannot be replaced: {error.reason}",
                f"give the name {name} to the index {self._index} yourself",
            ) from error
        return "" if self._old is None else f"the index {self._old.index}"

    def close(self) -> None:
        """Let go of it."""
        self._own.close()
        self._connection.close()
