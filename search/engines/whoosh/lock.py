"""One writer at a time: a lock on a file that also says who holds it."""

from __future__ import annotations

import json
import os
import socket
import time
from pathlib import Path

from whoosh.util.filelock import FileLock, LockBase

from pressespiegel.search.errors import ArchiveLocked, StorageError

LOCK = "write.lock"
HOLDER = "write.holder"
PAUSE = 0.05


class WriteLock:
    """Held from creation to `release`. The system frees it when the process dies.

    Raises:
        ArchiveLocked: another writer did not let go within `wait` seconds.
        StorageError: the folder cannot be written.
    """

    def __init__(self, folder: Path, wait: float) -> None:
        self._holder = folder / HOLDER
        self._lock: LockBase = FileLock(str(folder / LOCK))
        deadline = time.monotonic() + wait
        try:
            while not self._lock.acquire():
                if time.monotonic() >= deadline:
                    raise ArchiveLocked(
                        f"{folder} is being written to by {self._describe()}",
                        "wait until it is done, or wait longer with --wait SECONDS",
                    )
                time.sleep(PAUSE)
        except OSError as error:
            raise StorageError(
                f"{folder} cannot be written: {error.strerror or error}",
                "check the folder's permissions and the free space",
            ) from error
        self._say_who()

    def _say_who(self) -> None:
        holder = {
            "process": os.getpid(),
            "host": socket.gethostname(),
            "since": time.strftime("%H:%M:%S"),
        }
        try:
            self._holder.write_text(json.dumps(holder), encoding="utf-8")
        except OSError:
            return  # who holds it is a courtesy; the lock itself stands

    def _describe(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"process {holder['process']} on {holder['host']}, since {holder['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"

    def release(self) -> None:
        """Let others write."""
        self._holder.unlink(missing_ok=True)
        self._lock.release()
