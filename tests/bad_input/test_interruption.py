"""Ctrl-C, a request to end, and processes that are killed: the last commit stands."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from .archives import (
    Command,
    Start,
    ids,
    is_running,
    strangers,
    wait_for,
    wait_until,
    workers_of,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")

ENDLESS = 10_000
"""Articles: more than are indexed before the test is done with it."""


@pytest.fixture
def endless(write_stories: Callable[[str, int], Path]) -> Path:
    return write_stories("endless.jsonl", ENDLESS)


@pytest.mark.parametrize(
    ("number", "processes", "word"),
    [(signal.SIGINT, 2, "interrupted"), (signal.SIGTERM, 1, "terminated")],
)
def test_a_run_that_is_ended_says_what_is_safe(
    start: Start,
    command: Command,
    tmp_path: Path,
    endless: Path,
    number: signal.Signals,
    processes: int,
    word: str,
) -> None:
    archive = tmp_path / "archive"
    options = ("--archive", archive, "--processes", processes, "--commit-every", 20)
    process = start("index", *options, endless)
    wait_for(archive, 20, process)
    # A terminal sends Ctrl-C to all processes of the command, `kill` to the one that is named.
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    out, err = process.communicate()
    assert (process.returncode, out) == (128 + number, "")
    kept = ids(archive)
    error, hint = err.splitlines()
    # One commit may have become visible without being reported yet.
    assert error in [
        f"Error: {word}; {safe} articles are safe in {archive}"
        for safe in (len(kept), len(kept) - 20)
    ]
    assert hint == "Hint: run the same command again to go on"
    assert kept == {f"s{number}" for number in range(len(kept))}
    assert strangers(archive) == set()
    assert command("delete", "--archive", archive, "--wait", "0", "s0").returncode == 0


@pytest.mark.slow
def test_a_run_that_is_killed_takes_its_processes_along(
    start: Start, command: Command, tmp_path: Path, endless: Path
) -> None:
    archive = tmp_path / "archive"
    options = ("--archive", archive, "--processes", 2, "--commit-every", 20)
    process = start("index", *options, endless)
    wait_for(archive, 20, process)
    workers = workers_of(process)
    assert len(workers) == 2
    process.kill()
    process.communicate()
    wait_until(lambda: not any(map(is_running, workers)))
    kept = ids(archive)
    assert kept == {f"s{number}" for number in range(len(kept))}
    assert command("delete", "--archive", archive, "--wait", "0", "s0").returncode == 0
    assert strangers(archive) == set()


@pytest.mark.slow
def test_what_a_killed_process_had_is_named_and_the_rest_is_indexed(
    start: Start, write_stories: Callable[[str, int], Path], tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    file = write_stories("stories.jsonl", 7_000)
    options = ("--archive", archive, "--processes", 2, "--commit-every", 500)
    process = start("index", *options, file)
    wait_for(archive, 500, process)
    os.kill(workers_of(process)[0], signal.SIGKILL)
    out, err = process.communicate()
    assert process.returncode == 1
    assert out.startswith(f"{len(ids(archive))} articles read: ")
    (line,) = err.splitlines()
    assert line.startswith(f"{file}, line ")
    assert "the process that read it ended before it was done" in line
    assert "--processes" in line
    assert 7_000 - 32 <= len(ids(archive)) < 7_000
