"""The one archive that all requests of a process share, opened when it is first there."""

from __future__ import annotations

import time
from os import PathLike
from threading import Lock

from flask import current_app, g

from pressespiegel.search import Archive

EXTENSION = "pressespiegel"


class SharedArchive:
    """Opens an archive once, on demand; a place that holds none yet is tried again next time.

    `query_seconds` are those that the searches of one request may take together, 0 for any number.
    """

    def __init__(self, place: str | PathLike[str], query_seconds: float = 0) -> None:
        self.place = place
        self.query_seconds = query_seconds
        self._archive: Archive | None = None
        self._lock = Lock()

    def get(self) -> Archive:
        """The open archive.

        Raises:
            ArchiveMissing: nothing is at the place, yet.
            ArchiveInvalid: what is there is no archive.
        """
        with self._lock:
            if self._archive is None:
                self._archive = Archive.open(self.place)
            return self._archive

    def forget(self) -> None:
        """Open it afresh at the next request: what was open has failed, or was replaced.

        It is not closed, as other threads may be in the middle of a search.
        """
        with self._lock:
            self._archive = None


def shared_archive() -> SharedArchive:
    """The archive of the application that serves the present request."""
    shared = current_app.extensions[EXTENSION]
    assert isinstance(shared, SharedArchive)
    return shared


def archive() -> Archive:
    """The open archive of the present request, which has so many seconds for its searches as the
    server allows; raises as `SharedArchive.get` does."""
    shared = shared_archive()
    opened = shared.get()
    if not shared.query_seconds:
        return opened
    if "until" not in g:
        g.until = time.monotonic() + shared.query_seconds
    return opened.within(g.until - time.monotonic())
