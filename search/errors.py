"""The errors that leave this package, as one tree.

    PressespiegelError            anything a caller may want to catch, one clear line
    ├── ArchiveError              the archive as a whole
    │   ├── ArchiveMissing        there is no archive at that place
    │   ├── ArchiveExists         there is one already, so it cannot be created
    │   ├── ArchiveInvalid        what lies there is no archive, or one of another version
    │   │   └── ArchiveDamaged    it is one, but its bytes are not those that were written
    │   └── ArchiveLocked         somebody else is writing to it
    ├── StorageError              the disk is full, or refuses to be read or written
    ├── ArticleError              an article that cannot be kept (no id, no text, a broken date)
    └── ReadError                 a file, or a place in it, that holds no readable article

A `hint` says what to do about it; the command line prints both.
"""

from __future__ import annotations


class PressespiegelError(Exception):
    """The root of the tree: `message` says what is wrong and where, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class ArchiveError(PressespiegelError):
    """The archive as a whole cannot serve."""


class ArchiveMissing(ArchiveError):
    """There is no archive at the place named."""


class ArchiveExists(ArchiveError):
    """An archive, or something else, is at the place where one should be created."""


class ArchiveInvalid(ArchiveError):
    """What lies at the place named is no archive, is damaged, or is of another version."""


class ArchiveDamaged(ArchiveInvalid):
    """Bytes of the archive are not those that were written; `check --repair` keeps the rest."""


class ArchiveLocked(ArchiveError):
    """Another process holds the archive for writing; the message names it."""


class StorageError(PressespiegelError):
    """The disk is full, or does not let the archive be read or written."""


class ArticleError(PressespiegelError):
    """An article that cannot be kept as it is."""


class ReadError(PressespiegelError):
    """A file, or one place in it, from which no article can be read.

    `file` names the file, `place` the position in it ("line 7", "" for the whole file).
    """

    def __init__(self, reason: str, file: str, place: str = "", hint: str = "") -> None:
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {reason}", hint)
        self.reason = reason
        self.file = file
        self.place = place

    def __reduce__(self) -> tuple[type[ReadError], tuple[object, ...]]:
        """Travel between processes with all parts: readers work in processes of their own."""
        return (ReadError, (self.reason, self.file, self.place, self.hint))
