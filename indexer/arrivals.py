"""Which files have arrived whole: those that have stood still for a while under their last name."""

from __future__ import annotations

import os
from typing import NamedTuple

TEMPORARY = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", "~")
"""How the names of files end while programs write or fetch them."""


class Signature(NamedTuple):
    """What changes whenever a file does: its size, and two times in nanoseconds."""

    size: int
    written: int
    changed: int


def signature_of(path: str) -> Signature | None:
    """The signature of a file or folder as it is now; None where there is none to be seen."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a million names are cheaper than as many paths
    except (OSError, ValueError):
        return None
    return Signature(found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def is_temporary(name: str) -> bool:
    """Whether a file of this name is still being written, or was never meant to be read.

    >>> is_temporary("ausgabe.zip.part"), is_temporary(".ausgabe.zip"), is_temporary("ausgabe.zip")
    (True, True, False)
    """
    return name.startswith((".", "~")) or name.lower().endswith(TEMPORARY)


class Arrivals:
    """Files, and folders, that were seen, until nothing about them changed for `settle` seconds.

    Looks at each when it is seen and when it may have settled, and not in between. `now` is a
    clock that only goes forward, in seconds.
    """

    def __init__(self, settle: float) -> None:
        self._settle = settle
        self._waiting: dict[str, tuple[Signature, float]] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def seen(self, path: str, signature: Signature, now: float) -> None:
        """A file is there, or something about it may have changed."""
        known = self._waiting.get(path)
        if known is None or known[0] != signature:
            self._waiting[path] = (signature, now)

    def settled(self, now: float) -> dict[str, Signature]:
        """Those that have settled by now, each named once; in the order in which they were seen."""
        due = [path for path, (_, at) in self._waiting.items() if at + self._settle <= now]
        found: dict[str, Signature] = {}
        for path in due:
            before, _ = self._waiting.pop(path)
            signature = signature_of(path)
            if signature == before:
                found[path] = before
            elif signature is not None:
                self._waiting[path] = (signature, now)
        return found
