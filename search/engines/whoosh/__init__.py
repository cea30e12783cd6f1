"""The embedded engine (being built): for now the reference engine, on one JSONL file."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from pressespiegel.search.engine import Engine
from pressespiegel.search.engines.reference import ReferenceEngine
from pressespiegel.search.errors import ArchiveExists, ArchiveInvalid, ArchiveMissing


def create_engine(place: str | PathLike[str]) -> Engine:
    """Make an empty archive folder."""
    folder = Path(place)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveExists(f"{folder} is not empty", "choose another folder")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "documents.jsonl").touch()
    return ReferenceEngine(folder / "documents.jsonl")


def open_engine(place: str | PathLike[str]) -> Engine:
    """Open an archive folder."""
    folder = Path(place)
    if not folder.exists():
        raise ArchiveMissing(f"there is no archive at {folder}", "run: pressespiegel index")
    if not (folder / "documents.jsonl").exists():
        raise ArchiveInvalid(f"{folder} is not an archive", "choose another folder")
    return ReferenceEngine(folder / "documents.jsonl")
