"""The embedded engine: a Whoosh index whose postings, lengths, facets and articles are arrays."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from os import PathLike
from pathlib import Path

with warnings.catch_warnings():
    # Whoosh 2.7.4 has escapes like "\S" in plain strings. From Python 3.12 on each is warned of on
    # stderr when Whoosh is compiled: at every start, where its folder cannot be written.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    import whoosh.analysis  # noqa: F401 - the part of it that is imported and has them

from pressespiegel.search.document import Document
from pressespiegel.search.engine import Check, Engine
from pressespiegel.search.engines.whoosh.checking import damages, repair
from pressespiegel.search.engines.whoosh.contents import Contents, write_contents
from pressespiegel.search.engines.whoosh.engine import FolderEngine
from pressespiegel.search.errors import ArchiveExists, StorageError

__all__ = ["check_engine", "create_engine", "open_engine", "repair_engine"]


def create_engine(place: str | PathLike[str]) -> Engine:
    """Make an empty archive in a folder, which must be empty or not exist, and open it.

    Raises:
        ArchiveExists: something is there already.
        StorageError: the folder cannot be written.
    """
    folder = Path(place)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ArchiveExists(f"{folder} is not an empty folder", "choose another folder")
        folder.mkdir(parents=True, exist_ok=True)
        write_contents(folder, Contents())
    except OSError as error:
        raise StorageError(
            f"no archive can be made in {folder}: {error.strerror or error}",
            "choose a folder that can be written",
        ) from error
    return FolderEngine(folder)


def open_engine(place: str | PathLike[str]) -> Engine:
    """Open the archive of a folder.

    Raises:
        ArchiveMissing: nothing is there.
        ArchiveInvalid: what is there is no archive, is damaged, or of another version.
    """
    return FolderEngine(Path(place))


def check_engine(place: str | PathLike[str]) -> Check:
    """Read every byte of an archive and compare it with its checksum; O(bytes).

    Raises:
        ArchiveMissing: nothing is there.
        ArchiveInvalid: what is there is no archive, or of another version.
    """
    return Check(tuple(damages(Path(place))))


def repair_engine(
    place: str | PathLike[str], wait: float, restored: Callable[[bytes], Document]
) -> Check:
    """Check an archive and make it whole again as far as possible, as one commit.

    `restored` makes a document of the stored bytes of an article, and raises `PressespiegelError`
    where they are none.

    Raises:
        ArchiveLocked: somebody else wrote for longer than `wait` seconds.
        StorageError: the disk is full; the archive is as it was.
        ArchiveMissing, ArchiveInvalid: as for `check_engine`.
    """
    return repair(Path(place), wait, restored)
