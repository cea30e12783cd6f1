"""Articles to index, archives to harm, and commands that run in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from pressespiegel.search import Archive, Article

from .archives import Start, story


@pytest.fixture
def write_stories(tmp_path: Path) -> Callable[[str, int], Path]:
    """Writes a JSONL file of a name, with so many articles."""

    def write(name: str, count: int) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                file.write(json.dumps(story(number, f"Die Gondel {number} hängt fest. " * 20)))
                file.write("\n")
        return path

    return write


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with one commit, of two articles."""
    place = tmp_path / "archive"
    with Archive.create(place) as archive, archive.writer() as writer:
        for id in ("a1", "a2"):
            writer.put(Article.from_text(id=id, title="Brücke gesperrt", text="Bis Mai."))
    return place


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `pressespiegel` in a process group of its own; what is left of it is killed."""
    started: list[Popen[str]] = []

    def call(*arguments: object) -> Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "pressespiegel", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        started.append(process)
        return process

    yield call
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
