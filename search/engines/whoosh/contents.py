"""The table of contents: one small JSON file that says which segments make the archive.

A commit replaces it by a rename; what it names is the archive, anything else in the folder is
left over from a writer that died.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

from pressespiegel.search.engines.whoosh.sections import FORMAT_VERSION
from pressespiegel.search.errors import ArchiveDamaged, ArchiveInvalid, ArchiveMissing
from pressespiegel.search.german import ANALYSIS_VERSION

CONTENTS = "archive.json"
KIND = "pressespiegel archive"


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment of the archive: its file, its documents, and the file of its deleted ones."""

    file: str
    documents: int
    deleted: int = 0
    deleted_file: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """A commit: its number, its segments, the number of the next file to be made, and the file that
    says what was taken back ("" for none)."""

    generation: int = 0
    next_file: int = 1
    segments: tuple[SegmentEntry, ...] = ()
    withdrawn: str = ""

    def files(self) -> set[str]:
        """The names of all files that belong to the archive."""
        names = {CONTENTS}
        if self.withdrawn:
            names.add(self.withdrawn)
        for entry in self.segments:
            names.add(entry.file)
            if entry.deleted_file:
                names.add(entry.deleted_file)
        return names


def write_contents(folder: Path, contents: Contents) -> None:
    """Make a commit visible: written beside, flushed to disk, renamed over the old one.

    Raises:
        OSError: the disk is full or read-only; the old table of contents is untouched.
    """
    segments = [
        [entry.file, entry.documents, entry.deleted, entry.deleted_file]
        for entry in contents.segments
    ]
    body: dict[str, object] = {
        "kind": KIND,
        "format": FORMAT_VERSION,
        "analysis": ANALYSIS_VERSION,
        "generation": contents.generation,
        "next_file": contents.next_file,
        "segments": segments,
    }
    if contents.withdrawn:
        body["withdrawn"] = contents.withdrawn
    text = json.dumps(body, sort_keys=True)
    beside = folder / (CONTENTS + ".new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            json.dump({**body, "checksum": zlib.crc32(text.encode())}, file, sort_keys=True)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        flush_folder(folder)
        beside.replace(folder / CONTENTS)
        flush_folder(folder)
    finally:
        beside.unlink(missing_ok=True)


def read_contents(folder: Path, *, any_analysis: bool = False) -> Contents:
    """Read the last commit.

    Raises:
        ArchiveMissing: there is nothing at this place.
        ArchiveInvalid: it is no archive, or of another version; ArchiveDamaged: it is damaged.
    """
    if not folder.exists():
        raise ArchiveMissing(
            f"there is no archive at {folder}", "make one: pressespiegel index --archive DIR PATH…"
        )
    try:
        text = (folder / CONTENTS).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        if folder.is_dir() and any(folder.glob("*.segment")):
            raise _damaged(folder) from None
        raise ArchiveInvalid(
            f"{folder} is not an archive", "name the folder of one, or a new one to create it"
        ) from None
    except UnicodeDecodeError:
        raise _damaged(folder) from None
    try:
        body = json.loads(text)
        if body.pop("kind") != KIND:
            raise ValueError("another kind")
        checksum = body.pop("checksum")
        written = json.dumps({**body, "kind": KIND}, sort_keys=True)
        if zlib.crc32(written.encode()) != checksum:
            raise ValueError("checksum")
        for name, current in (("format", FORMAT_VERSION), ("analysis", ANALYSIS_VERSION)):
            if body[name] != current and not (name == "analysis" and any_analysis):
                raise ArchiveInvalid(
                    f"the archive {folder} has {name} version {body[name]}, "
                    f"this program needs {current}",
                    f"rebuild it: pressespiegel reindex --archive {folder} --to {folder}"
                    if name == "analysis"
                    else "index the articles again into a new archive: "
                    "pressespiegel index --archive NEW PATH…",
                )
        return Contents(
            generation=int(body["generation"]),
            next_file=int(body["next_file"]),
            segments=tuple(
                SegmentEntry(_plain(file), int(documents), int(deleted), _plain(deleted_file))
                for file, documents, deleted, deleted_file in body["segments"]
            ),
            withdrawn=_plain(body.get("withdrawn", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(folder) from error


def flush_folder(folder: Path) -> None:
    """Make the names of a folder durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _plain(name: object) -> str:
    """A file name that cannot lead out of the folder."""
    if not isinstance(name, str) or Path(name).name != name:
        raise ValueError("not a file name")
    return name


def _damaged(folder: Path) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"the table of contents of {folder} is damaged", "run: pressespiegel check --repair"
    )
