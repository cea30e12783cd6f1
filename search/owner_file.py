"""A text file beside an archive that its owner edits; a change counts at once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

MOST_BYTES = 4_000_000
"""Bytes of the file that are read."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LineWarning:
    """A line of the file that could not be used, and why; 0 for the file as a whole."""

    line: int
    message: str


class Understood(Protocol):
    """What the lines of a file say."""

    @property
    def warnings(self) -> tuple[LineWarning, ...]:
        """The lines that could not be used."""


Content = TypeVar("Content", bound=Understood)


class OwnerFile(Generic[Content]):
    """Reads the file anew when it has changed; safe to use from many threads.

    What is wrong in it is logged once and never fails a search.

    Args:
        path: need not exist; None for an archive without a folder.
        understand: what a text says; never raises.
    """

    def __init__(self, path: Path | None, understand: Callable[[str], Content]) -> None:
        self._path = path
        self._understand = understand
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._nothing = self._content = understand("")
        self._unreadable: tuple[LineWarning, ...] = ()

    def changed(self) -> str:
        """When the file was changed last, in nanoseconds, and its size; "" without a file."""
        try:
            status = self._path.stat() if self._path else None
        except OSError:
            status = None
        return f"{status.st_mtime_ns} {status.st_size}" if status else ""

    def read(self) -> Content:
        """What the file says now, the same object until it changes; nothing without a file."""
        if self._path is None:
            return self._nothing
        try:
            status = self._path.stat()
            seen = (status.st_mtime_ns, status.st_size)
        except OSError:
            self._seen = None
            return self._nothing
        if seen == self._seen:
            return self._content
        with self._lock:
            self._content = self._understood(self._path)
            self._seen = seen
        for warning in (*self._unreadable, *self._content.warnings):
            _log.warning("%s, line %d: %s", self._path, warning.line, warning.message)
        return self._content

    def warnings(self) -> tuple[LineWarning, ...]:
        """What cannot be used of the file as it is now."""
        content = self.read()
        return () if self._seen is None else (*self._unreadable, *content.warnings)

    def _understood(self, path: Path) -> Content:
        self._unreadable = ()
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES)
        except OSError as error:
            problem = f"cannot be read: {error.strerror or error}"
            self._unreadable = (LineWarning(0, problem),)
            return self._nothing
        return self._understand(_decoded(data))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # an editor on Windows
        return data.decode("cp1252", "replace")
