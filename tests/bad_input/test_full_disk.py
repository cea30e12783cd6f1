"""A disk that fills up, or fails, at any moment: said so, and the last commit stands."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .archives import Command, ids, strangers

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows does not limit files")


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes, as on a disk that is full."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def file(write_stories: Callable[[str, int], Path]) -> Path:
    return write_stories("stories.jsonl", 5)


@pytest.mark.parametrize("size", [0, 10, 100, 3000])
def test_what_was_committed_stays(command: Command, archive: Path, file: Path, size: int) -> None:
    with largest_file(size):
        done = command("index", "--archive", archive, file)
    assert (done.returncode, done.stdout) == (1, "")
    error, hint = done.stderr.splitlines()
    assert error == f"Error: {archive} cannot be written: the disk is full"
    assert "free some space" in hint
    assert ids(archive) == {"a1", "a2"}
    assert strangers(archive) == set()
    assert command("index", "--archive", archive, file).returncode == 0
    assert len(ids(archive)) == 7


def test_no_archive_is_begun_without_space(command: Command, tmp_path: Path, file: Path) -> None:
    with largest_file(0):
        done = command("index", "--archive", tmp_path / "new", file)
    assert (done.returncode, done.stdout) == (1, "")
    error, hint = done.stderr.splitlines()
    assert str(tmp_path / "new") in error
    assert hint.startswith("Hint: ")
    assert command("index", "--archive", tmp_path / "new", file).returncode == 0
    assert len(ids(tmp_path / "new")) == 5


def test_every_flush_to_disk_may_fail(
    command: Command, archive: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, done, allowed, left = os.fsync, None, 0, 0

    def failing(handle: int) -> None:
        nonlocal left
        if left == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        left -= 1
        fsync(handle)

    monkeypatch.setattr(os, "fsync", failing)
    while done is None or done.returncode:
        left = allowed
        done = command("index", "--archive", archive, "--json", file)
        if done.returncode:
            assert done.stderr.startswith(f"Error: {archive} cannot be written: the disk is full\n")
            # The last flush follows the rename that makes the commit visible.
            assert len(ids(archive)) in (2, 7)
            assert strangers(archive) == set()
        allowed += 1
        assert allowed < 20
    assert allowed > 3
    assert json.loads(done.stdout)["added"] + json.loads(done.stdout)["unchanged"] == 5
    assert len(ids(archive)) == 7


@pytest.mark.slow
def test_a_disk_that_is_really_full(
    command: Command, tmp_path: Path, write_stories: Callable[[str, int], Path]
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        archive = disk / "archive"
        done, kept, count = None, 0, 0
        while done is None or done.returncode == 0:
            kept, count = count, count + 40
            assert count < 4000
            done = command("index", "--archive", archive, write_stories("stories.jsonl", count))
        assert "the disk is full" in done.stderr
        assert len(ids(archive)) == kept
        assert strangers(archive) == set()
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)
