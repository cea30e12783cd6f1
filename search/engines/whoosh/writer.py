"""A set of changes to an archive folder: gathered in memory, written as new files, made visible by
one rename. Until then every reader sees the last commit, and so does everybody after a crash."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pressespiegel.search.article import TEXT_FIELDS
from pressespiegel.search.document import COLUMNS, Document
from pressespiegel.search.engine import DEFAULT_MEMORY, Change
from pressespiegel.search.engines.whoosh.aside import Aside
from pressespiegel.search.engines.whoosh.builder import LARGEST_RUN, SegmentBuilder
from pressespiegel.search.engines.whoosh.contents import (
    CONTENTS,
    Contents,
    SegmentEntry,
    flush_folder,
    read_contents,
    write_contents,
)
from pressespiegel.search.engines.whoosh.gathering import Gathered
from pressespiegel.search.engines.whoosh.lock import HOLDER, LOCK, WriteLock
from pressespiegel.search.engines.whoosh.lost_deletions import surely_deleted
from pressespiegel.search.engines.whoosh.merging import due, merge
from pressespiegel.search.engines.whoosh.running_words import BYTES_PER_WORD
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import deleted_bytes, open_segment, open_snapshot
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary
from pressespiegel.search.engines.whoosh.withdrawn import ENDING, withdrawn_bytes
from pressespiegel.search.errors import ArchiveError, StorageError
from pressespiegel.search.german import analyse_word
from pressespiegel.search.withdrawal import covers, joined

WORDS_SHARE = 3
"""A vocabulary that takes more than this part of the memory is forgotten with the next segment."""

GATHERED_SHARE = 0.75
"""So much of the memory is filled before it is written; meanwhile the rest is filled."""

RUNS = 8
"""Words that wait to be sorted take one such part of the memory, those being sorted another."""


_OURS = (".segment", ".deleted", f".{ENDING}")


@dataclass
class _Part:
    """A segment of the archive to be: its file and which of its documents are deleted."""

    entry: SegmentEntry
    segment: Segment
    deleted: npt.NDArray[np.bool_] | None = None
    changed: bool = False

    def mask(self) -> npt.NDArray[np.bool_]:
        """The deletions, made writable on first use."""
        if not self.changed:
            before = self.deleted
            count = self.segment.count
            self.deleted = np.zeros(count, dtype=np.bool_) if before is None else before.copy()
            self.changed = True
        assert self.deleted is not None
        return self.deleted


class FolderWriter:
    """The `EngineWriter` of an archive folder; holds its lock until `commit` or `abort`.

    `memory` bounds what waits to be written, in bytes, what is known of its words included.
    `vocabulary` may serve one writer after another, so that their words are analysed once.
    `committed` is called after a commit. `begin` tells, once the archive is locked, which commit
    the changes are made to.

    Raises:
        ArchiveLocked: another writer did not finish within `wait` seconds.
        ArchiveInvalid: the archive is damaged.
        StorageError: the folder cannot be written.
    """

    def __init__(
        self,
        folder: Path,
        wait: float,
        memory: int = DEFAULT_MEMORY,
        vocabulary: Vocabulary | None = None,
        committed: Callable[[], None] | None = None,
        begin: Callable[[Path], Contents] = read_contents,
    ) -> None:
        self._folder = folder
        self._memory = memory
        self._committed = committed
        self._lock = WriteLock(folder, wait)
        try:
            self._contents = begin(folder)
            _remove_strangers(folder, self._contents)
            opened = open_snapshot(folder, self._contents)
        except BaseException:
            self._lock.release()
            raise
        self._next_file = self._contents.next_file
        self._withdrawn = dict(opened.withdrawn)
        self._withdrawn_before = opened.withdrawn
        self._parts = [
            _Part(entry, segment, segment.deleted)
            for entry, segment in zip(self._contents.segments, opened.segments, strict=True)
        ]
        self._vocabulary = Vocabulary(analyse_word) if vocabulary is None else vocabulary
        self._aside = Aside()
        self._gathered = self._new_gathered()
        self._leaving: Gathered | None = None
        self._altered = False

    def holds(self, id: str) -> bool:
        """Whether there is an article of this id."""
        return self._fingerprint(id) is not None

    def put(self, document: Document) -> Change:
        """Add a document, or replace the one of its id; an equal one is left as it is.

        Raises:
            StorageError: the disk is full; the writer can then only be aborted.
        """
        self._vocabulary.learn(document.analyses)
        before = self._fingerprint(document.id)
        if before == document.fingerprint:
            return "unchanged"
        if before is not None:
            self.delete(document.id)
        self._gathered.add(document)
        self._altered = True
        if self._leaving is not None and self.held >= self._memory:
            self._arrive()
        if self._leaving is None and self.held >= self._memory * GATHERED_SHARE:
            self._flush()
        return "added" if before is None else "replaced"

    def delete(self, id: str) -> bool:
        """Remove the article of this id; False where there is none."""
        if self._gathered.delete(id) or (self._leaving is not None and self._leaving.delete(id)):
            return True
        found = self._find(id)
        if found is None:
            return False
        part, document = found
        part.mask()[document] = True
        self._altered = True
        return True

    def withdraw(self, id: str, version: int) -> bool:
        """Remove an article and remember that it was taken back; see `EngineWriter.withdraw`."""
        before = self._withdrawn.get(id)
        self._withdrawn[id] = joined(before, version)
        self._altered |= self._withdrawn[id] != before
        return self.delete(id)

    def has_withdrawn(self, id: str, version: int) -> bool:
        """Whether an article of this version was taken back."""
        return covers(self._withdrawn.get(id), version)

    def delete_again(self, files: Collection[str], version_of: Callable[[bytes], int]) -> int:
        """Delete what of these segments was deleted before the lists that said so were lost, as
        far as that can be told; how many articles that are.

        `version_of` tells the version of a stored article.
        """
        count = 0
        for part in self._parts:
            if part.entry.file in files:
                later = [p.segment for p in self._parts if p.entry.file > part.entry.file]
                dead = surely_deleted(part.segment, later, self._withdrawn, version_of)
                part.mask()[dead] = True
                count += len(dead)
        return count

    def commit(self, *, even_unaltered: bool = False) -> None:
        """Make all changes visible at once and durable; without changes nothing is written.

        Unless `even_unaltered`: then the commit that `begin` told becomes the last one.

        Raises:
            StorageError: the disk is full; the archive is as it was.
        """
        try:
            if self._altered or even_unaltered:
                self._flush()
                self._arrive()
                self._merge()
                with _disk_errors(self._folder):
                    after = self._written_contents()
                    flush_folder(self._folder)
                    write_contents(self._folder, after)
                if self._committed is not None:
                    self._committed()
        finally:
            self.abort()

    def abort(self) -> None:
        """Forget what is not committed and let others write."""
        self._parts = []
        try:
            self._aside.close()
            # Read anew: an interruption may have come just after a commit became visible. What
            # cannot be removed now is left to the next writer.
            with suppress(OSError, ArchiveError):
                _remove_strangers(self._folder, read_contents(self._folder))
        finally:
            self._lock.release()

    @property
    def held(self) -> int:
        """About how many bytes are taken by what waits, and by what is known of its words."""
        leaving = self._leaving.memory if self._leaving is not None else 0
        return self._gathered.memory + leaving + self._vocabulary.bytes

    def _new_gathered(self) -> Gathered:
        run = min(LARGEST_RUN, self._memory // (RUNS * BYTES_PER_WORD))
        return Gathered(SegmentBuilder(self._vocabulary, TEXT_FIELDS, COLUMNS, run, self._aside))

    def _new_file(self, ending: str) -> str:
        name = f"{self._next_file:08d}.{ending}"
        self._next_file += 1
        return name

    def _find(self, id: str) -> tuple[_Part, int] | None:
        for part in reversed(self._parts):
            document = part.segment.find(id)
            if document >= 0 and not (part.deleted is not None and part.deleted[document]):
                return part, document
        return None

    def _fingerprint(self, id: str) -> bytes | None:
        waiting = self._gathered.fingerprint(id)
        if waiting is None and self._leaving is not None:
            waiting = self._leaving.fingerprint(id)
        if waiting is not None:
            return waiting
        found = self._find(id)
        return None if found is None else found[0].segment.fingerprint(found[1])

    def _flush(self) -> None:
        """Begin to write the waiting documents as a segment of their own."""
        self._arrive()
        if not len(self._gathered):
            return
        self._gathered.leave(self._folder / self._new_file("segment"), self._aside)
        self._leaving = self._gathered
        if WORDS_SHARE * self._vocabulary.bytes > self._memory:
            self._vocabulary.forget()
        self._gathered = self._new_gathered()

    def _arrive(self) -> None:
        """Wait until the segment that is being written is there, and count it in."""
        leaving = self._leaving
        if leaving is None:
            return
        with _disk_errors(self._folder):
            leaving.arrive()
            part = self._open(leaving.path.name)
        self._leaving = None
        if leaving.deleted:
            part.mask()[list(leaving.deleted)] = True
        self._parts.append(part)

    def _open(self, file: str) -> _Part:
        segment = Segment(self._folder / file)
        return _Part(SegmentEntry(file, segment.count), segment)

    def _merge(self) -> None:
        """Merge segments of like size, and drop those of which nothing is left."""
        self._parts = [part for part in self._parts if _living(part)]
        with _disk_errors(self._folder):
            while chosen := due([_living(part) for part in self._parts]):
                file = self._new_file("segment")
                merge(self._folder / file, [self._current(self._parts[n]) for n in chosen])
                merged = self._open(file)
                rest = [part for n, part in enumerate(self._parts) if n not in chosen]
                self._parts = [*rest, merged]

    def _current(self, part: _Part) -> Segment:
        """The segment with the deletions as they will be."""
        return part.segment.without(part.deleted) if part.changed else part.segment

    def _written_contents(self) -> Contents:
        entries = []
        for part in self._parts:
            entry = part.entry
            if part.changed and part.deleted is not None and part.deleted.any():
                file = self._new_file("deleted")
                _write_durably(self._folder / file, deleted_bytes(part.deleted))
                entry = replace(entry, deleted=int(part.deleted.sum()), deleted_file=file)
            entries.append(entry)
        withdrawn = self._contents.withdrawn
        if self._withdrawn != self._withdrawn_before:
            withdrawn = self._new_file(ENDING)
            _write_durably(self._folder / withdrawn, withdrawn_bytes(self._withdrawn))
        generation = self._contents.generation + 1
        return Contents(generation, self._next_file, tuple(entries), withdrawn)


def compact(folder: Path, wait: float) -> None:
    """Merge all segments of an archive into one, without what was deleted, as one commit.

    Raises:
        ArchiveLocked: another writer did not finish within `wait` seconds.
        StorageError: the disk is full; the archive is as it was.
    """
    lock = WriteLock(folder, wait)
    try:
        contents = read_contents(folder)
        deleted = any(entry.deleted for entry in contents.segments)
        if len(contents.segments) < 2 and not deleted:
            return
        segments = [open_segment(folder, entry) for entry in contents.segments]
        file = f"{contents.next_file:08d}.segment"
        alive = sum(segment.alive for segment in segments)
        with _disk_errors(folder):
            if alive:
                merge(folder / file, segments)
            entries = (SegmentEntry(file, alive),) if alive else ()
            generation, next_file = contents.generation + 1, contents.next_file + 1
            after = Contents(generation, next_file, entries, contents.withdrawn)
            flush_folder(folder)
            write_contents(folder, after)
    finally:
        try:
            # What cannot be removed now is left to the next writer.
            with suppress(OSError, ArchiveError):
                _remove_strangers(folder, read_contents(folder))
        finally:
            lock.release()


def _living(part: _Part) -> int:
    return part.segment.count - (0 if part.deleted is None else int(part.deleted.sum()))


def _remove_strangers(folder: Path, contents: Contents) -> None:
    """Delete files of ours that no commit names: left by a writer that died, or merged away."""
    kept = contents.files() | {LOCK, HOLDER}
    for path in folder.iterdir():
        if is_ours(path.name) and path.name not in kept:
            path.unlink(missing_ok=True)


def is_ours(name: str) -> bool:
    """Whether a file of a folder belongs to the archive, and not to its owner."""
    return Path(name).suffix in _OURS or name in (CONTENTS, CONTENTS + ".new")


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    """Say in one line what the disk refuses."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        what = "the disk is full" if full else (error.strerror or str(error))
        raise StorageError(
            f"{folder} cannot be written: {what}",
            "free some space and run it again; the archive is as it was at the last commit",
        ) from error
