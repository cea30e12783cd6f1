"""Where the output of a command goes: a pipe that closes, a full disk, another character set."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    place = tmp_path / "archive"
    with Archive.create(place) as archive, archive.writer() as writer:
        writer.put(Article.from_text(id="a1", title="Brücke gesperrt", text="Seit Montag."))
        writer.put(Article.from_text(id="a2", title="Brücke offen", text="„Endlich.“"))
    return place


@pytest.mark.skipif(os.name == "nt", reason="shells differ")
def test_output_that_is_closed_or_full_is_no_traceback(archive: Path) -> None:
    line = f"{shlex.quote(sys.executable)} -m pressespiegel stats --archive {archive}"
    for redirection in (">&-", "2>&-", ">/dev/full", ">&- 2>&-"):
        done = subprocess.run(
            f"{line} {redirection}", shell=True, capture_output=True, encoding="utf-8"
        )
        assert "Traceback" not in done.stderr, redirection


@pytest.mark.skipif(os.name == "nt", reason="a pipe that closes is told otherwise on Windows")
def test_a_reader_that_leaves_is_no_error(archive: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "pressespiegel", "show", "--archive", str(archive), "a1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


def test_output_of_another_character_set(archive: Path) -> None:
    def out(*arguments: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "pressespiegel", *arguments],
            capture_output=True,
            check=True,
            env={
                **os.environ,
                "PYTHONIOENCODING": "latin-1",
                "PRESSESPIEGEL_ARCHIVE": str(archive),
            },
        ).stdout

    assert json.loads(out("show", "--json", "a2"))["blocks"][0]["text"] == "„Endlich.“"
    assert rb"\u201eEndlich." in out("show", "a2")
    assert "Brücke gesperrt".encode("latin-1") in out("show", "a1")
