"""The journal of a watch: which files were taken in, from one run to the next."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pressespiegel.indexer.arrivals import Signature, signature_of
from pressespiegel.indexer.journal import Journal
from pressespiegel.search import StorageError


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "watched.sqlite"


def existing(folder: Path, name: str) -> tuple[str, Signature]:
    path = folder / name
    path.write_text(name)
    signature = signature_of(str(path))
    assert signature is not None
    return str(path), signature


def test_it_remembers_from_one_run_to_the_next(place: Path, tmp_path: Path) -> None:
    path, signature = existing(tmp_path, "a.txt")
    with closing(Journal(place)) as journal:
        assert not journal.has(path, signature)
        journal.note({path: signature})
        assert journal.has(path, signature)
    with closing(Journal(place)) as journal:
        assert journal.has(path, signature)
        assert not journal.has(path, signature._replace(size=1))
        journal.note({path: signature._replace(size=1)})
        assert not journal.has(path, signature)


def test_what_failed_is_tried_once_in_each_run(place: Path, tmp_path: Path) -> None:
    path, signature = existing(tmp_path, "a.txt")
    with closing(Journal(place)) as journal:
        journal.note({path: signature}, failed=True)
        assert journal.has(path, signature)
    with closing(Journal(place)) as journal:
        assert not journal.has(path, signature)


def test_files_that_are_gone_are_forgotten(place: Path, tmp_path: Path) -> None:
    path, signature = existing(tmp_path, "a.txt")
    with closing(Journal(place)) as journal:
        journal.note({path: signature})
    Path(path).unlink()
    with closing(Journal(place)) as journal:
        assert not journal.has(path, signature)


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_may_be_any_bytes(place: Path) -> None:
    path = os.fsdecode(b"/eingang/b\xfccher.txt")
    with closing(Journal(place)) as journal:
        journal.note({path: Signature(1, 2, 3)})
        assert journal.has(path, Signature(1, 2, 3))


@pytest.mark.parametrize("content", [b"no database" * 1000, b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_one_is_begun_anew(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with closing(Journal(place)) as journal:
        journal.note({"a.txt": Signature(1, 2, 3)})
        assert journal.has("a.txt", Signature(1, 2, 3))


def test_what_cannot_be_written_is_one_clear_error(place: Path) -> None:
    with pytest.raises(StorageError, match=r"watched\.sqlite"):
        Journal(place / "nowhere" / "watched.sqlite")
    with closing(Journal(place)) as journal, closing(sqlite3.connect(place)) as other:
        other.execute("drop table files")
        with pytest.raises(StorageError, match=r"watched\.sqlite"):
            journal.has("a.txt", Signature(1, 2, 3))
