"""Two commands that write at once: the second waits, then says who holds the archive."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pressespiegel.search import Archive

from .archives import Command, ids


@pytest.fixture
def file(write_stories: Callable[[str, int], Path]) -> Path:
    return write_stories("stories.jsonl", 2)


@pytest.mark.parametrize("name", ["index", "delete"])
def test_the_second_says_who_holds_the_archive(
    command: Command, archive: Path, file: Path, name: str
) -> None:
    with Archive.open(archive) as opened, opened.writer() as writer:
        writer.delete("a1")
        subject = file if name == "index" else "a2"
        done = command(name, "--archive", archive, "--wait", "0.1", subject)
        searched = command("search", "--archive", archive, "--json", "")
    assert (done.returncode, done.stdout) == (1, "")
    error, hint = done.stderr.splitlines()
    who = f"process {os.getpid()} on {socket.gethostname()}, since "
    assert error.startswith(f"Error: {archive} is being written to by {who}")
    assert "--wait" in hint
    assert searched.returncode == 0
    assert ids(archive) == {"a2"}


def test_the_second_waits_for_the_first(command: Command, archive: Path, file: Path) -> None:
    with Archive.open(archive) as opened:
        writer = opened.writer()
        writer.delete("a1")
        end = threading.Timer(0.5, lambda: writer.__exit__(None, None, None))
        end.start()
        done = command("index", "--archive", archive, "--wait", "60", file)
        end.join()
    assert done.returncode == 0
    assert ids(archive) == {"a2", "s0", "s1"}


def test_a_name_left_by_a_process_that_died_holds_nobody_up(
    command: Command, archive: Path, file: Path
) -> None:
    (archive / "write.holder").write_text('{"process": 1, "host": "x", "since": "12:00"}')
    assert command("index", "--archive", archive, "--wait", "0", file).returncode == 0
    assert not (archive / "write.holder").exists()


def test_a_wait_that_would_never_end_is_refused(command: Command, archive: Path) -> None:
    done = command("delete", "--archive", archive, "--wait", "nan", "a1")
    assert done.returncode == 2
    assert "--wait" in done.stderr
