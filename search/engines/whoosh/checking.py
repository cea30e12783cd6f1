"""Is every byte of an archive what was written? And if not: what can be kept.

Repairing never writes over anything: damaged files are set aside under another name, and the
articles that can still be read from them are put into the archive anew, as one commit.
"""

from __future__ import annotations

import json
import mmap
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pressespiegel.search.document import Document
from pressespiegel.search.engine import Check, Damage
from pressespiegel.search.engines.whoosh.contents import (
    CONTENTS,
    Contents,
    SegmentEntry,
    read_contents,
)
from pressespiegel.search.engines.whoosh.sections import Sections
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import read_deleted
from pressespiegel.search.engines.whoosh.stored import BLOCK_HEAD
from pressespiegel.search.engines.whoosh.withdrawn import ENDING, read_withdrawn
from pressespiegel.search.engines.whoosh.writer import FolderWriter
from pressespiegel.search.errors import ArchiveDamaged, ArchiveInvalid, PressespiegelError
from pressespiegel.search.withdrawal import ALL_VERSIONS

SET_ASIDE = ".damaged"

IDS_REST_ON = frozenset({"terms.bytes", "terms.ends", "postings.docs", "postings.ends"})
"""The arrays of a segment that tell which document has which id."""

LARGEST_BLOCK = 64 * 1024 * 1024
"""No block of stored articles is unpacked beyond this: a hostile one could fill the memory."""


PIECE = 16_384
"""So many packed bytes are unpacked at a time."""


def damages(folder: Path) -> list[Damage]:
    """Read every byte of an archive and compare it with its checksum; O(bytes).

    Raises:
        ArchiveMissing: there is no such folder.
        ArchiveInvalid: the archive is of another version, or the folder is none.
    """
    contents = _contents(folder)
    if contents is None:
        return [Damage(CONTENTS, "the table of contents is damaged")]
    return _damages(folder, contents)


def _damages(folder: Path, contents: Contents) -> list[Damage]:
    """What is damaged of the files that a table of contents names."""
    found: list[Damage] = []
    for entry in contents.segments:
        what = _segment_damage(folder, entry)
        if what:
            found.append(Damage(entry.file, what))
        what = _deleted_damage(folder, entry)
        if what:
            found.append(Damage(entry.deleted_file, what))
    what = _withdrawn_damage(folder, contents.withdrawn)
    if what:
        found.append(Damage(contents.withdrawn, what))
    return found


def repair(folder: Path, wait: float, restored: Callable[[bytes], Document]) -> Check:
    """Make an archive of what is whole and of what can still be read of the rest, in one commit.

    `restored` makes a document of the stored bytes of an article, and raises `PressespiegelError`
    where they are none.

    Raises:
        ArchiveLocked: somebody else writes for longer than `wait` seconds.
        ArchiveMissing, ArchiveInvalid: as for `damages`.
        StorageError: the disk is full; the archive is as damaged as it was.
    """
    found: list[Damage] = []
    broken: list[_Broken] = []
    unsure: set[str] = set()
    uncertain = 0

    def begin(folder: Path) -> Contents:
        nonlocal uncertain
        found.extend(damages(folder))
        contents = _contents(folder)
        if contents is None:
            contents = _rebuilt(folder)
            found.extend(_damages(folder, contents))
            unsure.update(entry.file for entry in contents.segments)
        damaged = {each.file for each in found}
        whole = []
        for entry in contents.segments:
            if entry.file in damaged:
                ids = None if entry.file in unsure else _deleted_ids(folder, entry)
                uncertain += max(entry.deleted - len(ids or ()), 0)
                broken.append(_Broken(folder / (entry.file + SET_ASIDE), entry, ids))
            elif entry.deleted_file in damaged:
                uncertain += entry.deleted
                unsure.add(entry.file)
                whole.append(replace(entry, deleted=0, deleted_file=""))
            else:
                whole.append(entry)
        for each in found:
            _set_aside(folder / each.file)
        withdrawn = "" if contents.withdrawn in damaged else contents.withdrawn
        return replace(contents, segments=tuple(whole), withdrawn=withdrawn)

    _contents(folder)  # a folder that is no archive is left without even a lock
    writer = FolderWriter(folder, wait, begin=begin)
    kept = 0
    try:
        uncertain -= writer.delete_again(unsure, lambda stored: _version(stored, restored))
        for each in broken:
            for stored in readable_articles(each.path):
                try:
                    document = restored(stored)
                except PressespiegelError:
                    continue
                if each.deleted_ids is None:
                    if writer.has_withdrawn(document.id, document.version):
                        uncertain -= 1
                        continue
                elif document.id in each.deleted_ids:
                    continue
                if not writer.holds(document.id):
                    writer.put(document)
                    kept += 1
        writer.commit(even_unaltered=bool(found))
    except BaseException:
        writer.abort()
        raise
    known = all(each.entry.documents for each in broken)
    expected = sum(each.entry.documents - each.entry.deleted for each in broken)
    lost = max(expected - kept, 0) if known else None
    return Check(tuple(found), bool(found), kept, lost, max(uncertain, 0))


@dataclass(frozen=True, slots=True)
class _Broken:
    """A damaged segment: where it is set aside, and the ids of its deleted articles, None where
    they cannot be told."""

    path: Path
    entry: SegmentEntry
    deleted_ids: frozenset[str] | None


def _version(stored: bytes, restored: Callable[[bytes], Document]) -> int:
    """The version of a stored article; that of one that cannot be read is any."""
    try:
        return restored(stored).version
    except PressespiegelError:
        return ALL_VERSIONS


def readable_articles(path: Path) -> Iterator[bytes]:
    """The stored articles that can still be read from a segment file, whatever else is broken.

    Blocks of articles carry a checksum of their own, and are looked for by their first bytes.
    """
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return
    at = data.find(BLOCK_HEAD)
    while at >= 0:
        block, after = _unpacked(data, at)
        yield from _articles(block)
        at = data.find(BLOCK_HEAD, after)


def _unpacked(data: mmap.mmap, at: int) -> tuple[bytes, int]:
    """The block that begins at a place and where it ends; nothing where none does."""
    unpacking = zlib.decompressobj()
    parts: list[bytes] = []
    size, place = 0, at
    while not unpacking.eof and place < len(data) and size < LARGEST_BLOCK:
        try:
            parts.append(unpacking.decompress(data[place : place + PIECE]))
        except zlib.error:
            break
        size += len(parts[-1])
        place = min(place + PIECE, len(data)) - len(unpacking.unused_data)
    if not unpacking.eof:
        return b"", at + len(BLOCK_HEAD)
    return b"".join(parts), place


def _articles(block: bytes) -> Iterator[bytes]:
    """The JSON objects that a block holds, one behind the other."""
    decoder = json.JSONDecoder()
    try:
        text = block.decode("ascii")
    except UnicodeDecodeError:
        return
    at = 0
    while at < len(text):
        try:
            _, after = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield text[at:after].encode("ascii")
        at = after


def _contents(folder: Path) -> Contents | None:
    """The table of contents, None where it is damaged."""
    try:
        return read_contents(folder)
    except ArchiveDamaged:
        return None


def _rebuilt(folder: Path) -> Contents:
    """A table of contents of all segments in the folder that can be opened, and the last of the
    files that say what was taken back."""
    entries, last = [], 0
    for path in sorted(folder.glob("*.segment")):
        if path.stem.isdecimal():
            last = max(last, int(path.stem))
            try:
                entries.append(SegmentEntry(path.name, Segment(path).count))
            except (ArchiveInvalid, OSError):
                entries.append(SegmentEntry(path.name, 0))
    withdrawn = ""
    for path in sorted(folder.glob(f"*.{ENDING}")):
        if path.stem.isdecimal() and not _withdrawn_damage(folder, path.name):
            last, withdrawn = max(last, int(path.stem)), path.name
    return Contents(0, last + 1, tuple(entries), withdrawn)


def _segment_damage(folder: Path, entry: SegmentEntry) -> str:
    path = folder / entry.file
    try:
        sections = Sections(path)
        parts = sections.damaged()
        if parts:
            return f"damaged: {', '.join(parts)}"
        if Segment(path).count != entry.documents:
            return "another file than the archive names"
    except FileNotFoundError:
        return "missing"
    except ArchiveInvalid as error:
        return error.message.removeprefix(f"{path} ")
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return ""


def _deleted_damage(folder: Path, entry: SegmentEntry) -> str:
    if not entry.deleted_file:
        return ""
    try:
        deleted = read_deleted(folder / entry.deleted_file, entry.documents)
    except FileNotFoundError:
        return "missing"
    except ArchiveDamaged:
        return "damaged"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return "" if int(deleted.sum()) == entry.deleted else "another file than the archive names"


def _withdrawn_damage(folder: Path, file: str) -> str:
    if not file:
        return ""
    try:
        read_withdrawn(folder / file)
    except FileNotFoundError:
        return "missing"
    except ArchiveDamaged:
        return "damaged"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return ""


def _deleted_ids(folder: Path, entry: SegmentEntry) -> frozenset[str] | None:
    """The ids of a damaged segment's deleted documents, None where they cannot be told."""
    if not entry.deleted_file:
        return frozenset()
    if _deleted_damage(folder, entry):
        return None
    try:
        deleted = read_deleted(folder / entry.deleted_file, entry.documents)
        segment = Segment(folder / entry.file)
        if IDS_REST_ON & set(segment.sections.damaged()):
            return None
        alive = set(segment.ids(np.flatnonzero(~deleted).tolist()))
        return frozenset(segment.ids(np.flatnonzero(deleted).tolist())) - alive
    except (ArchiveInvalid, OSError):
        return None


def _set_aside(path: Path) -> None:
    if path.exists():
        path.replace(path.with_name(path.name + SET_ASIDE))
