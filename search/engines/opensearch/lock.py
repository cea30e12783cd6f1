"""One writer at a time: a document that says who writes, and is renewed as long as they live."""

from __future__ import annotations

import os
import socket
import threading
import time
import uuid
from contextlib import suppress
from typing import cast

from pressespiegel.search.engines.opensearch.connection import (
    Conflict,
    Connection,
    Json,
    Refused,
)
from pressespiegel.search.errors import ArchiveLocked, PressespiegelError, StorageError

LOCK = "lock"
PAUSE = 0.1

BEAT = 5.0
"""Seconds between two signs of life."""

SILENCE = 45.0
"""Who gave no sign for so long is taken for dead; clocks of two machines are never compared."""


class WriteLock:
    """Held from creation to `release`.

    That of a process of this machine that died is free at once, others after `SILENCE` seconds.

    Raises:
        ArchiveLocked: another writer did not let go within `wait` seconds.
    """

    def __init__(self, connection: Connection, index: str, wait: float) -> None:
        self._connection = connection
        self._path = f"/{index}/_doc/{LOCK}"
        self._token = uuid.uuid4().hex
        self._beats = 0
        self._version = self._taken(wait)
        self._ended = threading.Event()
        self._lost = False
        self._thread = threading.Thread(target=self._keep, name="write lock", daemon=True)
        self._thread.start()

    def _body(self) -> Json:
        self._beats += 1
        holder: Json = {"host": socket.gethostname(), "process": os.getpid()}
        return {"lock": {**holder, "token": self._token, "beat": self._beats}}

    def _taken(self, wait: float) -> tuple[int, int]:
        deadline = time.monotonic() + wait
        seen: tuple[object, float] = (None, time.monotonic())
        while True:
            with suppress(Conflict):
                return self._written({"op_type": "create"})
            known = self._connection.call("GET", self._path)
            if known.get("found"):
                holder = cast(Json, cast(Json, known["_source"])["lock"])
                version = cast(int, known["_seq_no"]), cast(int, known["_primary_term"])
                if holder["token"] == self._token:  # the first try came through after all
                    return version
                beat = holder["token"], holder["beat"]
                if beat != seen[0]:
                    seen = beat, time.monotonic()
                if _has_died(holder) or time.monotonic() - seen[1] > SILENCE:
                    with suppress(Conflict):
                        return self._written(
                            {"if_seq_no": version[0], "if_primary_term": version[1]}
                        )
                if time.monotonic() >= deadline:
                    raise ArchiveLocked(
                        f"{self._connection.address.shown} is being written to by process "
                        f"{holder['process']} on {holder['host']}",
                        "wait until it has finished, or wait longer with --wait",
                    )
            time.sleep(min(PAUSE, max(deadline - time.monotonic(), 0.01)))

    def _written(self, condition: Json) -> tuple[int, int]:
        answer = self._connection.call("PUT", self._path, self._body(), parameters=condition)
        return cast(int, answer["_seq_no"]), cast(int, answer["_primary_term"])

    def _keep(self) -> None:
        while not self._ended.wait(BEAT):
            number, term = self._version
            try:
                self._version = self._written({"if_seq_no": number, "if_primary_term": term})
            except Conflict:
                # Either somebody took it over, or our own last sign came through unanswered.
                with suppress(PressespiegelError, Refused):
                    self._lost = not self._is_ours()
                if self._lost:
                    return
            except (PressespiegelError, Refused):
                continue  # others wait longer than the cluster may be away

    def _is_ours(self) -> bool:
        known = self._connection.call("GET", self._path)
        if not known.get("found"):
            return False
        self._version = cast(int, known["_seq_no"]), cast(int, known["_primary_term"])
        return cast(Json, cast(Json, known["_source"])["lock"])["token"] == self._token

    def release(self) -> None:
        """Let others write; where the cluster is away, as soon as it is back."""
        self._ended.set()
        self._thread.join()
        if not self._let_go():
            threading.Thread(target=self._keep_letting_go, name="unlocking", daemon=True).start()

    def _keep_letting_go(self) -> None:
        """Try until others would take this writer for dead."""
        deadline = time.monotonic() + SILENCE
        while time.monotonic() < deadline and not self._let_go():
            time.sleep(1)

    def _let_go(self) -> bool:
        """Remove the lock, if it is still ours; False where the cluster does not answer."""
        number, term = self._version
        condition: Json = {"if_seq_no": number, "if_primary_term": term}
        try:
            self._connection.call("DELETE", self._path, parameters=condition)
        except StorageError:
            return False
        except (PressespiegelError, Conflict, Refused):
            return True
        return True


def _has_died(holder: Json) -> bool:
    """Whether the holder was a process of this machine that is there no more."""
    if holder["host"] != socket.gethostname():
        return False
    process = cast(int, holder["process"])
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
