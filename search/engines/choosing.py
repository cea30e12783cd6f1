"""Which engine keeps the archive of a place."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from types import ModuleType

from pressespiegel.search.document import Document
from pressespiegel.search.engine import Check, Commit, Engine
from pressespiegel.search.engines import whoosh
from pressespiegel.search.engines.whoosh.replacing import FolderDestination, FolderOrigin
from pressespiegel.search.errors import StorageError
from pressespiegel.search.place import is_address
from pressespiegel.search.rebuilding import Destination, Origin


def create_engine(place: str | PathLike[str]) -> Engine:
    """Make an empty archive at a place, and open it.

    Raises:
        ArchiveExists: something is there already.
        ArchiveInvalid: an address is not one.
        StorageError: the folder cannot be written, or the cluster does not take it.
    """
    if not is_address(place):
        return whoosh.create_engine(place)
    made: Engine = _cluster_engine().create_engine(str(place))
    return made


def open_engine(place: str | PathLike[str]) -> Engine:
    """Open the archive of a place.

    Raises:
        ArchiveMissing: nothing is there.
        ArchiveInvalid: what is there is no archive, is damaged, or of another version.
        StorageError: the cluster is away.
    """
    if not is_address(place):
        return whoosh.open_engine(place)
    opened: Engine = _cluster_engine().open_engine(str(place))
    return opened


def check_engine(place: str | PathLike[str]) -> Check:
    """Whether an archive is whole.

    Raises:
        ArchiveMissing, ArchiveInvalid, StorageError: as for `open_engine`.
    """
    if not is_address(place):
        return whoosh.check_engine(place)
    found: Check = _cluster_engine().check_engine(str(place))
    return found


def repair_engine(
    place: str | PathLike[str], wait: float, restored: Callable[[bytes], Document]
) -> Check:
    """Make an archive whole as far as possible; see `whoosh.repair_engine`.

    Raises:
        StorageError: a cluster is asked, which looks after itself.
    """
    if not is_address(place):
        return whoosh.repair_engine(place, wait, restored)
    raise StorageError(
        f"{place} is on a cluster, which repairs itself from the copies on its nodes",
        "what is lost for good is rebuilt by: pressespiegel reindex",
    )


class Places:
    """Opens what `pressespiegel.search.rebuilding` copies, and what it copies to."""

    def origin(self, place: str | PathLike[str], wait: float) -> Origin:
        """Open an archive to be copied; see `Origin`."""
        if not is_address(place):
            return FolderOrigin(Path(place), wait)
        opened: Origin = _cluster_engine().open_origin(str(place), wait)
        return opened

    def destination(self, place: str | PathLike[str], source: str, commit: Commit) -> Destination:
        """Begin an archive, or go on with one; see `Destination`."""
        if not is_address(place):
            return FolderDestination(Path(place), source, commit)
        begun: Destination = _cluster_engine().begin_destination(str(place), source, commit)
        return begun


def _cluster_engine() -> ModuleType:
    """The engine for clusters, which is loaded only where one is asked.

    Raises:
        StorageError: what it needs is not installed.
    """
    try:
        from pressespiegel.search.engines import opensearch
    except ModuleNotFoundError as error:
        if error.name != "opensearchpy":
            raise
        raise StorageError(
            "archives on a cluster need the package opensearch-py",
            "pip install 'pressespiegel[opensearch]'",
        ) from error
    return opensearch
