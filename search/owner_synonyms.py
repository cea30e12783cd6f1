"""The file beside an archive in which its owner lists synonyms; a change counts at once."""

from __future__ import annotations

import logging
import threading
from os import PathLike
from pathlib import Path

from pressespiegel.search.query.synonyms import (
    NO_SYNONYMS,
    Synonyms,
    SynonymWarning,
    read_synonyms,
)

FILE_NAME = "synonyms.txt"

MOST_BYTES = 4_000_000
"""Bytes of the file that are read."""

_log = logging.getLogger(__name__)


class SynonymFile:
    """Reads the file anew when it has changed; safe to use from many threads.

    What is wrong in it is logged once and never fails a search.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._synonyms = NO_SYNONYMS

    @classmethod
    def beside(cls, place: str | PathLike[str]) -> SynonymFile:
        """The file in the folder of an archive, which need not exist."""
        return cls(Path(place) / FILE_NAME)

    def read(self) -> Synonyms:
        """What the file says now; nothing where there is none."""
        if self._path is None:
            return NO_SYNONYMS
        try:
            status = self._path.stat()
            seen = (status.st_mtime_ns, status.st_size)
        except OSError:
            self._seen = None
            return NO_SYNONYMS
        if seen == self._seen:
            return self._synonyms
        with self._lock:
            self._synonyms = _read(self._path)
            self._seen = seen
        for warning in self._synonyms.warnings:
            _log.warning("%s, line %d: %s", self._path, warning.line, warning.message)
        return self._synonyms


def _read(path: Path) -> Synonyms:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
        return Synonyms(warnings=(SynonymWarning(0, problem),))
    return read_synonyms(_decoded(data[:MOST_BYTES]))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # an editor on Windows
        return data.decode("cp1252", "replace")
