"""An archive folder as a Whoosh index."""

from __future__ import annotations

import threading
from os import PathLike
from pathlib import Path
from typing import NoReturn

from whoosh.fields import Schema
from whoosh.index import Index
from whoosh.reading import IndexReader
from whoosh.writing import IndexingError

from pressespiegel.search.engines.whoosh.contents import CONTENTS, read_contents
from pressespiegel.search.engines.whoosh.engine import open_last
from pressespiegel.search.engines.whoosh.face.commit import OpenedCommit
from pressespiegel.search.engines.whoosh.face.schema import archive_schema


def open_index(folder: str | PathLike[str]) -> ArchiveIndex:
    """Open the archive of a folder for programs written for Whoosh.

    Raises:
        ArchiveMissing: nothing is there.
        ArchiveInvalid: what is there is no archive, is damaged, or of another version.
    """
    return ArchiveIndex(Path(folder))


class ArchiveIndex(Index):  # type: ignore[misc]  # Whoosh has no types
    """Reads an archive; each `reader()` and `searcher()` sees the last commit at that time.

    It is safe across threads; a `whoosh.searching.Searcher` is not, so make one for each thread.
    Articles are written with `pressespiegel.search.Archive.writer`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = archive_schema()
        self._lock = threading.Lock()
        self._opened: OpenedCommit | None = None
        self.opened()

    def __repr__(self) -> str:
        return f"ArchiveIndex({str(self._folder)!r})"

    @property
    def schema(self) -> Schema:
        """The fields of every archive."""
        return self._schema

    def opened(self) -> OpenedCommit:
        """The last commit."""
        with self._lock:
            opened = self._opened
            known = opened.snapshot if opened else None
            if known is None or known.contents != read_contents(self._folder):
                _, snapshot = open_last(self._folder, known)
                opened = self._opened = OpenedCommit(snapshot, self._schema)
            assert opened is not None
            return opened

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """A reader of the last commit; segments that are open already are shared."""
        return self.opened().reader()

    def latest_generation(self) -> int:
        """The number of the last commit."""
        return read_contents(self._folder).generation

    def last_modified(self) -> float:
        """When the last commit was made, in seconds since 1970."""
        return (self._folder / CONTENTS).stat().st_mtime

    def is_empty(self) -> bool:
        """Whether there is no article."""
        return not self.opened().snapshot.segments

    def writer(self, **options: object) -> NoReturn:
        """Raises IndexingError: an archive is written through `Archive.writer`."""
        raise IndexingError(
            f"{self._folder} is read-only for Whoosh: articles are written with "
            "pressespiegel.search.Archive.open(folder).writer()"
        )

    def optimize(self) -> NoReturn:
        """Raises IndexingError, as `writer` does."""
        self.writer()
