"""One connection to a cluster: requests, and what can go wrong with them in one clear line."""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Iterable, Mapping
from typing import TypeAlias, cast

from opensearchpy import OpenSearch, exceptions

from pressespiegel.search.engines.opensearch.address import Address, Credentials
from pressespiegel.search.errors import ArchiveInvalid, StorageError
from pressespiegel.search.time_limit import OutOfTime

Json: TypeAlias = "dict[str, object]"

TIME_OUT = 30.0
"""Seconds until a node that does not answer is given up and another one is asked."""

TRIES = 3

CONNECTIONS = 16
"""Kept open to each node, for the threads of a server."""

_log = logging.getLogger(__name__)


class Conflict(Exception):
    """Somebody else changed a document first; never leaves the engine."""


class Blocked(StorageError):
    """The cluster takes no changes, and waiting does not help: a full disk, or a block."""


class Refused(Exception):
    """The cluster does not take a request, as it says in `kind` and `reason`; never leaves the
    engine."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(f"{kind}: {reason}")
        self.status = status
        self.kind = kind
        self.reason = reason


class Connection:
    """Sends requests to the nodes of a cluster in turn; safe to use from many threads."""

    def __init__(self, address: Address, credentials: Credentials) -> None:
        self.address = address
        self.credentials = credentials
        headers = {"Authorization": f"Bearer {credentials.token}"} if credentials.token else None
        trusted = credentials.certificates or ssl.get_default_verify_paths().cafile
        # It tells of each failed try with its trace; what fails for good is said by an error.
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)
        self._client = OpenSearch(
            hosts=[{"host": host, "port": port} for host, port in address.hosts],
            use_ssl=address.encrypted,
            http_auth=(credentials.user, credentials.password) if credentials.user else None,
            headers=headers,
            timeout=TIME_OUT,
            max_retries=TRIES,
            retry_on_timeout=True,
            retry_on_status=(502, 503, 504),
            pool_maxsize=CONNECTIONS,
            http_compress=False,
            verify_certs=address.encrypted,
            ca_certs=trusted if address.encrypted else None,
        )

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        parameters: Mapping[str, object] | None = None,
        time_out: float | None = None,
    ) -> Json:
        """One request, tried again at other nodes; a name that is not there is `{"found": False}`.

        Raises:
            StorageError: the cluster is away, refuses, is read-only or full.
            Conflict: a condition on the version of a document does not hold.
            Refused: the request is not one the cluster takes.
        """
        given = dict(parameters or {})
        given["request_timeout"] = TIME_OUT if time_out is None else time_out
        try:
            answer = self._client.transport.perform_request(method, path, params=given, body=body)
        except exceptions.OpenSearchException as error:
            if isinstance(error, exceptions.NotFoundError):
                return {"found": False, "missing": True}
            raise self._said(error) from error
        if not isinstance(answer, dict):
            return {"found": bool(answer)}
        if path.endswith("_search"):
            self.whole(answer)
        return cast(Json, answer)

    def whole(self, answer: Json) -> None:
        """Go on, if all shards have answered a search.

        Raises:
            StorageError: some have not, so that articles would be missing.
        """
        if cast("dict[str, int]", answer["_shards"])["failed"]:
            raise StorageError(
                f"{self.address.shown}: a part of the archive cannot be reached at the moment",
                "see whether all nodes of the cluster are there, and try again",
            )

    def send_lines(
        self,
        path: str,
        lines: Iterable[str],
        *,
        parameters: Mapping[str, object] | None = None,
        time_out: float = 4 * TIME_OUT,
    ) -> Json:
        """Send several changes or searches at once, ready lines of JSON.

        Raises:
            StorageError, Refused: as for `call`; that single ones are refused is in the answer.
        """
        body = "\n".join(lines) + "\n"
        given = {**(parameters or {}), "request_timeout": time_out}
        try:
            answer = self._client.transport.perform_request("POST", path, params=given, body=body)
        except exceptions.OpenSearchException as error:
            raise self._said(error) from error
        return cast(Json, answer)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _said(self, error: exceptions.OpenSearchException) -> Exception:
        """What an error means, in one line."""
        where = self.address.shown
        if isinstance(error, exceptions.SSLError):
            return StorageError(
                f"{where}: the certificate of the cluster is not trusted",
                "name the file of its authority in $PRESSESPIEGEL_OPENSEARCH_CA",
            )
        if isinstance(error, exceptions.ConnectionTimeout):
            return StorageError(
                f"{where}: the cluster did not answer within {TIME_OUT:.0f} seconds",
                "see whether it is well, and try again",
            )
        if isinstance(error, exceptions.ConnectionError):
            return StorageError(
                f"{where}: the cluster cannot be reached", "see whether it runs, and try again"
            )
        if isinstance(error, exceptions.TransportError):
            return self._answered(error)
        return StorageError(f"{where}: {error}", "see whether the cluster is well")

    def _answered(self, error: exceptions.TransportError) -> Exception:
        status = error.status_code if isinstance(error.status_code, int) else 0
        kind, reason = reasons(error.info)
        if status == 409:
            return Conflict()
        return self.trouble(status, kind, reason) or Refused(status, kind, reason)

    def trouble(self, status: int, kind: str, reason: str) -> Exception | None:
        """The error for what the cluster said, None where the request itself is to blame."""
        where = self.address.shown
        if status == 401 or (status == 403 and "block" not in kind):
            return ArchiveInvalid(
                f"{where}: the cluster does not let this user in",
                "set $PRESSESPIEGEL_OPENSEARCH_USER and $PRESSESPIEGEL_OPENSEARCH_PASSWORD",
            )
        if "block" in kind:
            full = ("read-only-allow-delete", "flood-stage", "create-index blocked")
            if any(each in reason for each in full):
                return Blocked(
                    f"{where}: a disk of the cluster is full, so it takes no more articles",
                    "free some space and run it again",
                )
            if "no master" in reason or "cluster_manager" in reason or "recovered" in reason:
                return StorageError(
                    f"{where}: the cluster has no leading node at the moment", "try again soon"
                )
            return Blocked(
                f"{where}: the cluster is read-only: {reason}",
                "take the block index.blocks.write or read_only off and run it again",
            )
        if "too many" in reason and "clauses" in reason:
            return StorageError(
                f"{where}: the query has more parts than the cluster takes",
                "set indices.query.bool.max_clause_count to 4096 there, or ask for less",
            )
        if status == 429:
            return StorageError(f"{where}: the cluster is too busy", "try again later")
        if status >= 500:
            return StorageError(
                f"{where}: the cluster cannot answer: {reason or kind or status}",
                "see whether all its nodes are there, and try again",
            )
        return None


def reasons(info: object) -> tuple[str, str]:
    """The kind of an error and what the cluster says of it, as far as it says anything."""
    if not isinstance(info, dict):
        return "", str(info or "")[:200]
    error = info.get("error", info)
    if not isinstance(error, dict):
        return "", str(error)[:200]
    causes = error.get("root_cause")
    failed = error.get("failed_shards")
    if isinstance(failed, list) and failed and isinstance(failed[0], dict):
        deep = failed[0].get("reason")
        if isinstance(deep, dict) and deep.get("type"):
            inner = deep.get("caused_by")
            if isinstance(inner, dict) and inner.get("type"):
                deep = inner
            return str(deep.get("type")), str(deep.get("reason", ""))[:300]
    if isinstance(causes, list) and causes and isinstance(causes[0], dict):
        error = causes[0]
    return str(error.get("type", "")), str(error.get("reason", ""))[:300]


def out_of_time(answer: Json) -> None:
    """Go on, if a search was done in time.

    Raises:
        OutOfTime: it was not.
    """
    if answer.get("timed_out"):
        raise OutOfTime


def line(value: object) -> str:
    """A value as one line of JSON, all of it ASCII."""
    return json.dumps(value, separators=(",", ":"))
