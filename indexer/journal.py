"""Which files were taken in already, remembered beside the archive from one run to the next."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pressespiegel.indexer.arrivals import Signature, signature_of
from pressespiegel.search import StorageError

FILE_NAME = "watched.sqlite"
"""The journal of an archive, in its folder."""

_TABLE = """
create table if not exists files (
    path blob primary key, size integer, written integer, changed integer, failed integer
) without rowid
"""


class Journal:
    """The signatures of the files that are in an archive.

    It may lag behind the archive or be lost: then files are read again, and found unchanged. What
    failed is forgotten when it is opened, so that each run tries it once.

    Raises:
        StorageError: it cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._files = self._opened()
        except sqlite3.OperationalError as error:
            raise _refused(path, error) from error
        except sqlite3.DatabaseError:  # damaged
            path.unlink(missing_ok=True)
            self._files = self._opened()

    def _opened(self) -> sqlite3.Connection:
        files = sqlite3.connect(self._path)
        try:
            with files:
                files.execute(_TABLE)
                files.execute("delete from files where failed")
                gone = [(path,) for (path,) in files.execute("select path from files")]
                gone = [row for row in gone if signature_of(os.fsdecode(row[0])) is None]
                files.executemany("delete from files where path = ?", gone)
        except BaseException:
            files.close()
            raise
        return files

    def has(self, path: str, signature: Signature) -> bool:
        """Whether this file was taken in, or failed in this run, as it is now."""
        with self._errors():
            row = self._files.execute(
                "select size, written, changed from files where path = ?", (os.fsencode(path),)
            ).fetchone()
        return row is not None and Signature(*row) == signature

    def note(self, files: Mapping[str, Signature], *, failed: bool = False) -> None:
        """Remember files."""
        rows = [(os.fsencode(path), *signature, failed) for path, signature in files.items()]
        with self._errors(), self._files:
            self._files.executemany("insert or replace into files values (?, ?, ?, ?, ?)", rows)

    def close(self) -> None:
        """Let go of the file."""
        self._files.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _refused(self._path, error) from error


def _refused(path: Path, error: sqlite3.Error) -> StorageError:
    return StorageError(f"{path}: {error}", "check its rights and the free space, or delete it")
