"""One commit of an archive, opened: its segments, and the figures that count over all of them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.builder import UNDATED
from pressespiegel.search.engines.whoosh.contents import Contents, SegmentEntry
from pressespiegel.search.engines.whoosh.numbering import Numbering
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.withdrawn import read_withdrawn
from pressespiegel.search.errors import ArchiveDamaged

_UNDATED = np.int32(UNDATED)


@dataclass(frozen=True)
class Snapshot:
    """The segments of one commit, opened, and in which versions articles were taken back; it never
    changes, and stays readable after the next."""

    contents: Contents
    segments: tuple[Segment, ...]
    withdrawn: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def count(self) -> int:
        """How many documents there are, deleted ones included."""
        return sum(segment.count for segment in self.segments)

    @cached_property
    def numbering(self) -> Numbering:
        """The documents of all segments in one row."""
        return Numbering(self.segments)

    @cached_property
    def living(self) -> npt.NDArray[np.bool_] | None:
        """Which documents of the row are not deleted; None where none is."""
        if all(segment.deleted is None for segment in self.segments):
            return None
        kept = [
            np.ones(segment.count, dtype=np.bool_) if segment.deleted is None else ~segment.deleted
            for segment in self.segments
        ]
        return self.numbering.spread(kept, np.False_)

    @cached_property
    def first_minutes(self) -> npt.NDArray[np.int32]:
        """The first minute that each date of the row may mean; `UNDATED` where there is none."""
        return self.numbering.spread([each.first_minutes for each in self.segments], _UNDATED)

    @cached_property
    def last_minutes(self) -> npt.NDArray[np.int32]:
        """The last minute that each date of the row may mean; `UNDATED` where there is none."""
        return self.numbering.spread([each.last_minutes for each in self.segments], _UNDATED)

    @cached_property
    def alive(self) -> int:
        """How many articles there are."""
        return sum(segment.alive for segment in self.segments)

    @cached_property
    def dates(self) -> tuple[int, int] | None:
        """The first minutes of the oldest and the newest article, None where all are undated."""
        known = [segment.dates for segment in self.segments if segment.dates]
        if not known:
            return None
        return min(oldest for oldest, _ in known), max(newest for _, newest in known)

    def document_frequency(self, field: str, term: bytes) -> int:
        """In how many documents of all segments a term stands, deleted ones included."""
        found = 0
        for segment in self.segments:
            number = segment.dictionary.find(field, term)
            if number >= 0:
                found += segment.frequency(number)
        return found

    def average_length(self, field: str) -> float:
        """The mean length of a field in words, counted over all documents."""
        total = sum(segment.totals.get(field, 0) for segment in self.segments)
        return total / (self.count or 1)

    def find(self, id: str) -> tuple[Segment, int] | None:
        """Segment and document number of an article, None where there is none."""
        for segment in reversed(self.segments):
            document = segment.find(id)
            if document >= 0:
                return segment, document
        return None


def open_snapshot(folder: Path, contents: Contents, known: Snapshot | None = None) -> Snapshot:
    """Open the segments of a commit; those that `known` has open already are shared.

    Raises:
        ArchiveInvalid: a segment is missing or damaged.
        FileNotFoundError: a later commit has removed a file meanwhile; read the contents again.
    """
    shared, files = {}, {}
    if known is not None:
        shared = dict(zip(known.contents.segments, known.segments, strict=True))
        files = {entry.file: segment for entry, segment in shared.items()}
    withdrawn: Mapping[str, int] = {}
    if known is not None and known.contents.withdrawn == contents.withdrawn:
        withdrawn = known.withdrawn
    elif contents.withdrawn:
        withdrawn = read_withdrawn(folder / contents.withdrawn)
    return Snapshot(
        contents,
        tuple(
            shared.get(entry) or open_segment(folder, entry, files.get(entry.file))
            for entry in contents.segments
        ),
        withdrawn,
    )


def open_segment(folder: Path, entry: SegmentEntry, known: Segment | None = None) -> Segment:
    """Open one segment with its deletions; `known` may have its file open already.

    Raises:
        ArchiveInvalid: as for `Segment`.
        FileNotFoundError: a file is not there.
    """
    deleted = None
    if entry.deleted_file:
        deleted = read_deleted(folder / entry.deleted_file, entry.documents)
    path = folder / entry.file
    if known is not None and known.sections.is_of(path):
        segment = known.without(deleted)
    else:
        segment = Segment(path, deleted)
    if segment.count != entry.documents:
        raise ArchiveDamaged(
            f"{segment.path} is another file than the archive's contents name",
            "run: pressespiegel check --repair",
        )
    return segment


def deleted_bytes(deleted: npt.NDArray[np.bool_]) -> bytes:
    """Which documents of a segment are deleted: one bit each, then the CRC-32 of these bytes."""
    bits = np.packbits(deleted).tobytes()
    return bits + zlib.crc32(bits).to_bytes(4, "little")


def read_deleted(path: Path, documents: int) -> npt.NDArray[np.bool_]:
    """Read what `deleted_bytes` made.

    Raises:
        ArchiveDamaged: the file is not that, or of another segment.
    """
    data = path.read_bytes()
    bits = data[:-4]
    whole = len(bits) == (documents + 7) // 8
    if not whole or data[-4:] != zlib.crc32(bits).to_bytes(4, "little"):
        raise ArchiveDamaged(f"{path} is damaged", "run: pressespiegel check --repair")
    return np.unpackbits(np.frombuffer(bits, dtype="u1"), count=documents).astype(np.bool_)
