"""What is in an archive, and what other processes are doing to it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess, Popen

import pytest

from pressespiegel.search import Archive, ArchiveError

Command = Callable[..., CompletedProcess[str]]
Start = Callable[..., "Popen[str]"]

PATIENCE = 120.0
"""Seconds for what takes one or two when the machine is not busy."""


def story(number: int, words: str = "Die Gondel hängt fest.") -> dict[str, str]:
    return {
        "id": f"s{number}",
        "title": f"Seilbahn {number} steht still",
        "body": words,
        "date": "2022-01-05",
        "source": "Bergpost",
    }


def ids(place: Path) -> set[str]:
    """The ids of the articles in an archive, each of which can be read."""
    with Archive.open(place) as archive:
        found = set(archive.ids())
        assert all(archive.article(id) is not None for id in found)
    return found


def wait_for(place: Path, articles: int, process: Popen[str]) -> None:
    """Wait until another process has committed so many articles, and is at the next."""
    wait_until(lambda: _count(place) >= articles, process)


def wait_until(happened: Callable[[], bool], process: Popen[str] | None = None) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        if process is not None:
            assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.02)


def _count(place: Path) -> int:
    try:
        with Archive.open(place) as archive:
            return archive.statistics().articles
    except ArchiveError:
        return 0


def workers_of(process: Popen[str]) -> list[int]:
    """The processes that a command has started to read with."""
    if not Path("/proc/self/task").exists():
        pytest.skip("this system does not tell a process's children")
    found = []
    for task in Path(f"/proc/{process.pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].startswith(" Z")


def strangers(place: Path) -> set[str]:
    """Files in an archive's folder that its last commit does not name."""
    contents = json.loads((place / "archive.json").read_text())
    named = {name for segment in contents["segments"] for name in (segment[0], segment[3])}
    return {path.name for path in place.iterdir()} - named - {"archive.json", "write.lock"}
