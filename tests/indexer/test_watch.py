"""Folders that go away under a watch, before and after the system was asked to tell of them."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from pressespiegel.indexer.journal import Journal
from pressespiegel.indexer.pipeline import Summary
from pressespiegel.indexer.watch import Settings, Taken, watch
from pressespiegel.search import PressespiegelError, ReadError


def take(files: Iterable[Path | ReadError]) -> Taken:
    return Taken(Summary(added=len(list(files))))


def test_a_folder_that_goes_before_the_system_was_asked_to_tell_of_it_is_an_error(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "eingang"
    folder.mkdir()
    with closing(Journal(tmp_path / "journal")) as journal:
        batches = watch(Settings((folder,)), take, journal, threading.Event(), print)
        folder.rename(tmp_path / "anderswo")
        with pytest.raises(PressespiegelError, match="a watched folder was removed"):
            next(batches)


def test_another_folder_in_its_place_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "eingang"
    folder.mkdir()
    with closing(Journal(tmp_path / "journal")) as journal:
        batches = watch(Settings((folder,)), take, journal, threading.Event(), print)
        folder.rename(tmp_path / "anderswo")
        folder.mkdir()
        with pytest.raises(PressespiegelError, match="another put in its place"):
            next(batches)
