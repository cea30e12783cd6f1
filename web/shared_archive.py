"""The one archive that all requests of a process share, opened when it is first there."""

from __future__ import annotations

from os import PathLike
from threading import Lock

from flask import current_app

from pressespiegel.search import Archive

EXTENSION = "pressespiegel"


class SharedArchive:
    """Opens an archive once, on demand; a place that holds none yet is tried again next time."""

    def __init__(self, place: str | PathLike[str]) -> None:
        self.place = place
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
    """The open archive of the present request; raises as `SharedArchive.get` does."""
    return shared_archive().get()
