"""The names of an archive as they count now: its owner's list, and what its articles state."""

from __future__ import annotations

import threading
from pathlib import Path

from pressespiegel.search.document import ABBREVIATIONS, VALUE_GAP
from pressespiegel.search.engine import Commit, Engine
from pressespiegel.search.naming.joining import Naming, short_forms
from pressespiegel.search.naming.owner_names import OwnerNames, read_names
from pressespiegel.search.owner_file import LineWarning, OwnerFile

NAMES_FILE = "namen.txt"


class ArchiveNames:
    """Makes a new `Naming` when the archive or the owner's file has changed; safe across threads.

    Args:
        folder: where the file `NAMES_FILE` may lie; None for an archive without one.
    """

    def __init__(self, folder: Path | None = None) -> None:
        path = None if folder is None else folder / NAMES_FILE
        self._file = OwnerFile[OwnerNames](path, read_names)
        self._lock = threading.Lock()
        self._commit: Commit | None = None
        self._naming: Naming | None = None

    def changed(self) -> str:
        """As `OwnerFile.changed` of the owner's list."""
        return self._file.changed()

    def read(self, engine: Engine) -> Naming:
        """The names as they count now; the same object while nothing changes."""
        owner, commit = self._file.read(), engine.commit()
        with self._lock:
            if self._naming is None or commit != self._commit or self._naming.owner is not owner:
                stated = short_forms(
                    (short, long, articles)
                    for value, articles in engine.values(ABBREVIATIONS).items()
                    for short, _, long in [value.partition(VALUE_GAP)]
                )
                self._naming, self._commit = Naming(owner, stated), commit
            return self._naming

    def warnings(self) -> tuple[LineWarning, ...]:
        """The lines of the owner's file that cannot be used."""
        return self._file.warnings()
