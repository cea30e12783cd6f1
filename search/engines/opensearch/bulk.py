"""Changes sent in batches: never more of them on the way than the cluster takes, none lost, and
none made twice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import cast

from pressespiegel.search.engines.opensearch.connection import (
    Blocked,
    Connection,
    Json,
    Refused,
    line,
    reasons,
)
from pressespiegel.search.errors import PressespiegelError, StorageError

BATCH_BYTES = 4 * 1024 * 1024
BATCH_CHANGES = 500

ON_THE_WAY = 2
"""So many batches are sent at once; who wants to send more waits."""

PATIENCE = 120.0
"""Seconds for which a batch is sent again to a cluster that is busy, or has lost a node."""

LONGEST_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Change:
    """A document to be written under a name, or to be deleted where `body` is None.

    Of two changes to one document that with the higher version stays, in whatever order and
    however often they arrive.
    """

    name: str
    version: int
    body: str | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that ask for it."""
        action = {"_id": self.name, "version": self.version, "version_type": "external_gte"}
        if self.body is None:
            return (line({"delete": action}),)
        return line({"index": action}), self.body

    @property
    def bytes(self) -> int:
        """About how many bytes are sent."""
        return 120 + len(self.body or "")


@dataclass(frozen=True, slots=True)
class RefusedChange:
    """A change that the cluster does not take, however often it is sent, and why."""

    change: Change
    reason: str


class Sender:
    """Sends changes from one thread; `refused` is called with those that will never be taken."""

    def __init__(self, connection: Connection, refused: Callable[[RefusedChange], None]) -> None:
        self._connection = connection
        self._path = f"/{connection.address.name}/_bulk"
        self._refused = refused
        self._waiting: list[Change] = []
        self._bytes = 0
        self._pool = ThreadPoolExecutor(ON_THE_WAY, thread_name_prefix="bulk")
        self._sent: list[Future[list[RefusedChange]]] = []

    def send(self, change: Change) -> None:
        """Send a change, at the latest with `finish`.

        Raises:
            StorageError: the cluster is away, full, or busy for too long.
        """
        self._waiting.append(change)
        self._bytes += change.bytes
        if self._bytes >= BATCH_BYTES or len(self._waiting) >= BATCH_CHANGES:
            self._leave()

    def _leave(self) -> None:
        while len(self._sent) >= ON_THE_WAY:
            self._arrived(self._sent.pop(0))
        if self._waiting:
            self._sent.append(self._pool.submit(self._deliver, self._waiting))
        self._waiting, self._bytes = [], 0

    def _arrived(self, batch: Future[list[RefusedChange]]) -> None:
        for each in batch.result():
            self._refused(each)

    def finish(self) -> None:
        """Wait until everything has arrived.

        Raises:
            StorageError: as for `send`.
        """
        self._leave()
        while self._sent:
            self._arrived(self._sent.pop(0))

    def close(self) -> None:
        """Send nothing more."""
        self._waiting = []
        self._pool.shutdown(cancel_futures=True)

    def _deliver(self, changes: Sequence[Change]) -> list[RefusedChange]:
        deadline = time.monotonic() + PATIENCE
        refused: list[RefusedChange] = []
        pause = 0.1
        while changes:
            try:
                lines = [line for change in changes for line in change.lines]
                answer = self._connection.send_lines(self._path, lines)
                changes, failed, trouble = self._left(changes, answer)
                refused += failed
            except Refused as error:
                if error.status == 413 and len(changes) > 1:
                    half = len(changes) // 2
                    return [
                        *refused,
                        *self._deliver(changes[:half]),
                        *self._deliver(changes[half:]),
                    ]
                return [*refused, *(RefusedChange(each, error.reason) for each in changes)]
            except StorageError as error:
                trouble = error
            if changes:
                waits = isinstance(trouble, StorageError) and not isinstance(trouble, Blocked)
                if not waits or time.monotonic() > deadline:
                    raise trouble or StorageError("the cluster does not take a batch")
                time.sleep(pause * random.uniform(0.5, 1.0))  # not all writers at once
                pause = min(2 * pause, LONGEST_PAUSE)
        return refused

    def _left(
        self, changes: Sequence[Change], answer: Json
    ) -> tuple[list[Change], list[RefusedChange], PressespiegelError | None]:
        """The changes to be sent again, those refused for good, and what is the trouble."""
        again: list[Change] = []
        refused: list[RefusedChange] = []
        trouble: Exception | None = None
        if not answer.get("errors"):
            return again, refused, None
        for change, item in zip(changes, cast("list[Json]", answer["items"]), strict=True):
            (said,) = cast("list[Json]", list(item.values()))
            status = cast(int, said["status"])
            if status < 300 or status in (404, 409):  # gone already, or written by a later change
                continue
            kind, reason = reasons(said)
            own = self._connection.trouble(status, kind, reason)
            if own is None:
                refused.append(RefusedChange(change, reason or kind))
            else:
                again.append(change)
                trouble = own
        return again, refused, trouble if isinstance(trouble, PressespiegelError) else None
