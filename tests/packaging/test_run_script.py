"""The command with which everybody starts, called a second time."""

from __future__ import annotations

import os
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (ROOT / ".venv" / "installed").exists(),
        reason="not started by scripts/test, which makes .venv",
    ),
]


@contextmanager
def started(*paths: str, folder: Path) -> Iterator[tuple[list[str], str]]:
    """The lines printed by scripts/run until it serves, and the address that it serves at."""
    environment = {
        **os.environ,
        "PORT": "0",
        "PRESSESPIEGEL_ARCHIVE": "presse",
        "PYTHONUNBUFFERED": "1",
    }
    with subprocess.Popen(
        ["sh", str(ROOT / "scripts" / "run"), *paths],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = []
        address = ""
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Pressespiegel: "):
                address = line.split()[-1]
                break
        try:
            assert address, lines
            yield lines, address
        finally:
            process.send_signal(signal.SIGINT)


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def test_it_serves_the_samples_from_any_folder(tmp_path: Path) -> None:
    with started(folder=tmp_path) as (lines, address):
        assert "Unterwörl" in page(f"{address}suche?q=hochwasser")

    assert not any("Installing" in line for line in lines)
    assert (tmp_path / "presse").is_dir()


def test_it_indexes_paths_seen_from_where_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "meldung.txt").write_text("date 2024-02\n\nLindenhall - Ein Zeppelin ist gelandet.")

    with started("meldung.txt", folder=tmp_path) as (_, address):
        text = page(f"{address}suche?q=zeppelin")
        assert "gelandet" in text
        assert "gelandet" not in page(f"{address}suche?q=hochwasser")
