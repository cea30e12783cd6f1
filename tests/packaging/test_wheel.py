"""The wheel, installed where nothing else is, far from the checkout."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


class Failed(Exception):
    """A command failed; says what it printed."""


def run(*command: str | Path, cwd: Path) -> str:
    # Neither the checkout nor the tests' own environment may lend anything.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise Failed(done.stdout + done.stderr)
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing is left in the checkout."""
    copy = tmp_path_factory.mktemp("source") / "checkout"
    leave_out = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "archive")
    shutil.copytree(ROOT, copy, ignore=leave_out)
    out = tmp_path_factory.mktemp("wheel")
    command = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    run(sys.executable, *command, "--wheel-dir", out, copy, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel and what it declares."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "venv", with_pip=True)
    commands = home / "venv" / "bin"
    try:
        run(commands / "python", "-m", "pip", "install", "--quiet", wheel, cwd=home)
    except Failed as failed:
        if "connection" in str(failed).lower() and os.environ.get("CI") != "true":
            pytest.skip("no network: pip cannot fetch what the wheel declares to need")
        raise
    return commands


@pytest.fixture(scope="module")
def archive(installed: Path) -> Path:
    home = installed.parents[1]
    where = "from pressespiegel.indexer.samples import folder\nwith folder() as f: print(f)"
    samples = run(installed / "python", "-c", where, cwd=home).strip()
    assert str(ROOT) not in samples
    line = run(
        installed / "pressespiegel", "index", "--archive", "archive", "--json", samples, cwd=home
    )
    counts = json.loads(line)
    assert counts["failed"] == 0
    assert counts["added"] == counts["read"] == number_of_samples()
    return home / "archive"


def number_of_samples() -> int:
    """One article a file, a line of JSON Lines, an object of a JSON list, an item in XML."""
    number = 0
    for path in (ROOT / "indexer/samples/articles").rglob("*"):
        if ".jsonl" in path.suffixes:
            data = path.read_bytes()
            number += len((gzip.decompress(data) if path.suffix == ".gz" else data).splitlines())
        elif path.suffix == ".json":
            found = json.loads(path.read_text(encoding="utf-8"))
            number += len(found) if isinstance(found, list) else 1
        elif path.suffix == ".xml":
            data = path.read_bytes()
            number += max(1, data.count(b"<item>") + data.count(b"<newsItem "))
        else:
            number += path.is_file()
    return number


def test_it_holds_all_of_the_packages_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    files = [ROOT / name for name in ("__init__.py", "__main__.py", "py.typed")]
    for package in ("search", "indexer", "web"):
        files += [path for path in (ROOT / package).rglob("*") if path.is_file()]
    own = {
        f"pressespiegel/{path.relative_to(ROOT).as_posix()}"
        for path in files
        if "__pycache__" not in path.parts
    }
    assert held == own


def test_it_searches(installed: Path, archive: Path) -> None:
    search = (installed / "pressespiegel", "search", "--archive", archive, "--json")

    answer = json.loads(run(*search, "brücke", cwd=archive.parent))

    assert answer["total"] >= 5
    assert any("brücke" in hit["title"].lower() for hit in answer["hits"])


def test_it_serves(installed: Path, archive: Path) -> None:
    command = [str(installed / "pressespiegel"), "serve", "--archive", str(archive), "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=archive.parent,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().split()[-1]
            with urllib.request.urlopen(f"{address}suche?q=hochwasser", timeout=20) as page:
                text = page.read().decode()
        finally:
            server.send_signal(signal.SIGINT)

    assert "Unterwörl" in text
