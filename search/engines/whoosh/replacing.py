"""An archive folder as the source of another archive, or made anew beside the one it replaces."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from pressespiegel.search.engine import Commit, Engine
from pressespiegel.search.engines.whoosh.contents import (
    CONTENTS,
    Contents,
    flush_folder,
    read_contents,
    write_contents,
)
from pressespiegel.search.engines.whoosh.engine import FolderEngine
from pressespiegel.search.engines.whoosh.lock import HOLDER, LOCK, WriteLock
from pressespiegel.search.engines.whoosh.writer import is_ours
from pressespiegel.search.errors import ArchiveError, ArchiveExists, ArchiveMissing, StorageError

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE, Linux 3.15


class FolderOrigin:
    """The `Origin` of a folder; locked until it is closed.

    Raises:
        ArchiveMissing, ArchiveInvalid: there is no archive that can be read.
        ArchiveLocked: somebody wrote for longer than `wait` seconds.
    """

    def __init__(self, folder: Path, wait: float) -> None:
        read_contents(folder, any_analysis=True)
        self._lock = WriteLock(folder, wait)
        try:
            self._engine = FolderEngine(folder, any_analysis=True)
        except BaseException:
            self._lock.release()
            raise

    @property
    def engine(self) -> Engine:
        """What reads it."""
        return self._engine

    def withdrawn(self) -> Mapping[str, int]:
        """In which version each article was taken back that was."""
        return self._engine.snapshot.withdrawn

    def close(self) -> None:
        """Let others write."""
        self._engine.close()
        self._lock.release()


class FolderDestination:
    """The `Destination` of a folder: made in FOLDER.new, kept in FOLDER.old what was there.

    Raises:
        ArchiveExists: something else than an archive is there.
        StorageError: the folder cannot be written.
    """

    def __init__(self, folder: Path, source: str, commit: Commit) -> None:
        self._folder = folder
        self._new = folder.with_name(f"{folder.name}.new")
        self._note = folder.with_name(f"{folder.name}.new.json")
        made_of = {"source": source, "generation": commit.generation, "made": commit.made}
        before = self._before()
        try:
            if not (_read(self._note) == made_of and (self._new / CONTENTS).exists()):
                shutil.rmtree(self._new, ignore_errors=True)
                self._new.mkdir(parents=True)
                # A reader tells the files of two archives apart by their names.
                began = Contents(before.generation + 1, before.next_file)
                write_contents(self._new, began)
                self._note.write_text(json.dumps(made_of), encoding="utf-8")
        except OSError as error:
            raise _refused(self._new, error) from error
        self._engine = FolderEngine(self._new)

    def _before(self) -> Contents:
        """The archive that is there; an empty one where nothing is."""
        if not self._folder.exists() or (self._folder.is_dir() and not any(self._folder.iterdir())):
            return Contents()
        try:
            return read_contents(self._folder, any_analysis=True)
        except ArchiveMissing:
            return Contents()
        except ArchiveError as error:
            raise ArchiveExists(
                f"{self._folder} is there already, and is no archive that can be replaced",
                "choose another folder",
            ) from error

    @property
    def engine(self) -> Engine:
        """What writes it."""
        return self._engine

    def finish(self) -> str:
        """Put it in its place; see `Destination.finish`."""
        self._engine.close()
        old = self._folder.with_name(f"{self._folder.name}.old")
        try:
            if not self._folder.exists():
                self._new.rename(self._folder)
                self._note.unlink()
                return ""
            self._take_along()
            shutil.rmtree(old, ignore_errors=True)
            exchange(self._folder, self._new)
            self._new.rename(old)
            self._note.unlink()
            flush_folder(self._folder.absolute().parent)
        except OSError as error:
            raise _refused(self._folder, error) from error
        return str(old)

    def _take_along(self) -> None:
        """Copy what the owner keeps in the folder."""
        for path in self._folder.iterdir():
            if path.is_file() and not is_ours(path.name) and path.name not in (LOCK, HOLDER):
                shutil.copy2(path, self._new)

    def close(self) -> None:
        """Let go of it."""
        self._engine.close()


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places: in one step where the system can, else in three.

    Raises:
        OSError: they cannot be renamed.
    """
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError, TypeError):
        rename = None
    if rename is None or rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
        between = one.with_name(f"{one.name}.between")
        one.rename(between)
        other.rename(one)
        between.rename(other)


def _read(note: Path) -> object:
    try:
        return json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _refused(folder: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{folder} cannot be written: {error.strerror or error}",
        "check the permissions and the free space, and run it again to go on",
    )
